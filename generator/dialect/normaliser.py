"""One schema node at a time from the dialect into JSON Schema 2020-12."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from generator.dialect import arrays, combine, objects, scalars, types
from generator.dialect.expansion import parts
from generator.dialect.members import fitting_members
from generator.dialect.objects import may_be
from generator.dialect.references import Definitions, definition_name, definition_reference
from generator.dialect.table import (
    BY_TYPE,
    CODE_HOOKS,
    KEYWORDS,
    UNCHECKED,
    rank,
)
from generator.faults import child, show
from generator.jsonvalues import is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.faults import Report

__all__ = ["Direction", "Node", "Normaliser", "is_unresolved"]

Direction = Literal["input", "output"]
Node = dict[str, Any] | bool

# Keywords to which a null says something.
_MAY_BE_NULL = ("const", "default", "example")
# A key of the documentation site's texts that was never resolved; never shown to anybody.
_UNRESOLVED = re.compile(r"modelApiDoc_\w*\Z")


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
        of: Normaliser | None = None,
    ) -> None:
        self.direction: Direction = direction
        self.is_asserting = asserting
        self._schema = schema
        self._definitions: Definitions = Definitions(schema) if of is None else of._definitions
        self._weaker: set[str] = set() if of is None else of._weaker
        self._asserted: dict[str, Node] = {} if of is None else of._asserted
        self._inlined: dict[str, Node] = {}
        self._inlining: list[str] = []
        self._place = place
        self._report = report

    def error(self, pointer: str, message: str, hint: str = "") -> None:
        """Report what stops the run."""
        self._report.error(*self._place(pointer), message, hint)

    def warning(self, pointer: str, message: str, hint: str = "") -> None:
        """Report what was repaired or left out."""
        self._report.warning(*self._place(pointer), message, hint)

    def weaker(self, pointer: str, message: str, hint: str = "") -> None:
        """Report what limits values and was left out: the schema takes more than it was meant to."""
        self._weaker.add(pointer)
        self.warning(pointer, message, hint)

    def is_weaker(self, node: Node, pointer: str) -> bool:
        """Say whether `weaker` was said of anything at or below a place, or behind a reference in its node."""
        places = [pointer]
        seen: set[str] = set()
        waiting = [node]
        while waiting:
            part = waiting.pop()
            if not is_object(part):
                continue
            waiting += parts(part)
            name = definition_name(part["$ref"]) if part.get("$ref", "#") != "#" else None
            if name is not None and name not in seen:
                seen.add(name)
                raw, place = self._definitions[name]
                places.append(place)
                if name not in self._asserted:
                    self._asserted[name] = True  # what leads back here asks in vain
                    self._asserted[name] = self.asserting().node(raw, place)
                waiting.append(self._asserted[name])
        return any(one == place or one.startswith(f"{place}/") for one in self._weaker for place in places)

    def note(self, pointer: str, message: str) -> None:
        """Report a repair whose meaning is certain."""
        self._report.note(*self._place(pointer), message)

    def asserting(self) -> Normaliser:
        """Return a twin for schemas that only assert: a missing type is none, and nothing is closed."""
        return Normaliser(self.direction, self._schema, self._place, self._report, asserting=True, of=self)

    def inlined(self, branch: Any, pointer: str) -> Node:
        """Return a branch that is to be merged: a reference as what it refers to."""
        node = self.node(branch, pointer, branch=True)
        if not is_object(node) or "$ref" not in node or node["$ref"] in (*self._inlining, "#"):
            return node
        target = node["$ref"]
        if target not in self._inlined:
            self._inlining.append(target)
            try:
                self._inlined[target] = self.inlined(*self._definitions[definition_name(target)])
            finally:
                self._inlining.pop()
        inner = self._inlined[target]
        rest = {key: value for key, value in node.items() if key != "$ref"}
        return {**inner, **rest} if is_object(inner) else inner

    def root(self) -> Node:
        """Return the whole schema, its definitions under `$defs`."""
        schema = self.node(self._schema, "")
        definitions: dict[str, Any] = {}
        for keyword in ("$defs", "definitions"):
            if is_object(self._schema) and not is_object(self._schema.get(keyword, {})):
                given = show(self._schema[keyword])
                self.error(f"/{keyword}", f"{keyword} must be an object, not {given}")
        # A definition may refer to a place that is none yet, and so make it one.
        while len(definitions) < len(self._definitions):
            for name in self._definitions.names():
                if name not in definitions:
                    definitions[name] = self.node(*self._definitions[name])
        if is_object(schema) and definitions:
            schema["$defs"] = definitions
            schema = combine.inline_root(schema)
        return schema

    def node(self, raw: Any, pointer: str, *, branch: bool = False, typed: bool = False) -> Node:
        """Return one node in the standard dialect; what cannot be said in it is reported.

        A `branch` is to be merged into another node, which then says what a whole object must. What is `typed` stands
        beside a type, and so needs none of its own.
        """
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
            self.reference(raw["$ref"], node, pointer)
        types.types(self, raw, node, pointer, implied=not (branch or typed))
        scalars.enumeration(self, raw, node, pointer)
        scalars.numbers(self, raw, node, pointer)
        scalars.strings(self, raw, node, pointer)
        arrays.array(self, raw, node, pointer)
        if may_be(node, "object"):
            objects.keywords(self, raw, node, pointer)
        combine.combinations(self, raw, node, pointer)
        combine.assertions(self, raw, node, pointer)
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

    def reference(self, reference: Any, node: dict[str, Any], pointer: str) -> None:
        """Take in a `$ref`, which must be local."""
        place = child(pointer, "$ref")
        if not isinstance(reference, str):
            self.error(place, f"$ref must be a string, not {show(reference)}")
            return
        if reference == "#":
            node["$ref"] = reference
            return
        if not reference.startswith("#/"):
            self.error(
                place,
                f"$ref {show(reference)} is not followed",
                "only a place in the same schema is, as #/$defs/NAME",
            )
            return
        name = self._definitions.find(reference)
        if name is None:
            self.error(
                place, f"$ref {show(reference)} points at nothing", "define it under $defs or mend the name"
            )
            return
        node["$ref"] = definition_reference(name)

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


def is_unresolved(text: str) -> bool:
    """Say whether a text is a key of the documentation site that was never resolved."""
    return _UNRESOLVED.match(text.strip()) is not None


def _is_code_hook(keyword: str) -> bool:
    return keyword in CODE_HOOKS or keyword.startswith(("customType", "x-python-"))
