"""`kling/kling-3.0/4k/image-to-video`"""
# Made from schemas/kling/kling-3.0/4k/image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from ....._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `kling/kling-3.0/4k/image-to-video`."""

    cfg_scale: Annotated[int | float, Field(ge=0, le=1)] = 0.5
    duration: Annotated[int, Field(ge=3, le=15)] = 10
    end_image_url: ImageInput = UNSET
    generate_audio: bool = True
    negative_prompt: str = ""
    prompt: str
    shot_type: Literal["customize"] = "customize"
    start_image_url: ImageInput
    elements: Any = UNSET
    """The elements that the video refers to. The form of the entries is not documented: any JSON value is sent as given."""
    multi_prompt: Any = UNSET
    """The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given."""


class ImageToVideoOutput(OutputModel):
    """What a result holds of `kling/kling-3.0/4k/image-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint("kling/kling-3.0/4k/image-to-video", ImageToVideoInput, ImageToVideoOutput)
"""`kling/kling-3.0/4k/image-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required
- start_image_url: ImageInput, required
- cfg_scale: int | float, default 0.5, 0 to 1
- duration: int, default 10, 3 to 15
- end_image_url: ImageInput
- generate_audio: bool, default True
- negative_prompt: str, default ''
- shot_type: Literal['customize'], default 'customize'
- elements: Any. The elements that the video refers to. The form of the entries is not documented: any JSON value is sent as given
- multi_prompt: Any. The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given
"""
