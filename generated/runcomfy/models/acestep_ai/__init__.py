"""`acestep-ai`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace
from ..._client.namespace import below as _below

if TYPE_CHECKING:
    from .ace_step import AceStep as _AceStep
    from .ace_step_1_5 import AceStep15 as _AceStep15

__all__ = ["AcestepAi"]


class AcestepAi(Namespace[ClientT]):
    """`acestep-ai`: 3 models."""

    @property
    def ace_step(self) -> _AceStep[ClientT]:
        """`acestep-ai/ace-step`: 2 models."""
        from .ace_step import AceStep

        return _below(self, AceStep)

    @property
    def ace_step_1_5(self) -> _AceStep15[ClientT]:
        """`acestep-ai/ace-step-1.5`: 1 model."""
        from .ace_step_1_5 import AceStep15

        return _below(self, AceStep15)
