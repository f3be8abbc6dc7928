"""`vendor/repaired`"""
# Made from schemas/repaired.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, TypedDict

from pydantic import Field

from ..._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel, Part, SequenceOf, VideoInput

__all__ = ["RepairedInput", "RepairedInputRef", "RepairedInputRefDict", "RepairedOutput", "repaired"]


class RepairedInputRefDict(TypedDict, total=False):
    """`RepairedInputRef` as a plain dict."""

    a: int


class RepairedInputRef(InputModel):
    """Part of the inputs of `vendor/repaired`."""

    a: int = UNSET


class RepairedInput(InputModel):
    """The inputs of `vendor/repaired`."""

    odd: Any = UNSET
    prompt: str
    strength: Annotated[int | float, Field(ge=0, le=1)] = 0.5
    images: Annotated[SequenceOf[ImageInput], Field(max_length=4)] = UNSET
    clip: SequenceOf[VideoInput] = UNSET
    loose: SequenceOf[Any] = UNSET
    steps: Annotated[int, Field(le=10, gt=1)] = UNSET
    size: Literal["a", "b"] = UNSET
    old: str
    code: str = UNSET
    look: str = UNSET
    maybe: Literal["x"] | None = UNSET
    ref: Part[RepairedInputRef, RepairedInputRefDict] = UNSET
    """Beside."""


class RepairedOutput(OutputModel):
    """What a result holds of `vendor/repaired`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


repaired: Final = Endpoint("vendor/repaired", RepairedInput, RepairedOutput)
"""`vendor/repaired`

Price: not known, which does not mean free

Its inputs are the fields of `RepairedInput`.
"""
