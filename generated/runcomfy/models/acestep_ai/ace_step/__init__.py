"""`acestep-ai/ace-step`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .audio_inpaint import audio_inpaint as _audio_inpaint
    from .text_to_audio import text_to_audio as _text_to_audio

__all__ = ["AceStep"]


class AceStep(Namespace[ClientT]):
    """`acestep-ai/ace-step`: 2 models."""

    _children = {"audio_inpaint": None, "text_to_audio": None}

    if TYPE_CHECKING:
        audio_inpaint = _audio_inpaint
        text_to_audio = _text_to_audio
