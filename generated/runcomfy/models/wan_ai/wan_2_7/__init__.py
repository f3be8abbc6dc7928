"""`wan-ai/wan-2.7`: 7 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._endpoint import Attached as _Attached
from ...._namespace import ClientT, Namespace
from ...._namespace import below as _below

if TYPE_CHECKING:
    from .edit import edit as _edit
    from .image_to_video import image_to_video as _image_to_video
    from .pro import Pro as _Pro
    from .reference_to_video import reference_to_video as _reference_to_video
    from .text_to_image import text_to_image as _text_to_image
    from .text_to_video import text_to_video as _text_to_video
else:

    def _edit():
        from .edit import edit

        return edit

    def _image_to_video():
        from .image_to_video import image_to_video

        return image_to_video

    def _reference_to_video():
        from .reference_to_video import reference_to_video

        return reference_to_video

    def _text_to_image():
        from .text_to_image import text_to_image

        return text_to_image

    def _text_to_video():
        from .text_to_video import text_to_video

        return text_to_video


__all__ = ["Wan27"]


class Wan27(Namespace[ClientT]):
    """`wan-ai/wan-2.7`: 7 models."""

    edit: Final = _Attached(_edit)
    """`wan-ai/wan-2.7/edit`

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - image_urls: SequenceOf[ImageInput], required, 1 to 4 items
    - prompt: str, required
    - enable_prompt_expansion: bool, default True
    - image_size: Literal['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'], default 'square_hd'
    - negative_prompt: str, default ''
    - num_images: int, default 1, 1 to 4
    - seed: int, 0 to 2147483647
    """
    image_to_video: Final = _Attached(_image_to_video)
    """`wan-ai/wan-2.7/image-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_url: ImageInput, required
    - prompt: str, required, at most 5000 characters
    - audio_url: AudioInput
    - duration: Literal[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5
    - enable_prompt_expansion: bool, default True
    - end_image_url: ImageInput
    - negative_prompt: str, default '', at most 500 characters
    - resolution: Literal['720p', '1080p'], default '1080p'
    - seed: int, default 0, 0 to 2147483647
    """

    @property
    def pro(self) -> _Pro[ClientT]:
        """`wan-ai/wan-2.7/pro`: 2 models."""
        from .pro import Pro

        return _below(self, Pro)

    reference_to_video: Final = _Attached(_reference_to_video)
    """`wan-ai/wan-2.7/reference-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required, at most 5000 characters
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4'], default '16:9'
    - duration: Literal[2, 3, 4, 5, 6, 7, 8, 9, 10], default 5
    - multi_shots: bool, default False
    - negative_prompt: str, default '', at most 500 characters
    - reference_image_urls: SequenceOf[ImageInput], at most 5 items
    - reference_video_urls: SequenceOf[VideoInput], at most 5 items
    - resolution: Literal['720p', '1080p'], default '1080p'
    - seed: int, default 0, 0 to 2147483647
    """
    text_to_image: Final = _Attached(_text_to_image)
    """`wan-ai/wan-2.7/text-to-image`

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    - image_size: Literal['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'], default 'square_hd'
    - max_images: int, default 1, 1 to 5
    - negative_prompt: str, default ''
    - seed: int, 0 to 2147483647
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`wan-ai/wan-2.7/text-to-video`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required, at most 5000 characters
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4'], default '16:9'
    - audio_url: AudioInput
    - duration: Literal[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5
    - enable_prompt_expansion: bool, default True
    - negative_prompt: str, default '', at most 500 characters
    - resolution: Literal['720p', '1080p'], default '1080p'
    - seed: int, default 0, 0 to 2147483647
    """
