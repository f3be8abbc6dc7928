"""`blackforestlabs/flux-2-klein/4b`: 1 model."""
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


__all__ = ["V4b"]


class V4b(Namespace[ClientT]):
    """`blackforestlabs/flux-2-klein/4b`: 1 model."""

    text_to_image: Final = _Attached(_text_to_image)
    """`blackforestlabs/flux-2-klein/4b/text-to-image`: FLUX.2 Klein 4B: text to image

    Generates an image from a text prompt, 64 to 2048 pixels a side.

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the image
    - height: int, default 1024, 64 to 2048. Height of the image in pixels
    - width: int, default 1024, 64 to 2048. Width of the image in pixels
    """
