"""One schema node at a time from the dialect into JSON Schema 2020-12."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.dialect import arrays, combine, objects, scalars, types
from generator.dialect.context import Context, may_be
from generator.dialect.members import fitting_members
from generator.dialect.rules import without_equal_rules
from generator.dialect.table import CODE_HOOKS, KEYWORDS, LONGEST_TEXT, MOST_TEXT, TELLING, UNCHECKED
from generator.dialect.texts import is_unresolved
from generator.plain.faults import child
from generator.plain.text import show
from generator.plain.values import is_object
from generator.schema.keywords import BY_TYPE, rank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.schema.value import Node

__all__ = ["Normaliser"]

# Keywords to which a null says something.
_MAY_BE_NULL = ("const", "default", "example")


class Normaliser(Context):
    """Turns one schema of one model into the standard."""

    _told_so_far = 0

    def root(self) -> Node:
        """Return the whole schema, its definitions under `$defs`."""
        schema = self.node(self.schema, "")
        definitions: dict[str, Any] = {}
        for keyword in ("$defs", "definitions"):
            if is_object(self.schema) and not is_object(self.schema.get(keyword, {})):
                given = show(self.schema[keyword])
                self.error(f"/{keyword}", f"{keyword} must be an object, not {given}")
        # A definition may refer to a place that is none yet, and so make it one.
        while len(definitions) < len(self.definitions):
            for name in self.definitions.names():
                if name not in definitions:
                    context = self.asserting() if name in self.definitions.rules else self
                    definitions[name] = context.node(*self.definitions[name])
        if (rules := self.definitions.rules) and is_object(schema):
            schema, definitions = without_equal_rules(schema, definitions, rules)
        if is_object(schema) and definitions:
            schema["$defs"] = definitions
            schema = combine.inline_root(schema)
        return schema

    def node(self, raw: Any, pointer: str, *, branch: bool = False, typed: bool = False) -> Node:
        """Return one node in the standard dialect; what cannot be said in it is reported."""
        if isinstance(raw, bool):
            return raw
        if not is_object(raw):
            self.error(pointer, f"a schema must be an object, not {show(raw)}")
            return True
        self._report_keywords(raw, pointer)
        # A null is how some writers say that there is no such keyword.
        raw = {key: value for key, value in raw.items() if value is not None or key in _MAY_BE_NULL}
        node: dict[str, Any] = {}
        self._annotations(raw, node, pointer)
        if "$ref" in raw and (self.is_asserting or not combine.limits_reference(raw)):
            combine.reference(self, raw["$ref"], node, pointer)
        types.types(self, raw, node, pointer, implied=not (branch or typed))
        scalars.enumeration(self, raw, node, pointer)
        scalars.numbers(self, raw, node, pointer)
        scalars.strings(self, raw, node, pointer)
        arrays.array(self, raw, node, pointer)
        if may_be(node, "object"):
            objects.keywords(self, raw, node, pointer)
        combine.combinations(self, raw, node, pointer)
        combine.assertions(self, raw, node, pointer)
        if not self.is_asserting:
            scalars.bounds(self, node, pointer)
        if not (branch or typed) and "allOf" in raw and "$ref" not in node and "type" not in raw:
            types.imply(self, node, pointer)
        self._drop_foreign(node, pointer)
        if not branch:
            objects.finish(self, raw, node, pointer)
        result = combine.nullable(self, raw, node, pointer)
        if not self.is_asserting:
            fitting_members(self, result, pointer)
        return {key: result[key] for key in sorted(result, key=rank)}

    def text(self, value: Any, pointer: str) -> str | None:
        """Return a title or description, or None where there is nothing to show."""
        if value is None:
            return None
        if not isinstance(value, str):
            self.warning(pointer, f"must be a string, not {show(value)}; left out")
            return None
        if is_unresolved(value):
            self.note(pointer, f"{show(value)} is an unresolved text of the documentation site; left out")
            return None
        self._told_so_far += len(value)
        if len(value) > LONGEST_TEXT:
            self.error(
                pointer,
                f"a string of {len(value):,} characters; at most {LONGEST_TEXT:,} are read",
                "shorten it",
            )
        elif self._told_so_far > MOST_TEXT >= self._told_so_far - len(value):
            message = f"titles and descriptions have more than {MOST_TEXT:,} characters in all"
            self.error(pointer, message, "shorten them")
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
            elif keyword in TELLING:
                self.note(place, f"{show(keyword)} limits no value; left out")
            elif keyword in UNCHECKED:
                self.weaker(place, f"{show(keyword)} is not checked by the client; the server still does")
            elif not keyword.startswith("x-"):
                self.weaker(place, f"unknown keyword {show(keyword)}; left out")

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

    def _drop_foreign(self, node: dict[str, Any], pointer: str) -> None:
        """Leave out limits that are about other types than the node's: they limit nothing."""
        if "type" not in node:
            return
        for type_name, keywords in BY_TYPE.items():
            if not type_name or may_be(node, type_name):
                continue
            for keyword in keywords:
                if node.pop(keyword, None) is not None:
                    self.warning(child(pointer, keyword), f"{keyword} says nothing about this type; left out")


def _is_code_hook(keyword: str) -> bool:
    return keyword in CODE_HOOKS or keyword.startswith(("customType", "x-python-"))
