"""`lightricks/ltx-2.5/text-to-video`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .fast import fast as _fast
    from .pro import pro as _pro

__all__ = ["TextToVideo"]


class TextToVideo(Namespace[ClientT]):
    """`lightricks/ltx-2.5/text-to-video`: 2 models."""

    _children = {"fast": None, "pro": None}

    if TYPE_CHECKING:
        fast = _fast
        pro = _pro
