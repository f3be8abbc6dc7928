"""`solo`"""
# Made from schemas/solo.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final

from .._base import Endpoint, InputModel, OutputModel

__all__ = ["SoloInput", "SoloOutput", "solo"]


class SoloInput(InputModel):
    """The inputs of `solo`."""

    prompt: str


class SoloOutput(OutputModel):
    """What a result holds of `solo`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


solo: Final = Endpoint("solo", SoloInput, SoloOutput)
"""`solo`

Price: not known, which does not mean free

Its inputs are the fields of `SoloInput`.
"""
