"""`elevenlabs/elevenlabs`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._endpoint import Attached as _Attached
from ...._namespace import ClientT, Namespace

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
    """`elevenlabs/elevenlabs/music-generation`

    Makes: audio

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - force_instrumental: bool, default False
    - music_length_ms: int, default 40000, 5000 to 300000
    - output_format: Literal['mp3_standard', 'mp3_high_quality', 'wav_16khz', 'wav_22khz', 'wav_24khz', 'wav_cd_quality'], default 'mp3_standard'
    """
