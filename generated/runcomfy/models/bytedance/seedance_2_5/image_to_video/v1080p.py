"""`bytedance/seedance-2.5/image-to-video/1080p`: Seedance 2.5: image to video, 1080p

Animates an image, guided by a text prompt. The video is 4 to 30 seconds long, in 1080p, with sound by default.
"""
# Made from schemas/bytedance/seedance-2.5/image-to-video/1080p.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from ....._base import Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["V1080pInput", "V1080pOutput", "v1080p"]


class V1080pInput(InputModel):
    """The inputs of `bytedance/seedance-2.5/image-to-video/1080p`."""

    prompt: str
    """Describes what happens in the video: the motion and the camera."""
    duration: Annotated[int, Field(ge=4, le=30)] = 5
    """Length of the video in seconds."""
    generate_audio: bool = True
    """Whether to generate sound for the video."""
    image: ImageInput
    """First frame of the video."""


class V1080pOutput(OutputModel):
    """What a result holds of `bytedance/seedance-2.5/image-to-video/1080p`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


v1080p: Final = Endpoint("bytedance/seedance-2.5/image-to-video/1080p", V1080pInput, V1080pOutput)
"""`bytedance/seedance-2.5/image-to-video/1080p`: Seedance 2.5: image to video, 1080p

Animates an image, guided by a text prompt. The video is 4 to 30 seconds long, in 1080p, with sound by default.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `V1080pInput`.
"""
