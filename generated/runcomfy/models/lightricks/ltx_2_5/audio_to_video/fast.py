"""`lightricks/ltx-2.5/audio-to-video/fast`: LTX-2.5 Fast: audio to video

Makes a video to a given sound, as a text says; a picture may be its beginning.
"""
# Made from schemas/lightricks/ltx-2.5/audio-to-video/fast.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ....._base import UNSET, AudioInput, Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["FastInput", "FastOutput", "fast"]


class FastInput(InputModel):
    """The inputs of `lightricks/ltx-2.5/audio-to-video/fast`."""

    aspect_ratio: Literal["auto", "16:9", "9:16"] = "auto"
    """Shape of the video, as width to height; `auto` leaves it to the model."""
    audio_url: AudioInput
    """The sound to which the video is made."""
    guidance_scale: Annotated[int | float, Field(ge=1, le=50)] = 9
    """How strictly to follow the prompt: a higher value is more literal, a lower one freer."""
    image_url: ImageInput = UNSET
    """The picture with which the video begins."""
    prompt: str = UNSET
    """What the video is to show, in words."""


class FastOutput(OutputModel):
    """What a result holds of `lightricks/ltx-2.5/audio-to-video/fast`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


fast: Final = Endpoint("lightricks/ltx-2.5/audio-to-video/fast", FastInput, FastOutput)
"""`lightricks/ltx-2.5/audio-to-video/fast`: LTX-2.5 Fast: audio to video

Makes a video to a given sound, as a text says; a picture may be its beginning.

Makes: video

Price: not known, which does not mean free

Inputs:
- audio_url: AudioInput, required. The sound to which the video is made
- aspect_ratio: Literal['auto', '16:9', '9:16'], default 'auto'. Shape of the video, as width to height; `auto` leaves it to the model
- guidance_scale: int | float, default 9, 1 to 50. How strictly to follow the prompt: a higher value is more literal, a lower one freer
- image_url: ImageInput. The picture with which the video begins
- prompt: str. What the video is to show, in words
"""
