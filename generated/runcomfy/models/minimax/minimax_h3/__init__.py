"""`minimax/minimax-h3`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .reference_to_video import reference_to_video as _reference_to_video
    from .text_to_video import text_to_video as _text_to_video
else:

    def _reference_to_video():
        from .reference_to_video import reference_to_video

        return reference_to_video

    def _text_to_video():
        from .text_to_video import text_to_video

        return text_to_video


__all__ = ["MinimaxH3"]


class MinimaxH3(Namespace[ClientT]):
    """`minimax/minimax-h3`: 2 models."""

    reference_to_video: Final = _Attached(_reference_to_video)
    """`minimax/minimax-h3/reference-to-video`: MiniMax H3: reference to video

    Generates a video from a text prompt and up to 9 reference images, 3 videos and 3 audio clips. The video is 4 to 15 seconds long, in 768p or 2K.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - duration: int, required, 4 to 15. Length of the video in seconds. Suggestion: 5
    - prompt: str, required. Describes the video; it may refer to the reference files
    - aspect_ratio: Literal['adaptive', '21:9', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'adaptive'. Aspect ratio of the video, width to height; with "adaptive" the model chooses
    - reference_audios: SequenceOf[AudioInput], at most 3 items. Reference audio, for example for a voice or for music
    - reference_images: SequenceOf[ImageInput], at most 9 items. Reference images of the people, things or places to show
    - reference_videos: SequenceOf[VideoInput], at most 3 items. Reference videos, for example for motion, camera or style
    - resolution: Literal['768p', '2k'], default '768p'. Resolution of the video; a higher one takes longer and may cost more
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`minimax/minimax-h3/text-to-video`: MiniMax H3: text to video

    Generates a video from a text prompt. The video is 4 to 15 seconds long, in 768p or 2K.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video: the scene, the action and the camera
    - aspect_ratio: Literal['21:9', '16:9', '4:3', '1:1', '3:4', '9:16'], default '16:9'. Aspect ratio of the video, width to height
    - duration: Literal[4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5. Length of the video in seconds
    - resolution: Literal['768p', '2k'], default '768p'. Resolution of the video; a higher one takes longer and may cost more
    """
