"""`google`: 6 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace
from ..._client.namespace import below as _below

if TYPE_CHECKING:
    from .gemini_omni_flash import GeminiOmniFlash as _GeminiOmniFlash
    from .nano_banana_2_lite import NanoBanana2Lite as _NanoBanana2Lite

__all__ = ["Google"]


class Google(Namespace[ClientT]):
    """`google`: 6 models."""

    @property
    def gemini_omni_flash(self) -> _GeminiOmniFlash[ClientT]:
        """`google/gemini-omni-flash`: 4 models."""
        from .gemini_omni_flash import GeminiOmniFlash

        return _below(self, GeminiOmniFlash)

    @property
    def nano_banana_2_lite(self) -> _NanoBanana2Lite[ClientT]:
        """`google/nano-banana-2-lite`: 2 models."""
        from .nano_banana_2_lite import NanoBanana2Lite

        return _below(self, NanoBanana2Lite)
