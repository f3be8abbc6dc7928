"""`acme/paint-2/edit`"""
# Made from schemas/saved.txt by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, ImageInput, InputModel, OutputModel, SequenceOf

__all__ = ["EditInput", "EditOutput", "edit"]


class EditInput(InputModel):
    """The inputs of `acme/paint-2/edit`."""

    images: Annotated[SequenceOf[ImageInput], Field(min_length=1, max_length=4)]
    """Up to 4 pictures, e.g. {"https://…"} or <b>bold</b> & co."""
    prompt: Annotated[str, Field(max_length=2000)]
    """What's to change; quotes "so" and braces {like} }'{ these are text.

    The schema suggests: "Write 'OPEN' on the door -- with a back\\\\slash"
    """
    size: Literal["1:1", "16:9", "1152:864 (4:3)"] = "1:1"
    """尺寸"""
    seed: Annotated[int, Field(ge=-1, le=4294967295)] = -1
    """-1 for a random one"""
    guidance: Annotated[int | float, Field(ge=0, le=1)] = 0.5


class EditOutput(OutputModel):
    """What a result holds of `acme/paint-2/edit`."""

    image: str | None = None
    images: list[str] | None = None


edit: Final = Endpoint("acme/paint-2/edit", EditInput, EditOutput)
"""`acme/paint-2/edit`

Price: not known, which does not mean free

Its inputs are the fields of `EditInput`.
"""
