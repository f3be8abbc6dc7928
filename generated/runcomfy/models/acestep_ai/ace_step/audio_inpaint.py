"""`acestep-ai/ace-step/audio-inpaint`: ACE-Step: audio inpainting

Replaces a part of a piece of music, following style tags and, if given, lyrics.
"""
# Made from schemas/acestep-ai/ace-step/audio-inpaint.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, AudioInput, Endpoint, InputModel, OutputModel

__all__ = ["AudioInpaintInput", "AudioInpaintOutput", "audio_inpaint"]


class AudioInpaintInput(InputModel):
    """The inputs of `acestep-ai/ace-step/audio-inpaint`."""

    audio: AudioInput
    """The music in which to replace a part."""
    end_time: Annotated[int | float, Field(ge=0, le=240)] = 30
    """End of the part, in seconds from the point named by end_time_relative_to."""
    end_time_relative_to: Literal["start", "end"] = "start"
    """Whether end_time counts from the "start" of the music, or back from its "end"."""
    lyrics: str = UNSET
    """Lyrics to sing in the new part, with section marks such as [verse]."""
    seed: Annotated[int, Field(ge=-1, le=2147483647)] = -1
    """Seed for the random numbers; -1 picks one at random. The same inputs with the same seed give similar results."""
    start_time: Annotated[int | float, Field(ge=0, le=240)] = 0
    """Start of the part, in seconds from the point named by start_time_relative_to."""
    start_time_relative_to: Literal["start", "end"] = "start"
    """Whether start_time counts from the "start" of the music, or back from its "end"."""
    tags: str
    """Style, mood and instruments of the new part, separated by commas."""


class AudioInpaintOutput(OutputModel):
    """What a result holds of `acestep-ai/ace-step/audio-inpaint`."""

    audio: str | None = None
    audios: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None


audio_inpaint: Final = Endpoint("acestep-ai/ace-step/audio-inpaint", AudioInpaintInput, AudioInpaintOutput)
"""`acestep-ai/ace-step/audio-inpaint`: ACE-Step: audio inpainting

Replaces a part of a piece of music, following style tags and, if given, lyrics.

Makes: audio

Price: not known, which does not mean free

Its inputs are the fields of `AudioInpaintInput`.
"""
