"""`blackforestlabs/flux-3/first-last-frame-to-video/draft`: FLUX 3: first and last frame to video, draft

Generates a draft video between a first and a last frame, guided by a text prompt. The video is 5 to 20 seconds long, with sound by default.
"""
# Made from schemas/blackforestlabs/flux-3/first-last-frame-to-video/draft.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ....._base import Endpoint, ImageInput, InputModel, OneOf, OutputModel

__all__ = ["DraftInput", "DraftOutput", "draft"]


class DraftInput(InputModel):
    """The inputs of `blackforestlabs/flux-3/first-last-frame-to-video/draft`."""

    aspect_ratio: Literal["auto", "21:9", "2:1", "16:9", "4:3", "1:1", "3:4", "9:16"] = "auto"
    """Aspect ratio of the video, width to height; with "auto" the model chooses."""
    duration: Annotated[Literal[5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20], OneOf()] = 5
    """Length of the video in seconds."""
    end_image_url: ImageInput
    """Last frame of the video."""
    generate_audio: bool = True
    """Whether to generate sound for the video."""
    prompt: str
    """Describes what happens between the two frames."""
    safety_tolerance: Annotated[int, Field(ge=0, le=4)] = 2
    """How much possibly unsafe content to let through; 0 is strictest."""
    start_image_url: ImageInput
    """First frame of the video."""


class DraftOutput(OutputModel):
    """What a result holds of `blackforestlabs/flux-3/first-last-frame-to-video/draft`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


draft: Final = Endpoint("blackforestlabs/flux-3/first-last-frame-to-video/draft", DraftInput, DraftOutput)
"""`blackforestlabs/flux-3/first-last-frame-to-video/draft`: FLUX 3: first and last frame to video, draft

Generates a draft video between a first and a last frame, guided by a text prompt. The video is 5 to 20 seconds long, with sound by default.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `DraftInput`.
"""
