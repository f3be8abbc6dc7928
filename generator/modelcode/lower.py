"""Normalised schemas into what the code is made of: classes, fields, type skeletons and rules.

A node becomes a skeleton, which datamodel-code-generator turns into a type expression, and metadata: what stands beside
it in `Annotated[...]`. Where a node with metadata stands inside another type, it becomes a part:
an expression of its own, put in where its placeholder stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.modelcode.excerpts import excerpt
from generator.modelcode.metadata import array_metadata, file_rules, scalar_metadata
from generator.modelcode.plans import ClassPlan, FieldPlan, LoweringError, Metadata, Typed
from generator.modelcode.skeletons import SCALARS, any_of, placeholder
from generator.names.identifiers import PYTHON_NAME, class_name, identifier, property_names, suffix
from generator.plain.faults import child
from generator.plain.values import is_array, is_object, type_of
from generator.schema.keywords import ASSERTIONS, BY_TYPE, MEDIA, is_annotation
from generator.schema.value import Schema, definition_name, members, type_names
from generator.writing.source import Source, fill

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.schema.value import Node
    from generator.spec import Direction

__all__ = ["Lowering"]

# Pydantic builds a class with all that are nested in it in one recursion, which ends at about 85 of them.
_DEEPEST = 50
# Python reads a union of types in one recursion, too.
_MOST_BRANCHES = 200
# What no type can say, and a rule does.
_RULES = ("allOf", *ASSERTIONS)
# What the fields of a class do not say.
_BESIDE_FIELDS = ("enum", "const", *_RULES, "anyOf", "oneOf", "patternProperties")
_MAPS = ("patternProperties", "additionalProperties", "required")
_TUPLES = ("prefixItems", "items", "uniqueItems")
# What is said of the inside of a listed value: the rest, the dialect has held its members against.
_INSIDE_MEMBERS = (*BY_TYPE["array"], *BY_TYPE["object"])
# What a type says of its own values; where there is no type, a rule says it too.
_OF_TYPES = tuple(keyword for name in ("number", "string", "array", "object") for keyword in BY_TYPE[name])


class Lowering:
    """Lowers the schema of one direction; `classes`, in the order of definition, and `parts` fill up as it goes.

    `symbols` are the placeholders of classes, by which skeletons refer to them. `held` are the names that properties
    have had so far, by class: those whose names depend on it say so in the schema, for all who read it later.
    """

    def __init__(
        self,
        direction: Direction,
        root: Node,
        root_name: Source,
        held: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self._direction: Direction = direction
        self.is_input = direction == "input"
        self._schema = Schema(root)
        self.root_name = root_name
        self._held = held or {}
        self._class_names: dict[str, Source] = {}
        self._inlining: list[str] = []
        self._depth = 0
        self.classes: dict[str, ClassPlan] = {}
        self.symbols: dict[str, Source] = {}
        self._holds_itself = False
        self.parts: list[Typed] = []
        self.root = self._root(root)
        if self.is_input:
            self._name_plain_dicts()

    def _root(self, schema: Node) -> Typed:
        if is_object(schema) and (self.is_input or _is_class(schema)):
            return self._class(schema, self.root_name, "")
        return self.lower(schema, self.root_name, "")

    @property
    def skeletons(self) -> list[dict[str, Any]]:
        """The skeletons of all types: those of fields, of parts, and that of the whole."""
        fields = [field.typed for plan in self.classes.values() for field in plan.fields]
        return [typed.skeleton for typed in (*fields, *self.parts, self.root)]

    def lower(self, node: Any, name: Source, pointer: str) -> Typed:
        """Return the type of a node; `name` is what a class made from it is called."""
        if node is True or node == {}:
            return Typed({})
        if node is False:
            return Typed({}, [Metadata("Fits", (False,))] if self.is_input else [])
        if "$ref" in node:
            typed = self._reference(node["$ref"])
            if self.is_input and (beside := self._beside_reference(node)):
                typed.metadata.append(self._fits(beside))
            return typed
        typed = self._shape(node, name, pointer)
        if self.is_input and not _is_class(node):
            typed.metadata += self._rules(node)
        return typed

    def _rules(self, node: dict[str, Any]) -> list[Metadata]:
        """Return the rule for what the type of a node does not say, if there is any."""
        rules = {key: node[key] for key in _RULES if key in node}
        if members(node) is not None:
            rules |= {key: node[key] for key in _INSIDE_MEMBERS if node.get(key, True) is not True}
        elif "type" not in node:
            rules |= {key: node[key] for key in _OF_TYPES if key in node}
        shaped = any(key in node for key in ("type", "enum", "const"))
        if "anyOf" in node and shaped:
            rules["anyOf"] = node["anyOf"]
        if "oneOf" in node and (shaped or "anyOf" in node or not self._are_disjoint(node["oneOf"])):
            rules["oneOf"] = node["oneOf"]
        return [self._fits(rules)] if rules else []

    def _shape(self, node: dict[str, Any], name: Source, pointer: str) -> Typed:
        if _is_class(node):
            return self._class(node, name, pointer)
        if (listed := members(node)) is not None:
            return self._enum(listed)
        types = node.get("type")
        if types is None:
            keyword = "anyOf" if node.get("anyOf") else "oneOf"
            return self._union(node.get(keyword, []), name, child(pointer, keyword))
        if is_array(types):
            return Typed(
                any_of([self._embed({**_without_limits(node), "type": one}, name, pointer) for one in types])
            )
        if types == "array":
            return self._array(node, name, pointer)
        if types == "object":
            return self._object(node, name, pointer)
        return self._scalar(node, types)

    def _embed(self, node: Any, name: Source, pointer: str) -> dict[str, Any]:
        """Return the skeleton of a node that stands inside another type."""
        typed = self.lower(node, name, pointer)
        if not typed.metadata:
            return typed.skeleton
        self.parts.append(typed)
        return placeholder(f"Part{len(self.parts) - 1}")

    def _scalar(self, node: dict[str, Any], type_name: str) -> Typed:
        media = MEDIA.get(str(node.get("format")))
        if media and self.is_input and type_name == "string":
            return Typed(placeholder(f"{media[0].capitalize()}Input"), file_rules(node))
        return Typed(dict(SCALARS[type_name]), scalar_metadata(node, type_name) if self.is_input else [])

    def _enum(self, listed: list[Any]) -> Typed:
        literal = all(member is None or isinstance(member, str | int) for member in listed)
        if not self.is_input:
            # Open: a new member is not a fault, and the known ones are still there to be completed.
            bases = [SCALARS.get(kind, {}) for kind in dict.fromkeys(map(type_of, listed))]
            known: list[dict[str, Any]] = [{"enum": listed}] if literal else []
            return Typed({} if {} in bases else {"anyOf": known + [base for base in bases if base]})
        if literal:
            if all(member is None for member in listed):
                return Typed(SCALARS["null"])
            if all(member is None or isinstance(member, str) for member in listed):
                return Typed({"enum": listed})
            # JSON's true is not 1, as Python's is; the rule takes the members from the literal.
            return Typed({"enum": listed}, [Metadata("OneOf", tuple(listed) if None in listed else ())])
        kinds = ["number" if kind == "integer" else kind for kind in map(type_of, listed)]
        bases = [SCALARS.get(kind, {}) for kind in dict.fromkeys(kinds)]
        skeleton = {} if {} in bases else {"anyOf": bases} if len(bases) > 1 else dict(bases[0])
        return Typed(skeleton, [Metadata("OneOf", tuple(listed))])

    def _union(self, branches: list[Any], name: Source, pointer: str) -> Typed:
        if not branches:
            return Typed({})
        if len(branches) > _MOST_BRANCHES:
            message = f"a union of {len(branches)} schemas; at most {_MOST_BRANCHES} are taken"
            raise LoweringError(self._direction, pointer, message, "list constants in one enum")
        lowered = [
            self._embed(
                branch, fill("{}{}", name, index + 1) if _is_class(branch) else name, child(pointer, index)
            )
            for index, branch in enumerate(branches)
        ]
        return Typed(any_of(lowered))

    def _are_disjoint(self, branches: list[Any]) -> bool:
        """Say whether no value can fit two branches, by their types alone."""
        seen: set[str] = set()
        for branch in branches:
            names = {
                "integer" if name == "number" else name for name in type_names(self._schema.resolve(branch))
            }
            if not names or names & seen:
                return False
            seen |= names
        return True

    def _array(self, node: dict[str, Any], name: Source, pointer: str) -> Typed:
        fits: list[Metadata] = []
        items: dict[str, Any] = {}
        if "prefixItems" in node:
            fits.append(self._fits({key: node[key] for key in _TUPLES if key in node}))
        else:
            items = self._embed(node.get("items", True), fill("{}Item", name), child(pointer, "items"))
        return Typed({"type": "array", "items": items}, array_metadata(node, fits) if self.is_input else [])

    def _object(self, node: dict[str, Any], name: Source, pointer: str) -> Typed:
        extra = node.get("additionalProperties", True)
        fits: list[Metadata] = []
        if "patternProperties" in node:
            fits.append(self._fits({key: node[key] for key in _MAPS if key in node}))
            extra = True
        elif "required" in node:
            fits.append(self._fits({"required": node["required"]}))
        inner = child(pointer, "additionalProperties")
        values = True if extra is True else self._embed(extra, fill("{}Value", name), inner)
        return Typed({"type": "object", "additionalProperties": values}, fits if self.is_input else [])

    def _class(self, node: dict[str, Any], wanted: Source, pointer: str) -> Typed:
        name = wanted
        if name in self.classes:  # two names that fold into one: told apart by where they stand
            name = fill("{}_{}", wanted, suffix(pointer))
        if self._depth >= _DEEPEST:
            message = f"the objects are nested more than {_DEEPEST} deep"
            raise LoweringError(
                self._direction, pointer, message, "no class can be built from that; flatten the schema"
            )
        self._depth += 1
        plan = ClassPlan(name, node)
        self.classes[name] = plan
        extra = node.get("additionalProperties", True)
        plan.open = extra is not False
        properties: dict[str, Any] = node.get("properties", {})
        required = node.get("required", [])
        fits = {key: node[key] for key in _BESIDE_FIELDS if key in node}
        if is_object(extra) or "patternProperties" in node:
            fits |= {
                "properties": dict.fromkeys(node.get("properties", {}), True),
                "additionalProperties": extra,
            }
            plan.open = True
        if any(name not in properties for name in required):
            fits["required"] = required
        if self.is_input and fits:
            plan.fits = self._fits(fits)
        names = self._names(name, properties)
        for wire, inner in properties.items():
            inner_name = fill("{}{}", name, class_name(identifier(wire)))
            typed = self.lower(inner, inner_name, child(pointer, "properties", wire))
            plan.fields.append(
                FieldPlan(wire, names[wire], typed, wire in required, inner if is_object(inner) else {})
            )
        self._depth -= 1
        # What a class refers to stands before it, unless the two refer to each other.
        self.classes[name] = self.classes.pop(name)
        return Typed(self._class_type(name))

    @staticmethod
    def _write_names(properties: dict[str, Any], names: Mapping[str, str]) -> None:
        for wire, inner in properties.items():
            if names[wire] != wire and (is_object(inner) or inner is True):
                properties[wire] = {**({} if inner is True else inner), PYTHON_NAME: str(names[wire])}

    def _names(self, name: Source, properties: dict[str, Any]) -> dict[str, Source]:
        names = property_names(properties, self._held.get(name))
        if names != property_names(properties):
            self._write_names(properties, names)
        return names

    def _class_type(self, name: Source) -> dict[str, Any]:
        """Return the skeleton of a class: a symbol, so that skeletons of different models are alike."""
        symbol = next((symbol for symbol, known in self.symbols.items() if known == name), None)
        if symbol is None:
            symbol = f"Class{len(self.symbols)}"
            self.symbols[symbol] = name
        return placeholder(symbol)

    def _name_plain_dicts(self) -> None:
        """Name the plain dict of every class that stands inside another type."""
        taken = set(self.classes)
        for name in self.symbols.values():
            if name == self.root_name and not self._holds_itself:
                continue
            plain = fill("{}Dict", name)
            while plain in taken:
                plain = fill("{}_", plain)
            taken.add(plain)
            self.classes[name].plain = plain

    def _reference(self, target: str) -> Typed:
        if target == "#":
            self._holds_itself = True
            return Typed(self._class_type(self.root_name))
        key = definition_name(target)
        definition = self._schema.target(target)
        if not (is_object(definition) and _is_class(definition)):
            if key in self._inlining:
                # No type can hold itself: from the second level on, a rule alone says what it is.
                return Typed({}, [self._fits({"$ref": target})] if self.is_input else [])
            self._inlining.append(key)
            try:
                name = fill("{}{}", self.root_name, class_name(identifier(key)))
                return self.lower(definition, name, child("", "$defs", key))
            finally:
                self._inlining.pop()
        if key not in self._class_names:
            name = fill("{}{}", self.root_name, class_name(identifier(key)))
            if name in self.classes or name in self._class_names.values():
                name = fill("{}_{}", name, suffix(key))
            self._class_names[key] = name
            self._class(definition, name, child("", "$defs", key))
        return Typed(self._class_type(self._class_names[key]))

    def _beside_reference(self, node: dict[str, Any]) -> dict[str, Any]:
        """Return what limits a value beside a reference, other than a type that what it refers to has already."""
        beside = {key: value for key, value in node.items() if key != "$ref" and not is_annotation(key)}
        target = self._schema.resolve({"$ref": node["$ref"]})
        if is_object(target) and beside.get("type") == target.get("type"):
            beside.pop("type", None)
        return beside

    def _fits(self, part: dict[str, Any]) -> Metadata:
        return Metadata("Fits", (excerpt(self._schema, part),))


def _is_class(node: Any) -> bool:
    """Say whether a node becomes a class: an object whose properties are listed, or that may have none."""
    if not is_object(node) or node.get("type") != "object":
        return False
    return bool(node.get("properties")) or (
        node.get("additionalProperties") is False and "patternProperties" not in node
    )


def _without_limits(node: dict[str, Any]) -> dict[str, Any]:
    """Return a node of several types without what was said of the whole."""
    return {key: value for key, value in node.items() if key not in ("anyOf", "oneOf", *_RULES)}
