"""`acestep-ai/ace-step-1.5`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._endpoint import Attached as _Attached
from ...._namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .text_to_audio import text_to_audio as _text_to_audio
else:

    def _text_to_audio():
        from .text_to_audio import text_to_audio

        return text_to_audio


__all__ = ["AceStep15"]


class AceStep15(Namespace[ClientT]):
    """`acestep-ai/ace-step-1.5`: 1 model."""

    text_to_audio: Final = _Attached(_text_to_audio)
    """`acestep-ai/ace-step-1.5/text-to-audio`

    Makes: audio

    Price: not known, which does not mean free

    Inputs:
    - tags: str, required
    - duration: int, default 60, 5 to 240
    - lyrics: str
    - seed: int, default -1, -1 to 2147483647
    """
