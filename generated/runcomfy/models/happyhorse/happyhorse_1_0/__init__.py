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

    Animates an image, guided by a text prompt. The video is 3 to 15 seconds long, in 720p or 1080p.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_url: ImageInput, required. First frame of the video
    - prompt: str, required, at most 5000 characters. Describes what happens in the video: the motion and the camera
    - duration: Literal[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5. Length of the video in seconds
    - resolution: Literal['720P', '1080P'], default '1080P'. Resolution of the video; a higher one takes longer and may cost more
    - seed: int, default 0, 0 to 2147483647. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    - watermark: bool, default False. Whether to put a watermark on the video
    """
    reference_to_video: Final = _Attached(_reference_to_video)
    """`happyhorse/happyhorse-1.0/reference-to-video`: HappyHorse 1.0: reference to video

    Generates a video from a text prompt and up to 9 reference images. The video is 3 to 15 seconds long, in 720p or 1080p.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_url_1: ImageInput, required. A reference image for the prompt; they count in this order
    - prompt: str, required, at most 5000 characters. Describes the video; it may refer to the reference files
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4'], default '16:9'. Aspect ratio of the video, width to height
    - duration: Literal[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5. Length of the video in seconds
    - image_url_2: ImageInput. A reference image for the prompt; they count in this order
    - image_url_3: ImageInput. A reference image for the prompt; they count in this order
    - image_url_4: ImageInput. A reference image for the prompt; they count in this order
    - image_url_5: ImageInput. A reference image for the prompt; they count in this order
    - image_url_6: ImageInput. A reference image for the prompt; they count in this order
    - image_url_7: ImageInput. A reference image for the prompt; they count in this order
    - image_url_8: ImageInput. A reference image for the prompt; they count in this order
    - image_url_9: ImageInput. A reference image for the prompt; they count in this order
    - resolution: Literal['720P', '1080P'], default '1080P'. Resolution of the video; a higher one takes longer and may cost more
    - seed: int, default 0, 0 to 2147483647. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    - watermark: bool, default False. Whether to put a watermark on the video
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`happyhorse/happyhorse-1.0/text-to-video`: HappyHorse 1.0: text to video

    Generates a video from a text prompt. The video is 3 to 15 seconds long, in 720p or 1080p.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required, at most 2500 characters. Describes the video: the scene, the action and the camera
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4'], default '16:9'. Aspect ratio of the video, width to height
    - duration: Literal[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5. Length of the video in seconds
    - resolution: Literal['720P', '1080P'], default '1080P'. Resolution of the video; a higher one takes longer and may cost more
    - seed: int, default 0, 0 to 2147483647. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    - watermark: bool, default False. Whether to put a watermark on the video
    """
