"""`bytedance/seedance-2.5/first-last-frame/480p`"""
# Made from schemas/bytedance/seedance-2.5/first-last-frame/480p.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from ....._base import Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["V480pInput", "V480pOutput", "v480p"]


class V480pInput(InputModel):
    """The inputs of `bytedance/seedance-2.5/first-last-frame/480p`."""

    duration: Annotated[int, Field(ge=4, le=30)] = 5
    first_frame: ImageInput
    generate_audio: bool = True
    last_frame: ImageInput
    prompt: str


class V480pOutput(OutputModel):
    """What a result holds of `bytedance/seedance-2.5/first-last-frame/480p`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


v480p: Final = Endpoint("bytedance/seedance-2.5/first-last-frame/480p", V480pInput, V480pOutput)
"""`bytedance/seedance-2.5/first-last-frame/480p`

Makes: video

Price: not known, which does not mean free

Inputs:
- first_frame: ImageInput, required
- last_frame: ImageInput, required
- prompt: str, required
- duration: int, default 5, 4 to 30
- generate_audio: bool, default True
"""
