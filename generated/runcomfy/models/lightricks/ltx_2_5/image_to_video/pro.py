"""`lightricks/ltx-2.5/image-to-video/pro`: LTX-2.5 Pro: image to video

Animates an image, guided by a text prompt; a last frame can be given too. The video is 6 to 10 seconds long, in 720p or 1080p, with sound by default.
"""
# Made from schemas/lightricks/ltx-2.5/image-to-video/pro.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from ....._base import UNSET, Endpoint, ImageInput, InputModel, OneOf, OutputModel

__all__ = ["ProInput", "ProOutput", "pro"]


class ProInput(InputModel):
    """The inputs of `lightricks/ltx-2.5/image-to-video/pro`."""

    aspect_ratio: Literal["auto", "16:9", "9:16"] = "auto"
    """Aspect ratio of the video, width to height; with "auto" the model chooses."""
    camera_motion: Literal[
        "dolly_in", "dolly_out", "dolly_left", "dolly_right", "jib_up", "jib_down", "static", "focus_shift"
    ] = UNSET
    """Camera movement."""
    duration: Literal["auto", "6", "8", "10"] = "10"
    """Length of the video in seconds; with "auto" the model chooses."""
    end_image_url: ImageInput = UNSET
    """Last frame of the video."""
    fps: Annotated[Literal[24, 25, 50], OneOf()] = 25
    """Frame rate of the video, in frames per second."""
    generate_audio: bool = True
    """Whether to generate sound for the video."""
    image_url: ImageInput
    """First frame of the video."""
    prompt: str
    """Describes what happens in the video: the motion and the camera."""
    resolution: Literal["720p", "1080p"] = "1080p"
    """Resolution of the video; a higher one takes longer and may cost more."""


class ProOutput(OutputModel):
    """What a result holds of `lightricks/ltx-2.5/image-to-video/pro`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


pro: Final = Endpoint("lightricks/ltx-2.5/image-to-video/pro", ProInput, ProOutput)
"""`lightricks/ltx-2.5/image-to-video/pro`: LTX-2.5 Pro: image to video

Animates an image, guided by a text prompt; a last frame can be given too. The video is 6 to 10 seconds long, in 720p or 1080p, with sound by default.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `ProInput`.
"""
