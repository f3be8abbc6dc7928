"""`kling/kling-video-o3/standard/video-to-video`: Kling Video O3 Standard: video to video

Edits a video, guided by a text prompt and reference images.
"""
# Made from schemas/kling/kling-video-o3/standard/video-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final, Literal

from ....._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel, SequenceOf, VideoInput

__all__ = ["VideoToVideoInput", "VideoToVideoOutput", "video_to_video"]


class VideoToVideoInput(InputModel):
    """The inputs of `kling/kling-video-o3/standard/video-to-video`."""

    images: SequenceOf[ImageInput] = UNSET
    """Reference images for the prompt."""
    keep_original_sound: bool = True
    """Whether to keep the sound of the input video."""
    prompt: str
    """Describes what to change in the video; it may refer to the reference images."""
    shot_type: Literal["customize"] = "customize"
    """How the video is divided into shots."""
    video: VideoInput
    """The video to edit."""


class VideoToVideoOutput(OutputModel):
    """What a result holds of `kling/kling-video-o3/standard/video-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


video_to_video: Final = Endpoint(
    "kling/kling-video-o3/standard/video-to-video", VideoToVideoInput, VideoToVideoOutput
)
"""`kling/kling-video-o3/standard/video-to-video`: Kling Video O3 Standard: video to video

Edits a video, guided by a text prompt and reference images.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `VideoToVideoInput`.
"""
