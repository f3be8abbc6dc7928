"""`bytedance/seedance-2.5/text-to-video/480p`: Seedance 2.5: text to video, 480p

Generates a video from a text prompt. The video is 4 to 30 seconds long, in 480p, with sound by default.
"""
# Made from schemas/bytedance/seedance-2.5/text-to-video/480p.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ....._base import Endpoint, InputModel, OutputModel

__all__ = ["V480pInput", "V480pOutput", "v480p"]


class V480pInput(InputModel):
    """The inputs of `bytedance/seedance-2.5/text-to-video/480p`."""

    aspect_ratio: Literal["16:9", "9:16", "1:1", "4:3", "3:4", "21:9", "adaptive"] = "16:9"
    """Aspect ratio of the video, width to height; with "adaptive" the model chooses."""
    duration: Annotated[int, Field(ge=4, le=30)] = 5
    """Length of the video in seconds."""
    generate_audio: bool = True
    """Whether to generate sound for the video."""
    prompt: str
    """Describes the video: the scene, the action and the camera."""


class V480pOutput(OutputModel):
    """What a result holds of `bytedance/seedance-2.5/text-to-video/480p`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


v480p: Final = Endpoint("bytedance/seedance-2.5/text-to-video/480p", V480pInput, V480pOutput)
"""`bytedance/seedance-2.5/text-to-video/480p`: Seedance 2.5: text to video, 480p

Generates a video from a text prompt. The video is 4 to 30 seconds long, in 480p, with sound by default.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `V480pInput`.
"""
