"""`blackforestlabs/flux-2-klein/9b`: 1 model."""
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


__all__ = ["V9b"]


class V9b(Namespace[ClientT]):
    """`blackforestlabs/flux-2-klein/9b`: 1 model."""

    text_to_image: Final = _Attached(_text_to_image)
    """`blackforestlabs/flux-2-klein/9b/text-to-image`: FLUX.2 Klein 9B: text to image

    Generates an image from a text prompt, 512 to 1536 pixels a side.

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the image
    - height: int, default 1024, 512 to 1536. Height of the image in pixels
    - steps: int, default 25, 1 to 100. Number of denoising steps: more take longer and may add detail
    - width: int, default 1024, 512 to 1536. Width of the image in pixels
    """
