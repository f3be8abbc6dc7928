"""`elevenlabs`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace
from ..._client.namespace import below as _below

if TYPE_CHECKING:
    from .elevenlabs import Elevenlabs as _Elevenlabs

__all__ = ["Elevenlabs"]


class Elevenlabs(Namespace[ClientT]):
    """`elevenlabs`: 1 model."""

    @property
    def elevenlabs(self) -> _Elevenlabs[ClientT]:
        """`elevenlabs/elevenlabs`: 1 model."""
        from .elevenlabs import Elevenlabs

        return _below(self, Elevenlabs)
