"""`lightricks/ltx-2.5/audio-to-video/pro`: LTX-2.5 Pro: audio to video

Generates a video for an audio track; a text prompt and a first frame can be given too.
"""
# Made from schemas/lightricks/ltx-2.5/audio-to-video/pro.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ....._base import UNSET, AudioInput, Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["ProInput", "ProOutput", "pro"]


class ProInput(InputModel):
    """The inputs of `lightricks/ltx-2.5/audio-to-video/pro`."""

    aspect_ratio: Literal["auto", "16:9", "9:16"] = "auto"
    """Aspect ratio of the video, width to height; with "auto" the model chooses."""
    audio_url: AudioInput
    """Audio track that the video is made for."""
    guidance_scale: Annotated[int | float, Field(ge=1, le=50)] = 9
    """How closely to follow the prompt: higher is more literal, lower is freer."""
    image_url: ImageInput = UNSET
    """First frame of the video."""
    prompt: str = UNSET
    """Describes the video."""


class ProOutput(OutputModel):
    """What a result holds of `lightricks/ltx-2.5/audio-to-video/pro`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


pro: Final = Endpoint("lightricks/ltx-2.5/audio-to-video/pro", ProInput, ProOutput)
"""`lightricks/ltx-2.5/audio-to-video/pro`: LTX-2.5 Pro: audio to video

Generates a video for an audio track; a text prompt and a first frame can be given too.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `ProInput`.
"""
