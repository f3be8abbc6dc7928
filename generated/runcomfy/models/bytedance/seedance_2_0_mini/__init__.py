"""`bytedance/seedance-2.0-mini`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .image_to_video import image_to_video as _image_to_video
    from .text_to_video import text_to_video as _text_to_video
    from .video_to_video import video_to_video as _video_to_video
else:

    def _image_to_video():
        from .image_to_video import image_to_video

        return image_to_video

    def _text_to_video():
        from .text_to_video import text_to_video

        return text_to_video

    def _video_to_video():
        from .video_to_video import video_to_video

        return video_to_video


__all__ = ["Seedance20Mini"]


class Seedance20Mini(Namespace[ClientT]):
    """`bytedance/seedance-2.0-mini`: 3 models."""

    image_to_video: Final = _Attached(_image_to_video)
    """`bytedance/seedance-2.0-mini/image-to-video`: Seedance 2.0 Mini: image to video

    Makes a video that begins with a given picture and goes on as a text says, and may end with another one. The video can have sound.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image: ImageInput, required. The picture with which the video begins
    - prompt: str, required. What is to happen, in words: what moves in the picture, and how the camera does
    - aspect_ratio: Literal['16:9', '9:16', '4:3', '3:4', '1:1', '21:9'], default '16:9'. Shape of the result, as width to height
    - duration: int, default 5, 4 to 15. Length of the video in seconds
    - enable_web_search: bool, default False. Whether the model may look things up on the web before it begins
    - generate_audio: bool, default True. Whether the video gets sound
    - last_image: ImageInput. The picture with which the video ends
    - resolution: Literal['480p', '720p'], default '720p'. Size of the result in the model's named steps; a larger one takes longer and may cost more
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`bytedance/seedance-2.0-mini/text-to-video`: Seedance 2.0 Mini: text to video

    Makes a video from a text. The video can have sound.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. What the video is to show, in words: the scene, what happens in it, and the camera
    - aspect_ratio: Literal['16:9', '9:16', '4:3', '3:4', '1:1', '21:9'], default '16:9'. Shape of the result, as width to height
    - duration: int, default 5, 4 to 15. Length of the video in seconds
    - enable_web_search: bool, default False. Whether the model may look things up on the web before it begins
    - generate_audio: bool, default True. Whether the video gets sound
    - resolution: Literal['480p', '720p'], default '720p'. Size of the result in the model's named steps; a larger one takes longer and may cost more
    """
    video_to_video: Final = _Attached(_video_to_video)
    """`bytedance/seedance-2.0-mini/video-to-video`: Seedance 2.0 Mini: video to video

    Changes a given video as a text says; it may refer to given pictures. The video can have sound.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. What to change in the video, in words; it may refer to the given pictures
    - video: VideoInput, required. The video to change
    - aspect_ratio: Literal['16:9', '9:16', '4:3', '3:4', '1:1', '21:9'], default '16:9'. Shape of the result, as width to height
    - duration: int, default 5, 4 to 15. Length of the video in seconds
    - enable_web_search: bool, default False. Whether the model may look things up on the web before it begins
    - generate_audio: bool, default True. Whether the video gets sound
    - reference_audios: SequenceOf[AudioInput]. Sounds to take a voice or music from
    - reference_images: SequenceOf[ImageInput]. Reference pictures that the prompt may refer to
    - resolution: Literal['480p', '720p'], default '720p'. Size of the result in the model's named steps; a larger one takes longer and may cost more
    """
