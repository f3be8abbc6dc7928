"""`blackforestlabs/flux-3/text-to-video`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .draft import draft as _draft

__all__ = ["TextToVideo"]


class TextToVideo(Namespace[ClientT]):
    """`blackforestlabs/flux-3/text-to-video`: 1 model."""

    _children = {"draft": None}

    if TYPE_CHECKING:
        draft = _draft
