"""`alibaba/happyhorse-1.1/reference-to-video`"""
# Made from schemas/alibaba/happyhorse-1.1/reference-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, ImageInput, InputModel, OneOf, OutputModel

__all__ = ["ReferenceToVideoInput", "ReferenceToVideoOutput", "reference_to_video"]


class ReferenceToVideoInput(InputModel):
    """The inputs of `alibaba/happyhorse-1.1/reference-to-video`."""

    duration: Annotated[Literal[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], OneOf()] = 5
    image_url_1: ImageInput
    image_url_2: ImageInput = UNSET
    image_url_3: ImageInput = UNSET
    image_url_4: ImageInput = UNSET
    image_url_5: ImageInput = UNSET
    image_url_6: ImageInput = UNSET
    image_url_7: ImageInput = UNSET
    image_url_8: ImageInput = UNSET
    image_url_9: ImageInput = UNSET
    prompt: Annotated[str, Field(max_length=5000)]
    ratio: Literal["16:9", "9:16", "1:1"] = "16:9"
    resolution: Literal["720P", "1080P"] = "1080P"
    seed: Annotated[int, Field(ge=0, le=2147483647)] = 0
    watermark: bool = False


class ReferenceToVideoOutput(OutputModel):
    """What a result holds of `alibaba/happyhorse-1.1/reference-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


reference_to_video: Final = Endpoint(
    "alibaba/happyhorse-1.1/reference-to-video", ReferenceToVideoInput, ReferenceToVideoOutput
)
"""`alibaba/happyhorse-1.1/reference-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- image_url_1: ImageInput, required
- prompt: str, required, at most 5000 characters
- duration: Literal[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], default 5
- image_url_2: ImageInput
- image_url_3: ImageInput
- image_url_4: ImageInput
- image_url_5: ImageInput
- image_url_6: ImageInput
- image_url_7: ImageInput
- image_url_8: ImageInput
- image_url_9: ImageInput
- ratio: Literal['16:9', '9:16', '1:1'], default '16:9'
- resolution: Literal['720P', '1080P'], default '1080P'
- seed: int, default 0, 0 to 2147483647
- watermark: bool, default False
"""
