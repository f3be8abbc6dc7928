"""`acestep-ai/ace-step/text-to-audio`"""
# Made from schemas/acestep-ai/ace-step/text-to-audio.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from ...._base import UNSET, Endpoint, InputModel, OutputModel

__all__ = ["TextToAudioInput", "TextToAudioOutput", "text_to_audio"]


class TextToAudioInput(InputModel):
    """The inputs of `acestep-ai/ace-step/text-to-audio`."""

    duration: Annotated[int, Field(ge=5, le=240)] = 60
    lyrics: str = UNSET
    seed: Annotated[int, Field(ge=-1, le=2147483647)] = -1
    tags: str


class TextToAudioOutput(OutputModel):
    """What a result holds of `acestep-ai/ace-step/text-to-audio`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


text_to_audio: Final = Endpoint("acestep-ai/ace-step/text-to-audio", TextToAudioInput, TextToAudioOutput)
"""`acestep-ai/ace-step/text-to-audio`

Makes: audio

Price: not known, which does not mean free

Inputs:
- tags: str, required
- duration: int, default 60, 5 to 240
- lyrics: str
- seed: int, default -1, -1 to 2147483647
"""
