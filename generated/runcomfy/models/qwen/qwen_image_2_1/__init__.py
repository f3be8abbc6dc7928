"""`qwen/qwen-image-2.1`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._endpoint import Attached as _Attached
from ...._namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .edit import edit as _edit
else:

    def _edit():
        from .edit import edit

        return edit


__all__ = ["QwenImage21"]


class QwenImage21(Namespace[ClientT]):
    """`qwen/qwen-image-2.1`: 1 model."""

    edit: Final = _Attached(_edit)
    """`qwen/qwen-image-2.1/edit`

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - image_urls: SequenceOf[ImageInput], required, 1 to 10 items, file size less than 30 MB
    - prompt: str, required
    - aspect_ratio: Literal['auto', '1:1', '4:3', '3:4', '3:2', '2:3', '16:9', '9:16', '21:9', '9:21'], default 'auto'
    - background: Literal['opaque', 'transparent'], default 'opaque'
    - enhance_prompt: bool, default True
    - mask_url: ImageInput
    - output_format: Literal['png', 'webp', 'jpeg'], default 'png'
    - resolution: Literal['1K', '2K'], default '1K'
    - seed: int, default -1
    """
