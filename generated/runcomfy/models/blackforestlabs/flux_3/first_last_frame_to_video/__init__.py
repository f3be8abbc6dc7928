"""`blackforestlabs/flux-3/first-last-frame-to-video`: FLUX 3: first and last frame to video

Makes a video that leads from one given picture to another as a text says. The video can have sound.
"""
# Made from schemas/blackforestlabs/flux-3/first-last-frame-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ....._base import Endpoint, ImageInput, InputModel, OneOf, OutputModel

__all__ = ["FirstLastFrameToVideoInput", "FirstLastFrameToVideoOutput", "first_last_frame_to_video"]


class FirstLastFrameToVideoInput(InputModel):
    """The inputs of `blackforestlabs/flux-3/first-last-frame-to-video`."""

    aspect_ratio: Literal["auto", "21:9", "2:1", "16:9", "4:3", "1:1", "3:4", "9:16"] = "16:9"
    """Shape of the video, as width to height; `auto` leaves it to the model."""
    duration: Annotated[Literal[5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20], OneOf()] = 5
    """Length of the video in seconds."""
    end_image_url: ImageInput
    """The picture with which the video ends."""
    generate_audio: bool = True
    """Whether the video gets sound."""
    prompt: str
    """What is to happen between the two pictures, in words."""
    resolution: Literal["720p", "1080p"] = "720p"
    """Size of the result in the model's named steps; a larger one takes longer and may cost more."""
    safety_tolerance: Annotated[int, Field(ge=0, le=4)] = 2
    """How much to let through of what may be unsafe: 0 is the strictest."""
    start_image_url: ImageInput
    """The picture with which the video begins."""


class FirstLastFrameToVideoOutput(OutputModel):
    """What a result holds of `blackforestlabs/flux-3/first-last-frame-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


first_last_frame_to_video: Final = Endpoint(
    "blackforestlabs/flux-3/first-last-frame-to-video",
    FirstLastFrameToVideoInput,
    FirstLastFrameToVideoOutput,
)
"""`blackforestlabs/flux-3/first-last-frame-to-video`: FLUX 3: first and last frame to video

Makes a video that leads from one given picture to another as a text says. The video can have sound.

Makes: video

Price: not known, which does not mean free

Inputs:
- end_image_url: ImageInput, required. The picture with which the video ends
- prompt: str, required. What is to happen between the two pictures, in words
- start_image_url: ImageInput, required. The picture with which the video begins
- aspect_ratio: Literal['auto', '21:9', '2:1', '16:9', '4:3', '1:1', '3:4', '9:16'], default '16:9'. Shape of the video, as width to height; `auto` leaves it to the model
- duration: Literal[5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20], default 5. Length of the video in seconds
- generate_audio: bool, default True. Whether the video gets sound
- resolution: Literal['720p', '1080p'], default '720p'. Size of the result in the model's named steps; a larger one takes longer and may cost more
- safety_tolerance: int, default 2, 0 to 4. How much to let through of what may be unsafe: 0 is the strictest
"""
