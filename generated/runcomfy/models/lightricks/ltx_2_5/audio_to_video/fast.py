"""`lightricks/ltx-2.5/audio-to-video/fast`"""
# Made from schemas/lightricks/ltx-2.5/audio-to-video/fast.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ....._base import UNSET, AudioInput, Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["FastInput", "FastOutput", "fast"]


class FastInput(InputModel):
    """The inputs of `lightricks/ltx-2.5/audio-to-video/fast`."""

    aspect_ratio: Literal["auto", "16:9", "9:16"] = "auto"
    audio_url: AudioInput
    guidance_scale: Annotated[int | float, Field(ge=1, le=50)] = 9
    image_url: ImageInput = UNSET
    prompt: str = UNSET


class FastOutput(OutputModel):
    """What a result holds of `lightricks/ltx-2.5/audio-to-video/fast`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


fast: Final = Endpoint("lightricks/ltx-2.5/audio-to-video/fast", FastInput, FastOutput)
"""`lightricks/ltx-2.5/audio-to-video/fast`

Makes: video

Price: not known, which does not mean free

Inputs:
- audio_url: AudioInput, required
- aspect_ratio: Literal['auto', '16:9', '9:16'], default 'auto'
- guidance_scale: int | float, default 9, 1 to 50
- image_url: ImageInput
- prompt: str
"""
