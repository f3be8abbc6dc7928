"""`kling/kling-video-o3/standard`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._client.endpoint import Attached as _Attached
from ....._client.namespace import ClientT, Namespace

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


__all__ = ["Standard"]


class Standard(Namespace[ClientT]):
    """`kling/kling-video-o3/standard`: 3 models."""

    image_to_video: Final = _Attached(_image_to_video)
    """`kling/kling-video-o3/standard/image-to-video`: Kling Video O3 Standard: image to video

    Animates an image, guided by a text prompt; a last frame can be given too. The video is 3 to 15 seconds long, in one shot or several, with optional sound.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image: ImageInput, required. First frame of the video
    - prompt: str, required. Describes what happens in the video: the motion and the camera
    - duration: int, default 5, 3 to 15. Length of the video in seconds
    - end_image: ImageInput. Last frame of the video
    - shot_type: Literal['customize', 'intelligent'], default 'customize'. How the video is divided into shots: "customize" follows multi_prompt, "intelligent" leaves it to the model
    - sound: bool, default False. Whether to generate sound for the video
    - multi_prompt: Any. The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`kling/kling-video-o3/standard/text-to-video`: Kling Video O3 Standard: text to video

    Generates a video from a text prompt. The video is 3 to 15 seconds long, in one shot or several, with optional sound.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video: the scene, the action and the camera
    - aspect_ratio: Literal['16:9', '9:16', '1:1'], default '16:9'. Aspect ratio of the video, width to height
    - duration: int, default 5, 3 to 15. Length of the video in seconds
    - shot_type: Literal['customize', 'intelligent'], default 'customize'. How the video is divided into shots: "customize" follows multi_prompt, "intelligent" leaves it to the model
    - sound: bool, default False. Whether to generate sound for the video
    - multi_prompt: Any. The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given
    """
    video_to_video: Final = _Attached(_video_to_video)
    """`kling/kling-video-o3/standard/video-to-video`: Kling Video O3 Standard: video to video

    Edits a video, guided by a text prompt and reference images.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes what to change in the video; it may refer to the reference images
    - video: VideoInput, required. The video to edit
    - images: SequenceOf[ImageInput]. Reference images for the prompt
    - keep_original_sound: bool, default True. Whether to keep the sound of the input video
    - shot_type: Literal['customize'], default 'customize'. How the video is divided into shots
    """
