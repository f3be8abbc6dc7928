"""Inputs and fields of an output in words: type, whether it must be given, limits, choices, default, file rules."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.names.identifiers import property_names
from generator.plain.text import shortened
from generator.plain.values import is_object, unique
from generator.schema.value import members, type_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.schema.value import Schema

__all__ = ["Field", "fields"]

_DEEPEST = 4
_LONGEST_CHOICES = 60
_LONGEST_VALUE = 300
_TYPES = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
    "array": "list",
    "object": "object",
}
_PLURALS = {
    "true or false": "true or false",
    "one of some values": "some values",
}
_INSIDE = {"items": "[]", "additionalProperties": ".*"}  # and how a place below is written
_FILE_RULES = {
    "file_size_mb": ("file size", " MB"),
    "width/height": ("width divided by height", ""),
    "width_pixels": ("width", " pixels"),
    "height_pixels": ("height", " pixels"),
}


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

    def below(self, node: Any, path: str, depth: int, inside: tuple[int, ...]) -> Iterator[Field]:
        """Give the properties of a node, of its items, and of its alternatives."""
        node = self._schema.resolve(node)
        properties: dict[str, Any] = node.get("properties", {}) if is_object(node) else {}
        # A node that stands beside a reference is made anew; what it shows is not.
        own = id(properties) if properties else id(node)
        if not is_object(node) or depth > _DEEPEST or own in inside:
            return
        inside = (*inside, own)
        names = property_names(properties)
        for wire, child in properties.items():
            place = f"{path}.{wire}" if path else wire
            argument = names[wire] if names[wire] != wire else None
            yield self._field(child, place, argument, depth, required=wire in node.get("required", ()))
            yield from self.below(child, place, depth + 1, inside)
        for keyword, mark in _INSIDE.items():
            if is_object(node.get(keyword)):
                yield from self.below(node[keyword], f"{path}{mark}".lstrip("."), depth, inside)
        for keyword in ("anyOf", "oneOf"):
            for branch in node.get(keyword, ()):
                yield from self.below(branch, path, depth, inside)

    def _field(self, node: Any, path: str, argument: str | None, depth: int, *, required: bool) -> Field:
        resolved = self._schema.resolve(node)
        found: dict[str, Any] = resolved if is_object(resolved) else {}
        listed = self._choices(found)
        return Field(
            path=path,
            argument=argument,
            type=self._type(node),
            required=required,
            deprecated=found.get("deprecated") is True,
            title=found.get("title"),
            description=found.get("description"),
            default=_shown(found["default"]) if "default" in found else None,
            choices=tuple(map(_shown, listed[:_LONGEST_CHOICES])),
            more_choices=max(0, len(listed) - _LONGEST_CHOICES),
            limits=tuple(self._limits(found)),
            depth=depth,
        )

    def _choices(self, node: Mapping[str, Any], depth: int = 0) -> list[Any]:
        listed = members(node)
        if listed is not None or depth >= _DEEPEST:
            return listed or []
        inner = (*self._inside(node), *self._branches(node))
        return unique([value for branch in inner for value in self._choices(branch, depth + 1)])

    def _inside(self, node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """Return what stands in a list, or in a map."""
        found = [self._schema.resolve(part) for part in (node.get("items"), _map_values(node))]
        return [part for part in found if is_object(part)]

    def _branches(self, node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """Return the alternatives of a node; that it may be null is said by its type."""
        found = [self._schema.resolve(branch) for key in ("anyOf", "oneOf") for branch in node.get(key, ())]
        return [branch for branch in found if is_object(branch) and branch.get("type") != "null"]

    def _type(self, node: Any, depth: int = 0) -> str:
        node = self._schema.resolve(node)
        if not is_object(node) or depth > _DEEPEST:
            return "anything"
        for keyword in ("anyOf", "oneOf"):
            if keyword in node and "type" not in node:
                return " or ".join(dict.fromkeys(self._type(branch, depth + 1) for branch in node[keyword]))
        if not (names := type_names(node)):
            return "one of some values" if members(node) is not None else "anything"
        return " or ".join(self._named(name, node, depth) for name in names)

    def _named(self, name: str, node: Mapping[str, Any], depth: int) -> str:
        kind, _, word = str(node.get("format", "")).partition("_")
        if name == "string":
            if word == "uri":
                return f"{kind} file"
            return "URL" if node.get("format") in ("uri", "url") else "string"
        if name == "array":
            return self._of("list", node.get("items", True), depth)
        if name == "object" and is_object(_map_values(node)):
            return self._of("map", _map_values(node), depth)
        return _TYPES.get(name, name)

    def _of(self, name: str, inner: Any, depth: int) -> str:
        items = self._type(inner, depth + 1)
        if items == "anything" or " or " in items:
            return name if items == "anything" else f"{name} ({items})"
        return (
            f"{name} of {_PLURALS.get(items, items if items.startswith(('list', 'map')) else _plural(items))}"
        )

    def _limits(self, node: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
        yield from _range(node, ("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum"))
        if "multipleOf" in node:
            yield f"a multiple of {node['multipleOf']}"
        for low, high, noun in (
            ("minLength", "maxLength", "character"),
            ("minItems", "maxItems", "item"),
            ("minProperties", "maxProperties", "entry"),
        ):
            yield from _counted(node.get(low), node.get(high), noun)
        if node.get("uniqueItems"):
            yield "no item twice"
        if "pattern" in node:
            yield f"matches the pattern {_shown(node['pattern'])}"
        for rule in node.get("validations", ()):
            name, value = rule["validation_rule"], rule["validation_value"]
            what, unit = _FILE_RULES[name.rstrip("<>=")]
            yield f"{what} {'less' if '<' in name else 'more'} than {value:g}{unit}"
        for inner in self._inside(node) if depth < _DEEPEST else []:
            yield from (f"each: {text}" for text in self._limits(inner, depth + 1))
        branches = self._branches(node) if depth < _DEEPEST else []
        for branch in branches:
            kind = f"{self._type(branch)}: " if len(branches) > 1 else ""
            yield from (f"{kind}{text}" for text in self._limits(branch, depth + 1))


def _map_values(node: Mapping[str, Any]) -> Any:
    """Return what the values of a map must be: of an object that lists no properties."""
    return None if node.get("properties") else node.get("additionalProperties")


def _range(node: Mapping[str, Any], lows: tuple[str, str], highs: tuple[str, str]) -> Iterator[str]:
    low, above = (node.get(key) for key in lows)
    high, below = (node.get(key) for key in highs)
    if low is not None and high is not None:
        yield f"{low} to {high}"
    else:
        yield from (f"at least {value}" for value in [low] if value is not None)
        yield from (f"at most {value}" for value in [high] if value is not None)
    yield from (f"more than {value}" for value in [above] if value is not None)
    yield from (f"less than {value}" for value in [below] if value is not None)


def _counted(low: int | None, high: int | None, noun: str) -> Iterator[str]:
    if low and high is not None:
        count = str(low) if low == high else f"{low} to {high}"
        yield f"{count} {noun if high == 1 else _plural(noun)}"
    elif low:
        yield f"at least {low} {noun if low == 1 else _plural(noun)}"
    elif high is not None:
        yield f"at most {high} {noun if high == 1 else _plural(noun)}"


def _plural(noun: str) -> str:
    if noun.endswith("y"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith("s") else f"{noun}s"


def _shown(value: Any) -> str:
    return shortened(json.dumps(value, ensure_ascii=False), _LONGEST_VALUE)
