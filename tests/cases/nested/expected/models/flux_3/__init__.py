"""`flux-3`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..._client.endpoint import Nested as _Nested
from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .image_to_video import image_to_video as _image_to_video
    from .image_to_video._async import ImageToVideoAsync as _ImageToVideoAsync
    from .image_to_video._sync import ImageToVideoSync as _ImageToVideoSync
else:

    def _image_to_video():
        from .image_to_video import image_to_video

        return image_to_video

    def _ImageToVideoAsync():
        from .image_to_video._async import ImageToVideoAsync

        return ImageToVideoAsync

    def _ImageToVideoSync():
        from .image_to_video._sync import ImageToVideoSync

        return ImageToVideoSync


__all__ = ["Flux3"]


class Flux3(Namespace[ClientT]):
    """`flux-3`: 3 models."""

    image_to_video: Final = _Nested(_image_to_video, _ImageToVideoSync, _ImageToVideoAsync)
    """`flux-3/image-to-video`

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    """
