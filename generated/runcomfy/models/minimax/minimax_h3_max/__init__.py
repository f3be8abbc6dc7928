"""`minimax/minimax-h3-max`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .image_to_video import image_to_video as _image_to_video
    from .reference_to_video import reference_to_video as _reference_to_video
    from .text_to_video import text_to_video as _text_to_video
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


__all__ = ["MinimaxH3Max"]


class MinimaxH3Max(Namespace[ClientT]):
    """`minimax/minimax-h3-max`: 3 models."""

    image_to_video: Final = _Attached(_image_to_video)
    """`minimax/minimax-h3-max/image-to-video`: MiniMax H3 Max: image to video

    Animates an image, guided by a text prompt; a last frame can be given too. The video is 5 to 15 seconds long, in 480p or 768p.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_url: ImageInput, required. First frame of the video
    - prompt: str, required. Describes what happens in the video: the motion and the camera
    - prompt_expansion_mode: Literal['balanced', 'quality'], required. How to expand the prompt: "balanced" is quicker, "quality" more thorough. Suggestion: "balanced"
    - duration: int, default 8, 5 to 15. Length of the video in seconds
    - enable_safety_checker: bool, default True. Whether to check the inputs and the result for unsafe content
    - end_image_url: ImageInput. Last frame of the video
    - resolution: Literal['480p', '768p'], default '768p'. Resolution of the video; a higher one takes longer and may cost more
    - seed: int, default -1. Seed for the random numbers; -1 picks one at random. The same inputs with the same seed give similar results
    """
    reference_to_video: Final = _Attached(_reference_to_video)
    """`minimax/minimax-h3-max/reference-to-video`: MiniMax H3 Max: reference to video

    Generates a video from a text prompt and up to 12 reference images, 12 videos and 12 audio clips. The video is 5 to 15 seconds long, in 480p or 768p.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video; it may refer to the reference files
    - prompt_expansion_mode: Literal['balanced', 'quality'], required. How to expand the prompt: "balanced" is quicker, "quality" more thorough. Suggestion: "balanced"
    - reference_images: SequenceOf[ImageInput], required, at most 12 items. Reference images of the people, things or places to show
    - aspect_ratio: Literal['adaptive', '21:9', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'adaptive'. Aspect ratio of the video, width to height; with "adaptive" the model chooses
    - duration: int, default 5, 5 to 15. Length of the video in seconds
    - enable_safety_checker: bool, default True. Whether to check the inputs and the result for unsafe content
    - reference_audios: SequenceOf[AudioInput], at most 12 items. Reference audio, for example for a voice or for music
    - reference_videos: SequenceOf[VideoInput], at most 12 items. Reference videos, for example for motion, camera or style
    - resolution: Literal['480p', '768p'], default '768p'. Resolution of the video; a higher one takes longer and may cost more
    - seed: int, default -1. Seed for the random numbers; -1 picks one at random. The same inputs with the same seed give similar results
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`minimax/minimax-h3-max/text-to-video`: MiniMax H3 Max: text to video

    Generates a video from a text prompt. The video is 5 to 15 seconds long, in 480p or 768p.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video: the scene, the action and the camera
    - prompt_expansion_mode: Literal['balanced', 'quality'], required. How to expand the prompt: "balanced" is quicker, "quality" more thorough. Suggestion: "balanced"
    - aspect_ratio: Literal['21:9', '16:9', '4:3', '1:1', '3:4', '9:16'], default '16:9'. Aspect ratio of the video, width to height
    - duration: int, default 8, 5 to 15. Length of the video in seconds
    - enable_safety_checker: bool, default True. Whether to check the inputs and the result for unsafe content
    - resolution: Literal['480p', '768p'], default '768p'. Resolution of the video; a higher one takes longer and may cost more
    - seed: int, default -1. Seed for the random numbers; -1 picks one at random. The same inputs with the same seed give similar results
    """
