"""`bytedance/seedance-2.0`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .fast import fast as _fast
    from .pro import pro as _pro
else:

    def _fast():
        from .fast import fast

        return fast

    def _pro():
        from .pro import pro

        return pro


__all__ = ["Seedance20"]


class Seedance20(Namespace[ClientT]):
    """`bytedance/seedance-2.0`: 2 models."""

    fast: Final = _Attached(_fast)
    """`bytedance/seedance-2.0/fast`: Seedance 2.0 Fast: text and references to video

    Generates a video from a text prompt and, if given, up to 9 reference images, 3 videos and 3 audio clips. The video is 4 to 15 seconds long, in 480p or 720p, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video; it may refer to the reference files
    - aspect_ratio: Literal['adaptive', '16:9', '9:16', '4:3', '3:4', '1:1', '21:9'], default 'adaptive'. Aspect ratio of the video, width to height; with "adaptive" the model chooses
    - audios: SequenceOf[AudioInput], at most 3 items. Reference audio, for example for a voice or for music
    - duration: int, default 5, 4 to 15. Length of the video in seconds
    - generate_audio: bool, default True. Whether to generate sound for the video
    - images: SequenceOf[ImageInput], at most 9 items. Reference images for the prompt
    - resolution: Literal['480p', '720p'], default '720p'. Resolution of the video; a higher one takes longer and may cost more
    - seed: int. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    - videos: SequenceOf[VideoInput], at most 3 items. Reference videos, for example for motion, camera or style
    """
    pro: Final = _Attached(_pro)
    """`bytedance/seedance-2.0/pro`: Seedance 2.0 Pro: text and references to video

    Generates a video from a text prompt and, if given, up to 9 reference images, 3 videos and 3 audio clips. The video is 4 to 15 seconds long, in 480p, 720p, 1080p or 4K, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video; it may refer to the reference files
    - aspect_ratio: Literal['adaptive', '16:9', '9:16', '4:3', '3:4', '1:1', '21:9'], default 'adaptive'. Aspect ratio of the video, width to height; with "adaptive" the model chooses
    - audios: SequenceOf[AudioInput], at most 3 items. Reference audio, for example for a voice or for music
    - duration: int, default 5, 4 to 15. Length of the video in seconds
    - generate_audio: bool, default True. Whether to generate sound for the video
    - images: SequenceOf[ImageInput], at most 9 items. Reference images for the prompt
    - resolution: Literal['480p', '720p', '1080p', '4k'], default '720p'. Resolution of the video; a higher one takes longer and may cost more
    - seed: int. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    - videos: SequenceOf[VideoInput], at most 3 items. Reference videos, for example for motion, camera or style
    """
