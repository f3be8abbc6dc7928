"""`wan-ai/wan-3.0`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .image_to_video import image_to_video as _image_to_video
    from .reference_to_video import reference_to_video as _reference_to_video
else:

    def _image_to_video():
        from .image_to_video import image_to_video

        return image_to_video

    def _reference_to_video():
        from .reference_to_video import reference_to_video

        return reference_to_video


__all__ = ["Wan30"]


class Wan30(Namespace[ClientT]):
    """`wan-ai/wan-3.0`: 2 models."""

    image_to_video: Final = _Attached(_image_to_video)
    """`wan-ai/wan-3.0/image-to-video`: Wan 3.0: image to video

    Makes a video that begins with a given picture and goes on as a text says, and may end with another one. The video can have sound.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. What is to happen, in words: what moves in the picture, and how the camera does
    - image_url: ImageInput, required. The picture with which the video begins
    - aspect_ratio: Literal['adaptive', '16:9', '9:16', '1:1', '4:3', '3:4'], default 'adaptive'. Shape of the video, as width to height; `adaptive` leaves it to the model
    - resolution: Literal['480p', '720p', '1080p'], default '720p'. Size of the result in the model's named steps; a larger one takes longer and may cost more
    - duration: int, default 5, 2 to 30. Length of the video in seconds
    - enable_audio: bool, default True. Whether the video gets sound
    - prompt_extend: bool, default True. Whether to have the prompt rewritten and filled out before it is used
    - seed: int, default 0, 0 to 2147483647. Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation
    - end_image_url: ImageInput. The picture with which the video ends
    """
    reference_to_video: Final = _Attached(_reference_to_video)
    """`wan-ai/wan-3.0/reference-to-video`: Wan 3.0: reference to video

    Makes a video from a text that refers to given pictures, videos and sounds. The video can have sound.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. What the video is to show, in words; it may refer to the given files
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4', 'adaptive'], default '16:9'. Shape of the video, as width to height; `adaptive` leaves it to the model
    - duration: int, default 5, 2 to 30. Length of the video in seconds
    - enable_audio: bool, default True. Whether the video gets sound
    - prompt_extend: bool, default True. Whether to have the prompt rewritten and filled out before it is used
    - reference_audios: SequenceOf[AudioInput]. Sounds to take a voice or music from
    - reference_images: SequenceOf[ImageInput]. Pictures of the people, things or places that the video is to show
    - reference_videos: SequenceOf[VideoInput]. Videos to take motion, camera or style from
    - resolution: Literal['480p', '720p', '1080p'], default '720p'. Size of the result in the model's named steps; a larger one takes longer and may cost more
    - seed: int. Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation
    """
