"""`flux-3/image-to-video/pro/fast`"""
# Made from schemas/flux-3_image-to-video_pro_fast.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final

from ....._base import Endpoint, InputModel, OutputModel

__all__ = ["FastInput", "FastOutput", "fast"]


class FastInput(InputModel):
    """The inputs of `flux-3/image-to-video/pro/fast`."""

    prompt: str


class FastOutput(OutputModel):
    """What a result holds of `flux-3/image-to-video/pro/fast`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


fast: Final = Endpoint("flux-3/image-to-video/pro/fast", FastInput, FastOutput)
"""`flux-3/image-to-video/pro/fast`

Price: not known, which does not mean free

Its inputs are the fields of `FastInput`.
"""
