"""What the references of one schema can mean: whatever one points at becomes a definition, by which it is known."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from generator.plain.faults import child, unescape
from generator.plain.values import is_array, is_object

__all__ = ["RULE", "Definitions", "given_pointer"]

RULE = " (rule)"
"""What ends the name of a definition that only asserts."""


class Definitions:
    """What the references of one schema can mean: its definitions, and every other place that one of them names."""

    def __init__(self, schema: Any) -> None:
        self._schema = schema
        self._known: dict[str, tuple[Any, str]] = {}
        self.rules: dict[str, str] = {}
        for keyword in ("$defs", "definitions"):
            group = schema.get(keyword) if is_object(schema) else None
            for name, definition in group.items() if is_object(group) else ():
                self._known[name] = (definition, child("", keyword, name))

    def __len__(self) -> int:
        return len(self._known)

    def names(self) -> list[str]:
        """Return the names of all definitions known by now."""
        return list(self._known)

    def __getitem__(self, name: str) -> tuple[Any, str]:
        """Return a definition as it was given, and its pointer."""
        return self._known[name]

    def rule(self, name: str) -> str:
        """Return the name of a definition where it only asserts, and closes nothing; `rules` has its own by that."""
        made = name + RULE
        while made in self._known and self.rules.get(made) != name:
            made += "_"
        self._known[made], self.rules[made] = self._known[name], name
        return made

    def find(self, reference: str) -> str | None:
        """Return the name of what a JSON pointer as `#/…` means, or None where nothing stands there."""
        steps = [unescape(step) for step in unquote(reference.removeprefix("#/")).split("/")]
        if len(steps) == 2 and steps[0] in ("$defs", "definitions") and steps[1] in self._known:
            return steps[1]
        target = self._schema
        for step in steps:
            if is_object(target) and step in target:
                target = target[step]
            elif is_array(target) and step.isdecimal() and step.isascii() and int(step) < len(target):
                target = target[int(step)]
            else:
                return None
        pointer = child("", *steps)
        name = pointer[1:]
        while name in self._known and self._known[name][1] != pointer:
            name += "_"
        self._known[name] = (target, pointer)
        return name


def given_pointer(schema: Any, pointer: str) -> str:
    """Return where a pointer into a schema's normal form, which has all definitions in one, leads in it as given."""
    steps = pointer.split("/")
    if steps[1:2] != ["$defs"]:
        return pointer
    if len(steps) == 2:
        return pointer if is_object(schema) and "$defs" in schema else child("", "definitions")
    known, name = Definitions(schema), unescape(steps[2]).removesuffix(RULE)
    rest = "".join(f"/{step}" for step in steps[3:])
    return (known[name][1] if name in known.names() else f"/{name}") + rest
