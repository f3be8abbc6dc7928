"""`bytedance/seedance-2.0`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .fast import fast as _fast
    from .pro import pro as _pro

__all__ = ["Seedance20"]


class Seedance20(Namespace[ClientT]):
    """`bytedance/seedance-2.0`: 2 models."""

    _children = {"fast": None, "pro": None}

    if TYPE_CHECKING:
        fast = _fast
        pro = _pro
