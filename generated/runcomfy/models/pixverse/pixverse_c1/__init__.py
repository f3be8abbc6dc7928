"""`pixverse/pixverse-c1`: 4 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .image_to_video import image_to_video as _image_to_video
    from .reference_to_video import reference_to_video as _reference_to_video
    from .text_to_video import text_to_video as _text_to_video
    from .transition import transition as _transition
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

    def _transition():
        from .transition import transition

        return transition


__all__ = ["PixverseC1"]


class PixverseC1(Namespace[ClientT]):
    """`pixverse/pixverse-c1`: 4 models."""

    image_to_video: Final = _Attached(_image_to_video)
    """`pixverse/pixverse-c1/image-to-video`: PixVerse C1: image to video

    Animates an image, guided by a text prompt. The video is 1 to 15 seconds long, in 360p, 540p, 720p or 1080p, with optional sound.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image: ImageInput, required. First frame of the video
    - prompt: str, required. Describes what happens in the video: the motion and the camera
    - duration: int, default 5, 1 to 15. Length of the video in seconds
    - generate_audio_switch: bool, default False. Whether to generate sound for the video
    - resolution: Literal['360p', '540p', '720p', '1080p'], default '720p'. Resolution of the video; a higher one takes longer and may cost more
    - seed: int, default 0. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    """
    reference_to_video: Final = _Attached(_reference_to_video)
    """`pixverse/pixverse-c1/reference-to-video`: PixVerse C1: reference to video

    Generates a video from a text prompt and up to 7 reference images, and from videos. The video is 1 to 15 seconds long, in 360p, 540p, 720p or 1080p, with optional sound.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video; it may refer to the reference files
    - aspect_ratio: Literal['16:9', '4:3', '1:1', '3:4', '9:16', '2:3', '3:2', '21:9'], default '16:9'. Aspect ratio of the video, width to height
    - duration: int, default 5, 1 to 15. Length of the video in seconds
    - generate_audio_switch: bool, default False. Whether to generate sound for the video
    - images: SequenceOf[ImageInput], at most 7 items. Reference images of the people, things or places to show
    - resolution: Literal['360p', '540p', '720p', '1080p'], default '720p'. Resolution of the video; a higher one takes longer and may cost more
    - seed: int, default 0. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    - videos: SequenceOf[VideoInput]. Reference videos, for example for motion, camera or style
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`pixverse/pixverse-c1/text-to-video`: PixVerse C1: text to video

    Generates a video from a text prompt. The video is 1 to 15 seconds long, in 360p, 540p, 720p or 1080p, with optional sound.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video: the scene, the action and the camera
    - aspect_ratio: Literal['16:9', '4:3', '1:1', '3:4', '9:16', '2:3', '3:2', '21:9'], default '16:9'. Aspect ratio of the video, width to height
    - duration: int, default 5, 1 to 15. Length of the video in seconds
    - generate_audio_switch: bool, default False. Whether to generate sound for the video
    - resolution: Literal['360p', '540p', '720p', '1080p'], default '720p'. Resolution of the video; a higher one takes longer and may cost more
    - seed: int, default 0. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    """
    transition: Final = _Attached(_transition)
    """`pixverse/pixverse-c1/transition`: PixVerse C1: transition

    Generates a video in which a first frame turns into a last one, guided by a text prompt. The video is 1 to 15 seconds long, in 360p, 540p, 720p or 1080p, with optional sound.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - end_image: ImageInput, required. Last frame of the video
    - image: ImageInput, required. The input image
    - prompt: str, required. Describes how the first frame turns into the last one
    - duration: int, default 5, 1 to 15. Length of the video in seconds
    - generate_audio_switch: bool, default False. Whether to generate sound for the video
    - resolution: Literal['360p', '540p', '720p', '1080p'], default '720p'. Resolution of the video; a higher one takes longer and may cost more
    - seed: int, default 0. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    """
