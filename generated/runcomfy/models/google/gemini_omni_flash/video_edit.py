"""`google/gemini-omni-flash/video-edit`: Gemini Omni Flash: video edit

Edits a video, guided by a text prompt.
"""
# Made from schemas/google/gemini-omni-flash/video-edit.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final

from ...._base import Endpoint, InputModel, OutputModel, VideoInput

__all__ = ["VideoEditInput", "VideoEditOutput", "video_edit"]


class VideoEditInput(InputModel):
    """The inputs of `google/gemini-omni-flash/video-edit`."""

    prompt: str
    """Describes what to change in the video."""
    video_url: VideoInput
    """The video to edit."""


class VideoEditOutput(OutputModel):
    """What a result holds of `google/gemini-omni-flash/video-edit`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


video_edit: Final = Endpoint("google/gemini-omni-flash/video-edit", VideoEditInput, VideoEditOutput)
"""`google/gemini-omni-flash/video-edit`: Gemini Omni Flash: video edit

Edits a video, guided by a text prompt.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `VideoEditInput`.
"""
