"""`happyhorse/happyhorse-1.0`: 3 models."""
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


__all__ = ["Happyhorse10"]


class Happyhorse10(Namespace[ClientT]):
    """`happyhorse/happyhorse-1.0`: 3 models."""

    image_to_video: Final = _Attached(_image_to_video)
    """`happyhorse/happyhorse-1.0/image-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_url: ImageInput, required
    - prompt: str, required, at most 5000 characters
    - duration: Literal[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5
    - resolution: Literal['720P', '1080P'], default '1080P'
    - seed: int, default 0, 0 to 2147483647
    - watermark: bool, default False
    """
    reference_to_video: Final = _Attached(_reference_to_video)
    """`happyhorse/happyhorse-1.0/reference-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_url_1: ImageInput, required
    - prompt: str, required, at most 5000 characters
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4'], default '16:9'
    - duration: Literal[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5
    - image_url_2: ImageInput
    - image_url_3: ImageInput
    - image_url_4: ImageInput
    - image_url_5: ImageInput
    - image_url_6: ImageInput
    - image_url_7: ImageInput
    - image_url_8: ImageInput
    - image_url_9: ImageInput
    - resolution: Literal['720P', '1080P'], default '1080P'
    - seed: int, default 0, 0 to 2147483647
    - watermark: bool, default False
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`happyhorse/happyhorse-1.0/text-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required, at most 2500 characters
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4'], default '16:9'
    - duration: Literal[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5
    - resolution: Literal['720P', '1080P'], default '1080P'
    - seed: int, default 0, 0 to 2147483647
    - watermark: bool, default False
    """
