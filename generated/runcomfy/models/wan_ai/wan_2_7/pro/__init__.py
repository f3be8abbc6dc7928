"""`wan-ai/wan-2.7/pro`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._endpoint import Attached as _Attached
from ....._namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .edit import edit as _edit
    from .text_to_image import text_to_image as _text_to_image
else:

    def _edit():
        from .edit import edit

        return edit

    def _text_to_image():
        from .text_to_image import text_to_image

        return text_to_image


__all__ = ["Pro"]


class Pro(Namespace[ClientT]):
    """`wan-ai/wan-2.7/pro`: 2 models."""

    edit: Final = _Attached(_edit)
    """`wan-ai/wan-2.7/pro/edit`

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - image_urls: SequenceOf[ImageInput], required, 1 to 4 items
    - prompt: str, required
    - enable_prompt_expansion: bool, default True
    - image_size: Literal['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'], default 'square_hd'
    - negative_prompt: str, default ''
    - num_images: int, default 1, 1 to 4
    - seed: int, 0 to 2147483647
    """
    text_to_image: Final = _Attached(_text_to_image)
    """`wan-ai/wan-2.7/pro/text-to-image`

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - image_size: Literal['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'], default 'square_hd'
    - max_images: int, default 1, 1 to 5
    - negative_prompt: str, default ''
    - seed: int, 0 to 2147483647
    """
