"""`openai`: 4 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace
from ..._client.namespace import below as _below

if TYPE_CHECKING:
    from .gpt_image_2 import GptImage2 as _GptImage2
    from .gpt_image_2_5 import GptImage25 as _GptImage25

__all__ = ["Openai"]


class Openai(Namespace[ClientT]):
    """`openai`: 4 models."""

    @property
    def gpt_image_2(self) -> _GptImage2[ClientT]:
        """`openai/gpt-image-2`: 1 model."""
        from .gpt_image_2 import GptImage2

        return _below(self, GptImage2)

    @property
    def gpt_image_2_5(self) -> _GptImage25[ClientT]:
        """`openai/gpt-image-2.5`: 3 models."""
        from .gpt_image_2_5 import GptImage25

        return _below(self, GptImage25)
