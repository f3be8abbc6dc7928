"""`vendor/class`"""
# Made from schemas/class.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final

from ..._base import UNSET, Endpoint, InputModel, OutputModel

__all__ = ["ClassInput", "ClassOutput", "class_"]


class ClassInput(InputModel):
    """The inputs of `vendor/class`."""

    x: int = UNSET


class ClassOutput(OutputModel):
    """What a result holds of `vendor/class`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


class_: Final = Endpoint("vendor/class", ClassInput, ClassOutput)
"""`vendor/class`

Price: not known, which does not mean free

Its inputs are the fields of `ClassInput`.
"""
