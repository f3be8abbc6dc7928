"""`lightricks/ltx-2.5/text-to-video/pro`: LTX-2.5 Pro: text to video

Makes a video from a text. The video can have sound.
"""
# Made from schemas/lightricks/ltx-2.5/text-to-video/pro.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from ....._base import UNSET, Endpoint, InputModel, OneOf, OutputModel

__all__ = ["ProInput", "ProOutput", "pro"]


class ProInput(InputModel):
    """The inputs of `lightricks/ltx-2.5/text-to-video/pro`."""

    aspect_ratio: Literal["16:9", "9:16"] = "16:9"
    """Shape of the video, as width to height."""
    camera_motion: Literal[
        "dolly_in", "dolly_out", "dolly_left", "dolly_right", "jib_up", "jib_down", "static", "focus_shift"
    ] = UNSET
    """How the camera moves."""
    duration: Literal["auto", "6", "8", "10"] = "10"
    """Length of the video in seconds; `auto` leaves it to the model."""
    fps: Annotated[Literal[24, 25, 50], OneOf()] = 25
    """Frames a second of the video."""
    generate_audio: bool = True
    """Whether the video gets sound."""
    prompt: str
    """What the video is to show, in words: the scene, what happens in it, and the camera."""
    resolution: Literal["720p", "1080p"] = "1080p"
    """Size of the result in the model's named steps; a larger one takes longer and may cost more."""


class ProOutput(OutputModel):
    """What a result holds of `lightricks/ltx-2.5/text-to-video/pro`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


pro: Final = Endpoint("lightricks/ltx-2.5/text-to-video/pro", ProInput, ProOutput)
"""`lightricks/ltx-2.5/text-to-video/pro`: LTX-2.5 Pro: text to video

Makes a video from a text. The video can have sound.

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required. What the video is to show, in words: the scene, what happens in it, and the camera
- aspect_ratio: Literal['16:9', '9:16'], default '16:9'. Shape of the video, as width to height
- camera_motion: Literal['dolly_in', 'dolly_out', 'dolly_left', 'dolly_right', 'jib_up', 'jib_down', 'static', 'focus_shift']. How the camera moves
- duration: Literal['auto', '6', '8', '10'], default '10'. Length of the video in seconds; `auto` leaves it to the model
- fps: Literal[24, 25, 50], default 25. Frames a second of the video
- generate_audio: bool, default True. Whether the video gets sound
- resolution: Literal['720p', '1080p'], default '1080p'. Size of the result in the model's named steps; a larger one takes longer and may cost more
"""
