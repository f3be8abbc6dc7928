"""`openai/gpt-image-2.5/sunburst`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._client.endpoint import Attached as _Attached
from ....._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .text_to_image import text_to_image as _text_to_image
else:

    def _text_to_image():
        from .text_to_image import text_to_image

        return text_to_image


__all__ = ["Sunburst"]


class Sunburst(Namespace[ClientT]):
    """`openai/gpt-image-2.5/sunburst`: 1 model."""

    text_to_image: Final = _Attached(_text_to_image)
    """`openai/gpt-image-2.5/sunburst/text-to-image`: GPT Image 2.5 Sunburst: text to image

    Generates an image from a text prompt, in 1K, 2K or 4K, 15 aspect ratios and 5 quality levels.

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the image
    - aspect_ratio: Literal['1:1', '3:2', '2:3', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9', '2:1', '1:2', '3:1', '1:3', '9:21'], default '16:9'. Aspect ratio of the image, width to height
    - output_format: Literal['png', 'jpeg', 'webp'], default 'png'. File format of the image
    - quality: Literal['low', 'medium', 'high', 'xhigh', 'max'], default 'medium'. Quality of the image; a higher one takes longer and may cost more
    - resolution: Literal['1k', '2k', '4k'], default '1k'. Resolution of the image; a higher one takes longer and may cost more
    """
