"""`acme/paint-2`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .edit import edit as _edit
else:

    def _edit():
        from .edit import edit

        return edit


__all__ = ["Paint2"]


class Paint2(Namespace[ClientT]):
    """`acme/paint-2`: 1 model."""

    edit: Final = _Attached(_edit)
    """`acme/paint-2/edit`

    Price: not known, which does not mean free

    Inputs:
    - images: SequenceOf[ImageInput], required, 1 to 4 items. Up to 4 pictures, e.g. {"https://…"} or <b>bold</b> & co
    - prompt: str, required, at most 2000 characters. What's to change; quotes "so" and braces {like} }'{ these are text. Suggestion: "Write 'OPEN' on the door -- with a back\\\\slash"
    - size: Literal['1:1', '16:9', '1152:864 (4:3)'], default '1:1'. 尺寸
    - seed: int, default -1, -1 to 4294967295. -1 for a random one
    - guidance: int | float, default 0.5, 0 to 1
    """
