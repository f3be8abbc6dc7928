"""What all modules of the dialect work in: where they are, how they report, and the way to other nodes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from copy import copy
from typing import TYPE_CHECKING, Any

from generator.dialect.definitions import Definitions
from generator.plain.values import is_object
from generator.schema.keywords import is_annotation
from generator.schema.value import children, definition_name, type_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self

    from generator.plain.faults import Report
    from generator.schema.value import Node
    from generator.spec import Direction

__all__ = ["Context", "may_be"]


class Context(ABC):
    """One schema of one model on its way into the standard; `place` finds a pointer's file and whole pointer.

    Inputs are closed: an object that lists properties and says nothing of others takes no others. Outputs stay open. In
    a context that is `is_asserting`, schemas only assert: a missing type is none, and nothing is closed.
    """

    def __init__(
        self,
        direction: Direction,
        schema: Any,
        place: Callable[[str], tuple[str, str]],
        report: Report,
    ) -> None:
        self.direction: Direction = direction
        self.is_asserting = False
        self.schema = schema
        self.definitions = Definitions(schema)
        self._weaker: set[str] = set()
        self._asserted: dict[str, Node] = {}
        self._inlined: dict[str, Node] = {}
        self._inlining: list[str] = []
        self._place = place
        self._report = report

    @abstractmethod
    def node(self, raw: Any, pointer: str, *, branch: bool = False, typed: bool = False) -> Node:
        """Return one node in the standard dialect; what cannot be said in it is reported.

        A `branch` is to be merged into another node, which then says what a whole object must. What is `typed` stands
        beside a type, and so needs none of its own.
        """

    def asserting(self) -> Self:
        """Return a twin for schemas that only assert, which knows and tells the same."""
        twin = copy(self)
        twin.is_asserting, twin._inlined, twin._inlining = True, {}, []
        return twin

    def error(self, pointer: str, message: str, hint: str = "") -> None:
        """Report what stops the run."""
        self._report.error(*self._place(pointer), message, hint)

    def warning(self, pointer: str, message: str, hint: str = "") -> None:
        """Report what was repaired or left out."""
        self._report.warning(*self._place(pointer), message, hint)

    def note(self, pointer: str, message: str) -> None:
        """Report a repair whose meaning is certain."""
        self._report.note(*self._place(pointer), message)

    def weaker(self, pointer: str, message: str, hint: str = "") -> None:
        """Report what limits values and was left out: the schema takes more than it was meant to."""
        self._weaker.add(pointer)
        self.warning(pointer, message, hint)

    def is_weaker(self, node: Node, pointer: str) -> bool:
        """Say whether `weaker` was said of anything at or below a place, or behind a reference in its node."""
        places = [pointer]
        seen: set[str] = set()
        waiting: list[Any] = [node]
        while waiting:
            part = waiting.pop()
            waiting += [child for _, child in children(part)]
            reference = part.get("$ref", "#") if is_object(part) else "#"
            name = definition_name(reference)
            if reference != "#" and name not in seen:
                seen.add(name)
                raw, place = self.definitions[name]
                places.append(place)
                if name not in self._asserted:
                    self._asserted[name] = True  # what leads back here asks in vain
                    self._asserted[name] = self.asserting().node(raw, place)
                waiting.append(self._asserted[name])
        return any(one == place or one.startswith(f"{place}/") for one in self._weaker for place in places)

    def inlined(self, branch: Any, pointer: str) -> Node:
        """Return a branch that is to be merged: a reference as what it refers to."""
        node = self.node(branch, pointer, branch=True)
        if not is_object(node) or "$ref" not in node or node["$ref"] in (*self._inlining, "#"):
            return node
        target = node["$ref"]
        if target not in self._inlined:
            self._inlining.append(target)
            try:
                self._inlined[target] = self.inlined(*self.definitions[definition_name(target)])
            finally:
                self._inlining.pop()
        inner = self._inlined[target]
        rest = {key: value for key, value in node.items() if key != "$ref"}
        only_tells = all(map(is_annotation, rest))
        if not is_object(inner):
            return inner if inner is False or only_tells else rest
        # What limits the reference stays beside it, where it cannot take the place of the limits behind it.
        return {**inner, **rest} if only_tells else node


def may_be(node: Mapping[str, Any], type_name: str) -> bool:
    """Say whether a value of that type could fit the node by its `type`."""
    names = type_names(node)
    return not names or type_name in names or (type_name == "number" and "integer" in names)
