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

    Changes up to four given pictures as a text says, or puts things from them together.

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - image_urls: SequenceOf[ImageInput], required, 1 to 4 items. The pictures to change or to refer to in the prompt
    - prompt: str, required. What to change in the given pictures, in words
    - enable_prompt_expansion: bool, default True. Whether to have the prompt rewritten and filled out before it is used
    - image_size: Literal['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'], default 'square_hd'. Shape of the picture, as one of the named formats; `square_hd` is the larger of the two squares
    - negative_prompt: str, default ''. What to keep out of the result, in words
    - num_images: int, default 1, 1 to 4. Number of pictures to make in one request; each may be charged
    - seed: int, 0 to 2147483647. Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation
    """
    text_to_image: Final = _Attached(_text_to_image)
    """`wan-ai/wan-2.7/pro/text-to-image`: Wan 2.7 Pro: text to image

    Makes a picture from a text.

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. What the picture is to show, in words
    - image_size: Literal['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'], default 'square_hd'. Shape of the picture, as one of the named formats; `square_hd` is the larger of the two squares
    - max_images: int, default 1, 1 to 5. The most pictures to make in one request; each may be charged
    - negative_prompt: str, default ''. What to keep out of the result, in words
    - seed: int, 0 to 2147483647. Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation
    """
