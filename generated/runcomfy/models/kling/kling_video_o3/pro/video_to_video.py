"""`kling/kling-video-o3/pro/video-to-video`"""
# Made from schemas/kling/kling-video-o3/pro/video-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ....._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel, SequenceOf, VideoInput

__all__ = ["VideoToVideoInput", "VideoToVideoOutput", "video_to_video"]


class VideoToVideoInput(InputModel):
    """The inputs of `kling/kling-video-o3/pro/video-to-video`."""

    images: Annotated[SequenceOf[ImageInput], Field(min_length=0, max_length=4)] = UNSET
    keep_original_sound: bool = True
    prompt: str
    shot_type: Literal["customize"] = "customize"
    video: VideoInput


class VideoToVideoOutput(OutputModel):
    """What a result holds of `kling/kling-video-o3/pro/video-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


video_to_video: Final = Endpoint(
    "kling/kling-video-o3/pro/video-to-video", VideoToVideoInput, VideoToVideoOutput
)
"""`kling/kling-video-o3/pro/video-to-video`

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required
- video: VideoInput, required
- images: SequenceOf[ImageInput], at most 4 items
- keep_original_sound: bool, default True
- shot_type: Literal['customize'], default 'customize'
"""
