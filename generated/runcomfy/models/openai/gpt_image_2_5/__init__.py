"""`openai/gpt-image-2.5`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace
from ...._client.namespace import below as _below

if TYPE_CHECKING:
    from .flare import Flare as _Flare
    from .sunburst import Sunburst as _Sunburst

__all__ = ["GptImage25"]


class GptImage25(Namespace[ClientT]):
    """`openai/gpt-image-2.5`: 3 models."""

    @property
    def flare(self) -> _Flare[ClientT]:
        """`openai/gpt-image-2.5/flare`: 2 models."""
        from .flare import Flare

        return _below(self, Flare)

    @property
    def sunburst(self) -> _Sunburst[ClientT]:
        """`openai/gpt-image-2.5/sunburst`: 1 model."""
        from .sunburst import Sunburst

        return _below(self, Sunburst)
