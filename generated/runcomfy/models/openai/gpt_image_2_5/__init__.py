"""`openai/gpt-image-2.5`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .flare import Flare as _Flare
    from .sunburst import Sunburst as _Sunburst

__all__ = ["GptImage25"]


class GptImage25(Namespace[ClientT]):
    """`openai/gpt-image-2.5`: 3 models."""

    _children = {"flare": "Flare", "sunburst": "Sunburst"}

    if TYPE_CHECKING:

        @property
        def flare(self) -> _Flare[ClientT]: ...

        @property
        def sunburst(self) -> _Sunburst[ClientT]: ...
