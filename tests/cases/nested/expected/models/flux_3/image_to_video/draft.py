"""`flux-3/image-to-video/draft`"""
# Made from schemas/flux-3_image-to-video_draft.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final

from ...._base import Endpoint, InputModel, OutputModel

__all__ = ["DraftInput", "DraftOutput", "draft"]


class DraftInput(InputModel):
    """The inputs of `flux-3/image-to-video/draft`."""

    prompt: str


class DraftOutput(OutputModel):
    """What a result holds of `flux-3/image-to-video/draft`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


draft: Final = Endpoint("flux-3/image-to-video/draft", DraftInput, DraftOutput)
"""`flux-3/image-to-video/draft`

Price: not known, which does not mean free

Its inputs are the fields of `DraftInput`.
"""
