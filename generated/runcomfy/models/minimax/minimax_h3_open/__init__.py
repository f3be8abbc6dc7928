"""`minimax/minimax-h3-open`: 3 models."""
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


__all__ = ["MinimaxH3Open"]


class MinimaxH3Open(Namespace[ClientT]):
    """`minimax/minimax-h3-open`: 3 models."""

    image_to_video: Final = _Attached(_image_to_video)
    """`minimax/minimax-h3-open/image-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image: ImageInput, required
    - prompt: str, required
    - duration: int, default 5, 5 to 15
    - last_image: ImageInput
    - resolution: Literal['480p', '768p'], default '480p'
    - seed: int, default -1
    """
    reference_to_video: Final = _Attached(_reference_to_video)
    """`minimax/minimax-h3-open/reference-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - reference_images: SequenceOf[ImageInput], required, at most 9 items
    - aspect_ratio: Literal['21:9', '16:9', '4:3', '1:1', '3:4', '9:16', '9:21'], default '16:9'
    - duration: int, default 5, 5 to 15
    - reference_audios: SequenceOf[AudioInput], at most 3 items
    - reference_videos: SequenceOf[VideoInput], at most 3 items
    - resolution: Literal['480p', '768p'], default '480p'
    - seed: int, default -1
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`minimax/minimax-h3-open/text-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - aspect_ratio: Literal['21:9', '16:9', '4:3', '1:1', '3:4', '9:16', '9:21'], default '16:9'
    - duration: Literal[5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5
    - resolution: Literal['480p', '768p'], default '480p'
    - seed: int, default -1
    """
