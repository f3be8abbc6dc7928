"""`elevenlabs/elevenlabs`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .music_generation import music_generation as _music_generation

__all__ = ["Elevenlabs"]


class Elevenlabs(Namespace[ClientT]):
    """`elevenlabs/elevenlabs`: 1 model."""

    _children = {"music_generation": None}

    if TYPE_CHECKING:
        music_generation = _music_generation
