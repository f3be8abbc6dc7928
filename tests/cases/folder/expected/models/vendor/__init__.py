"""`vendor`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..._client.endpoint import Attached as _Attached
from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .bare import bare as _bare
else:

    def _bare():
        from .bare import bare

        return bare


__all__ = ["Vendor"]


class Vendor(Namespace[ClientT]):
    """`vendor`: 1 model."""

    bare: Final = _Attached(_bare)
    """`vendor/bare`

    Price: not known, which does not mean free

    Inputs:
    - text: str, required, at most 200 characters
    - speed: int | float, default 1, 0.5 to 2
    """
