"""`lightricks/ltx-2.5/audio-to-video`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....._endpoint import Attached as _Attached
from ....._namespace import ClientT, Namespace

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
    """`lightricks/ltx-2.5/audio-to-video/fast`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - audio_url: AudioInput, required
    - aspect_ratio: Literal['auto', '16:9', '9:16'], default 'auto'
    - guidance_scale: int | float, default 9, 1 to 50
    - image_url: ImageInput
    - prompt: str
    """
    pro: Final = _Attached(_pro)
    """`lightricks/ltx-2.5/audio-to-video/pro`

    Makes: video

    Price: not known, which does not mean free

    Inputs:
    - audio_url: AudioInput, required
    - aspect_ratio: Literal['auto', '16:9', '9:16'], default 'auto'
    - guidance_scale: int | float, default 9, 1 to 50
    - image_url: ImageInput
    - prompt: str
    """
