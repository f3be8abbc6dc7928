"""`vendor/import`"""
# Made from schemas/import.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final

from ..._base import UNSET, Endpoint, InputModel, OutputModel

__all__ = ["ImportInput", "ImportOutput", "import_"]


class ImportInput(InputModel):
    """The inputs of `vendor/import`."""

    x: int = UNSET


class ImportOutput(OutputModel):
    """What a result holds of `vendor/import`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


import_: Final = Endpoint("vendor/import", ImportInput, ImportOutput)
"""`vendor/import`

Price: not known, which does not mean free

Its inputs are the fields of `ImportInput`.
"""
