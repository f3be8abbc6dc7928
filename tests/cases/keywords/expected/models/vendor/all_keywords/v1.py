"""`vendor/all-keywords/v1`: Every keyword

What each keyword becomes.
"""
# Made from schemas/all.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from ...._base import (
    UNSET,
    AudioInput,
    Endpoint,
    Fits,
    ImageInput,
    InputModel,
    MultipleOf,
    OneOf,
    OutputModel,
    Pattern,
    UniqueItems,
    Validation,
    VideoInput,
)

__all__ = ["V1Input", "V1InputLorasItem", "V1InputTree", "V1Output", "V1OutputPartsItem", "v1"]


class V1InputLorasItem(InputModel):
    """Part of the inputs of `vendor/all-keywords/v1`."""

    path: str
    scale: int | float = 1


class V1InputTree(InputModel):
    """Part of the inputs of `vendor/all-keywords/v1`."""

    name: str = UNSET
    children: list[V1InputTree] = UNSET


class V1Input(InputModel):
    """The inputs of `vendor/all-keywords/v1`."""

    __fits__ = Fits({"dependentRequired": {"masks": ["image"]}})
    prompt: Annotated[str, Field(min_length=1, max_length=500), Pattern("\\S")]
    """What to show.
    On two lines, with "quotes" and a \\.
    """
    count: Annotated[int, Field(ge=1, le=4)]
    """How many.

    The schema's default, which is not sent by itself: 1
    """
    seed: Annotated[int, Field(ge=0, le=4294967295)] = UNSET
    scale: Annotated[int | float, Field(le=20, gt=0), MultipleOf(0.5)] = 7.5
    hd: bool = False
    size: Literal["1:1", "16:9"] = "1:1"
    steps: Annotated[Literal[4, 8], OneOf()] = 8
    mix: Annotated[int | float | str, OneOf(0.5, 1, "auto")] = "auto"
    fixed: Literal["v1"] = UNSET
    note: Annotated[str, Field(max_length=20)] | None = None
    image: Annotated[ImageInput, Validation("file_size_mb<", 10, "at most 10 MB")] = UNSET
    masks: Annotated[list[ImageInput], Field(max_length=3)] = UNSET
    audio: AudioInput = UNSET
    video: VideoInput = UNSET
    tags: Annotated[list[Annotated[str, Field(max_length=10)]], UniqueItems()] = ["a"]
    pair: Annotated[
        list[Any], Fits({"prefixItems": [{"type": "string"}, {"type": "integer"}], "items": False})
    ] = UNSET
    loras: list[V1InputLorasItem] = UNSET
    labels: dict[str, str] = UNSET
    any: Any = UNSET
    choice: Annotated[str, Field(max_length=3)] | int = UNSET
    tight: Annotated[
        int | Annotated[int | float, Field(ge=3)],
        Fits({"oneOf": [{"type": "integer"}, {"type": "number", "minimum": 3}]}),
    ] = UNSET
    tree: V1InputTree = UNSET


class V1OutputPartsItem(OutputModel):
    """Part of what a result holds of `vendor/all-keywords/v1`."""

    name: str | None = None
    box: list[int | float] | None = None


class V1Output(OutputModel):
    """What a result holds of `vendor/all-keywords/v1`."""

    images: list[str]
    state: Literal["good", "poor"] | str | None = None
    score: int | float | None = None
    parts: list[V1OutputPartsItem] | None = None
    extra: str | None = None


v1 = Endpoint("vendor/all-keywords/v1", V1Input, V1Output)
