"""`google/nano-banana-2-lite`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace

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


__all__ = ["NanoBanana2Lite"]


class NanoBanana2Lite(Namespace[ClientT]):
    """`google/nano-banana-2-lite`: 2 models."""

    edit: Final = _Attached(_edit)
    """`google/nano-banana-2-lite/edit`: Nano Banana 2 Lite: edit

    Edits or combines up to 10 images, guided by a text prompt. The result comes in 14 aspect ratios.

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes what to change in the input images
    - image_urls: SequenceOf[ImageInput], required, 1 to 10 items. The images to edit, or to refer to in the prompt
    - aspect_ratio: Literal['auto', '21:9', '16:9', '3:2', '4:3', '5:4', '1:1', '4:5', '3:4', '2:3', '9:16', '4:1', '1:4', '8:1', '1:8'], default 'auto'. Aspect ratio of the image, width to height; with "auto" the model chooses
    """
    text_to_image: Final = _Attached(_text_to_image)
    """`google/nano-banana-2-lite/text-to-image`: Nano Banana 2 Lite: text to image

    Generates an image from a text prompt, in 14 aspect ratios.

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the image
    - aspect_ratio: Literal['auto', '21:9', '16:9', '3:2', '4:3', '5:4', '1:1', '4:5', '3:4', '2:3', '9:16', '4:1', '1:4', '8:1', '1:8'], default 'auto'. Aspect ratio of the image, width to height; with "auto" the model chooses
    """
