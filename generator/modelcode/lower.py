"""Normalised schemas into what the code is made of: classes, fields, type skeletons and rules.

A node becomes a skeleton, which datamodel-code-generator turns into a type expression, and metadata: the source of
what stands beside it in `Annotated[...]`. Where a node with metadata stands inside another type, it becomes a part:
an expression of its own, put in where its placeholder stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.dialect.references import definition_name
from generator.dialect.table import ASSERTIONS, BY_TYPE, MEDIA
from generator.jsonvalues import is_array, is_object, type_of
from generator.literals import python_literal
from generator.modelcode.excerpts import self_contained
from generator.modelcode.limits import limits, validations
from generator.modelcode.plans import ClassPlan, FieldPlan, LoweringError, Typed
from generator.modelcode.skeletons import SCALARS, any_of, placeholder
from generator.naming import class_name, identifier, property_names, suffix

if TYPE_CHECKING:
    from generator.dialect.normaliser import Direction

__all__ = ["Lowering"]

# Pydantic builds a class with all that are nested in it in one recursion, which ends at about 85 of them.
_DEEPEST = 50
# What no type can say, and a rule does.
_RULES = ("allOf", *ASSERTIONS)
# What a type says of its own values; where there is no type, a rule says it too.
_OF_TYPES = tuple(keyword for name in ("number", "string", "array", "object") for keyword in BY_TYPE[name])


class Lowering:
    """Lowers the schema of one direction; `classes`, in the order of definition, and `parts` fill up as it goes.

    `symbols` are the placeholders of classes, by which skeletons refer to them.
    """

    def __init__(self, direction: Direction, schema: dict[str, Any] | bool, root_name: str) -> None:
        self._direction: Direction = direction
        self._input = direction == "input"
        self._schema: dict[str, Any] = schema if is_object(schema) else {}
        self._definitions: dict[str, Any] = self._schema.get("$defs", {})
        self.root_name = root_name
        self._class_names: dict[str, str] = {}
        self._inlining: list[str] = []
        self._depth = 0
        self.classes: dict[str, ClassPlan] = {}
        self.symbols: dict[str, str] = {}
        self.parts: list[Typed] = []
        self.root = self._root(schema)

    def _root(self, schema: dict[str, Any] | bool) -> Typed:
        if is_object(schema) and (self._input or _is_class(schema)):
            return self._class(schema, self.root_name, "")
        return self.lower(schema, self.root_name, "")

    def lower(self, node: Any, name: str, pointer: str) -> Typed:
        """Return the type of a node; `name` is what a class made from it is called."""
        if node is True or node == {}:
            return Typed({})
        if node is False:
            return Typed({}, ["Fits(False)"] if self._input else [])
        if "$ref" in node:
            return self._reference(node["$ref"])
        typed = self._shape(node, name, pointer)
        if self._input:
            assertions = {key: node[key] for key in _RULES if key in node}
            if not _is_class(node):
                if not any(key in node for key in ("type", "enum", "const")):
                    assertions |= {key: node[key] for key in _OF_TYPES if key in node}
                if "anyOf" in node and ("type" in node or "enum" in node):
                    assertions["anyOf"] = node["anyOf"]
                shaped = any(key in node for key in ("type", "enum", "anyOf"))
                if "oneOf" in node and (shaped or not self._apart(node["oneOf"])):
                    assertions["oneOf"] = node["oneOf"]
            if assertions and not _is_class(node):
                typed.metadata.append(self._fits(assertions))
        return typed

    def _shape(self, node: dict[str, Any], name: str, pointer: str) -> Typed:
        members = node.get("enum", [node["const"]] if "const" in node else None)
        if members is not None:
            return self._enum(members)
        types = node.get("type")
        if types is None:
            return self._union(node.get("anyOf") or node.get("oneOf") or [], name, pointer)
        if is_array(types):
            return Typed(any_of([self._embed({**_bare(node), "type": one}, name, pointer) for one in types]))
        if types == "array":
            return self._array(node, name, pointer)
        if types == "object":
            return self._object(node, name, pointer)
        return self._scalar(node, types)

    def _embed(self, node: Any, name: str, pointer: str) -> dict[str, Any]:
        """Return the skeleton of a node that stands inside another type."""
        typed = self.lower(node, name, pointer)
        if not typed.metadata:
            return typed.skeleton
        self.parts.append(typed)
        return placeholder(f"Part{len(self.parts) - 1}")

    def _scalar(self, node: dict[str, Any], type_name: str) -> Typed:
        media = MEDIA.get(str(node.get("format")))
        if media and self._input and type_name == "string":
            typed = Typed(placeholder(f"{media[0].capitalize()}Input"))
            typed.metadata += validations(node.get("validations", []))
            return typed
        typed = Typed(dict(SCALARS[type_name]))
        if self._input:
            typed.metadata += limits(node, type_name)
            if type_name == "string" and "pattern" in node:
                typed.metadata.append(f"Pattern({python_literal(node['pattern'])})")
            if type_name in ("integer", "number") and "multipleOf" in node:
                typed.metadata.append(f"MultipleOf({python_literal(node['multipleOf'])})")
        return typed

    def _enum(self, members: list[Any]) -> Typed:
        literal = all(member is None or isinstance(member, str | int) for member in members)
        if not self._input:
            # Open: a new member is no fault, and the known ones are still there to be completed.
            bases = [SCALARS.get(kind, {}) for kind in dict.fromkeys(map(type_of, members))]
            known: list[dict[str, Any]] = [{"enum": members}] if literal else []
            return Typed({} if {} in bases else {"anyOf": known + [base for base in bases if base]})
        if literal:
            if all(member is None for member in members):
                return Typed(SCALARS["null"])
            if all(member is None or isinstance(member, str) for member in members):
                return Typed({"enum": members})
            # JSON's true is not 1, as Python's is; the rule takes the members from the literal.
            rule = "OneOf()" if None not in members else f"OneOf({', '.join(map(python_literal, members))})"
            return Typed({"enum": members}, [rule])
        kinds = ["number" if kind == "integer" else kind for kind in map(type_of, members)]
        bases = [SCALARS.get(kind, {}) for kind in dict.fromkeys(kinds)]
        skeleton = {} if {} in bases else {"anyOf": bases} if len(bases) > 1 else dict(bases[0])
        return Typed(skeleton, [f"OneOf({', '.join(map(python_literal, members))})"])

    def _union(self, branches: list[Any], name: str, pointer: str) -> Typed:
        if not branches:
            return Typed({})
        lowered = [
            self._embed(branch, f"{name}{index + 1}" if _is_class(branch) else name, f"{pointer}/{index}")
            for index, branch in enumerate(branches)
        ]
        return Typed(any_of(lowered))

    def _apart(self, branches: list[Any]) -> bool:
        """Say whether no value can fit two branches, by their types alone."""
        seen: set[str] = set()
        for branch in branches:
            node = self._resolved(branch)
            given = node.get("type") if is_object(node) else None
            if given is None:
                return False
            names = {
                "integer" if name == "number" else name
                for name in ([given] if isinstance(given, str) else given)
            }
            if names & seen:
                return False
            seen |= names
        return True

    def _array(self, node: dict[str, Any], name: str, pointer: str) -> Typed:
        prefix = node.get("prefixItems")
        if prefix is not None:
            fits: dict[str, Any] = {
                key: node[key] for key in ("prefixItems", "items", "uniqueItems") if key in node
            }
            typed = Typed({"type": "array", "items": {}}, [self._fits(fits)] if self._input else [])
        else:
            items = self._embed(node.get("items", True), name + "Item", f"{pointer}/items")
            typed = Typed({"type": "array", "items": items})
        if self._input:
            typed.metadata = limits(node, "array") + typed.metadata
            if node.get("uniqueItems") and prefix is None:
                typed.metadata.append("UniqueItems()")
            if str(node.get("format")) in MEDIA:
                typed.metadata += validations(node.get("validations", []))
        return typed

    def _object(self, node: dict[str, Any], name: str, pointer: str) -> Typed:
        if _is_class(node):
            return self._class(node, name, pointer)
        extra = node.get("additionalProperties", True)
        if "patternProperties" in node:
            fits: dict[str, Any] = {
                key: node[key]
                for key in ("patternProperties", "additionalProperties", "required")
                if key in node
            }
            return Typed(
                {"type": "object", "additionalProperties": True}, [self._fits(fits)] if self._input else []
            )
        values = (
            True if extra is True else self._embed(extra, name + "Value", f"{pointer}/additionalProperties")
        )
        typed = Typed({"type": "object", "additionalProperties": values})
        if self._input and "required" in node:
            typed.metadata.append(self._fits({"required": node["required"]}))
        return typed

    def _class(self, node: dict[str, Any], wanted: str, pointer: str) -> Typed:
        name = wanted
        if name in self.classes:  # two names that fold into one: told apart by where they stand
            name = f"{wanted}_{suffix(pointer)}"
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
        fits = {key: node[key] for key in (*_RULES, "anyOf", "oneOf", "patternProperties") if key in node}
        if is_object(extra) or "patternProperties" in node:
            fits |= {
                "properties": dict.fromkeys(node.get("properties", {}), True),
                "additionalProperties": extra,
            }
            plan.open = True
        if any(name not in properties for name in required):
            fits["required"] = required
        if self._input and fits:
            plan.fits = self_contained(fits, self._schema)
        names = property_names(properties)
        for wire, child in properties.items():
            child_name = name + (class_name(identifier(wire)) or f"V{suffix(wire)}")
            typed = self.lower(child, child_name, f"{pointer}/properties/{wire}")
            plan.fields.append(FieldPlan(wire, names[wire], typed, wire in required, child))
        self._depth -= 1
        # What a class refers to stands before it, unless the two refer to each other.
        self.classes[name] = self.classes.pop(name)
        return Typed(self._class_type(name))

    def _class_type(self, name: str) -> dict[str, Any]:
        """Return the skeleton of a class: a symbol, so that skeletons of different models are alike."""
        symbol = next((symbol for symbol, known in self.symbols.items() if known == name), None)
        if symbol is None:
            symbol = f"Class{len(self.symbols)}"
            self.symbols[symbol] = name
        return placeholder(symbol)

    def _reference(self, target: str) -> Typed:
        if target == "#":
            return Typed(self._class_type(self.root_name))
        key = definition_name(target)
        definition = self._definitions[key]
        if not (is_object(definition) and _is_class(definition)):
            if key in self._inlining:
                # No type can hold itself: from the second level on, a rule alone says what it is.
                return Typed({}, [self._fits({"$ref": target})] if self._input else [])
            self._inlining.append(key)
            try:
                return self.lower(definition, self.root_name + class_name(identifier(key)), f"/$defs/{key}")
            finally:
                self._inlining.pop()
        if key not in self._class_names:
            name = self.root_name + (class_name(identifier(key)) or f"V{suffix(key)}")
            if name in self.classes or name in self._class_names.values():
                name = f"{name}_{suffix(key)}"
            self._class_names[key] = name
            self._class(definition, name, f"/$defs/{key}")
        return Typed(self._class_type(self._class_names[key]))

    def _resolved(self, node: Any) -> Any:
        seen: set[str] = set()
        while is_object(node) and "$ref" in node and node["$ref"] not in seen:
            seen.add(node["$ref"])
            node = self._schema if node["$ref"] == "#" else self._definitions[definition_name(node["$ref"])]
        return node

    def _fits(self, schema: dict[str, Any]) -> str:
        return f"Fits({python_literal(self_contained(schema, self._schema))})"


def _is_class(node: Any) -> bool:
    """Say whether a node becomes a class: an object whose properties are listed, or that may have none."""
    if not is_object(node) or node.get("type") != "object":
        return False
    return bool(node.get("properties")) or (
        node.get("additionalProperties") is False and "patternProperties" not in node
    )


def _bare(node: dict[str, Any]) -> dict[str, Any]:
    """Return a node of several types without what was said of the whole."""
    return {key: value for key, value in node.items() if key not in ("anyOf", "oneOf", *_RULES)}
