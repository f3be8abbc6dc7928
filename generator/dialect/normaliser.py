"""One schema node at a time from the dialect into JSON Schema 2020-12."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from generator.dialect import combine, scalars
from generator.dialect.references import definition_name
from generator.dialect.table import (
    BY_TYPE,
    CODE_HOOKS,
    KEYWORDS,
    KNOWN_FORMATS,
    MEDIA,
    ORDER,
    TYPE_NAMES,
    TYPES,
    UNCHECKED,
)
from generator.faults import child, show
from generator.jsonvalues import is_array, is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.faults import Report

__all__ = ["Direction", "Node", "Normaliser", "is_unresolved"]

Direction = Literal["input", "output"]
Node = dict[str, Any] | bool

# A key of the documentation site's texts that was never resolved; never shown to anybody.
_UNRESOLVED = re.compile(r"modelApiDoc_\w*\Z")
_DEFINITION = re.compile(r"#/(?:\$defs|definitions)/([^/]+)\Z")


class Normaliser:
    """Turns one schema of one model into the standard; `place` finds a pointer's file and whole pointer.

    Inputs are closed: an object that lists properties and says nothing of others takes no others. Outputs stay open.
    """

    def __init__(
        self,
        direction: Direction,
        schema: Any,
        place: Callable[[str], tuple[str, str]],
        report: Report,
        *,
        asserting: bool = False,
    ) -> None:
        self.direction: Direction = direction
        self._asserting = asserting
        self._schema = schema
        self._inlining: list[str] = []
        self._place = place
        self._report = report

    def error(self, pointer: str, message: str, hint: str = "") -> None:
        """Report what stops the run."""
        self._report.error(*self._place(pointer), message, hint)

    def warning(self, pointer: str, message: str, hint: str = "") -> None:
        """Report what was repaired or left out."""
        self._report.warning(*self._place(pointer), message, hint)

    def note(self, pointer: str, message: str) -> None:
        """Report a repair whose meaning is certain."""
        self._report.note(*self._place(pointer), message)

    def asserting(self) -> Normaliser:
        """Return a twin for schemas that only assert: a missing type is none, and nothing is closed."""
        return Normaliser(self.direction, self._schema, self._place, self._report, asserting=True)

    def inlined(self, branch: Any, pointer: str) -> Node:
        """Return a branch that is to be merged: a reference as what it refers to."""
        node = self.node(branch, pointer)
        if not is_object(node) or "$ref" not in node or node["$ref"] in (*self._inlining, "#"):
            return node
        target = node["$ref"]
        name = definition_name(target)
        keyword = next(k for k in ("$defs", "definitions") if name in self._schema.get(k, {}))
        self._inlining.append(target)
        try:
            inner = self.node(self._schema[keyword][name], child("", keyword, name))
        finally:
            self._inlining.pop()
        rest = {key: value for key, value in node.items() if key != "$ref"}
        return {**inner, **rest} if is_object(inner) else inner

    def root(self) -> Node:
        """Return the whole schema, its definitions under `$defs`."""
        schema = self.node(self._schema, "")
        definitions: dict[str, Any] = {}
        if is_object(self._schema):
            for keyword in ("$defs", "definitions"):
                group = self._schema.get(keyword, {})
                if not is_object(group):
                    self.error(f"/{keyword}", f"{keyword} must be an object, not {show(group)}")
                    continue
                for name, definition in group.items():
                    definitions[name] = self.node(definition, child("", keyword, name))
        if is_object(schema) and definitions:
            schema["$defs"] = definitions
            schema = combine.inline_root(schema)
        return schema

    def node(self, raw: Any, pointer: str) -> Node:
        """Return one node in the standard dialect; what cannot be said in it is reported."""
        if isinstance(raw, bool):
            return raw
        if not is_object(raw):
            self.error(pointer, f"a schema must be an object, not {show(raw)}")
            return True
        self._report_keywords(raw, pointer)
        node: dict[str, Any] = {}
        self._annotations(raw, node, pointer)
        if "$ref" in raw:
            self._reference(raw["$ref"], node, pointer)
        self._types(raw, node, pointer)
        scalars.enumeration(self, raw, node, pointer)
        scalars.numbers(self, raw, node, pointer)
        scalars.strings(self, raw, node, pointer)
        self._array(raw, node, pointer)
        self._object(raw, node, pointer)
        combine.combinations(self, raw, node, pointer)
        combine.assertions(self, raw, node, pointer)
        self._drop_foreign(node, pointer)
        result = combine.nullable(self, raw, node, pointer)
        return {key: result[key] for key in sorted(result, key=_rank)}

    def text(self, value: Any, pointer: str) -> str | None:
        """Return a title or description, or None where there is nothing to show."""
        if value is None:
            return None
        if not isinstance(value, str):
            self.warning(pointer, f"a text must be a string, not {show(value)}; left out")
            return None
        if is_unresolved(value):
            self.note(pointer, f"{show(value)} is an unresolved text of the documentation site; left out")
            return None
        return value if value.strip() else None

    def _report_keywords(self, raw: Mapping[str, Any], pointer: str) -> None:
        for keyword in raw:
            if keyword in KEYWORDS:
                continue
            place = child(pointer, keyword)
            if _is_code_hook(keyword):
                self.warning(
                    place, f"{show(keyword)} names code to import; it is never followed and left out"
                )
            elif keyword in UNCHECKED:
                self.warning(place, f"{show(keyword)} is not checked by the client; the server still does")
            elif not keyword.startswith("x-"):
                self.warning(place, f"unknown keyword {show(keyword)}; left out")

    def _annotations(self, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> None:
        for keyword in ("title", "description"):
            text = self.text(raw.get(keyword), child(pointer, keyword))
            if text is not None:
                node[keyword] = text
        if "default" in raw:
            node["default"] = raw["default"]
        if "validations" in raw:
            scalars.validations(self, raw, node, pointer)
        for keyword in ("example", "examples", "deprecated", "readOnly", "writeOnly"):
            if keyword in raw:
                node[keyword] = raw[keyword]
        node |= {key: value for key, value in raw.items() if key.startswith("x-") and not _is_code_hook(key)}

    def _reference(self, reference: Any, node: dict[str, Any], pointer: str) -> None:
        place = child(pointer, "$ref")
        if not isinstance(reference, str):
            self.error(place, f"$ref must be a string, not {show(reference)}")
            return
        if reference == "#":
            node["$ref"] = reference
            return
        match = _DEFINITION.match(reference)
        if match is None:
            self.error(
                place,
                f"$ref {show(reference)} is not followed",
                "only #/$defs/NAME of the same schema can be meant",
            )
            return
        name = definition_name(f"#/$defs/{match[1]}")
        groups = (self._schema.get("$defs"), self._schema.get("definitions"))
        if not any(is_object(group) and name in group for group in groups):
            self.error(
                place, f"$ref {show(reference)} points at nothing", "define it under $defs or mend the name"
            )
            return
        node["$ref"] = "#/$defs/" + match[1]

    def _types(self, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> None:
        place = child(pointer, "type")
        given = raw.get("type")
        names: list[str] = []
        unknown = False
        for name in given if is_array(given) else [] if given is None else [given]:
            meant = TYPE_NAMES.get(name.lower(), name.lower()) if isinstance(name, str) else name
            if meant not in TYPES:
                unknown = True
                self.warning(
                    place,
                    f"unknown type {show(name)}; anything is accepted",
                    f"the types are {', '.join(TYPES)}",
                )
                continue
            if meant != name:
                self.note(place, f"type {show(name)} is taken as {show(meant)}")
            if meant not in names:
                names.append(meant)
        self._format(raw, node, names, pointer, unknown=unknown)
        if not names and not unknown and "$ref" not in node and not self._asserting:
            names = _implied(raw)
            if names and given is None and "enum" not in raw and "const" not in raw:
                self.note(pointer, f"no type is given; taken as {show(names[0])}")
        if "integer" in names and "number" in names:
            names.remove("integer")
        if names and not unknown:
            node["type"] = names[0] if len(names) == 1 else names

    def _format(
        self, raw: Mapping[str, Any], node: dict[str, Any], names: list[str], pointer: str, *, unknown: bool
    ) -> None:
        given = raw.get("format")
        if given is None:
            return
        place = child(pointer, "format")
        if not isinstance(given, str):
            self.warning(place, f"a format must be a string, not {show(given)}; left out")
            return
        media = MEDIA.get(given)
        if media is None:
            if given not in KNOWN_FORMATS:
                self.warning(place, f"unknown format {show(given)}; it is not checked")
            node["format"] = given
            return
        kind, many = media
        if not names and not unknown:
            names.append("array" if many else "string")
        if "array" in names and "string" not in names:
            node["format"] = f"{kind}_uris"
        elif "string" in names:
            node["format"] = f"{kind}_uri"
        else:
            self.warning(place, f"format {show(given)} does not fit type {show(raw.get('type'))}; left out")
        if node.get("format", given) != given:
            self.note(place, f"format {show(given)} is taken as {show(node['format'])}, which fits the type")

    def _array(self, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> None:
        if not _may_be(node, "array"):
            return
        prefix, items = raw.get("prefixItems"), raw.get("items")
        if prefix is None and is_array(items):  # the tuple form of the older drafts
            prefix, items = items, raw.get("additionalItems", True)
        if prefix is not None:
            if not is_array(prefix) or not prefix:
                self.error(
                    child(pointer, "prefixItems"),
                    f"prefixItems must be a list of schemas, not {show(prefix)}",
                )
                return
            keyword = "prefixItems" if "prefixItems" in raw else "items"
            node["prefixItems"] = [
                self.node(item, child(pointer, keyword, i)) for i, item in enumerate(prefix)
            ]
        media = MEDIA.get(str(node.get("format")))
        if items is not None:
            node["items"] = self.node(items, child(pointer, "items"))
            if media and is_object(node["items"]) and node["items"].get("type") == "string":
                node["items"].setdefault("format", f"{media[0]}_uri")
        elif media:
            self.note(pointer, f"the array has no items; each is taken as {media[0]}_uri")
            node["items"] = {"type": "string", "format": f"{media[0]}_uri"}
        elif prefix is None and node.get("type") == "array":
            self.warning(pointer, "the array has no items; anything is accepted as an item")
            node["items"] = True
        for keyword in ("minItems", "maxItems"):
            scalars.count(self, raw, node, keyword, pointer)
        scalars.not_crossed(self, node, "minItems", "maxItems", pointer)
        if "uniqueItems" in raw:
            if not isinstance(raw["uniqueItems"], bool):
                self.error(child(pointer, "uniqueItems"), "uniqueItems must be true or false")
            elif raw["uniqueItems"]:
                node["uniqueItems"] = True

    def _object(self, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> None:
        if not _may_be(node, "object"):
            return
        properties = self._properties(raw, pointer)
        if properties:
            node["properties"] = properties
        patterns = raw.get("patternProperties")
        if patterns is not None:
            node["patternProperties"] = scalars.pattern_properties(self, patterns, pointer)
        listed = "properties" in raw or bool(node.get("patternProperties"))
        extra = raw.get("additionalProperties")
        if extra is None:
            # An object that lists nothing says that anything goes.
            extra = self._asserting or not (listed and self.direction == "input")
        if node.get("type") == "object" or extra is not True:
            node["additionalProperties"] = self.node(extra, child(pointer, "additionalProperties"))
        self._required(raw, node, properties, pointer)

    def _properties(self, raw: Mapping[str, Any], pointer: str) -> dict[str, Any]:
        given = raw.get("properties", {})
        place = child(pointer, "properties")
        if not is_object(given):
            self.error(place, f"properties must be an object, not {show(given)}")
            return {}
        names = list(given)
        orders = {n: given[n].get("x-order") for n in names if is_object(given[n])}
        if any(order is not None for order in orders.values()):
            positions = {n: order for n, order in orders.items() if isinstance(order, int)}
            names.sort(key=lambda name: positions.get(name, len(names) + 1_000_000))
        return {name: self.node(_without_flag(given[name]), child(place, name)) for name in names}

    def _required(
        self, raw: Mapping[str, Any], node: dict[str, Any], properties: Mapping[str, Any], pointer: str
    ) -> None:
        given = raw.get("required", [])
        place = child(pointer, "required")
        # Draft 3 says `required: true` of a property; it is read where the object is.
        listing = given if is_array(given) else []
        names = [name for name in listing if isinstance(name, str)]
        wanted: dict[str, None] = dict.fromkeys(names)
        if len(names) < len(listing) or not (is_array(given) or isinstance(given, bool)):
            self.error(place, f"required must be a list of property names, not {show(given)}")
            return
        listed = raw.get("properties")
        for name, schema in listed.items() if is_object(listed) else ():
            if is_object(schema) and schema.get("required") is True:
                self.warning(
                    child(pointer, "properties", name, "required"), "taken into the object's required list"
                )
                wanted[name] = None
        kept: list[str] = []
        for name in wanted:
            free_form = self._asserting or (not properties and node.get("additionalProperties") is not False)
            if name in properties or free_form:
                kept.append(name)
            else:
                index = names.index(name) if name in names else ""
                self.warning(
                    f"{place}/{index}",
                    f"required names {show(name)}, which is no property; left out",
                    f"the properties are {', '.join(map(show, list(properties)[:20]))}" if properties else "",
                )
        if kept:
            node["required"] = kept

    def _drop_foreign(self, node: dict[str, Any], pointer: str) -> None:
        """Leave out limits that are about other types than the node's: they limit nothing."""
        if "type" not in node:
            return
        for type_name, keywords in BY_TYPE.items():
            if not type_name or _may_be(node, type_name):
                continue
            for keyword in keywords:
                if node.pop(keyword, None) is not None:
                    self.warning(child(pointer, keyword), f"{keyword} says nothing about this type; left out")


def _without_flag(schema: Any) -> Any:
    """Return a property's schema without draft 3's `required: true`, which its object has read."""
    if is_object(schema) and isinstance(schema.get("required"), bool):
        return {key: value for key, value in schema.items() if key != "required"}
    return schema


def is_unresolved(text: str) -> bool:
    """Say whether a text is a key of the documentation site that was never resolved."""
    return _UNRESOLVED.match(text.strip()) is not None


def _is_code_hook(keyword: str) -> bool:
    return keyword in CODE_HOOKS or keyword.startswith(("customType", "x-python-"))


def _may_be(node: Mapping[str, Any], type_name: str) -> bool:
    """Say whether a value of that type could fit the node by its `type`."""
    given = node.get("type")
    if given is None:
        return "$ref" not in node
    names = given if is_array(given) else [given]
    return type_name in names or (type_name == "number" and "integer" in names)


def _implied(raw: Mapping[str, Any]) -> list[str]:
    """Return the type that the keywords of a node without one are about."""
    if any(keyword in raw for keyword in ("anyOf", "oneOf", "allOf", "enum", "const")):
        return []
    for type_name in ("object", "array", "string", "number"):
        if any(keyword in raw for keyword in BY_TYPE[type_name]):
            return [type_name]
    return []


def _rank(keyword: str) -> tuple[int, str]:
    return (ORDER.index(keyword), "") if keyword in ORDER else (len(ORDER), keyword)
