"""Outputs: whether a program that reads the old output still finds what it reads, of the type it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.diff.change import ABSENT, Change
from generator.diff.comparison import Comparison
from generator.plain.text import show
from generator.plain.values import equal, is_object, type_of
from generator.schema.value import members, type_names

if TYPE_CHECKING:
    from generator.diff.change import Path
    from generator.diff.side import Side
    from generator.schema.value import Node

__all__ = ["compare_responses"]

_MOST_STEPS = 5_000
_DEEPEST = 60


def compare_responses(model_id: str, old: Node, new: Node) -> list[Change]:
    """Return the changes between two normalised output schemas.

    Outputs are open, so limits of values and other fields mean nothing to a reader; fields, types and null do.
    """
    if equal(old, new):
        return []
    comparison = _Responses(model_id, old, new)
    return list(dict.fromkeys(comparison.compare([comparison.old.root], [comparison.new.root], ())))


class _Responses(Comparison):
    schema = "output_schema"

    def __init__(self, model_id: str, old: Node, new: Node) -> None:
        super().__init__(model_id, old, new)
        self._steps = 0
        self._inside: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()

    def compare(self, old: list[Any], new: list[Any], path: Path) -> list[Change]:
        """Compare what a value may be, given as the schemas of which it fits at least one."""
        pair = (_identity(old), _identity(new))
        self._steps += 1
        if pair in self._inside:
            return []
        if self._steps > _MOST_STEPS or len(path) > _DEEPEST:
            message = "the output changed, and is too involved to say how"
            return [] if self._same(old, new) else [self.change("changed-output-type", path, message)]
        self._inside.add(pair)
        try:
            return self._compare(_Shape(self.old, old), _Shape(self.new, new), path)
        finally:
            self._inside.discard(pair)

    def _same(self, old: list[Any], new: list[Any]) -> bool:
        """Say whether the schemas, and what their references mean, are the same in the same words."""
        if list(map(self.old.bare, old)) != list(map(self.new.bare, new)):
            return False
        return (
            not any(map(self.old.refers, old)) or self.old.bare_definitions() == self.new.bare_definitions()
        )

    def _compare(self, old: _Shape, new: _Shape, path: Path) -> list[Change]:
        changes = self._compare_types(old, new, path)
        if any(change.rule == "changed-output-type" for change in changes):
            return changes
        if path:  # the whole tells it of the model
            changes += self.told("field", path, [old.text, new.text], (old.deprecated, new.deprecated))
        for name, nodes in old.fields.items():
            place = (*path, f".{name}")
            if name in new.fields:
                changes += self.compare(nodes, new.fields[name], place)
                if name in old.required and name not in new.required:
                    changes.append(self.change("newly-nullable", place, "it may be missing now"))
                if name in new.required and name not in old.required:
                    changes.append(self.change("now-required-field", place, "it is always there now"))
            elif "object" in new.types:
                changes.append(self.change("removed-field", place, "it is removed"))
        changes += [
            self.change("new-field", (*path, f".{name}"), "it is new")
            for name in new.fields
            if name not in old.fields
        ]
        named = max((len(one.get("prefixItems", ())) for one in (*old.lists, *new.lists)), default=0)
        for index in range(named + 1):
            items, others = old.items(index), new.items(index)
            if items and others:
                part = f"[{index}]" if index < named else "[]"
                changes += self.compare(items, others, (*path, part))
        if any(map(is_object, old.rest)):
            if new.rest:
                changes += self.compare(old.rest, new.rest, (*path, "{}"))
            elif "object" in new.types:
                changes.append(self.change("removed-field", (*path, "{}"), "other fields are removed"))
        return changes

    def _compare_types(self, old: _Shape, new: _Shape, path: Path) -> list[Change]:
        added = new.types - old.types
        if "number" in old.types:
            added.discard("integer")
        changes: list[Change] = []
        if "any" not in old.types:
            if "null" in added:
                changes.append(self.change("newly-nullable", path, "it may be null now"))
            if added - {"null"}:
                before, after = sorted(old.types), sorted(new.types)
                message = f"it was {' or '.join(before)} and is {' or '.join(after)}"
                changes.append(self.change("changed-output-type", path, message, before, after))
        lost = old.types - new.types
        if lost and not (added - {"null"} and "any" not in old.types):
            changes.append(
                self.change("narrower-output", path, f"it is {' or '.join(sorted(new.types))} now")
            )
        if any(change.rule == "changed-output-type" for change in changes):
            return changes
        if old.formats != new.formats and not (added or lost):
            was, now = (", ".join(sorted(shape.formats)) or "none" for shape in (old, new))
            message = f"its format was {was} and is {now}"
            changes.append(self.change("changed-output-format", path, message, was, now))
        return [*changes, *self._compare_values(old, new, path)]

    def _compare_values(self, old: _Shape, new: _Shape, path: Path) -> list[Change]:
        """Compare the values that the two list; None is any value of the types."""
        if old.values is None and new.values is None:
            return []
        if new.values is None:
            return [self.change("new-output-value", path, "it may be any value of its type now", old.values)]
        changes = [
            self.change("new-output-value", path, f"it may be {show(value)} now", ABSENT, value)
            for value in new.values
            if old.values is not None and not any(equal(value, known) for known in old.values)
        ]
        lost = [
            value
            for value in old.values or []
            if value is not None and not any(equal(value, known) for known in new.values)
        ]
        if old.values is None or lost:
            listed = ", ".join(map(show, new.values[:20]))
            message = f"it is only {listed} now"
            changes.append(self.change("narrower-output", path, message, old.values, new.values))
        return changes


class _Shape:
    """What a reader finds: the types, the fields and the items of all alternatives together."""

    def __init__(self, schema: Side, nodes: list[Any]) -> None:
        atoms = [atom for node in nodes for atom in schema.atoms(node, whole=False)]
        self.types: set[str] = set()
        self.fields: dict[str, list[Any]] = {}
        self.lists: list[dict[str, Any]] = []
        self.formats: set[str] = set()
        self.rest: list[Any] = []
        self.values: list[Any] | None = []
        self.text = [
            (atom.get("title"), atom.get("description"))
            for atom in map(schema.resolve, nodes)
            if is_object(atom) and ("title" in atom or "description" in atom)
        ]
        self.deprecated = any(
            bool(node.get("deprecated")) for node in map(schema.resolve, nodes) if is_object(node)
        )
        required: list[set[str]] = []
        for atom in atoms:
            listed = members(atom)
            names = type_names(atom) or ([type_of(value) for value in listed] if listed else ["any"])
            self.types.update(names)
            self.values = self.values + listed if self.values is not None and listed is not None else None
            for name, node in atom.get("properties", {}).items():
                self.fields.setdefault(name, []).append(node)
            if "object" in names:
                required.append(set(atom.get("required", ())))
            if "array" in names:
                self.lists.append(atom)
            if "object" in names and (extra := atom.get("additionalProperties", True)) is not False:
                self.rest.append(extra)
            if "string" in names and "format" in atom:
                self.formats.add(str(atom["format"]))
        self.required = set[str].intersection(*required) if required else set[str]()

    def items(self, index: int) -> list[Any]:
        """Return what an item may be at an index of a list."""
        prefixes = [(one.get("prefixItems", ()), one.get("items", True)) for one in self.lists]
        found = [prefix[index] if index < len(prefix) else rest for prefix, rest in prefixes]
        return [node for node in found if node is not False]


def _identity(nodes: list[Any]) -> tuple[int, ...]:
    return tuple(map(id, nodes))
