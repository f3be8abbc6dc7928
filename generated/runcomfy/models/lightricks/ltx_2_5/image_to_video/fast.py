"""`lightricks/ltx-2.5/image-to-video/fast`: LTX-2.5 Fast: image to video

Makes a video that begins with a given picture and goes on as a text says, and may end with another one. The video can have sound.
"""
# Made from schemas/lightricks/ltx-2.5/image-to-video/fast.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from ....._base import UNSET, Endpoint, ImageInput, InputModel, OneOf, OutputModel

__all__ = ["FastInput", "FastOutput", "fast"]


class FastInput(InputModel):
    """The inputs of `lightricks/ltx-2.5/image-to-video/fast`."""

    aspect_ratio: Literal["auto", "16:9", "9:16"] = "auto"
    """Shape of the video, as width to height; `auto` leaves it to the model."""
    camera_motion: Literal[
        "dolly_in", "dolly_out", "dolly_left", "dolly_right", "jib_up", "jib_down", "static", "focus_shift"
    ] = UNSET
    """How the camera moves."""
    duration: Literal["auto", "6", "8", "10", "12", "14", "16", "18", "20"] = "10"
    """Length of the video in seconds; `auto` leaves it to the model."""
    end_image_url: ImageInput = UNSET
    """The picture with which the video ends."""
    fps: Annotated[Literal[24, 25, 48, 50], OneOf()] = 25
    """Frames a second of the video."""
    generate_audio: bool = True
    """Whether the video gets sound."""
    image_url: ImageInput
    """The picture with which the video begins."""
    prompt: str
    """What is to happen, in words: what moves in the picture, and how the camera does."""
    resolution: Literal["720p", "1080p", "1440p", "2160p"] = "1080p"
    """Size of the result in the model's named steps; a larger one takes longer and may cost more."""


class FastOutput(OutputModel):
    """What a result holds of `lightricks/ltx-2.5/image-to-video/fast`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


fast: Final = Endpoint("lightricks/ltx-2.5/image-to-video/fast", FastInput, FastOutput)
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
