"""`flux-3/image-to-video/pro`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._client.endpoint import Attached as _Attached
from ....._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .fast import fast as _fast
else:

    def _fast():
        from .fast import fast

        return fast


__all__ = ["Pro"]


class Pro(Namespace[ClientT]):
    """`flux-3/image-to-video/pro`: 1 model."""

    fast: Final = _Attached(_fast)
    """`flux-3/image-to-video/pro/fast`

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    """
