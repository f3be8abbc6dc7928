"""`lightricks/ltx-2.5/text-to-video/fast`"""
# Made from schemas/lightricks/ltx-2.5/text-to-video/fast.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from ....._base import UNSET, Endpoint, InputModel, OneOf, OutputModel

__all__ = ["FastInput", "FastOutput", "fast"]


class FastInput(InputModel):
    """The inputs of `lightricks/ltx-2.5/text-to-video/fast`."""

    aspect_ratio: Literal["16:9", "9:16"] = "16:9"
    camera_motion: Literal[
        "dolly_in", "dolly_out", "dolly_left", "dolly_right", "jib_up", "jib_down", "static", "focus_shift"
    ] = UNSET
    duration: Literal["auto", "6", "8", "10", "12", "14", "16", "18", "20"] = "10"
    fps: Annotated[Literal[24, 25, 48, 50], OneOf()] = 25
    generate_audio: bool = True
    prompt: str
    resolution: Literal["720p", "1080p", "1440p", "2160p"] = "1080p"


class FastOutput(OutputModel):
    """What a result holds of `lightricks/ltx-2.5/text-to-video/fast`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


fast: Final = Endpoint("lightricks/ltx-2.5/text-to-video/fast", FastInput, FastOutput)
"""`lightricks/ltx-2.5/text-to-video/fast`

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required
- aspect_ratio: Literal['16:9', '9:16'], default '16:9'
- camera_motion: Literal['dolly_in', 'dolly_out', 'dolly_left', 'dolly_right', 'jib_up', 'jib_down', 'static', 'focus_shift']
- duration: Literal['auto', '6', '8', '10', '12', '14', '16', '18', '20'], default '10'
- fps: Literal[24, 25, 48, 50], default 25
- generate_audio: bool, default True
- resolution: Literal['720p', '1080p', '1440p', '2160p'], default '1080p'
"""
