"""`bytedance/seedance-2.5/first-last-frame`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .v480p import v480p as _v480p
    from .v720p import v720p as _v720p

__all__ = ["FirstLastFrame"]


class FirstLastFrame(Namespace[ClientT]):
    """`bytedance/seedance-2.5/first-last-frame`: 2 models."""

    _children = {"v480p": None, "v720p": None}

    if TYPE_CHECKING:
        v480p = _v480p
        v720p = _v720p
