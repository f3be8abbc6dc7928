"""`Vendor Inc.`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace
from ..._client.namespace import below as _below

if TYPE_CHECKING:
    from .gpt_image_2_5_beta import GptImage25Beta as _GptImage25Beta

__all__ = ["VendorInc"]


class VendorInc(Namespace[ClientT]):
    """`Vendor Inc.`: 1 model."""

    @property
    def gpt_image_2_5_beta(self) -> _GptImage25Beta[ClientT]:
        """`Vendor Inc./GPT-Image 2.5 (beta)`: 1 model."""
        from .gpt_image_2_5_beta import GptImage25Beta

        return _below(self, GptImage25Beta)
