"""`lightricks/ltx-2.5/text-to-video`: 2 models."""
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


__all__ = ["TextToVideo"]


class TextToVideo(Namespace[ClientT]):
    """`lightricks/ltx-2.5/text-to-video`: 2 models."""

    fast: Final = _Attached(_fast)
    """`lightricks/ltx-2.5/text-to-video/fast`: LTX-2.5 Fast: text to video

    Generates a video from a text prompt. The video is 6 to 20 seconds long, in 720p, 1080p, 1440p or 2160p, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video: the scene, the action and the camera
    - aspect_ratio: Literal['16:9', '9:16'], default '16:9'. Aspect ratio of the video, width to height
    - camera_motion: Literal['dolly_in', 'dolly_out', 'dolly_left', 'dolly_right', 'jib_up', 'jib_down', 'static', 'focus_shift']. Camera movement
    - duration: Literal['auto', '6', '8', '10', '12', '14', '16', '18', '20'], default '10'. Length of the video in seconds; with "auto" the model chooses
    - fps: Literal[24, 25, 48, 50], default 25. Frame rate of the video, in frames per second
    - generate_audio: bool, default True. Whether to generate sound for the video
    - resolution: Literal['720p', '1080p', '1440p', '2160p'], default '1080p'. Resolution of the video; a higher one takes longer and may cost more
    """
    pro: Final = _Attached(_pro)
    """`lightricks/ltx-2.5/text-to-video/pro`: LTX-2.5 Pro: text to video

    Generates a video from a text prompt. The video is 6 to 10 seconds long, in 720p or 1080p, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video: the scene, the action and the camera
    - aspect_ratio: Literal['16:9', '9:16'], default '16:9'. Aspect ratio of the video, width to height
    - camera_motion: Literal['dolly_in', 'dolly_out', 'dolly_left', 'dolly_right', 'jib_up', 'jib_down', 'static', 'focus_shift']. Camera movement
    - duration: Literal['auto', '6', '8', '10'], default '10'. Length of the video in seconds; with "auto" the model chooses
    - fps: Literal[24, 25, 50], default 25. Frame rate of the video, in frames per second
    - generate_audio: bool, default True. Whether to generate sound for the video
    - resolution: Literal['720p', '1080p'], default '1080p'. Resolution of the video; a higher one takes longer and may cost more
    """
