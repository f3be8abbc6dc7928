"""`minimax/minimax-h3`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .reference_to_video import reference_to_video as _reference_to_video
    from .text_to_video import text_to_video as _text_to_video

__all__ = ["MinimaxH3"]


class MinimaxH3(Namespace[ClientT]):
    """`minimax/minimax-h3`: 2 models."""

    _children = {"reference_to_video": None, "text_to_video": None}

    if TYPE_CHECKING:
        reference_to_video = _reference_to_video
        text_to_video = _text_to_video
