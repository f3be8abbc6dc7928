"""`flux-3/image-to-video`"""
# Made from schemas/flux-3_image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._base import Endpoint, InputModel, OutputModel
from ...._client.endpoint import AsyncEndpoint, In, Out_co, P, SyncEndpoint

if TYPE_CHECKING:
    from ...._client.async_client import AsyncClient
    from ...._client.sync_client import SyncClient
    from .draft import draft as _draft
    from .pro import Pro as _Pro


__all__ = [
    "ImageToVideoAsync",
    "ImageToVideoInput",
    "ImageToVideoOutput",
    "ImageToVideoSync",
    "image_to_video",
]


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


image_to_video = Endpoint("flux-3/image-to-video", ImageToVideoInput, ImageToVideoOutput)


class ImageToVideoSync(SyncEndpoint[P, In, Out_co]):
    """`flux-3/image-to-video`, and the models below it."""

    _children = {"draft": None, "pro": "Pro"}

    if TYPE_CHECKING:
        draft = _draft

        @property
        def pro(self) -> _Pro[SyncClient]: ...


class ImageToVideoAsync(AsyncEndpoint[P, In, Out_co]):
    """`flux-3/image-to-video`, and the models below it."""

    _children = {"draft": None, "pro": "Pro"}

    if TYPE_CHECKING:
        draft = _draft

        @property
        def pro(self) -> _Pro[AsyncClient]: ...
