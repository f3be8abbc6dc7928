"""The classes of one model, as finished values that a template only has to place."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.jsonvalues import equal, is_array, is_object
from generator.literals import docstring, python_literal
from generator.modelcode.adapter import skeleton_key, type_expressions
from generator.modelcode.lower import Lowering
from generator.modelcode.plans import ClassPlan, FieldPlan, Typed

if TYPE_CHECKING:
    from generator.dialect import NormalModel
    from generator.dialect.normaliser import Direction

__all__ = ["ClassCode", "FieldCode", "ModelCode", "model_code"]


@dataclass(frozen=True, slots=True)
class FieldCode:
    """One line of a class: `name: annotation = default`, and its documentation."""

    name: str
    annotation: str
    default: str | None
    doc: str | None


@dataclass(frozen=True, slots=True)
class ClassCode:
    """One class. `config` is the source of its own settings, `fits` of a rule about the whole, where there are any."""

    name: str
    base: str
    doc: str
    fields: tuple[FieldCode, ...]
    config: str | None
    fits: str | None


@dataclass(frozen=True, slots=True)
class ModelCode:
    """What a model's module is made of. `output` is an expression: a class's name where it is an object."""

    input: str
    output: str
    classes: tuple[ClassCode, ...]
    field_names: dict[str, dict[str, str]]
    """By class, the Python names of the properties that could not keep their own."""


def model_code(model: NormalModel, prefix: str) -> ModelCode:
    """Return the code of one model, whose classes begin with `prefix`.

    Raises LoweringError where a schema cannot be said in classes, AdapterError or CodeRefusedError where
    datamodel-code-generator answers what it must not.
    """
    lowerings: dict[Direction, Lowering] = {
        "input": Lowering("input", model.input_schema, f"{prefix}Input"),
        "output": Lowering("output", model.output_schema, f"{prefix}Output"),
    }
    resolvers: dict[Direction, _Resolver] = {
        direction: _Resolver(lowering) for direction, lowering in lowerings.items()
    }
    roots = {
        direction: resolver.source(lowerings[direction].root) for direction, resolver in resolvers.items()
    }
    classes = [
        _class(plan, direction, resolvers[direction], model, root=name == lowering.root_name)
        for direction, lowering in lowerings.items()
        for name, plan in lowering.classes.items()
    ]
    if roots["output"] not in lowerings["output"].classes:
        # The endpoint wants a class: any other type is wrapped into one.
        wrapper = f"{prefix}Output"
        doc = docstring(f"What a result holds of `{model.spec.model_id}`.", " " * 4)
        classes.append(ClassCode(wrapper, f"RootModel[{roots['output']}]", doc, (), None, None))
        roots["output"] = wrapper
    renamed = {
        plan.name: names
        for lowering in lowerings.values()
        for plan in lowering.classes.values()
        if (names := {field.wire: field.name for field in plan.fields if field.wire != field.name})
    }
    return ModelCode(roots["input"], roots["output"], tuple(classes), renamed)


class _Resolver(ast.NodeTransformer):
    """Makes the source of types: asks for all expressions of a lowering at once, and puts in classes and parts."""

    def __init__(self, lowering: Lowering) -> None:
        fields = [field.typed for plan in lowering.classes.values() for field in plan.fields]
        wanted = [typed.skeleton for typed in (*fields, *lowering.parts, lowering.root)]
        self._expressions = {
            skeleton_key(skeleton): source
            for skeleton, source in zip(wanted, type_expressions(wanted), strict=True)
        }
        self._parts = {f"Part{index}": part for index, part in enumerate(lowering.parts)}
        self._classes = lowering.symbols

    def source(self, typed: Typed, metadata: tuple[str, ...] = ()) -> str:
        """Return the source of a type with its metadata, and `metadata` behind that."""
        expression = ast.parse(self._expressions[skeleton_key(typed.skeleton)], mode="eval").body
        type_source = ast.unparse(self.visit(expression))
        extra = [*typed.metadata, *metadata]
        return f"Annotated[{type_source}, {', '.join(extra)}]" if extra else type_source

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Replace a placeholder by what it stands for."""
        if node.id in self._parts:
            return ast.parse(self.source(self._parts[node.id]), mode="eval").body
        return ast.Name(self._classes.get(node.id, node.id), ast.Load())


def _class(
    plan: ClassPlan,
    direction: Direction,
    resolver: _Resolver,
    model: NormalModel,
    *,
    root: bool,
) -> ClassCode:
    takes_input = direction == "input"
    fields = tuple(_field(field, resolver, takes_input=takes_input) for field in plan.fields)
    what = "The inputs of" if takes_input else "What a result holds of"
    what = what if root else f"Part of {what[0].lower()}{what[1:]}"
    text = plan.node.get("description") or f"{what} `{model.spec.model_id}`."
    return ClassCode(
        name=plan.name,
        base="InputModel" if takes_input else "OutputModel",
        doc=docstring(text, " " * 4),
        fields=fields,
        config='ConfigDict(extra="allow")' if takes_input and plan.open else None,
        fits=None if plan.fits is None else f"Fits({python_literal(plan.fits)})",
    )


def _field(field: FieldPlan, resolver: _Resolver, *, takes_input: bool) -> FieldCode:
    alias = f"alias={python_literal(field.wire)}" if field.name != field.wire else None
    typed = field.typed
    metadata: tuple[str, ...] = ()
    optional_output = not takes_input and not field.required
    if alias and not optional_output:
        limits = [item for item in typed.metadata if item.startswith("Field(")]
        rest = [item for item in typed.metadata if not item.startswith("Field(")]
        joined = f"Field({', '.join([*(limit[6:-1] for limit in limits), alias])})"
        typed, metadata = Typed(typed.skeleton, []), (joined, *rest)
    source = resolver.source(typed, metadata)
    node = field.node if is_object(field.node) else {}
    default: str | None = None
    if optional_output:
        source = source if source in ("Any", "None") or source.endswith(" | None") else f"{source} | None"
        if alias:
            # Outside of the union: pydantic passes over the alias of a part of one.
            source = f"Annotated[{source}, Field({alias})]"
        default = "None"
    elif not field.required:
        default = _default(node)
    return FieldCode(field.name, source, default, _doc(field, node, default, takes_input=takes_input))


def _default(node: dict[str, Any]) -> str:
    """Return the source of the default that a signature shows; what would not type-check there is only documented."""
    if "default" not in node or not _simple(node["default"]):
        return "UNSET"
    value = node["default"]
    if "enum" in node:
        value = next((member for member in node["enum"] if equal(member, value)), value)
    elif node.get("type") == "integer" and isinstance(value, float):
        value = int(value)
    return python_literal(value)


def _simple(value: Any) -> bool:
    return (
        value is None
        or isinstance(value, str | int | float)
        or (is_array(value) and all(isinstance(item, str | int | float) for item in value))
    )


def _doc(field: FieldPlan, node: dict[str, Any], default: str | None, *, takes_input: bool) -> str | None:
    text = node.get("description") or node.get("title") or ""
    if takes_input and "default" in node and default in (None, "UNSET"):
        shown = json.dumps(node["default"], ensure_ascii=False)
        shown = shown if len(shown) <= 160 else shown[:159] + "…"
        said = (
            "The schema's default, which is not sent by itself" if field.required else "The server's default"
        )
        text = f"{text}\n\n{said}: {shown}" if text else f"{said}: {shown}"
    return docstring(text, " " * 4) if text else None
