"""`Vendor Inc./GPT-Image 2.5 (beta)`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .v4k import v4k as _v4k
else:

    def _v4k():
        from .v4k import v4k

        return v4k


__all__ = ["GptImage25Beta"]


class GptImage25Beta(Namespace[ClientT]):
    """`Vendor Inc./GPT-Image 2.5 (beta)`: 1 model."""

    v4k: Final = _Attached(_v4k)
    """`Vendor Inc./GPT-Image 2.5 (beta)/4K`

    Price: not known, which does not mean free

    Inputs:
    - v6_text: str, required
    - promptText: str
    - v241_positive_prompt: str
    - class_088911: str
    - class_: str
    - copy_: str
    - model_config_: str
    - model_id: str
    - foo_bar_7d89c4: str
    - foo_bar: str
    - foo_bar_fbc1a9: str
    - foo_bar_2595d0: str
    - str_: str
    - list_: SequenceOf[str]
    - Field_: str
    - private: str
    - init: str
    - v_e3b0c4: str
    - 日本語: str
    - file_e187bb: str
    - file: str
    - width: str
    - a_b_c_d: str
    - type: str
    - self_: str
    """
