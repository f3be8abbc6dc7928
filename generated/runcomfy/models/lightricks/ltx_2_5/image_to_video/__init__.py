"""`lightricks/ltx-2.5/image-to-video`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._client.endpoint import Attached as _Attached
from ....._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .fast import fast as _fast
    from .pro import pro as _pro
else:

    def _fast():
        from .fast import fast

        return fast

    def _pro():
        from .pro import pro

        return pro


__all__ = ["ImageToVideo"]


class ImageToVideo(Namespace[ClientT]):
    """`lightricks/ltx-2.5/image-to-video`: 2 models."""

    fast: Final = _Attached(_fast)
    """`lightricks/ltx-2.5/image-to-video/fast`: LTX-2.5 Fast: image to video

    Makes a video that begins with a given picture and goes on as a text says, and may end with another one. The video can have sound.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_url: ImageInput, required. The picture with which the video begins
    - prompt: str, required. What is to happen, in words: what moves in the picture, and how the camera does
    - aspect_ratio: Literal['auto', '16:9', '9:16'], default 'auto'. Shape of the video, as width to height; `auto` leaves it to the model
    - camera_motion: Literal['dolly_in', 'dolly_out', 'dolly_left', 'dolly_right', 'jib_up', 'jib_down', 'static', 'focus_shift']. How the camera moves
    - duration: Literal['auto', '6', '8', '10', '12', '14', '16', '18', '20'], default '10'. Length of the video in seconds; `auto` leaves it to the model
    - end_image_url: ImageInput. The picture with which the video ends
    - fps: Literal[24, 25, 48, 50], default 25. Frames a second of the video
    - generate_audio: bool, default True. Whether the video gets sound
    - resolution: Literal['720p', '1080p', '1440p', '2160p'], default '1080p'. Size of the result in the model's named steps; a larger one takes longer and may cost more
    """
    pro: Final = _Attached(_pro)
    """`lightricks/ltx-2.5/image-to-video/pro`: LTX-2.5 Pro: image to video

    Makes a video that begins with a given picture and goes on as a text says, and may end with another one. The video can have sound.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - image_url: ImageInput, required. The picture with which the video begins
    - prompt: str, required. What is to happen, in words: what moves in the picture, and how the camera does
    - aspect_ratio: Literal['auto', '16:9', '9:16'], default 'auto'. Shape of the video, as width to height; `auto` leaves it to the model
    - camera_motion: Literal['dolly_in', 'dolly_out', 'dolly_left', 'dolly_right', 'jib_up', 'jib_down', 'static', 'focus_shift']. How the camera moves
    - duration: Literal['auto', '6', '8', '10'], default '10'. Length of the video in seconds; `auto` leaves it to the model
    - end_image_url: ImageInput. The picture with which the video ends
    - fps: Literal[24, 25, 50], default 25. Frames a second of the video
    - generate_audio: bool, default True. Whether the video gets sound
    - resolution: Literal['720p', '1080p'], default '1080p'. Size of the result in the model's named steps; a larger one takes longer and may cost more
    """
