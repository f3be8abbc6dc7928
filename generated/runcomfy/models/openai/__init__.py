"""`openai`: 4 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .gpt_image_2 import GptImage2 as _GptImage2
    from .gpt_image_2_5 import GptImage25 as _GptImage25

__all__ = ["Openai"]


class Openai(Namespace[ClientT]):
    """`openai`: 4 models."""

    _children = {"gpt_image_2": "GptImage2", "gpt_image_2_5": "GptImage25"}

    if TYPE_CHECKING:

        @property
        def gpt_image_2(self) -> _GptImage2[ClientT]: ...

        @property
        def gpt_image_2_5(self) -> _GptImage25[ClientT]: ...
