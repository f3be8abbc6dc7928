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

    Animates an image, guided by a text prompt; a last frame can be given too. The video is 4 to 15 seconds long, in 480p or 720p, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image: ImageInput, required. First frame of the video
    - prompt: str, required. Describes what happens in the video: the motion and the camera
    - aspect_ratio: Literal['16:9', '9:16', '4:3', '3:4', '1:1', '21:9'], default '16:9'. Aspect ratio of the video, width to height
    - duration: int, default 5, 4 to 15. Length of the video in seconds
    - enable_web_search: bool, default False. Whether the model may search the web before it starts
    - generate_audio: bool, default True. Whether to generate sound for the video
    - last_image: ImageInput. Last frame of the video
    - resolution: Literal['480p', '720p'], default '720p'. Resolution of the video; a higher one takes longer and may cost more
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`bytedance/seedance-2.0-mini/text-to-video`: Seedance 2.0 Mini: text to video

    Generates a video from a text prompt. The video is 4 to 15 seconds long, in 480p or 720p, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video: the scene, the action and the camera
    - aspect_ratio: Literal['16:9', '9:16', '4:3', '3:4', '1:1', '21:9'], default '16:9'. Aspect ratio of the video, width to height
    - duration: int, default 5, 4 to 15. Length of the video in seconds
    - enable_web_search: bool, default False. Whether the model may search the web before it starts
    - generate_audio: bool, default True. Whether to generate sound for the video
    - resolution: Literal['480p', '720p'], default '720p'. Resolution of the video; a higher one takes longer and may cost more
    """
    video_to_video: Final = _Attached(_video_to_video)
    """`bytedance/seedance-2.0-mini/video-to-video`: Seedance 2.0 Mini: video to video

    Edits a video, guided by a text prompt, reference images and audio clips. The video is 4 to 15 seconds long, in 480p or 720p, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes what to change in the video; it may refer to the reference images
    - video: VideoInput, required. The video to edit
    - aspect_ratio: Literal['16:9', '9:16', '4:3', '3:4', '1:1', '21:9'], default '16:9'. Aspect ratio of the video, width to height
    - duration: int, default 5, 4 to 15. Length of the video in seconds
    - enable_web_search: bool, default False. Whether the model may search the web before it starts
    - generate_audio: bool, default True. Whether to generate sound for the video
    - reference_audios: SequenceOf[AudioInput]. Reference audio, for example for a voice or for music
    - reference_images: SequenceOf[ImageInput]. Reference images for the prompt
    - resolution: Literal['480p', '720p'], default '720p'. Resolution of the video; a higher one takes longer and may cost more
    """
