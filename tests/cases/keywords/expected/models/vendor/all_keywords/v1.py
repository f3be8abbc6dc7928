"""`vendor/all-keywords/v1`: Every keyword

What each keyword becomes.
"""
# Made from schemas/all.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Required, TypedDict

from pydantic import Field

from ...._base import (
    UNSET,
    AudioInput,
    Endpoint,
    Fits,
    ImageInput,
    InputModel,
    MapOf,
    MediaConstraint,
    MultipleOf,
    OneOf,
    OutputModel,
    Part,
    Pattern,
    SequenceOf,
    UniqueItems,
    VideoInput,
)

__all__ = [
    "V1Input",
    "V1InputLorasItem",
    "V1InputLorasItemDict",
    "V1InputTree",
    "V1InputTreeDict",
    "V1Output",
    "V1OutputPartsItem",
    "v1",
]


class V1InputLorasItemDict(TypedDict, total=False):
    """`V1InputLorasItem` as a plain dict."""

    path: Required[str]
    scale: int | float


class V1InputTreeDict(TypedDict, total=False):
    """`V1InputTree` as a plain dict."""

    name: str
    children: SequenceOf[Part[V1InputTree, V1InputTreeDict]]


class V1InputLorasItem(InputModel):
    """Part of the inputs of `vendor/all-keywords/v1`."""

    path: str
    scale: int | float = 1


class V1InputTree(InputModel):
    """Part of the inputs of `vendor/all-keywords/v1`."""

    name: str = UNSET
    children: SequenceOf[Part[V1InputTree, V1InputTreeDict]] = UNSET


class V1Input(InputModel):
    """The inputs of `vendor/all-keywords/v1`."""

    __fits__ = Fits({"dependentRequired": {"masks": ["image"]}})
    prompt: Annotated[str, Field(min_length=1, max_length=500), Pattern("\\S")]
    """What to show.
    On two lines, with "quotes" and a \\.
    """
    count: Annotated[int, Field(ge=1, le=4)]
    """How many.

    The schema suggests: 1
    """
    seed: Annotated[int, Field(ge=0, le=4294967295)] = UNSET
    scale: Annotated[int | float, Field(le=20, gt=0), MultipleOf(0.5)] = 7.5
    hd: bool = False
    size: Literal["1:1", "16:9"] = "1:1"
    steps: Annotated[Literal[4, 8], OneOf()] = 8
    mix: Annotated[int | float | str, OneOf(0.5, 1, "auto")] = "auto"
    fixed: Literal["v1"] = UNSET
    note: Annotated[str, Field(max_length=20)] | None = None
    image: Annotated[ImageInput, MediaConstraint("file_size_mb<", 10, "at most 10 MB")] = UNSET
    masks: Annotated[SequenceOf[ImageInput], Field(max_length=3)] = UNSET
    audio: AudioInput = UNSET
    video: VideoInput = UNSET
    tags: Annotated[SequenceOf[Annotated[str, Field(max_length=10)]], UniqueItems()] = ["a"]
    pair: Annotated[
        SequenceOf[Any], Fits({"prefixItems": [{"type": "string"}, {"type": "integer"}], "items": False})
    ] = UNSET
    loras: SequenceOf[Part[V1InputLorasItem, V1InputLorasItemDict]] = UNSET
    labels: MapOf[str] = UNSET
    any: Any = UNSET
    choice: Annotated[str, Field(max_length=3)] | int = UNSET
    tight: Annotated[
        int | Annotated[int | float, Field(ge=3)],
        Fits({"oneOf": [{"type": "integer"}, {"type": "number", "minimum": 3}]}),
    ] = UNSET
    tree: Part[V1InputTree, V1InputTreeDict] = UNSET


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


v1: Final = Endpoint("vendor/all-keywords/v1", V1Input, V1Output)
"""`vendor/all-keywords/v1`: Every keyword

What each keyword becomes.

Makes: image

Price: $0.04 per output, a base rate and not a quote

Its inputs are the fields of `V1Input`.
"""
