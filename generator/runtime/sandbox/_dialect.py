"""What the server checks of a schema: the source's own dialect read as JSON Schema, leniently.

The sandbox serves a schema as it came. To check inputs it reads it as the server does: `float` is a number, types are
known whatever their case, a list of media has items though none are described, a required name that is not a property
is not missed, and a keyword that says nothing sensible limits nothing. Unknown inputs pass unless they are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from .._plain.schema_parts import Schema, as_step, pointed

__all__ = ["KINDS", "checked", "media_kind", "quirky"]

KINDS = ("image", "video", "audio")

_TYPES = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})
_MEANT = {
    "float": "number",
    "double": "number",
    "decimal": "number",
    "int": "integer",
    "long": "integer",
    "bool": "boolean",
    "str": "string",
    "text": "string",
    "list": "array",
    "dict": "object",
    "none": "null",
}
_MEDIA = re.compile(r"(image|video|audio)_uris?")
# Names of inputs that hold files though no format says so: `image`, `video_url`, `first_frame_image_2`, `audioUrls`.
_NAMED = re.compile(r"(?:^|_)(image|video|audio)s?(?:_?(?:urls?|uris?|path|\d{1,2}))*$", re.IGNORECASE)

_NUMBERS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_COUNTS = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
_BRANCHES = ("allOf", "anyOf", "oneOf")
_ASSERTED = ("not", "if", "then", "else", "contains", "propertyNames")
_KEPT = ("title", "description", "default", "const", "uniqueItems", "deprecated")
_DEEPEST = 64
# Definitions, which are read by their names.
_DEFINED = re.compile(r"#/(?:\$defs|definitions)/[^/]+")


def checked(schema: object, *, closed: bool = False) -> dict[str, Any]:
    """Return the schema as JSON Schema 2020-12. With `closed`, an object that lists its properties takes no others."""
    reader = _Reader(schema, closed=closed)
    node = cast("dict[str, Any]", reader.node(schema))
    return {**node, "$defs": {**node.get("$defs", {}), **reader.moved}} if reader.moved else node


def media_kind(name: str, schema: object) -> str | None:
    """Return the kind of file in an input (`image`, `video` or `audio`), by its format, else by its name; or None."""
    if not isinstance(schema, Mapping):
        return None
    node = cast("Schema", schema)
    items = node.get("items")
    for one in (node, cast("Schema", items) if isinstance(items, Mapping) else node):
        if found := _MEDIA.fullmatch(str(one.get("format", ""))):
            return found[1]
    words = set(_names(node.get("type")))
    if "enum" in node or (words and not words & {"string", "array"}):
        return None
    found = _NAMED.search(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name))
    return found[1].lower() if found else None


def _names(given: object) -> list[str]:
    names = cast("list[object]", given) if isinstance(given, list) else [given]
    return [_MEANT.get(name.lower(), name.lower()) for name in names if isinstance(name, str)]


def _is_of(value: object, names: list[str]) -> bool:
    if isinstance(value, bool):
        return "boolean" in names
    if isinstance(value, int):
        return "number" in names or "integer" in names
    if isinstance(value, float):
        return "number" in names or ("integer" in names and value.is_integer())
    if value is None:
        return "null" in names
    return ("string" if isinstance(value, str) else "array" if isinstance(value, list) else "object") in names


class _Reader:
    """Reads one schema, part by part; what references lead to is kept where they find it."""

    def __init__(self, root: object, *, closed: bool) -> None:
        self._root = root
        self._closed = closed
        self.moved: dict[str, dict[str, Any] | bool] = {}

    def node(self, raw: object, depth: int = 0, *, part: bool = False) -> dict[str, Any] | bool:
        """Return one schema. A `part` is about the same value as its parent, which alone limits what else there is."""
        if isinstance(raw, bool):
            return raw
        if not isinstance(raw, Mapping) or depth > _DEEPEST:
            return {}
        given = {
            key: value for key, value in cast("Schema", raw).items() if value is not None or key == "default"
        }
        node = {key: given[key] for key in _KEPT if key in given}
        self._value(given, node)
        self._limits(given, node)
        self._object(given, node, depth)
        self._array(given, node, depth)
        for keyword in _BRANCHES:
            if branches := _list(given.get(keyword)):
                node[keyword] = [self.node(one, depth + 1, part=True) for one in branches]
        for keyword in _ASSERTED:
            if keyword in given:
                node[keyword] = self.node(given[keyword], depth + 1, part=True)
        reference = given.get("$ref")
        if isinstance(reference, str) and (found := self._reference(reference, depth)):
            node["$ref"] = found
        for keyword in ("$defs", "definitions"):
            if isinstance(definitions := given.get(keyword), Mapping):
                node[keyword] = self._each(cast("Schema", definitions), depth)
        if self._closed and not part:
            _close(node)
        return node

    def _each(self, schemas: Schema, depth: int) -> dict[str, Any]:
        return {str(name): self.node(one, depth + 1) for name, one in schemas.items()}

    @staticmethod
    def _value(given: Schema, node: dict[str, Any]) -> None:
        """Take in what kind of value it is."""
        names = list(dict.fromkeys(_names(given.get("type"))))
        found = _MEDIA.fullmatch(str(given.get("format", "")))
        if found and not names:
            names = ["array" if found[0].endswith("s") else "string"]
        if names and _TYPES.issuperset(names):
            if given.get("nullable") is True and "null" not in names:
                names.append("null")
            node["type"] = names[0] if len(names) == 1 else names
        if found and "string" in names:
            node["format"] = f"{found[1]}_uri"
        if members := _list(given.get("enum")):
            node["enum"] = [*members, None] if "null" in names and None not in members else members
        listed = [*members, *([given["const"]] if "const" in given else [])]
        if listed and "type" in node and not any(_is_of(one, names) for one in listed if one is not None):
            # What is listed is what the server takes, whatever type it says beside it.
            del node["type"]
        if "default" in node and node["default"] is None and "null" not in names and "type" in node:
            # It says that there is none.
            del node["default"]

    @staticmethod
    def _limits(given: Schema, node: dict[str, Any]) -> None:
        """Take in what limits a number, a string or a length."""
        for keyword in (*_NUMBERS, *_COUNTS):
            value = given.get(keyword)
            if isinstance(value, int | float) and not isinstance(value, bool):
                if keyword != "multipleOf" or value > 0:
                    node[keyword] = value
            elif value is True and keyword.startswith("exclusive"):
                # As draft 4 says it.
                limit = keyword.removeprefix("exclusive").lower()
                node |= {keyword: given[limit]} if limit in given else {}
        if isinstance(pattern := given.get("pattern"), str):
            node["pattern"] = pattern

    def _object(self, given: Schema, node: dict[str, Any], depth: int) -> None:
        listed = given.get("properties")
        properties: Schema = cast("Schema", listed) if isinstance(listed, Mapping) else {}
        if isinstance(listed, Mapping):
            node["properties"] = self._each(properties, depth)
        if isinstance(patterns := given.get("patternProperties"), Mapping):
            node["patternProperties"] = self._each(cast("Schema", patterns), depth)
        if "additionalProperties" in given:
            node["additionalProperties"] = self.node(given["additionalProperties"], depth + 1)
        self._depending(given, node, depth)
        known: Schema = node.get("properties", {})
        wanted = [name for name in _list(given.get("required")) if isinstance(name, str)]
        wanted += [
            name
            for name, one in properties.items()
            if isinstance(one, Mapping) and cast("Schema", one).get("required") is True
        ]
        # A name that is not a property of its own may be one of the parts' beside it.
        open_ended = not known or any(
            keyword in given for keyword in (*_BRANCHES, "$ref", "patternProperties")
        )
        if required := [name for name in dict.fromkeys(wanted) if open_ended or name in known]:
            node["required"] = required

    def _depending(self, given: Schema, node: dict[str, Any], depth: int) -> None:
        """Take in what one property asks of the others, in one keyword as in draft 7, or in two."""
        names: dict[str, Any] = {}
        schemas: dict[str, Any] = {}
        for keyword in ("dependencies", "dependentRequired", "dependentSchemas"):
            value = given.get(keyword)
            for name, wanted in cast("Schema", value).items() if isinstance(value, Mapping) else ():
                if isinstance(wanted, list):
                    names[name] = [*names.get(name, ()), *_list(cast("object", wanted))]
                else:
                    part = self.node(wanted, depth + 1, part=True)
                    schemas[name] = {"allOf": [schemas[name], part]} if name in schemas else part
        node |= {"dependentRequired": names} if names else {}
        node |= {"dependentSchemas": schemas} if schemas else {}

    def _array(self, given: Schema, node: dict[str, Any], depth: int) -> None:
        if parts := _list(given.get("prefixItems")):
            node["prefixItems"] = [self.node(one, depth + 1) for one in parts]
        if "items" in given:
            node["items"] = self.node(given["items"], depth + 1)
        found = _MEDIA.fullmatch(str(given.get("format", "")))
        if found and "array" in _names(node.get("type")):
            items = node.get("items", {})
            if isinstance(items, dict) and "format" not in items:
                node["items"] = {"type": "string", **items, "format": f"{found[1]}_uri"}

    def _reference(self, reference: str, depth: int) -> str | None:
        """Return a reference to the same part as it is read, or None where it leads nowhere.

        What stands where no schema does in the standard form, such as `components/schemas`, becomes a definition.
        """
        target = pointed(self._root, reference)
        if not isinstance(target, Mapping) or not (reference == "#" or reference.startswith("#/")):
            return None
        if reference == "#" or _DEFINED.fullmatch(reference):
            return reference
        name = reference[1:]
        if name not in self.moved:
            self.moved[name] = True  # until it is read, which may lead here again
            self.moved[name] = self.node(cast("Schema", target), depth + 1)
        return f"#/$defs/{as_step(name)}"


def _list(value: object) -> list[Any]:
    return cast("list[object]", value) if isinstance(value, list) else []


def _close(node: dict[str, Any]) -> None:
    """Let an object that lists its properties, itself or in its parts, take no others."""
    listed = "properties" in node
    parts: Iterable[str] = [keyword for keyword in (*_BRANCHES, "$ref") if keyword in node]
    if "additionalProperties" in node or not listed:
        return
    node["unevaluatedProperties" if parts else "additionalProperties"] = False


def quirky(schema: object) -> Any:
    """Return the schema in the words of some live ones: types capitalised, integers with a null for default."""
    if isinstance(schema, list):
        return [quirky(one) for one in cast("list[object]", schema)]
    if not isinstance(schema, Mapping):
        return schema
    node = {
        key: value if key in ("default", "enum", "const") else quirky(value)
        for key, value in cast("Schema", schema).items()
    }
    kind = node.get("type")
    if isinstance(kind, str):
        node["type"] = kind.capitalize()
        if kind == "integer":
            node.setdefault("default", None)
    return node
