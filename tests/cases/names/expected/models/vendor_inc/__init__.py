"""`Vendor Inc.`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .gpt_image_2_5_beta import GptImage25Beta as _GptImage25Beta

__all__ = ["VendorInc"]


class VendorInc(Namespace[ClientT]):
    """`Vendor Inc.`: 1 model."""

    _children = {"gpt_image_2_5_beta": "GptImage25Beta"}

    if TYPE_CHECKING:

        @property
        def gpt_image_2_5_beta(self) -> _GptImage25Beta[ClientT]: ...
