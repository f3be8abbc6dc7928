"""`minimax/minimax-h3-max`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._endpoint import Attached as _Attached
from ...._namespace import ClientT, Namespace

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
    """`minimax/minimax-h3-max/image-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_url: ImageInput, required
    - prompt: str, required
    - prompt_expansion_mode: Literal['balanced', 'quality'], required. Suggestion: "balanced"
    - duration: int, default 8, 5 to 15
    - enable_safety_checker: bool, default True
    - end_image_url: ImageInput
    - resolution: Literal['480p', '768p'], default '768p'
    - seed: int, default -1
    """
    reference_to_video: Final = _Attached(_reference_to_video)
    """`minimax/minimax-h3-max/reference-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - prompt_expansion_mode: Literal['balanced', 'quality'], required. Suggestion: "balanced"
    - reference_images: SequenceOf[ImageInput], required, at most 12 items
    - aspect_ratio: Literal['adaptive', '21:9', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'adaptive'
    - duration: int, default 5, 5 to 15
    - enable_safety_checker: bool, default True
    - reference_audios: SequenceOf[AudioInput], at most 12 items
    - reference_videos: SequenceOf[VideoInput], at most 12 items
    - resolution: Literal['480p', '768p'], default '768p'
    - seed: int, default -1
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`minimax/minimax-h3-max/text-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - prompt_expansion_mode: Literal['balanced', 'quality'], required. Suggestion: "balanced"
    - aspect_ratio: Literal['21:9', '16:9', '4:3', '1:1', '3:4', '9:16'], default '16:9'
    - duration: int, default 8, 5 to 15
    - enable_safety_checker: bool, default True
    - resolution: Literal['480p', '768p'], default '768p'
    - seed: int, default -1
    """
