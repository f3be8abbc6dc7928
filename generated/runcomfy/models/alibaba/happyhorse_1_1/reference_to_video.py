"""`alibaba/happyhorse-1.1/reference-to-video`: HappyHorse 1.1: reference to video

Makes a video from a text that refers to given pictures.
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
    """One of the reference pictures that the prompt may refer to, in this order."""
    image_url_2: ImageInput = UNSET
    """One of the reference pictures that the prompt may refer to, in this order."""
    image_url_3: ImageInput = UNSET
    """One of the reference pictures that the prompt may refer to, in this order."""
    image_url_4: ImageInput = UNSET
    """One of the reference pictures that the prompt may refer to, in this order."""
    image_url_5: ImageInput = UNSET
    """One of the reference pictures that the prompt may refer to, in this order."""
    image_url_6: ImageInput = UNSET
    """One of the reference pictures that the prompt may refer to, in this order."""
    image_url_7: ImageInput = UNSET
    """One of the reference pictures that the prompt may refer to, in this order."""
    image_url_8: ImageInput = UNSET
    """One of the reference pictures that the prompt may refer to, in this order."""
    image_url_9: ImageInput = UNSET
    """One of the reference pictures that the prompt may refer to, in this order."""
    prompt: Annotated[str, Field(max_length=5000)]
    """What the video is to show, in words; it may refer to the given files."""
    ratio: Literal["16:9", "9:16", "1:1"] = "16:9"
    """Shape of the result, as width to height."""
    resolution: Literal["720P", "1080P"] = "1080P"
    """Size of the result in the model's named steps; a larger one takes longer and may cost more."""
    seed: Annotated[int, Field(ge=0, le=2147483647)] = 0
    """Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation."""
    watermark: bool = False
    """Whether to put the maker's watermark on the result."""


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

Makes a video from a text that refers to given pictures.

Makes: video

Price: not known, which does not mean free

Inputs:
- image_url_1: ImageInput, required. One of the reference pictures that the prompt may refer to, in this order
- prompt: str, required, at most 5000 characters. What the video is to show, in words; it may refer to the given files
- duration: Literal[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5. Length of the video in seconds
- image_url_2: ImageInput. One of the reference pictures that the prompt may refer to, in this order
- image_url_3: ImageInput. One of the reference pictures that the prompt may refer to, in this order
- image_url_4: ImageInput. One of the reference pictures that the prompt may refer to, in this order
- image_url_5: ImageInput. One of the reference pictures that the prompt may refer to, in this order
- image_url_6: ImageInput. One of the reference pictures that the prompt may refer to, in this order
- image_url_7: ImageInput. One of the reference pictures that the prompt may refer to, in this order
- image_url_8: ImageInput. One of the reference pictures that the prompt may refer to, in this order
- image_url_9: ImageInput. One of the reference pictures that the prompt may refer to, in this order
- ratio: Literal['16:9', '9:16', '1:1'], default '16:9'. Shape of the result, as width to height
- resolution: Literal['720P', '1080P'], default '1080P'. Size of the result in the model's named steps; a larger one takes longer and may cost more
- seed: int, default 0, 0 to 2147483647. Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation
- watermark: bool, default False. Whether to put the maker's watermark on the result
"""
