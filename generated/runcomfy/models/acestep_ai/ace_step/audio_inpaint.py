"""`acestep-ai/ace-step/audio-inpaint`"""
# Made from schemas/acestep-ai/ace-step/audio-inpaint.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, AudioInput, Endpoint, InputModel, OutputModel

__all__ = ["AudioInpaintInput", "AudioInpaintOutput", "audio_inpaint"]


class AudioInpaintInput(InputModel):
    """The inputs of `acestep-ai/ace-step/audio-inpaint`."""

    audio: AudioInput
    end_time: Annotated[int | float, Field(ge=0, le=240)] = 30
    end_time_relative_to: Literal["start", "end"] = "start"
    lyrics: str = UNSET
    seed: Annotated[int, Field(ge=-1, le=2147483647)] = -1
    start_time: Annotated[int | float, Field(ge=0, le=240)] = 0
    start_time_relative_to: Literal["start", "end"] = "start"
    tags: str


class AudioInpaintOutput(OutputModel):
    """What a result holds of `acestep-ai/ace-step/audio-inpaint`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


audio_inpaint: Final = Endpoint("acestep-ai/ace-step/audio-inpaint", AudioInpaintInput, AudioInpaintOutput)
"""`acestep-ai/ace-step/audio-inpaint`

Makes: audio

Price: not known, which does not mean free

Inputs:
- audio: AudioInput, required
- tags: str, required
- end_time: int | float, default 30, 0 to 240
- end_time_relative_to: Literal['start', 'end'], default 'start'
- lyrics: str
- seed: int, default -1, -1 to 2147483647
- start_time: int | float, default 0, 0 to 240
- start_time_relative_to: Literal['start', 'end'], default 'start'
"""
