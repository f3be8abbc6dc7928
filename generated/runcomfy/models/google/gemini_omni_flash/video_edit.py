"""`google/gemini-omni-flash/video-edit`"""
# Made from schemas/google/gemini-omni-flash/video-edit.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from ...._base import Endpoint, InputModel, OutputModel, VideoInput

__all__ = ["VideoEditInput", "VideoEditOutput", "video_edit"]


class VideoEditInput(InputModel):
    """The inputs of `google/gemini-omni-flash/video-edit`."""

    prompt: str
    video_url: VideoInput


class VideoEditOutput(OutputModel):
    """What a result holds of `google/gemini-omni-flash/video-edit`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


video_edit = Endpoint("google/gemini-omni-flash/video-edit", VideoEditInput, VideoEditOutput)
