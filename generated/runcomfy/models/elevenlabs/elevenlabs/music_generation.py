"""`elevenlabs/elevenlabs/music-generation`: ElevenLabs Music

Generates music from a text prompt, sung or instrumental, as MP3 or WAV; 5 to 300 seconds long.
"""
# Made from schemas/elevenlabs/elevenlabs/music-generation.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, InputModel, OutputModel

__all__ = ["MusicGenerationInput", "MusicGenerationOutput", "music_generation"]


class MusicGenerationInput(InputModel):
    """The inputs of `elevenlabs/elevenlabs/music-generation`."""

    force_instrumental: bool = False
    """Whether to generate music without singing."""
    music_length_ms: Annotated[int, Field(ge=5000, le=300000)] = 40000
    """Length of the music in milliseconds."""
    output_format: Literal[
        "mp3_standard", "mp3_high_quality", "wav_16khz", "wav_22khz", "wav_24khz", "wav_cd_quality"
    ] = "mp3_standard"
    """File format and quality of the music."""
    prompt: str
    """Describes the music: style, mood, instruments, and what is sung."""


class MusicGenerationOutput(OutputModel):
    """What a result holds of `elevenlabs/elevenlabs/music-generation`."""

    audio: str | None = None
    audios: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None


music_generation: Final = Endpoint(
    "elevenlabs/elevenlabs/music-generation", MusicGenerationInput, MusicGenerationOutput
)
"""`elevenlabs/elevenlabs/music-generation`: ElevenLabs Music

Generates music from a text prompt, sung or instrumental, as MP3 or WAV; 5 to 300 seconds long.

Makes: audio

Price: $0.0083 per second, a base rate and not a quote

Its inputs are the fields of `MusicGenerationInput`.
"""
