"""`qwen/qwen-image-2.1/edit`"""
# Made from schemas/qwen/qwen-image-2.1/edit.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel, SequenceOf, Validation

__all__ = ["EditInput", "EditOutput", "edit"]


class EditInput(InputModel):
    """The inputs of `qwen/qwen-image-2.1/edit`."""

    aspect_ratio: Literal["auto", "1:1", "4:3", "3:4", "3:2", "2:3", "16:9", "9:16", "21:9", "9:21"] = "auto"
    background: Literal["opaque", "transparent"] = "opaque"
    enhance_prompt: bool = True
    image_urls: Annotated[
        SequenceOf[ImageInput],
        Field(min_length=1, max_length=10),
        Validation("file_size_mb<", 30, "File size must be less than 30 MB."),
    ]
    mask_url: ImageInput = UNSET
    output_format: Literal["png", "webp", "jpeg"] = "png"
    prompt: str
    resolution: Literal["1K", "2K"] = "1K"
    seed: int = -1


class EditOutput(OutputModel):
    """What a result holds of `qwen/qwen-image-2.1/edit`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


edit: Final = Endpoint("qwen/qwen-image-2.1/edit", EditInput, EditOutput)
"""`qwen/qwen-image-2.1/edit`

Makes: image

Price: not known, which does not mean free

Inputs:
- image_urls: SequenceOf[ImageInput], required, 1 to 10 items, file size less than 30 MB
- prompt: str, required
- aspect_ratio: Literal['auto', '1:1', '4:3', '3:4', '3:2', '2:3', '16:9', '9:16', '21:9', '9:21'], default 'auto'
- background: Literal['opaque', 'transparent'], default 'opaque'
- enhance_prompt: bool, default True
- mask_url: ImageInput
- output_format: Literal['png', 'webp', 'jpeg'], default 'png'
- resolution: Literal['1K', '2K'], default '1K'
- seed: int, default -1
"""
