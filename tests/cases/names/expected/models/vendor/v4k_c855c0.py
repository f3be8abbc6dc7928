"""`vendor/4k`"""
# Made from schemas/4k.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final

from ..._base import UNSET, Endpoint, InputModel, OutputModel

__all__ = ["V4kC855c0Input", "V4kC855c0Output", "v4k_c855c0"]


class V4kC855c0Input(InputModel):
    """The inputs of `vendor/4k`."""

    x: int = UNSET


class V4kC855c0Output(OutputModel):
    """What a result holds of `vendor/4k`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


v4k_c855c0: Final = Endpoint("vendor/4k", V4kC855c0Input, V4kC855c0Output)
"""`vendor/4k`

Price: not known, which does not mean free

Its inputs are the fields of `V4kC855c0Input`.
"""
