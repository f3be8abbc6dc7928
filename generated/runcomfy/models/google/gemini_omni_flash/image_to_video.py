"""`google/gemini-omni-flash/image-to-video`: Gemini Omni Flash: image to video

Animates an image, guided by a text prompt. The video is 3 to 10 seconds long.
"""
# Made from schemas/google/gemini-omni-flash/image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `google/gemini-omni-flash/image-to-video`."""

    aspect_ratio: Literal["16:9", "9:16"] = "16:9"
    """Aspect ratio of the video, width to height."""
    duration: Annotated[int, Field(ge=3, le=10)] = 8
    """Length of the video in seconds."""
    image_url: ImageInput
    """First frame of the video."""
    prompt: str
    """Describes what happens in the video: the motion and the camera."""


class ImageToVideoOutput(OutputModel):
    """What a result holds of `google/gemini-omni-flash/image-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint(
    "google/gemini-omni-flash/image-to-video", ImageToVideoInput, ImageToVideoOutput
)
"""`google/gemini-omni-flash/image-to-video`: Gemini Omni Flash: image to video

Animates an image, guided by a text prompt. The video is 3 to 10 seconds long.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `ImageToVideoInput`.
"""
