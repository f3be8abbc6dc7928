"""`happyhorse/happyhorse-1.0`: 3 models."""
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


__all__ = ["Happyhorse10"]


class Happyhorse10(Namespace[ClientT]):
    """`happyhorse/happyhorse-1.0`: 3 models."""

    image_to_video: Final = _Attached(_image_to_video)
    """`happyhorse/happyhorse-1.0/image-to-video`: HappyHorse 1.0: image to video

    Makes a video that begins with a given picture and goes on as a text says.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_url: ImageInput, required. The picture with which the video begins
    - prompt: str, required, at most 5000 characters. What is to happen, in words: what moves in the picture, and how the camera does
    - duration: Literal[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5. Length of the video in seconds
    - resolution: Literal['720P', '1080P'], default '1080P'. Size of the result in the model's named steps; a larger one takes longer and may cost more
    - seed: int, default 0, 0 to 2147483647. Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation
    - watermark: bool, default False. Whether to put the maker's watermark on the result
    """
    reference_to_video: Final = _Attached(_reference_to_video)
    """`happyhorse/happyhorse-1.0/reference-to-video`: HappyHorse 1.0: reference to video

    Makes a video from a text that refers to given pictures.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_url_1: ImageInput, required. One of the reference pictures that the prompt may refer to, in this order
    - prompt: str, required, at most 5000 characters. What the video is to show, in words; it may refer to the given files
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4'], default '16:9'. Shape of the result, as width to height
    - duration: Literal[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5. Length of the video in seconds
    - image_url_2: ImageInput. One of the reference pictures that the prompt may refer to, in this order
    - image_url_3: ImageInput. One of the reference pictures that the prompt may refer to, in this order
    - image_url_4: ImageInput. One of the reference pictures that the prompt may refer to, in this order
    - image_url_5: ImageInput. One of the reference pictures that the prompt may refer to, in this order
    - image_url_6: ImageInput. One of the reference pictures that the prompt may refer to, in this order
    - image_url_7: ImageInput. One of the reference pictures that the prompt may refer to, in this order
    - image_url_8: ImageInput. One of the reference pictures that the prompt may refer to, in this order
    - image_url_9: ImageInput. One of the reference pictures that the prompt may refer to, in this order
    - resolution: Literal['720P', '1080P'], default '1080P'. Size of the result in the model's named steps; a larger one takes longer and may cost more
    - seed: int, default 0, 0 to 2147483647. Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation
    - watermark: bool, default False. Whether to put the maker's watermark on the result
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`happyhorse/happyhorse-1.0/text-to-video`: HappyHorse 1.0: text to video

    Makes a video from a text.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required, at most 2500 characters. What the video is to show, in words: the scene, what happens in it, and the camera
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4'], default '16:9'. Shape of the result, as width to height
    - duration: Literal[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5. Length of the video in seconds
    - resolution: Literal['720P', '1080P'], default '1080P'. Size of the result in the model's named steps; a larger one takes longer and may cost more
    - seed: int, default 0, 0 to 2147483647. Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation
    - watermark: bool, default False. Whether to put the maker's watermark on the result
    """
