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

    Animates an image, guided by a text prompt; a last frame can be given too. The video is 2 to 30 seconds long, in 480p, 720p or 1080p, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes what happens in the video: the motion and the camera
    - image_url: ImageInput, required. First frame of the video
    - aspect_ratio: Literal['adaptive', '16:9', '9:16', '1:1', '4:3', '3:4'], default 'adaptive'. Aspect ratio of the video, width to height; with "adaptive" the model chooses
    - resolution: Literal['480p', '720p', '1080p'], default '720p'. Resolution of the video; a higher one takes longer and may cost more
    - duration: int, default 5, 2 to 30. Length of the video in seconds
    - enable_audio: bool, default True. Whether to generate sound for the video
    - prompt_extend: bool, default True. Whether to rewrite the prompt in more detail before it is used
    - seed: int, default 0, 0 to 2147483647. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    - end_image_url: ImageInput. Last frame of the video
    """
    reference_to_video: Final = _Attached(_reference_to_video)
    """`wan-ai/wan-3.0/reference-to-video`: Wan 3.0: reference to video

    Generates a video from a text prompt and reference images, videos and audio clips. The video is 2 to 30 seconds long, in 480p, 720p or 1080p, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video; it may refer to the reference files
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4', 'adaptive'], default '16:9'. Aspect ratio of the video, width to height; with "adaptive" the model chooses
    - duration: int, default 5, 2 to 30. Length of the video in seconds
    - enable_audio: bool, default True. Whether to generate sound for the video
    - prompt_extend: bool, default True. Whether to rewrite the prompt in more detail before it is used
    - reference_audios: SequenceOf[AudioInput]. Reference audio, for example for a voice or for music
    - reference_images: SequenceOf[ImageInput]. Reference images of the people, things or places to show
    - reference_videos: SequenceOf[VideoInput]. Reference videos, for example for motion, camera or style
    - resolution: Literal['480p', '720p', '1080p'], default '720p'. Resolution of the video; a higher one takes longer and may cost more
    - seed: int. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    """
