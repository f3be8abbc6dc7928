"""Inputs and fields of an output in words: type, whether it must be given, limits, choices, default, file rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.names.identifiers import property_names
from generator.plain.values import is_object, unique
from generator.schema.keywords import INSIDE
from generator.schema.value import members
from generator.schema.wording import Wording, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.schema.value import Schema

__all__ = ["Field", "fields"]

_DEEPEST = 4
_LONGEST_CHOICES = 60
# What a node shows of itself, if anything.
_HELD = ("properties", *INSIDE, "anyOf", "oneOf")


@dataclass(frozen=True, slots=True)
class Field:
    """One input, or one field of an output.

    `deprecated` says that it should not be used any more.
    `path` is how it is reached (`loras[].path`, or `masks.*.path` under any name), `argument` its name in Python where
    that is another one. `default` and `choices` are JSON texts; `limits` are words.
    """

    path: str
    argument: str | None
    type: str
    required: bool
    deprecated: bool
    title: str | None
    description: str | None
    default: str | None
    choices: tuple[str, ...]
    more_choices: int
    limits: tuple[str, ...]
    depth: int


def fields(schema: Schema) -> list[Field]:
    """Return the properties of a normalised schema, those of objects inside behind the property they belong to."""
    return list(_Reader(schema).below(schema.root, "", 0, ()))


class _Reader:
    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._words = Wording(schema.resolve)

    def below(self, node: Any, path: str, depth: int, inside: tuple[int, ...]) -> Iterator[Field]:
        """Give the properties of a node, of its items, and of its alternatives."""
        node = self._schema.resolve(node)
        properties: dict[str, Any] = node.get("properties", {}) if is_object(node) else {}
        # A node that stands beside a reference is made anew; what it shows is not.
        if not is_object(node) or depth > _DEEPEST:
            return
        own = id(next((node[key] for key in _HELD if key in node and not isinstance(node[key], bool)), node))
        if own in inside:
            return
        inside = (*inside, own)
        names = property_names(properties)
        places = [f"{path}.{wire}" if path else wire for wire in properties]
        for place, (wire, child) in zip(places, properties.items(), strict=True):
            argument = names[wire] if names[wire] != wire else None
            yield self._field(child, place, argument, depth, required=wire in node.get("required", ()))
            yield from self.below(child, place, depth + 1, inside)
        for keyword, mark in INSIDE.items():
            if is_object(node.get(keyword)):
                yield from self.below(node[keyword], f"{path}{mark}".lstrip("."), depth, inside)
        for keyword in ("anyOf", "oneOf"):
            for branch in node.get(keyword, ()):
                # What stands beside the branches has told of its own properties.
                yield from (
                    one for one in self.below(branch, path, depth, inside) if not _is_below(one.path, places)
                )

    def _field(self, node: Any, path: str, argument: str | None, depth: int, *, required: bool) -> Field:
        resolved = self._schema.resolve(node)
        found: dict[str, Any] = resolved if is_object(resolved) else {}
        listed = self._choices(found)
        return Field(
            path=path,
            argument=argument,
            type=self._words.type_of(node),
            required=required,
            deprecated=found.get("deprecated") is True,
            title=found.get("title"),
            description=found.get("description"),
            default=shown(found["default"]) if "default" in found else None,
            choices=tuple(map(shown, listed[:_LONGEST_CHOICES])),
            more_choices=max(0, len(listed) - _LONGEST_CHOICES),
            limits=tuple(self._words.limits(found)),
            depth=depth,
        )

    def _choices(self, node: dict[str, Any], depth: int = 0) -> list[Any]:
        listed = members(node)
        if listed is not None or depth >= _DEEPEST:
            return listed or []
        inner = (*self._words.inside(node), *self._words.alternatives(node))
        return unique([value for branch in inner for value in self._choices(branch, depth + 1)])


def _is_below(path: str, places: list[str]) -> bool:
    return any(path == place or path.startswith((f"{place}.", f"{place}[")) for place in places)
