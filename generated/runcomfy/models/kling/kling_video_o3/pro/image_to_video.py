"""`kling/kling-video-o3/pro/image-to-video`"""
# Made from schemas/kling/kling-video-o3/pro/image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from ....._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `kling/kling-video-o3/pro/image-to-video`."""

    duration: Annotated[int, Field(ge=3, le=15)] = 5
    end_image: ImageInput = UNSET
    image: ImageInput
    prompt: str
    shot_type: Literal["customize", "intelligent"] = "customize"
    sound: bool = False
    multi_prompt: Any = UNSET
    """The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given."""


class ImageToVideoOutput(OutputModel):
    """What a result holds of `kling/kling-video-o3/pro/image-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint(
    "kling/kling-video-o3/pro/image-to-video", ImageToVideoInput, ImageToVideoOutput
)
"""`kling/kling-video-o3/pro/image-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- image: ImageInput, required
- prompt: str, required
- duration: int, default 5, 3 to 15
- end_image: ImageInput
- shot_type: Literal['customize', 'intelligent'], default 'customize'
- sound: bool, default False
- multi_prompt: Any. The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given
"""
