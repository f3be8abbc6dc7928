"""`bytedance/seedream-5.0-pro`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace

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
    """`bytedance/seedream-5.0-pro/image-to-image`: Seedream 5.0 Pro: edit

    Edits or combines up to 10 images, guided by a text prompt. The result comes in 1K or 2K and 8 aspect ratios.

    Makes: image

    Price: $0.05 per image, a base rate and not a quote

    Inputs:
    - prompt: str, required. Describes what to change in the input images
    - image: SequenceOf[ImageInput], required, 1 to 10 items, file size less than 30 MB, width divided by height more than 0.0625, width divided by height less than 16, width more than 14 pixels, height more than 14 pixels. The images to edit, or to refer to in the prompt
    - aspect_ratio: Literal['auto', '1:1', '4:3', '3:4', '16:9', '9:16', '2:3', '3:2', '21:9'], default '1:1'. Aspect ratio of the image, width to height; with "auto" the model chooses
    - resolution: Literal['1K', '2K'], default '2K'. Resolution of the image; a higher one takes longer and may cost more
    - output_format: Literal['png', 'jpeg'], default 'png'. File format of the image
    """
    text_to_image: Final = _Attached(_text_to_image)
    """`bytedance/seedream-5.0-pro/text-to-image`: Seedream 5.0 Pro: text to image

    Generates an image from a text prompt, in 1K or 2K and 8 aspect ratios.

    Makes: image

    Price: $0.05 per image, a base rate and not a quote

    Inputs:
    - prompt: str, required. Describes the image
    - aspect_ratio: Literal['1:1', '4:3', '3:4', '16:9', '9:16', '2:3', '3:2', '21:9'], default '1:1'. Aspect ratio of the image, width to height
    - output_format: Literal['png', 'jpeg'], default 'png'. File format of the image
    - resolution: Literal['1K', '2K'], default '2K'. Resolution of the image; a higher one takes longer and may cost more
    """
