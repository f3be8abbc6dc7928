"""`flux-3/image-to-video`"""
# Made from schemas/flux-3_image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final

from ...._base import Endpoint, InputModel, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `flux-3/image-to-video`."""

    prompt: str


class ImageToVideoOutput(OutputModel):
    """What a result holds of `flux-3/image-to-video`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint("flux-3/image-to-video", ImageToVideoInput, ImageToVideoOutput)
"""`flux-3/image-to-video`

Price: not known, which does not mean free

Its inputs are the fields of `ImageToVideoInput`.
"""
