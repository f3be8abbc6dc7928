"""`vendor/bare`"""
# Made from schemas/vendor/bare/input.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, RootModel

from ..._base import Endpoint, InputModel

__all__ = ["BareInput", "BareOutput", "bare"]


class BareInput(InputModel):
    """The inputs of `vendor/bare`."""

    text: Annotated[str, Field(max_length=200)]
    speed: Annotated[int | float, Field(ge=0.5, le=2)] = 1


class BareOutput(RootModel[list[str]]):
    """What a result holds of `vendor/bare`."""


bare: Final = Endpoint("vendor/bare", BareInput, BareOutput)
"""`vendor/bare`

Price: not known, which does not mean free

Its inputs are the fields of `BareInput`.
"""
