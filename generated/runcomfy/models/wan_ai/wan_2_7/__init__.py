"""`wan-ai/wan-2.7`: 7 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .edit import edit as _edit
    from .image_to_video import image_to_video as _image_to_video
    from .pro import Pro as _Pro
    from .reference_to_video import reference_to_video as _reference_to_video
    from .text_to_image import text_to_image as _text_to_image
    from .text_to_video import text_to_video as _text_to_video

__all__ = ["Wan27"]


class Wan27(Namespace[ClientT]):
    """`wan-ai/wan-2.7`: 7 models."""

    _children = {
        "edit": None,
        "image_to_video": None,
        "pro": "Pro",
        "reference_to_video": None,
        "text_to_image": None,
        "text_to_video": None,
    }

    if TYPE_CHECKING:
        edit = _edit
        image_to_video = _image_to_video

        @property
        def pro(self) -> _Pro[ClientT]: ...

        reference_to_video = _reference_to_video
        text_to_image = _text_to_image
        text_to_video = _text_to_video
