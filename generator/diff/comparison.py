"""What comparisons of two schemas have in common: the two sides, and changes by the model that they are of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from generator.diff.change import ABSENT, Change, path_text, pointer_of
from generator.diff.side import Side
from generator.plain.values import is_object

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.diff.change import Path
    from generator.schema.value import Node

__all__ = ["Comparison", "Fitting"]


class Comparison:
    """Two schemas of one model; `schema` is where they stand in its document."""

    schema: ClassVar[str] = "input_schema"

    def __init__(self, model_id: str, old: Node, new: Node) -> None:
        self._model_id = model_id
        self.old = Side(old)
        self.new = Side(new)

    def change(
        self, rule: str, path: Path, message: str, before: Any = ABSENT, after: Any = ABSENT
    ) -> Change:
        """Return one change of this model."""
        pointer = pointer_of(self.schema, path)
        return Change(self._model_id, rule, path_text(path), message, before, after, pointer)

    def words(self, part: str, old: Any, new: Any, path: Path) -> list[Change]:
        """Return what changed in what two nodes tell and do not limit: texts, and whether they are deprecated.

        The whole says such things of the model; `part` is `input` or `field`.
        """
        if not path or not is_object(old) or not is_object(new):
            return []
        texts = [(node.get("title"), node.get("description")) for node in (old, new)]
        return self.told(part, path, texts, (bool(old.get("deprecated")), bool(new.get("deprecated"))))

    def told(
        self, part: str, path: Path, texts: Sequence[object], deprecated: tuple[bool, bool]
    ) -> list[Change]:
        """Return what changed in the texts of the two sides, and in whether they are deprecated."""
        changes: list[Change] = []
        if texts[0] != texts[1]:
            changes.append(self.change("changed-text", path, "its title or description changed"))
        was, now = deprecated
        if was != now:
            rule = f"{part}-deprecated" if now else f"{part}-no-longer-deprecated"
            message = "it is deprecated" if now else "it is no longer deprecated"
            changes.append(self.change(rule, path, message, was, now))
        return changes


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
