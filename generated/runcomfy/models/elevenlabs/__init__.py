"""`elevenlabs`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .elevenlabs import Elevenlabs as _Elevenlabs

__all__ = ["Elevenlabs"]


class Elevenlabs(Namespace[ClientT]):
    """`elevenlabs`: 1 model."""

    _children = {"elevenlabs": "Elevenlabs"}

    if TYPE_CHECKING:

        @property
        def elevenlabs(self) -> _Elevenlabs[ClientT]: ...
