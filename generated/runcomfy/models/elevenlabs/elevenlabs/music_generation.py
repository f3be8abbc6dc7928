"""`elevenlabs/elevenlabs/music-generation`"""
# Made from schemas/elevenlabs/elevenlabs/music-generation.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, InputModel, OutputModel

__all__ = ["MusicGenerationInput", "MusicGenerationOutput", "music_generation"]


class MusicGenerationInput(InputModel):
    """The inputs of `elevenlabs/elevenlabs/music-generation`."""

    force_instrumental: bool = False
    music_length_ms: Annotated[int, Field(ge=5000, le=300000)] = 40000
    output_format: Literal[
        "mp3_standard", "mp3_high_quality", "wav_16khz", "wav_22khz", "wav_24khz", "wav_cd_quality"
    ] = "mp3_standard"
    prompt: str


class MusicGenerationOutput(OutputModel):
    """What a result holds of `elevenlabs/elevenlabs/music-generation`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


music_generation: Final = Endpoint(
    "elevenlabs/elevenlabs/music-generation", MusicGenerationInput, MusicGenerationOutput
)
"""`elevenlabs/elevenlabs/music-generation`

Makes: audio

Price: not known, which does not mean free

Inputs:
- prompt: str, required
- force_instrumental: bool, default False
- music_length_ms: int, default 40000, 5000 to 300000
- output_format: Literal['mp3_standard', 'mp3_high_quality', 'wav_16khz', 'wav_22khz', 'wav_24khz', 'wav_cd_quality'], default 'mp3_standard'
"""
