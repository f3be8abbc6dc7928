"""`alibaba/happyhorse-1.1/reference-to-video`: HappyHorse 1.1: reference to video

Generates a video from a text prompt and up to 9 reference images. The video is 3 to 15 seconds long, in 720p or 1080p.
"""
# Made from schemas/alibaba/happyhorse-1.1/reference-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, ImageInput, InputModel, OneOf, OutputModel

__all__ = ["ReferenceToVideoInput", "ReferenceToVideoOutput", "reference_to_video"]


class ReferenceToVideoInput(InputModel):
    """The inputs of `alibaba/happyhorse-1.1/reference-to-video`."""

    duration: Annotated[Literal[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], OneOf()] = 5
    """Length of the video in seconds."""
    image_url_1: ImageInput
    """A reference image for the prompt; they count in this order."""
    image_url_2: ImageInput = UNSET
    """A reference image for the prompt; they count in this order."""
    image_url_3: ImageInput = UNSET
    """A reference image for the prompt; they count in this order."""
    image_url_4: ImageInput = UNSET
    """A reference image for the prompt; they count in this order."""
    image_url_5: ImageInput = UNSET
    """A reference image for the prompt; they count in this order."""
    image_url_6: ImageInput = UNSET
    """A reference image for the prompt; they count in this order."""
    image_url_7: ImageInput = UNSET
    """A reference image for the prompt; they count in this order."""
    image_url_8: ImageInput = UNSET
    """A reference image for the prompt; they count in this order."""
    image_url_9: ImageInput = UNSET
    """A reference image for the prompt; they count in this order."""
    prompt: Annotated[str, Field(max_length=5000)]
    """Describes the video; it may refer to the reference files."""
    ratio: Literal["16:9", "9:16", "1:1"] = "16:9"
    """Aspect ratio of the video, width to height."""
    resolution: Literal["720P", "1080P"] = "1080P"
    """Resolution of the video; a higher one takes longer and may cost more."""
    seed: Annotated[int, Field(ge=0, le=2147483647)] = 0
    """Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation."""
    watermark: bool = False
    """Whether to put a watermark on the video."""


class ReferenceToVideoOutput(OutputModel):
    """What a result holds of `alibaba/happyhorse-1.1/reference-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


reference_to_video: Final = Endpoint(
    "alibaba/happyhorse-1.1/reference-to-video", ReferenceToVideoInput, ReferenceToVideoOutput
)
"""`alibaba/happyhorse-1.1/reference-to-video`: HappyHorse 1.1: reference to video

Generates a video from a text prompt and up to 9 reference images. The video is 3 to 15 seconds long, in 720p or 1080p.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `ReferenceToVideoInput`.
"""
