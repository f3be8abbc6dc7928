"""`vendor/run`"""
# Made from schemas/run.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final

from ..._base import UNSET, Endpoint, InputModel, OutputModel

__all__ = ["RunInput", "RunOutput", "run_"]


class RunInput(InputModel):
    """The inputs of `vendor/run`."""

    x: int = UNSET


class RunOutput(OutputModel):
    """What a result holds of `vendor/run`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


run_: Final = Endpoint("vendor/run", RunInput, RunOutput)
"""`vendor/run`

Price: not known, which does not mean free

Its inputs are the fields of `RunInput`.
"""
