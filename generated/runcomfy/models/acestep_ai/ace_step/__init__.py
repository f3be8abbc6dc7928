"""`acestep-ai/ace-step`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._endpoint import Attached as _Attached
from ...._namespace import ClientT, Namespace

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
    """`acestep-ai/ace-step/audio-inpaint`

    Makes: audio

    Price: not known, which does not mean free

    Inputs:
    - audio: AudioInput, required
    - tags: str, required
    - end_time: int | float, default 30, 0 to 240
    - end_time_relative_to: Literal['start', 'end'], default 'start'
    - lyrics: str
    - seed: int, default -1, -1 to 2147483647
    - start_time: int | float, default 0, 0 to 240
    - start_time_relative_to: Literal['start', 'end'], default 'start'
    """
    text_to_audio: Final = _Attached(_text_to_audio)
    """`acestep-ai/ace-step/text-to-audio`

    Makes: audio

    Price: not known, which does not mean free

    Inputs:
    - tags: str, required
    - duration: int, default 60, 5 to 240
    - lyrics: str
    - seed: int, default -1, -1 to 2147483647
    """
