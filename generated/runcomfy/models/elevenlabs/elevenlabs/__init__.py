"""`elevenlabs/elevenlabs`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .music_generation import music_generation as _music_generation
else:

    def _music_generation():
        from .music_generation import music_generation

        return music_generation


__all__ = ["Elevenlabs"]


class Elevenlabs(Namespace[ClientT]):
    """`elevenlabs/elevenlabs`: 1 model."""

    music_generation: Final = _Attached(_music_generation)
    """`elevenlabs/elevenlabs/music-generation`: ElevenLabs Music

    Generates music from a text prompt, sung or instrumental, as MP3 or WAV; 5 to 300 seconds long.

    Makes: audio

    Price: $0.0083 per second, a base rate and not a quote

    Inputs:
    - prompt: str, required. Describes the music: style, mood, instruments, and what is sung
    - force_instrumental: bool, default False. Whether to generate music without singing
    - music_length_ms: int, default 40000, 5000 to 300000. Length of the music in milliseconds
    - output_format: Literal['mp3_standard', 'mp3_high_quality', 'wav_16khz', 'wav_22khz', 'wav_24khz', 'wav_cd_quality'], default 'mp3_standard'. File format and quality of the music
    """
