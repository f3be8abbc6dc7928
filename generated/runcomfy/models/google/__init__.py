"""`google`: 6 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .gemini_omni_flash import GeminiOmniFlash as _GeminiOmniFlash
    from .nano_banana_2_lite import NanoBanana2Lite as _NanoBanana2Lite

__all__ = ["Google"]


class Google(Namespace[ClientT]):
    """`google`: 6 models."""

    _children = {"gemini_omni_flash": "GeminiOmniFlash", "nano_banana_2_lite": "NanoBanana2Lite"}

    if TYPE_CHECKING:

        @property
        def gemini_omni_flash(self) -> _GeminiOmniFlash[ClientT]: ...

        @property
        def nano_banana_2_lite(self) -> _NanoBanana2Lite[ClientT]: ...
