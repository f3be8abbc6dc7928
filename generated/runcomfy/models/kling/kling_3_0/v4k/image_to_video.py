"""`kling/kling-3.0/4k/image-to-video`: Kling 3.0 4K: image to video

Makes a video in 4K that begins with a given picture and goes on as a text says, and may end with another one. The video can have sound and several shots in it.
"""
# Made from schemas/kling/kling-3.0/4k/image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from ....._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `kling/kling-3.0/4k/image-to-video`."""

    cfg_scale: Annotated[int | float, Field(ge=0, le=1)] = 0.5
    """How strictly to follow the prompt, from 0 (freely) to 1 (literally)."""
    duration: Annotated[int, Field(ge=3, le=15)] = 10
    """Length of the video in seconds."""
    end_image_url: ImageInput = UNSET
    """The picture with which the video ends."""
    generate_audio: bool = True
    """Whether the video gets sound."""
    negative_prompt: str = ""
    """What to keep out of the result, in words."""
    prompt: str
    """What is to happen, in words: what moves in the picture, and how the camera does."""
    shot_type: Literal["customize"] = "customize"
    """Who cuts the video into shots: with `customize` the inputs say it, otherwise the model does."""
    start_image_url: ImageInput
    """The picture with which the video begins."""
    elements: Any = UNSET
    """The elements that the video refers to. The form of the entries is not documented: any JSON value is sent as given."""
    multi_prompt: Any = UNSET
    """The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given."""


class ImageToVideoOutput(OutputModel):
    """What a result holds of `kling/kling-3.0/4k/image-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint("kling/kling-3.0/4k/image-to-video", ImageToVideoInput, ImageToVideoOutput)
"""`kling/kling-3.0/4k/image-to-video`: Kling 3.0 4K: image to video

Makes a video in 4K that begins with a given picture and goes on as a text says, and may end with another one. The video can have sound and several shots in it.

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required. What is to happen, in words: what moves in the picture, and how the camera does
- start_image_url: ImageInput, required. The picture with which the video begins
- cfg_scale: int | float, default 0.5, 0 to 1. How strictly to follow the prompt, from 0 (freely) to 1 (literally)
- duration: int, default 10, 3 to 15. Length of the video in seconds
- end_image_url: ImageInput. The picture with which the video ends
- generate_audio: bool, default True. Whether the video gets sound
- negative_prompt: str, default ''. What to keep out of the result, in words
- shot_type: Literal['customize'], default 'customize'. Who cuts the video into shots: with `customize` the inputs say it, otherwise the model does
- elements: Any. The elements that the video refers to. The form of the entries is not documented: any JSON value is sent as given
- multi_prompt: Any. The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given
"""
