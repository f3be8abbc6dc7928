"""A schema in words: what type a value has, and what limits it.

Pages, help, hovers and messages say the same by the same words, so the generator and the client have this file each, as
neither imports the other; a test holds the two alike. A schema may come from a server, and say anything.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["FILE_RULES", "Wording", "counted", "ranges", "shown"]

_DEEPEST = 4
_LONGEST_VALUE = 300
_TYPES = {"boolean": "true or false", "array": "list"}
_ALIKE = {"true or false": "true or false", "one of some values": "some values"}  # of one and of many
_COUNTS = (
    ("minLength", "maxLength", "character"),
    ("minItems", "maxItems", "item"),
    ("minProperties", "maxProperties", "entry"),
)
FILE_RULES = {
    "file_size_mb": ("file size", " MB"),
    "width/height": ("width divided by height", ""),
    "width_pixels": ("width", " pixels"),
    "height_pixels": ("height", " pixels"),
}
"""What rules about files are about, and the unit of their limits."""


class Wording(NamedTuple):
    """The words for the nodes of one schema; `resolve` follows the references of a node."""

    resolve: Callable[[Any], Any]

    def type_of(self, node: Any, depth: int = 0) -> str:
        """Return the type of a value: `string`, `list of image files`, `integer or null`."""
        found = self._node(node)
        if not found or depth > _DEEPEST:
            return "anything"
        if "type" not in found and (branches := self._branches(found)):
            return " or ".join(dict.fromkeys(self.type_of(one, depth + 1) for one in branches))
        if not (names := _items(found.get("type"))):
            return "one of some values" if "enum" in found or "const" in found else "anything"
        return " or ".join(self._named(str(name), found, depth) for name in names)

    def _named(self, name: str, node: dict[str, Any], depth: int) -> str:
        if name == "string":
            kind, _, word = str(node.get("format", "")).partition("_")
            return f"{kind} file" if word == "uri" else "URL" if kind in ("uri", "url") else "string"
        if name == "array":
            return self._of("list", node.get("items", True), depth)
        if name == "object" and isinstance(values := _map_values(node), dict):
            return self._of("map", cast("object", values), depth)
        return _TYPES.get(name, name)

    def _of(self, name: str, inner: Any, depth: int) -> str:
        items = self.type_of(inner, depth + 1)
        if items == "anything" or " or " in items:
            return name if items == "anything" else f"{name} ({items})"
        nested = items.startswith(("list", "map"))
        return f"{name} of {_ALIKE.get(items, items if nested else _plural(items))}"

    def limits(self, node: Any, depth: int = 0) -> Iterator[str]:
        """Yield what limits a value of its type: `0 to 1`, `at most 10 items`, `each: at least 2`."""
        found = self._node(node)
        bounds = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")
        yield from ranges(*(_number(found.get(key)) for key in bounds))
        if (step := _number(found.get("multipleOf"))) is not None:
            yield f"a multiple of {step}"
        for low, high, noun in _COUNTS:
            yield from counted(_number(found.get(low)), _number(found.get(high)), noun)
        if found.get("uniqueItems") is True:
            yield "no item twice"
        if "pattern" in found:
            yield f"matches the pattern {shown(found['pattern'])}"
        yield from _file_rules(found)
        if depth < _DEEPEST:
            yield from self._limits_inside(found, depth + 1)

    def _limits_inside(self, node: dict[str, Any], depth: int) -> Iterator[str]:
        for inner in self.inside(node):
            yield from (f"each: {text}" for text in self.limits(inner, depth))
        branches = self.alternatives(node)
        for branch in branches:
            kind = f"{self.type_of(branch)}: " if len(branches) > 1 else ""
            yield from (f"{kind}{text}" for text in self.limits(branch, depth))

    def inside(self, node: dict[str, Any]) -> list[dict[str, Any]]:
        """Return what stands in a list, or in a map."""
        return [found for part in (node.get("items"), _map_values(node)) if (found := self._node(part))]

    def alternatives(self, node: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the branches of a node; that it may be null is said by its type."""
        return [one for one in self._branches(node) if one.get("type") != "null"]

    def _branches(self, node: dict[str, Any]) -> list[dict[str, Any]]:
        return [self._node(one) for keyword in ("anyOf", "oneOf") for one in _items(node.get(keyword))]

    def _node(self, node: Any) -> dict[str, Any]:
        found = self.resolve(node)
        return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def ranges(low: Any, above: Any, high: Any, below: Any) -> Iterator[str]:
    """Yield the bounds of a number, each of which may be None."""
    if low is not None and high is not None:
        yield f"{low} to {high}"
    elif low is not None or high is not None:
        yield f"at most {high}" if low is None else f"at least {low}"
    if above is not None:
        yield f"more than {above}"
    if below is not None:
        yield f"less than {below}"


def counted(low: Any, high: Any, noun: str) -> Iterator[str]:
    """Yield how many of something there may be; nothing where that is any number."""
    last = low if high is None else high
    if high is None:
        count = f"at least {low}"
    else:
        count = f"at most {high}" if not low else str(high) if low == high else f"{low} to {high}"
    if low or high is not None:
        yield f"{count} {noun if last == 1 else _plural(noun)}"


def shown(value: Any) -> str:
    """Return a value as JSON, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"


def _file_rules(node: dict[str, Any]) -> Iterator[str]:
    for rule in _items(node.get("validations")):
        facts: dict[str, Any] = cast("dict[str, Any]", rule) if isinstance(rule, dict) else {}
        name, limit = str(facts.get("validation_rule")), _number(facts.get("validation_value"))
        if limit is not None and name[:-1] in FILE_RULES:
            what, unit = FILE_RULES[name[:-1]]
            yield f"{what} {'less' if name.endswith('<') else 'more'} than {limit:g}{unit}"


def _map_values(node: dict[str, Any]) -> Any:
    """Return what the values of a map must be: of an object that lists no properties."""
    return None if node.get("properties") else node.get("additionalProperties")


def _items(value: Any) -> list[Any]:
    return value if _is_list(value) else [] if value is None else [value]


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _number(value: Any) -> Any:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _plural(noun: str) -> str:
    if noun.endswith("y"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith("s") else f"{noun}s"
