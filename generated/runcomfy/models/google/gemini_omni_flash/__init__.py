"""`google/gemini-omni-flash`: 4 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace

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
    """`google/gemini-omni-flash/image-to-video`: Gemini Omni Flash: image to video

    Makes a video that begins with a given picture and goes on as a text says.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_url: ImageInput, required. The picture with which the video begins
    - prompt: str, required. What is to happen, in words: what moves in the picture, and how the camera does
    - aspect_ratio: Literal['16:9', '9:16'], default '16:9'. Shape of the result, as width to height
    - duration: int, default 8, 3 to 10. Length of the video in seconds
    """
    reference_to_video: Final = _Attached(_reference_to_video)
    """`google/gemini-omni-flash/reference-to-video`: Gemini Omni Flash: reference to video

    Makes a video from a text that refers to given pictures.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_urls: SequenceOf[ImageInput], required, at least 1 item. Pictures of the people, things or places that the video is to show
    - prompt: str, required. What the video is to show, in words; it may refer to the given files
    - aspect_ratio: Literal['16:9', '9:16'], default '16:9'. Shape of the result, as width to height
    - duration: int, default 8, 3 to 10. Length of the video in seconds
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`google/gemini-omni-flash/text-to-video`: Gemini Omni Flash: text to video

    Makes a video from a text.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. What the video is to show, in words: the scene, what happens in it, and the camera
    - aspect_ratio: Literal['16:9', '9:16'], default '16:9'. Shape of the result, as width to height
    - duration: int, default 8, 3 to 10. Length of the video in seconds
    """
    video_edit: Final = _Attached(_video_edit)
    """`google/gemini-omni-flash/video-edit`: Gemini Omni Flash: video edit

    Changes a given video as a text says.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. What to change in the video, in words
    - video_url: VideoInput, required. The video to change
    """
