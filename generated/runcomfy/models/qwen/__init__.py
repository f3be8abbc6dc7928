"""`qwen`: 5 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .qwen_image_2_1 import QwenImage21 as _QwenImage21
    from .qwen_image_3_0 import QwenImage30 as _QwenImage30

__all__ = ["Qwen"]


class Qwen(Namespace[ClientT]):
    """`qwen`: 5 models."""

    _children = {"qwen_image_2_1": "QwenImage21", "qwen_image_3_0": "QwenImage30"}

    if TYPE_CHECKING:

        @property
        def qwen_image_2_1(self) -> _QwenImage21[ClientT]: ...

        @property
        def qwen_image_3_0(self) -> _QwenImage30[ClientT]: ...
