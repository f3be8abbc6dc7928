"""`flux-3`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.endpoint import Nested
from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .image_to_video import ImageToVideoAsync as _ImageToVideoAsync
    from .image_to_video import ImageToVideoSync as _ImageToVideoSync
    from .image_to_video import image_to_video as _image_to_video

__all__ = ["Flux3"]


class Flux3(Namespace[ClientT]):
    """`flux-3`: 3 models."""

    _children = {"image_to_video": "Nested:ImageToVideo"}

    if TYPE_CHECKING:
        image_to_video = Nested(_image_to_video, _ImageToVideoSync, _ImageToVideoAsync)
