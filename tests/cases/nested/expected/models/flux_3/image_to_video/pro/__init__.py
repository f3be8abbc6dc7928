"""`flux-3/image-to-video/pro`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .fast import fast as _fast

__all__ = ["Pro"]


class Pro(Namespace[ClientT]):
    """`flux-3/image-to-video/pro`: 1 model."""

    _children = {"fast": None}

    if TYPE_CHECKING:
        fast = _fast
