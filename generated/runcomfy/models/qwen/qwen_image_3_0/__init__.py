"""`qwen/qwen-image-3.0`: 4 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace
from ...._client.namespace import below as _below

if TYPE_CHECKING:
    from .edit import edit as _edit
    from .pro import Pro as _Pro
    from .text_to_image import text_to_image as _text_to_image
else:

    def _edit():
        from .edit import edit

        return edit

    def _text_to_image():
        from .text_to_image import text_to_image

        return text_to_image


__all__ = ["QwenImage30"]


class QwenImage30(Namespace[ClientT]):
    """`qwen/qwen-image-3.0`: 4 models."""

    edit: Final = _Attached(_edit)
    """`qwen/qwen-image-3.0/edit`: Qwen-Image 3.0: edit

    Edits or combines up to 3 images, guided by a text prompt. The result comes in 1K or 2K and 5 aspect ratios.

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - image_urls: SequenceOf[ImageInput], required, 1 to 3 items. The images to edit, or to refer to in the prompt
    - prompt: str, required. Describes what to change in the input images
    - aspect_ratio: Literal['1:1', '16:9', '9:16', '4:3', '3:4'], default '1:1'. Aspect ratio of the image, width to height
    - enable_prompt_expansion: bool, default True. Whether to rewrite the prompt in more detail before it is used
    - resolution: Literal['1k', '2k'], default '2k'. Resolution of the image; a higher one takes longer and may cost more
    - seed: int, default -1. Seed for the random numbers; -1 picks one at random. The same inputs with the same seed give similar results
    """

    @property
    def pro(self) -> _Pro[ClientT]:
        """`qwen/qwen-image-3.0/pro`: 2 models."""
        from .pro import Pro

        return _below(self, Pro)

    text_to_image: Final = _Attached(_text_to_image)
    """`qwen/qwen-image-3.0/text-to-image`: Qwen-Image 3.0: text to image

    Generates an image from a text prompt, in 1K or 2K and 5 aspect ratios.

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the image
    - aspect_ratio: Literal['1:1', '16:9', '9:16', '4:3', '3:4'], default '1:1'. Aspect ratio of the image, width to height
    - enable_prompt_expansion: bool, default True. Whether to rewrite the prompt in more detail before it is used
    - resolution: Literal['1k', '2k'], default '2k'. Resolution of the image; a higher one takes longer and may cost more
    - seed: int, default -1. Seed for the random numbers; -1 picks one at random. The same inputs with the same seed give similar results
    """
