"""`vendor/4K`"""
# Made from schemas/upper.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final

from ..._base import UNSET, Endpoint, InputModel, OutputModel

__all__ = ["V4kInput", "V4kOutput", "v4k"]


class V4kInput(InputModel):
    """The inputs of `vendor/4K`."""

    x: int = UNSET


class V4kOutput(OutputModel):
    """What a result holds of `vendor/4K`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


v4k: Final = Endpoint("vendor/4K", V4kInput, V4kOutput)
"""`vendor/4K`

Price: not known, which does not mean free

Its inputs are the fields of `V4kInput`.
"""
