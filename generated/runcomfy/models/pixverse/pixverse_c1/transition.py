"""`pixverse/pixverse-c1/transition`"""
# Made from schemas/pixverse/pixverse-c1/transition.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["TransitionInput", "TransitionOutput", "transition"]


class TransitionInput(InputModel):
    """The inputs of `pixverse/pixverse-c1/transition`."""

    duration: Annotated[int, Field(ge=1, le=15)] = 5
    end_image: ImageInput
    generate_audio_switch: bool = False
    image: ImageInput
    prompt: str
    resolution: Literal["360p", "540p", "720p", "1080p"] = "720p"
    seed: int = 0


class TransitionOutput(OutputModel):
    """What a result holds of `pixverse/pixverse-c1/transition`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


transition: Final = Endpoint("pixverse/pixverse-c1/transition", TransitionInput, TransitionOutput)
"""`pixverse/pixverse-c1/transition`

Makes: video

Price: not known, which does not mean free

Inputs:
- end_image: ImageInput, required
- image: ImageInput, required
- prompt: str, required
- duration: int, default 5, 1 to 15
- generate_audio_switch: bool, default False
- resolution: Literal['360p', '540p', '720p', '1080p'], default '720p'
- seed: int, default 0
"""
