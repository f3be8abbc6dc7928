"""What comparisons of two schemas have in common: the two sides, and changes by the model that they are of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from generator.diff.change import ABSENT, Change, path_text
from generator.diff.side import Side

if TYPE_CHECKING:
    from generator.diff.change import Path
    from generator.schema.value import Node

__all__ = ["Comparison", "Fitting"]


class Comparison:
    """Two schemas of one model."""

    def __init__(self, model_id: str, old: Node, new: Node) -> None:
        self._model_id = model_id
        self.old = Side(old)
        self.new = Side(new)

    def change(
        self, rule: str, path: Path, message: str, before: Any = ABSENT, after: Any = ABSENT
    ) -> Change:
        """Return one change of this model."""
        return Change(self._model_id, rule, path_text(path), message, before, after)


class Fitting(Comparison, ABC):
    """A comparison that asks whether values of the old schema fit the new one."""

    def __init__(self, model_id: str, old: Node, new: Node) -> None:
        super().__init__(model_id, old, new)
        self._same_definitions = self.old.bare_definitions() == self.new.bare_definitions()

    @abstractmethod
    def compare(self, old: Any, new: Any, path: Path) -> list[Change]:
        """Return what changed between two nodes; no major change means that the new one allows all the old one does."""

    def same(self, old: Any, new: Any) -> bool:
        """Say whether two nodes limit values in the same words."""
        return self.old.bare(old) == self.new.bare(new) and (
            self._same_definitions or not self.old.refers(old)
        )

    def fits(self, old: Any, new: Any) -> bool:
        """Say whether the new node is known to allow all that the old one does."""
        return not any(change.severity == "major" for change in self.compare(old, new, ()))

    def fits_any(self, olds: list[Any], news: list[Any]) -> bool:
        """Say whether each old branch is known to fit one of the new ones."""
        return all(any(self.fits(old, new) for new in news) for old in olds)
