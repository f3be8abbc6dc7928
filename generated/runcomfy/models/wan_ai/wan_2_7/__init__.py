"""`wan-ai/wan-2.7`: 7 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace
from ...._client.namespace import below as _below

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
    """`wan-ai/wan-2.7/edit`: Wan 2.7: edit

    Edits or combines up to 4 images, guided by a text prompt. Up to 4 results per request.

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - image_urls: SequenceOf[ImageInput], required, 1 to 4 items. The images to edit, or to refer to in the prompt
    - prompt: str, required. Describes what to change in the input images
    - enable_prompt_expansion: bool, default True. Whether to rewrite the prompt in more detail before it is used
    - image_size: Literal['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'], default 'square_hd'. Size and shape of the image, as a named format; "square_hd" is the larger square
    - negative_prompt: str, default ''. Describes what to keep out of the result
    - num_images: int, default 1, 1 to 4. Number of images to generate; each may be charged
    - seed: int, 0 to 2147483647. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    """
    image_to_video: Final = _Attached(_image_to_video)
    """`wan-ai/wan-2.7/image-to-video`: Wan 2.7: image to video

    Animates an image, guided by a text prompt; a last frame and an audio track can be given too. The video is 2 to 15 seconds long, in 720p or 1080p.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_url: ImageInput, required. First frame of the video
    - prompt: str, required, at most 5000 characters. Describes what happens in the video: the motion and the camera
    - audio_url: AudioInput. Audio track that the video is made for
    - duration: Literal[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5. Length of the video in seconds
    - enable_prompt_expansion: bool, default True. Whether to rewrite the prompt in more detail before it is used
    - end_image_url: ImageInput. Last frame of the video
    - negative_prompt: str, default '', at most 500 characters. Describes what to keep out of the result
    - resolution: Literal['720p', '1080p'], default '1080p'. Resolution of the video; a higher one takes longer and may cost more
    - seed: int, default 0, 0 to 2147483647. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    """

    @property
    def pro(self) -> _Pro[ClientT]:
        """`wan-ai/wan-2.7/pro`: 2 models."""
        from .pro import Pro

        return _below(self, Pro)

    reference_to_video: Final = _Attached(_reference_to_video)
    """`wan-ai/wan-2.7/reference-to-video`: Wan 2.7: reference to video

    Generates a video from a text prompt and up to 5 reference images and 5 videos. The video is 2 to 10 seconds long, in 720p or 1080p, in one shot or several.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required, at most 5000 characters. Describes the video; it may refer to the reference files
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4'], default '16:9'. Aspect ratio of the video, width to height
    - duration: Literal[2, 3, 4, 5, 6, 7, 8, 9, 10], default 5. Length of the video in seconds
    - multi_shots: bool, default False. Whether the video may have several shots instead of one
    - negative_prompt: str, default '', at most 500 characters. Describes what to keep out of the result
    - reference_image_urls: SequenceOf[ImageInput], at most 5 items. Reference images of the people, things or places to show
    - reference_video_urls: SequenceOf[VideoInput], at most 5 items. Reference videos, for example for motion, camera or style
    - resolution: Literal['720p', '1080p'], default '1080p'. Resolution of the video; a higher one takes longer and may cost more
    - seed: int, default 0, 0 to 2147483647. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    """
    text_to_image: Final = _Attached(_text_to_image)
    """`wan-ai/wan-2.7/text-to-image`: Wan 2.7: text to image

    Generates up to 5 images from a text prompt, in 6 sizes, square to 16:9.

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the image
    - image_size: Literal['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'], default 'square_hd'. Size and shape of the image, as a named format; "square_hd" is the larger square
    - max_images: int, default 1, 1 to 5. Largest number of images to generate; each may be charged
    - negative_prompt: str, default ''. Describes what to keep out of the result
    - seed: int, 0 to 2147483647. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    """
    text_to_video: Final = _Attached(_text_to_video)
    """`wan-ai/wan-2.7/text-to-video`: Wan 2.7: text to video

    Generates a video from a text prompt; an audio track can be given too. The video is 2 to 15 seconds long, in 720p or 1080p.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required, at most 5000 characters. Describes the video: the scene, the action and the camera
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4'], default '16:9'. Aspect ratio of the video, width to height
    - audio_url: AudioInput. Audio track that the video is made for
    - duration: Literal[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5. Length of the video in seconds
    - enable_prompt_expansion: bool, default True. Whether to rewrite the prompt in more detail before it is used
    - negative_prompt: str, default '', at most 500 characters. Describes what to keep out of the result
    - resolution: Literal['720p', '1080p'], default '1080p'. Resolution of the video; a higher one takes longer and may cost more
    - seed: int, default 0, 0 to 2147483647. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    """
