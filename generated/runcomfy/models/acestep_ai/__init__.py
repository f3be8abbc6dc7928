"""`acestep-ai`: 3 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .ace_step import AceStep as _AceStep
    from .ace_step_1_5 import AceStep15 as _AceStep15

__all__ = ["AcestepAi"]


class AcestepAi(Namespace[ClientT]):
    """`acestep-ai`: 3 models."""

    _children = {"ace_step": "AceStep", "ace_step_1_5": "AceStep15"}

    if TYPE_CHECKING:

        @property
        def ace_step(self) -> _AceStep[ClientT]: ...

        @property
        def ace_step_1_5(self) -> _AceStep15[ClientT]: ...
