"""Inputs for an example: what the schema wants, from the model's own example and defaults where they are valid."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from generator.names.identifiers import property_names
from generator.plain.values import exact, is_array, is_object
from generator.schema.fitting import fits
from generator.schema.keywords import MEDIA
from generator.schema.sample_texts import FILES, file_for, file_of, prompt_for, text_for

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from fractions import Fraction

    from generator.schema.value import Schema

__all__ = ["example_inputs"]

_DEEPEST = 12
# Texts that many a pattern or length takes, the likeliest first.
_TEXTS = (
    "A lighthouse at dawn",
    "example",
    "a",
    "",
    "1",
    "1.0",
    "#336699",
    "2026-01-31",
    "00:00:05",
    "A",
)
# Above it a double has no halves.
_MOST_HALVES = 2**52


def example_inputs(
    schema: Schema,
    example: Mapping[str, Any] | None,
    kind: str | None = None,
    categories: Iterable[str] = (),
) -> tuple[dict[str, Any], bool]:
    """Return inputs by wire name, and whether they satisfy the schema.

    They are the example if that is valid, else what is required: each from the example, the default, or made up to suit
    the `kind` of what the model makes. Files are https addresses. A model that requires nothing gets its first text or
    file; one whose categories say what it works from (`reference-to-video`) gets a file of that kind.
    """
    root: dict[str, Any] = schema.root if is_object(schema.root) else {}
    given = example or {}
    properties: dict[str, Any] = root.get("properties", {})
    maker = _Maker(schema, kind, set())
    if given and maker.fits(root, given) and maker.remote(root, given) and _can_be_passed(given, properties):
        return dict(given), True
    names = list(root.get("required", ())) or _by_usefulness(properties)[:1]
    # `reference-to-video` and `edit-video` say what the model works from.
    sources = {name.partition("-to-")[0].removeprefix("edit-") for name in categories}
    names += _source_input(schema, properties, names, sources)
    maker = _Maker(schema, kind, _kinds_of_files(schema, properties, names) | sources & {"reference"})
    inputs: dict[str, Any] = {}
    for names_tried in (names, *_more(root, properties)):
        for name in names_tried:
            if name not in inputs and name in properties:
                found = maker.value(properties[name], name, [given[name]] if name in given else [])
                if found is not _NOTHING:
                    inputs[name] = found
        if maker.fits(root, inputs):
            return inputs, True
    return inputs, False


def _kinds_of_files(schema: Schema, properties: Mapping[str, Any], names: Iterable[str]) -> set[str]:
    """Return the kinds of the files that these inputs take."""
    nodes = [schema.resolve(properties[name]) for name in names if name in properties]
    formats = [str(node.get("format")) for node in _with_items(schema, nodes)]
    return {MEDIA[found][0] for found in formats if found in MEDIA}


def _with_items(schema: Schema, nodes: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        for part in schema.alternatives(node):
            for found in (part, schema.resolve(part.get("items", False))):
                if is_object(found):
                    yield found


def _source_input(
    schema: Schema, properties: Mapping[str, Any], names: Iterable[str], sources: Container[str]
) -> list[str]:
    """Return the name of a file that the model works from, where none of the names is one already; pictures first."""
    kinds = [kind for kind in FILES if kind in sources or "reference" in sources]
    if _kinds_of_files(schema, properties, names) & set(kinds):
        return []
    found = (
        name for kind in kinds for name in properties if kind in _kinds_of_files(schema, properties, [name])
    )
    return list(found)[:1]


def _can_be_passed(given: Mapping[str, Any], properties: Mapping[str, Any]) -> bool:
    """Say whether no input that the schema does not name is called as another one is in Python, or `self`."""
    taken = {"self", *property_names(properties).values()}
    return not taken & (given.keys() - properties.keys())


def _more(root: Mapping[str, Any], properties: Mapping[str, Any]) -> Iterator[list[str]]:
    """Give names to add where what is required is not enough: of the first form that asks for some, then all."""
    for keyword in ("anyOf", "oneOf"):
        for branch in root.get(keyword, ()):
            if is_object(branch) and branch.get("required"):
                yield list(branch["required"])
                break
    yield _by_usefulness(properties)


def _by_usefulness(properties: Mapping[str, Any]) -> list[str]:
    """Return the names of inputs that say something in an example, the best first."""

    def rank(name: str) -> tuple[bool, bool]:
        node: dict[str, Any] = properties[name] if is_object(properties[name]) else {}
        return ("prompt" not in name.casefold(), "format" not in node and "enum" in node)

    return sorted(properties, key=rank)


_NOTHING: Any = object()


class _Maker:
    """Makes values for the nodes of one schema."""

    def __init__(self, schema: Schema, kind: str | None, files: set[str]) -> None:
        self._schema = schema
        self._kind = kind
        self._prompt = prompt_for(kind, files)

    def fits(self, node: Any, value: Any) -> bool:
        """Say whether a value satisfies a node."""
        return fits(node, value, self._schema.root)

    def remote(self, node: Any, value: Any) -> bool:
        """Say whether every file in a value is an https address: any other text would be taken for a path."""
        node = self._schema.resolve(node)
        if not is_object(node):
            return True
        if _media(node) and isinstance(value, str):
            return value.startswith("https://")
        if is_array(value):
            return all(self.remote(node.get("items", True), item) for item in value)
        if is_object(value):
            inner = node.get("properties", {})
            return all(self.remote(inner.get(name, True), item) for name, item in value.items())
        return True

    def value(self, node: Any, name: str, given: list[Any], depth: int = 0) -> Any:
        """Return a value for a node, one of the `given` if it fits; `_NOTHING` where none could be made."""
        node = self._schema.resolve(node)
        if not is_object(node) or depth > _DEEPEST:
            return self._prompt if node is True else _NOTHING
        told = [node[key] for key in ("default", "example") if key in node]
        told += node["examples"][:3] if is_array(node.get("examples")) else []
        telling = (candidate for candidate in (*given, *told) if candidate not in ("", [], None))
        for candidate in (*telling, *self._made(node, name, depth), *told):
            if candidate is not _NOTHING and self.fits(node, candidate) and self.remote(node, candidate):
                return candidate
        return _NOTHING

    def _made(self, node: dict[str, Any], name: str, depth: int) -> Iterator[Any]:
        """Give made-up values, the best first."""
        if "const" in node:
            yield node["const"]
        yield from node.get("enum", ())
        for keyword in ("anyOf", "oneOf"):
            for branch in node.get(keyword, ()):
                yield self.value(branch, name, [], depth + 1)
        names = node.get("type")
        for type_name in names if is_array(names) else [names]:
            match type_name:
                case "string":
                    yield from self._texts(node, name)
                case "integer" | "number":
                    yield from _numbers(node, whole=type_name == "integer")
                case "boolean":
                    yield from (True, False)
                case "array":
                    yield self._list(node, name, depth)
                case "object" | None:
                    yield self._object(node, depth)
                case _:
                    yield None

    def _texts(self, node: dict[str, Any], name: str) -> Iterator[str]:
        if (kind := _media(node)) is not None:
            yield file_of(kind, name)
            return
        if (address := file_for(name)) is not None:
            yield address
        longest = node.get("maxLength", 1000)
        shortest = node.get("minLength", 0)
        for text in (text_for(name, self._kind) or self._prompt, *_TEXTS):
            yield text[:longest].rstrip() if len(text) > longest else text
        if shortest < 10_000:
            yield (self._prompt + ". ") * (shortest // len(self._prompt) + 1)
            yield "a" * shortest

    def _list(self, node: dict[str, Any], name: str, depth: int) -> Any:
        count = max(node.get("minItems", 1), 1)
        nodes = [*node.get("prefixItems", ())]
        if count > 50 or node.get("maxItems", count) < count:
            return []
        nodes += [node.get("items", True)] * max(0, count - len(nodes))
        items = [self.value(item, name, [], depth + 1) for item in nodes]
        if node.get("uniqueItems"):
            items = _told_apart(items)
        return _NOTHING if any(item is _NOTHING for item in items) else items

    def _object(self, node: dict[str, Any], depth: int) -> Any:
        properties: dict[str, Any] = node.get("properties", {})
        names = list(node.get("required", ())) or _by_usefulness(properties)[:1]
        found = {name: self.value(properties.get(name, True), name, [], depth + 1) for name in names}
        return _NOTHING if any(value is _NOTHING for value in found.values()) else found


def _media(node: Mapping[str, Any]) -> str | None:
    """Return the kind of file of a node, or None for no file."""
    kind, many = MEDIA.get(str(node.get("format")), (None, False))
    return None if many else kind


def _numbers(node: dict[str, Any], *, whole: bool) -> Iterator[int | float]:
    low, high = (
        node.get("minimum", node.get("exclusiveMinimum")),
        node.get("maximum", node.get("exclusiveMaximum")),
    )
    step = node.get("multipleOf")
    yield from (value for value in (low, high) if value is not None)
    if step is not None:
        yield step
        found = (exact(low or 0) // exact(step) + 1) * exact(step)
        yield int(found) if found.denominator == 1 else _double(found)
    start = low if low is not None else high if high is not None else 1
    yield from (int(start) + 1, int(start) - 1, 1, 0)
    if not whole and abs(start) < _MOST_HALVES:
        yield from (start + 0.5, start - 0.5)


def _double(number: Fraction) -> float:
    """Return the double nearest to a number, the largest there is for what is beyond it."""
    try:
        return float(number)
    except OverflowError:
        return sys.float_info.max


def _told_apart(items: list[Any]) -> list[Any]:
    """Return the items with equal texts numbered."""
    seen: dict[str, int] = {}
    result: list[Any] = []
    for item in items:
        key = json.dumps(item, sort_keys=True, default=repr)
        seen[key] = seen.get(key, 0) + 1
        numbered = isinstance(item, str) and seen[key] > 1
        result.append(f"{item}{'?' if item.startswith('https://') else ' '}{seen[key]}" if numbered else item)
    return result
