"""`bytedance/seedream-5.0-pro`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._endpoint import Attached as _Attached
from ...._namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .image_to_image import image_to_image as _image_to_image
    from .text_to_image import text_to_image as _text_to_image
else:

    def _image_to_image():
        from .image_to_image import image_to_image

        return image_to_image

    def _text_to_image():
        from .text_to_image import text_to_image

        return text_to_image


__all__ = ["Seedream50Pro"]


class Seedream50Pro(Namespace[ClientT]):
    """`bytedance/seedream-5.0-pro`: 2 models."""

    image_to_image: Final = _Attached(_image_to_image)
    """`bytedance/seedream-5.0-pro/image-to-image`

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - image: SequenceOf[ImageInput], required, 1 to 10 items, file size less than 30 MB, width divided by height more than 0.0625, width divided by height less than 16, width more than 14 pixels, height more than 14 pixels
    - aspect_ratio: Literal['auto', '1:1', '4:3', '3:4', '16:9', '9:16', '2:3', '3:2', '21:9'], default '1:1'
    - resolution: Literal['1K', '2K'], default '2K'
    - output_format: Literal['png', 'jpeg'], default 'png'
    """
    text_to_image: Final = _Attached(_text_to_image)
    """`bytedance/seedream-5.0-pro/text-to-image`

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - aspect_ratio: Literal['1:1', '4:3', '3:4', '16:9', '9:16', '2:3', '3:2', '21:9'], default '1:1'
    - output_format: Literal['png', 'jpeg'], default 'png'
    - resolution: Literal['1K', '2K'], default '2K'
    """
