"""`acestep-ai/ace-step/text-to-audio`: ACE-Step: text to music

Generates music from style tags, sung if lyrics are given; 5 to 240 seconds long.
"""
# Made from schemas/acestep-ai/ace-step/text-to-audio.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from ...._base import UNSET, Endpoint, InputModel, OutputModel

__all__ = ["TextToAudioInput", "TextToAudioOutput", "text_to_audio"]


class TextToAudioInput(InputModel):
    """The inputs of `acestep-ai/ace-step/text-to-audio`."""

    duration: Annotated[int, Field(ge=5, le=240)] = 60
    """Length of the music in seconds."""
    lyrics: str = UNSET
    """Lyrics to sing, with section marks such as [verse] and [chorus]."""
    seed: Annotated[int, Field(ge=-1, le=2147483647)] = -1
    """Seed for the random numbers; -1 picks one at random. The same inputs with the same seed give similar results."""
    tags: str
    """Style, mood and instruments of the music, separated by commas."""


class TextToAudioOutput(OutputModel):
    """What a result holds of `acestep-ai/ace-step/text-to-audio`."""

    audio: str | None = None
    audios: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None


text_to_audio: Final = Endpoint("acestep-ai/ace-step/text-to-audio", TextToAudioInput, TextToAudioOutput)
"""`acestep-ai/ace-step/text-to-audio`: ACE-Step: text to music

Generates music from style tags, sung if lyrics are given; 5 to 240 seconds long.

Makes: audio

Price: not known, which does not mean free

Its inputs are the fields of `TextToAudioInput`.
"""
