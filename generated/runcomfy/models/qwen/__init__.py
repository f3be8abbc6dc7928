"""`qwen`: 5 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace
from ..._client.namespace import below as _below

if TYPE_CHECKING:
    from .qwen_image_2_1 import QwenImage21 as _QwenImage21
    from .qwen_image_3_0 import QwenImage30 as _QwenImage30

__all__ = ["Qwen"]


class Qwen(Namespace[ClientT]):
    """`qwen`: 5 models."""

    @property
    def qwen_image_2_1(self) -> _QwenImage21[ClientT]:
        """`qwen/qwen-image-2.1`: 1 model."""
        from .qwen_image_2_1 import QwenImage21

        return _below(self, QwenImage21)

    @property
    def qwen_image_3_0(self) -> _QwenImage30[ClientT]:
        """`qwen/qwen-image-3.0`: 4 models."""
        from .qwen_image_3_0 import QwenImage30

        return _below(self, QwenImage30)
