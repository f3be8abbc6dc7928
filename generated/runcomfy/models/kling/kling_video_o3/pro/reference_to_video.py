"""`kling/kling-video-o3/pro/reference-to-video`: Kling Video O3 Pro: reference to video

Generates a video from a text prompt, up to 7 reference images and a reference video. The video is 3 to 15 seconds long, in one shot or several, with optional sound.
"""
# Made from schemas/kling/kling-video-o3/pro/reference-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from ....._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel, SequenceOf, VideoInput

__all__ = ["ReferenceToVideoInput", "ReferenceToVideoOutput", "reference_to_video"]


class ReferenceToVideoInput(InputModel):
    """The inputs of `kling/kling-video-o3/pro/reference-to-video`."""

    aspect_ratio: Literal["16:9", "9:16", "1:1"] = "16:9"
    """Aspect ratio of the video, width to height."""
    duration: Annotated[int, Field(ge=3, le=15)] = 5
    """Length of the video in seconds."""
    images: Annotated[SequenceOf[ImageInput], Field(min_length=0, max_length=7)] = UNSET
    """Reference images of the people, things or places to show."""
    keep_original_sound: bool = True
    """Whether to keep the sound of the input video."""
    prompt: str
    """Describes the video; it may refer to the reference files."""
    shot_type: Literal["intelligent", "customize"] = "customize"
    """How the video is divided into shots: "customize" follows multi_prompt, "intelligent" leaves it to the model."""
    sound: bool = False
    """Whether to generate sound for the video."""
    video: VideoInput = UNSET
    """Reference video, for example for motion, camera or style."""
    multi_prompt: Any = UNSET
    """The shots of a video of several shots. The form of the entries is not documented: any JSON value is sent as given."""


class ReferenceToVideoOutput(OutputModel):
    """What a result holds of `kling/kling-video-o3/pro/reference-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


reference_to_video: Final = Endpoint(
    "kling/kling-video-o3/pro/reference-to-video", ReferenceToVideoInput, ReferenceToVideoOutput
)
"""`kling/kling-video-o3/pro/reference-to-video`: Kling Video O3 Pro: reference to video

Generates a video from a text prompt, up to 7 reference images and a reference video. The video is 3 to 15 seconds long, in one shot or several, with optional sound.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `ReferenceToVideoInput`.
"""
