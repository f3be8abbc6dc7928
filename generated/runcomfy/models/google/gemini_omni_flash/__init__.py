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

    Animates an image, guided by a text prompt. The video is 3 to 10 seconds long.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_url: ImageInput, required. First frame of the video
    - prompt: str, required. Describes what happens in the video: the motion and the camera
    - aspect_ratio: Literal['16:9', '9:16'], default '16:9'. Aspect ratio of the video, width to height
    - duration: int, default 8, 3 to 10. Length of the video in seconds
    """
    reference_to_video: Final = _Attached(_reference_to_video)
    """`google/gemini-omni-flash/reference-to-video`: Gemini Omni Flash: reference to video

    Generates a video from a text prompt and reference images. The video is 3 to 10 seconds long.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_urls: SequenceOf[ImageInput], required, at least 1 item. Reference images of the people, things or places to show
    - prompt: str, required. Describes the video; it may refer to the reference files
    - aspect_ratio: Literal['16:9', '9:16'], default '16:9'. Aspect ratio of the video, width to height
    - duration: int, default 8, 3 to 10. Length of the video in seconds
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`google/gemini-omni-flash/text-to-video`: Gemini Omni Flash: text to video

    Generates a video from a text prompt. The video is 3 to 10 seconds long.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video: the scene, the action and the camera
    - aspect_ratio: Literal['16:9', '9:16'], default '16:9'. Aspect ratio of the video, width to height
    - duration: int, default 8, 3 to 10. Length of the video in seconds
    """
    video_edit: Final = _Attached(_video_edit)
    """`google/gemini-omni-flash/video-edit`: Gemini Omni Flash: video edit

    Edits a video, guided by a text prompt.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes what to change in the video
    - video_url: VideoInput, required. The video to edit
    """
