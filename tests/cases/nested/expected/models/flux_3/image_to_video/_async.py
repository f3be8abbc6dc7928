"""`flux-3/image-to-video`, bound to a client, with the models below it."""
# Made from schemas/flux-3_image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.async_endpoint import AsyncEndpoint
from ...._client.endpoint import Attached as _Attached
from ...._client.endpoint import In, Out_co, P
from ...._client.namespace import below as _below

if TYPE_CHECKING:
    from ...._client.async_client import AsyncClient
    from .draft import draft as _draft
    from .pro import Pro as _Pro
else:

    def _draft():
        from .draft import draft

        return draft


__all__ = ["ImageToVideoAsync"]


class ImageToVideoAsync(AsyncEndpoint[P, In, Out_co]):
    """`flux-3/image-to-video`, and the models below it."""

    draft: Final = _Attached(_draft)
    """`flux-3/image-to-video/draft`

    Price: not known, which does not mean free

    Inputs:
    - prompt: str, required
    """

    @property
    def pro(self) -> _Pro[AsyncClient]:
        """`flux-3/image-to-video/pro`: 1 model."""
        from .pro import Pro

        return _below(self, Pro)
