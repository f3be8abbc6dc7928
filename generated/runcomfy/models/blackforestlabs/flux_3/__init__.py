"""`blackforestlabs/flux-3`: 7 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.endpoint import Nested as _Nested
from ...._client.namespace import ClientT, Namespace
from ...._client.namespace import below as _below

if TYPE_CHECKING:
    from .extend_video import extend_video as _extend_video
    from .extend_video._async import ExtendVideoAsync as _ExtendVideoAsync
    from .extend_video._sync import ExtendVideoSync as _ExtendVideoSync
    from .first_last_frame_to_video import first_last_frame_to_video as _first_last_frame_to_video
    from .first_last_frame_to_video._async import FirstLastFrameToVideoAsync as _FirstLastFrameToVideoAsync
    from .first_last_frame_to_video._sync import FirstLastFrameToVideoSync as _FirstLastFrameToVideoSync
    from .image import image as _image
    from .image_to_video import image_to_video as _image_to_video
    from .text_to_video import TextToVideo as _TextToVideo
else:

    def _extend_video():
        from .extend_video import extend_video

        return extend_video

    def _ExtendVideoAsync():
        from .extend_video._async import ExtendVideoAsync

        return ExtendVideoAsync

    def _ExtendVideoSync():
        from .extend_video._sync import ExtendVideoSync

        return ExtendVideoSync

    def _first_last_frame_to_video():
        from .first_last_frame_to_video import first_last_frame_to_video

        return first_last_frame_to_video

    def _FirstLastFrameToVideoAsync():
        from .first_last_frame_to_video._async import FirstLastFrameToVideoAsync

        return FirstLastFrameToVideoAsync

    def _FirstLastFrameToVideoSync():
        from .first_last_frame_to_video._sync import FirstLastFrameToVideoSync

        return FirstLastFrameToVideoSync

    def _image():
        from .image import image

        return image

    def _image_to_video():
        from .image_to_video import image_to_video

        return image_to_video


__all__ = ["Flux3"]


class Flux3(Namespace[ClientT]):
    """`blackforestlabs/flux-3`: 7 models."""

    extend_video: Final = _Nested(_extend_video, _ExtendVideoSync, _ExtendVideoAsync)
    """`blackforestlabs/flux-3/extend-video`: FLUX 3: extend video

    Extends a video, guided by a text prompt. Adds 5 to 20 seconds, in 720p or 1080p, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes how the video continues
    - video_url: VideoInput, required. The video to extend
    - aspect_ratio: Literal['auto', '21:9', '2:1', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'auto'. Aspect ratio of the video, width to height; with "auto" the model chooses
    - duration: Literal['auto', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20'], default 'auto'. Length to add, in seconds; with "auto" the model chooses
    - generate_audio: bool, default True. Whether to generate sound for the video
    - resolution: Literal['720p', '1080p'], default '720p'. Resolution of the video; a higher one takes longer and may cost more
    - safety_tolerance: int, default 2, 0 to 4. How much possibly unsafe content to let through; 0 is strictest
    """
    first_last_frame_to_video: Final = _Nested(
        _first_last_frame_to_video, _FirstLastFrameToVideoSync, _FirstLastFrameToVideoAsync
    )
    """`blackforestlabs/flux-3/first-last-frame-to-video`: FLUX 3: first and last frame to video

    Generates a video between a first and a last frame, guided by a text prompt. The video is 5 to 20 seconds long, in 720p or 1080p, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - end_image_url: ImageInput, required. Last frame of the video
    - prompt: str, required. Describes what happens between the two frames
    - start_image_url: ImageInput, required. First frame of the video
    - aspect_ratio: Literal['auto', '21:9', '2:1', '16:9', '4:3', '1:1', '3:4', '9:16'], default '16:9'. Aspect ratio of the video, width to height; with "auto" the model chooses
    - duration: Literal[5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20], default 5. Length of the video in seconds
    - generate_audio: bool, default True. Whether to generate sound for the video
    - resolution: Literal['720p', '1080p'], default '720p'. Resolution of the video; a higher one takes longer and may cost more
    - safety_tolerance: int, default 2, 0 to 4. How much possibly unsafe content to let through; 0 is strictest
    """
    image: Final = _Attached(_image)
    """`blackforestlabs/flux-3/image`: FLUX 3: text to image

    Generates an image from a text prompt, in 6 sizes, square to 16:9.

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the image
    - image_size: Literal['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'], default 'landscape_4_3'. Size and shape of the image, as a named format; "square_hd" is the larger square
    - seed: int, default -1. Seed for the random numbers; -1 picks one at random. The same inputs with the same seed give similar results
    """
    image_to_video: Final = _Attached(_image_to_video)
    """`blackforestlabs/flux-3/image-to-video`: FLUX 3: image to video

    Animates an image, guided by a text prompt. The video is 5 to 20 seconds long, in 720p or 1080p, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_url: ImageInput, required. First frame of the video
    - prompt: str, required. Describes what happens in the video: the motion and the camera
    - aspect_ratio: Literal['auto', '21:9', '2:1', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'auto'. Aspect ratio of the video, width to height; with "auto" the model chooses
    - duration: Literal['auto', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20'], default 'auto'. Length of the video in seconds; with "auto" the model chooses
    - generate_audio: bool, default True. Whether to generate sound for the video
    - resolution: Literal['720p', '1080p'], default '720p'. Resolution of the video; a higher one takes longer and may cost more
    - safety_tolerance: int, default 2, 0 to 4. How much possibly unsafe content to let through; 0 is strictest
    """

    @property
    def text_to_video(self) -> _TextToVideo[ClientT]:
        """`blackforestlabs/flux-3/text-to-video`: 1 model."""
        from .text_to_video import TextToVideo

        return _below(self, TextToVideo)
