"""`bytedance/seedance-2.5/text-to-video`: 4 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._client.endpoint import Attached as _Attached
from ....._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .v4k import v4k as _v4k
    from .v480p import v480p as _v480p
    from .v720p import v720p as _v720p
    from .v1080p import v1080p as _v1080p
else:

    def _v1080p():
        from .v1080p import v1080p

        return v1080p

    def _v480p():
        from .v480p import v480p

        return v480p

    def _v4k():
        from .v4k import v4k

        return v4k

    def _v720p():
        from .v720p import v720p

        return v720p


__all__ = ["TextToVideo"]


class TextToVideo(Namespace[ClientT]):
    """`bytedance/seedance-2.5/text-to-video`: 4 models."""

    v1080p: Final = _Attached(_v1080p)
    """`bytedance/seedance-2.5/text-to-video/1080p`: Seedance 2.5: text to video, 1080p

    Generates a video from a text prompt. The video is 4 to 30 seconds long, in 1080p, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video: the scene, the action and the camera
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', 'adaptive'], default '16:9'. Aspect ratio of the video, width to height; with "adaptive" the model chooses
    - duration: int, default 5, 4 to 30. Length of the video in seconds
    - generate_audio: bool, default True. Whether to generate sound for the video
    """
    v480p: Final = _Attached(_v480p)
    """`bytedance/seedance-2.5/text-to-video/480p`: Seedance 2.5: text to video, 480p

    Generates a video from a text prompt. The video is 4 to 30 seconds long, in 480p, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video: the scene, the action and the camera
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', 'adaptive'], default '16:9'. Aspect ratio of the video, width to height; with "adaptive" the model chooses
    - duration: int, default 5, 4 to 30. Length of the video in seconds
    - generate_audio: bool, default True. Whether to generate sound for the video
    """
    v4k: Final = _Attached(_v4k)
    """`bytedance/seedance-2.5/text-to-video/4k`: Seedance 2.5: text to video, 4K

    Generates a video from a text prompt. The video is 4 to 30 seconds long, in 4K, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video: the scene, the action and the camera
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', 'adaptive'], default '16:9'. Aspect ratio of the video, width to height; with "adaptive" the model chooses
    - duration: int, default 5, 4 to 30. Length of the video in seconds
    - generate_audio: bool, default True. Whether to generate sound for the video
    """
    v720p: Final = _Attached(_v720p)
    """`bytedance/seedance-2.5/text-to-video/720p`: Seedance 2.5: text to video, 720p

    Generates a video from a text prompt. The video is 4 to 30 seconds long, in 720p, with sound by default.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required. Describes the video: the scene, the action and the camera
    - aspect_ratio: Literal['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', 'adaptive'], default '16:9'. Aspect ratio of the video, width to height; with "adaptive" the model chooses
    - duration: int, default 5, 4 to 30. Length of the video in seconds
    - generate_audio: bool, default True. Whether to generate sound for the video
    """
