"""`lightricks/ltx-2.5/image-to-video/fast`: LTX-2.5 Fast: image to video

Animates an image, guided by a text prompt; a last frame can be given too. The video is 6 to 20 seconds long, in 720p, 1080p, 1440p or 2160p, with sound by default.
"""
# Made from schemas/lightricks/ltx-2.5/image-to-video/fast.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from ....._base import UNSET, Endpoint, ImageInput, InputModel, OneOf, OutputModel

__all__ = ["FastInput", "FastOutput", "fast"]


class FastInput(InputModel):
    """The inputs of `lightricks/ltx-2.5/image-to-video/fast`."""

    aspect_ratio: Literal["auto", "16:9", "9:16"] = "auto"
    """Aspect ratio of the video, width to height; with "auto" the model chooses."""
    camera_motion: Literal[
        "dolly_in", "dolly_out", "dolly_left", "dolly_right", "jib_up", "jib_down", "static", "focus_shift"
    ] = UNSET
    """Camera movement."""
    duration: Literal["auto", "6", "8", "10", "12", "14", "16", "18", "20"] = "10"
    """Length of the video in seconds; with "auto" the model chooses."""
    end_image_url: ImageInput = UNSET
    """Last frame of the video."""
    fps: Annotated[Literal[24, 25, 48, 50], OneOf()] = 25
    """Frame rate of the video, in frames per second."""
    generate_audio: bool = True
    """Whether to generate sound for the video."""
    image_url: ImageInput
    """First frame of the video."""
    prompt: str
    """Describes what happens in the video: the motion and the camera."""
    resolution: Literal["720p", "1080p", "1440p", "2160p"] = "1080p"
    """Resolution of the video; a higher one takes longer and may cost more."""


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

Animates an image, guided by a text prompt; a last frame can be given too. The video is 6 to 20 seconds long, in 720p, 1080p, 1440p or 2160p, with sound by default.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `FastInput`.
"""
