"""`acestep-ai/ace-step-1.5`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .text_to_audio import text_to_audio as _text_to_audio

__all__ = ["AceStep15"]


class AceStep15(Namespace[ClientT]):
    """`acestep-ai/ace-step-1.5`: 1 model."""

    _children = {"text_to_audio": None}

    if TYPE_CHECKING:
        text_to_audio = _text_to_audio
