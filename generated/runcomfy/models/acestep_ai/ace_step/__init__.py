"""`acestep-ai/ace-step`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .audio_inpaint import audio_inpaint as _audio_inpaint
    from .text_to_audio import text_to_audio as _text_to_audio
else:

    def _audio_inpaint():
        from .audio_inpaint import audio_inpaint

        return audio_inpaint

    def _text_to_audio():
        from .text_to_audio import text_to_audio

        return text_to_audio


__all__ = ["AceStep"]


class AceStep(Namespace[ClientT]):
    """`acestep-ai/ace-step`: 2 models."""

    audio_inpaint: Final = _Attached(_audio_inpaint)
    """`acestep-ai/ace-step/audio-inpaint`: ACE-Step: audio inpainting

    Replaces a part of a piece of music, following style tags and, if given, lyrics.

    Makes: audio

    Price: not known, which does not mean free

    Inputs:
    - audio: AudioInput, required. The music in which to replace a part
    - tags: str, required. Style, mood and instruments of the new part, separated by commas
    - end_time: int | float, default 30, 0 to 240. End of the part, in seconds from the point named by end_time_relative_to
    - end_time_relative_to: Literal['start', 'end'], default 'start'. Whether end_time counts from the "start" of the music, or back from its "end"
    - lyrics: str. Lyrics to sing in the new part, with section marks such as [verse]
    - seed: int, default -1, -1 to 2147483647. Seed for the random numbers; -1 picks one at random. The same inputs with the same seed give similar results
    - start_time: int | float, default 0, 0 to 240. Start of the part, in seconds from the point named by start_time_relative_to
    - start_time_relative_to: Literal['start', 'end'], default 'start'. Whether start_time counts from the "start" of the music, or back from its "end"
    """
    text_to_audio: Final = _Attached(_text_to_audio)
    """`acestep-ai/ace-step/text-to-audio`: ACE-Step: text to music

    Generates music from style tags, sung if lyrics are given; 5 to 240 seconds long.

    Makes: audio

    Price: not known, which does not mean free

    Inputs:
    - tags: str, required. Style, mood and instruments of the music, separated by commas
    - duration: int, default 60, 5 to 240. Length of the music in seconds
    - lyrics: str. Lyrics to sing, with section marks such as [verse] and [chorus]
    - seed: int, default -1, -1 to 2147483647. Seed for the random numbers; -1 picks one at random. The same inputs with the same seed give similar results
    """
