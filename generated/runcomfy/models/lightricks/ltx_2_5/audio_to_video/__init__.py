"""`lightricks/ltx-2.5/audio-to-video`: 2 models."""
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


__all__ = ["AudioToVideo"]


class AudioToVideo(Namespace[ClientT]):
    """`lightricks/ltx-2.5/audio-to-video`: 2 models."""

    fast: Final = _Attached(_fast)
    """`lightricks/ltx-2.5/audio-to-video/fast`: LTX-2.5 Fast: audio to video

    Generates a video for an audio track; a text prompt and a first frame can be given too.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - audio_url: AudioInput, required. Audio track that the video is made for
    - aspect_ratio: Literal['auto', '16:9', '9:16'], default 'auto'. Aspect ratio of the video, width to height; with "auto" the model chooses
    - guidance_scale: int | float, default 9, 1 to 50. How closely to follow the prompt: higher is more literal, lower is freer
    - image_url: ImageInput. First frame of the video
    - prompt: str. Describes the video
    """
    pro: Final = _Attached(_pro)
    """`lightricks/ltx-2.5/audio-to-video/pro`: LTX-2.5 Pro: audio to video

    Generates a video for an audio track; a text prompt and a first frame can be given too.

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - audio_url: AudioInput, required. Audio track that the video is made for
    - aspect_ratio: Literal['auto', '16:9', '9:16'], default 'auto'. Aspect ratio of the video, width to height; with "auto" the model chooses
    - guidance_scale: int | float, default 9, 1 to 50. How closely to follow the prompt: higher is more literal, lower is freer
    - image_url: ImageInput. First frame of the video
    - prompt: str. Describes the video
    """
