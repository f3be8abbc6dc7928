"""`blackforestlabs/flux-2/flash`: 1 model."""
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


__all__ = ["Flash"]


class Flash(Namespace[ClientT]):
    """`blackforestlabs/flux-2/flash`: 1 model."""

    text_to_image: Final = _Attached(_text_to_image)
    """`blackforestlabs/flux-2/flash/text-to-image`: FLUX.2 Flash: text to image

    Generates an image from a text prompt, in 6 sizes, square to 16:9.

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the image
    - guidance_scale: int | float, default 2.5, 0 to 20. How closely to follow the prompt: higher is more literal, lower is freer
    - seed: int. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    - image_size: Literal['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'], default 'landscape_4_3'. Size and shape of the image, as a named format; "square_hd" is the larger square
    - output_format: Literal['jpeg', 'png', 'webp'], default 'png'. File format of the image
    """
