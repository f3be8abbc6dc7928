"""`bytedance/seedance-2.5/first-last-frame/480p`: Seedance 2.5: first and last frame to video, 480p

Generates a video between a first and a last frame, guided by a text prompt. The video is 4 to 30 seconds long, in 480p, with sound by default.
"""
# Made from schemas/bytedance/seedance-2.5/first-last-frame/480p.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from ....._base import Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["V480pInput", "V480pOutput", "v480p"]


class V480pInput(InputModel):
    """The inputs of `bytedance/seedance-2.5/first-last-frame/480p`."""

    duration: Annotated[int, Field(ge=4, le=30)] = 5
    """Length of the video in seconds."""
    first_frame: ImageInput
    """First frame of the video."""
    generate_audio: bool = True
    """Whether to generate sound for the video."""
    last_frame: ImageInput
    """Last frame of the video."""
    prompt: str
    """Describes what happens between the two frames."""


class V480pOutput(OutputModel):
    """What a result holds of `bytedance/seedance-2.5/first-last-frame/480p`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


v480p: Final = Endpoint("bytedance/seedance-2.5/first-last-frame/480p", V480pInput, V480pOutput)
"""`bytedance/seedance-2.5/first-last-frame/480p`: Seedance 2.5: first and last frame to video, 480p

Generates a video between a first and a last frame, guided by a text prompt. The video is 4 to 30 seconds long, in 480p, with sound by default.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `V480pInput`.
"""
