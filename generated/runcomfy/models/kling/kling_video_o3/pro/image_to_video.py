"""`kling/kling-video-o3/pro/image-to-video`: Kling Video O3 Pro: image to video

Animates an image, guided by a text prompt; a last frame can be given too. The video is 3 to 15 seconds long, in one shot or several, with optional sound.
"""
# Made from schemas/kling/kling-video-o3/pro/image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from ....._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `kling/kling-video-o3/pro/image-to-video`."""

    duration: Annotated[int, Field(ge=3, le=15)] = 5
    """Length of the video in seconds."""
    end_image: ImageInput = UNSET
    """Last frame of the video."""
    image: ImageInput
    """First frame of the video."""
    prompt: str
    """Describes what happens in the video: the motion and the camera."""
    shot_type: Literal["customize", "intelligent"] = "customize"
    """How the video is divided into shots: "customize" follows multi_prompt, "intelligent" leaves it to the model."""
    sound: bool = False
    """Whether to generate sound for the video."""
    multi_prompt: Any = UNSET
    """The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given."""


class ImageToVideoOutput(OutputModel):
    """What a result holds of `kling/kling-video-o3/pro/image-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint(
    "kling/kling-video-o3/pro/image-to-video", ImageToVideoInput, ImageToVideoOutput
)
"""`kling/kling-video-o3/pro/image-to-video`: Kling Video O3 Pro: image to video

Animates an image, guided by a text prompt; a last frame can be given too. The video is 3 to 15 seconds long, in one shot or several, with optional sound.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `ImageToVideoInput`.
"""
