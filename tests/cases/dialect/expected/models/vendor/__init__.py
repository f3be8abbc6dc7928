"""`vendor`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..._client.endpoint import Attached as _Attached
from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .repaired import repaired as _repaired
else:

    def _repaired():
        from .repaired import repaired

        return repaired


__all__ = ["Vendor"]


class Vendor(Namespace[ClientT]):
    """`vendor`: 1 model."""

    repaired: Final = _Attached(_repaired)
    """`vendor/repaired`

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - old: str, required
    - odd: Any
    - strength: int | float, default 0.5, 0 to 1
    - images: SequenceOf[ImageInput], at most 4 items
    - clip: SequenceOf[VideoInput]
    - loose: SequenceOf[Any]
    - steps: int, at most 10, more than 1
    - size: Literal['a', 'b']
    - code: str
    - look: str
    - maybe: Literal['x'] | None
    - ref: RepairedInputRef | dict. Beside
    """
