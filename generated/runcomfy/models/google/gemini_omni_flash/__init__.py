"""`google/gemini-omni-flash`: 4 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._endpoint import Attached as _Attached
from ...._namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .image_to_video import image_to_video as _image_to_video
    from .reference_to_video import reference_to_video as _reference_to_video
    from .text_to_video import text_to_video as _text_to_video
    from .video_edit import video_edit as _video_edit
else:

    def _image_to_video():
        from .image_to_video import image_to_video

        return image_to_video

    def _reference_to_video():
        from .reference_to_video import reference_to_video

        return reference_to_video

    def _text_to_video():
        from .text_to_video import text_to_video

        return text_to_video

    def _video_edit():
        from .video_edit import video_edit

        return video_edit


__all__ = ["GeminiOmniFlash"]


class GeminiOmniFlash(Namespace[ClientT]):
    """`google/gemini-omni-flash`: 4 models."""

    image_to_video: Final = _Attached(_image_to_video)
    """`google/gemini-omni-flash/image-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_url: ImageInput, required
    - prompt: str, required
    - aspect_ratio: Literal['16:9', '9:16'], default '16:9'
    - duration: int, default 8, 3 to 10
    """
    reference_to_video: Final = _Attached(_reference_to_video)
    """`google/gemini-omni-flash/reference-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_urls: SequenceOf[ImageInput], required, at least 1 item
    - prompt: str, required
    - aspect_ratio: Literal['16:9', '9:16'], default '16:9'
    - duration: int, default 8, 3 to 10
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`google/gemini-omni-flash/text-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - aspect_ratio: Literal['16:9', '9:16'], default '16:9'
    - duration: int, default 8, 3 to 10
    """
    video_edit: Final = _Attached(_video_edit)
    """`google/gemini-omni-flash/video-edit`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - video_url: VideoInput, required
    """
