"""`wan-ai/wan-2.7/pro`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._client.endpoint import Attached as _Attached
from ....._client.namespace import ClientT, Namespace

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
    """`wan-ai/wan-2.7/pro/edit`: Wan 2.7 Pro: edit

    Edits or combines up to 4 images, guided by a text prompt. Up to 4 results per request.

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - image_urls: SequenceOf[ImageInput], required, 1 to 4 items. The images to edit, or to refer to in the prompt
    - prompt: str, required. Describes what to change in the input images
    - enable_prompt_expansion: bool, default True. Whether to rewrite the prompt in more detail before it is used
    - image_size: Literal['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'], default 'square_hd'. Size and shape of the image, as a named format; "square_hd" is the larger square
    - negative_prompt: str, default ''. Describes what to keep out of the result
    - num_images: int, default 1, 1 to 4. Number of images to generate; each may be charged
    - seed: int, 0 to 2147483647. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    """
    text_to_image: Final = _Attached(_text_to_image)
    """`wan-ai/wan-2.7/pro/text-to-image`: Wan 2.7 Pro: text to image

    Generates up to 5 images from a text prompt, in 6 sizes, square to 16:9.

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the image
    - image_size: Literal['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'], default 'square_hd'. Size and shape of the image, as a named format; "square_hd" is the larger square
    - max_images: int, default 1, 1 to 5. Largest number of images to generate; each may be charged
    - negative_prompt: str, default ''. Describes what to keep out of the result
    - seed: int, 0 to 2147483647. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    """
