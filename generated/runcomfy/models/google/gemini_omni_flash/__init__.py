"""`google/gemini-omni-flash`: 4 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .image_to_video import image_to_video as _image_to_video
    from .reference_to_video import reference_to_video as _reference_to_video
    from .text_to_video import text_to_video as _text_to_video
    from .video_edit import video_edit as _video_edit

__all__ = ["GeminiOmniFlash"]


class GeminiOmniFlash(Namespace[ClientT]):
    """`google/gemini-omni-flash`: 4 models."""

    _children = {
        "image_to_video": None,
        "reference_to_video": None,
        "text_to_video": None,
        "video_edit": None,
    }

    if TYPE_CHECKING:
        image_to_video = _image_to_video
        reference_to_video = _reference_to_video
        text_to_video = _text_to_video
        video_edit = _video_edit
