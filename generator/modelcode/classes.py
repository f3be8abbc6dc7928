"""The classes of one model, from the plans of its two schemas."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator.modelcode.adapter import TypeExpressions, skeleton_key
from generator.modelcode.lower import Lowering
from generator.modelcode.plans import Metadata, annotated
from generator.plain.text import shortened
from generator.plain.values import equal, is_array
from generator.writing.literals import docstring, python_literal
from generator.writing.source import Source, fill

if TYPE_CHECKING:
    from generator.dialect import NormalModel
    from generator.modelcode.plans import ClassPlan, FieldPlan, Typed

__all__ = ["ClassCode", "FieldCode", "ModelCode", "model_code"]

_INDENT = " " * 4
_UNSET = Source("UNSET")


@dataclass(frozen=True, slots=True)
class FieldCode:
    """One line of a class: `name: annotation = default`, and its documentation."""

    name: Source
    annotation: Source
    default: Source | None
    doc: Source | None


@dataclass(frozen=True, slots=True)
class ClassCode:
    """One class. `config` is the source of its own settings, `fits` of a rule about the whole, where there are any."""

    name: Source
    base: Source
    doc: Source
    fields: tuple[FieldCode, ...] = ()
    config: Source | None = None
    fits: Source | None = None
    deprecated: Source | None = None
    """What type checkers say where it is used."""


@dataclass(frozen=True, slots=True)
class ModelCode:
    """What a model's module is made of. `input` and `output` are the names of the two classes of the endpoint."""

    input: Source
    output: Source
    classes: tuple[ClassCode, ...]
    endpoint: Source
    """The class of the endpoint."""
    field_names: dict[str, dict[str, str]]
    """By class, the Python names of the properties that could not keep their own."""


def model_code(model: NormalModel, prefix: Source, types: TypeExpressions) -> ModelCode:
    """Return the code of one model, whose classes begin with `prefix`.

    Raises LoweringError where a schema cannot be said in classes, AdapterError or CodeRefusedError where
    datamodel-code-generator answers what it must not.
    """
    model_id = model.spec.model_id
    inputs = Lowering("input", model.input_schema, fill("{}Input", prefix))
    outputs = Lowering("output", model.output_schema, fill("{}Output", prefix))
    classes: list[ClassCode] = []
    for lowering in (inputs, outputs):
        sources = _Sources(lowering, types)
        classes += [_class(plan, lowering, sources, model_id) for plan in lowering.classes.values()]
        root = sources.of(lowering.root)
    if root not in outputs.classes:
        # The endpoint wants a class: any other type is wrapped into one.
        doc = docstring(f"What a result holds of `{model_id}`.", _INDENT)
        classes.append(ClassCode(outputs.root_name, fill("RootModel[{}]", root), doc))
    notice = model.spec.notice
    if notice is not None:
        at = [item.name for item in classes].index(inputs.root_name)
        classes[at] = replace(classes[at], deprecated=python_literal(notice))
    plans = [*inputs.classes.values(), *outputs.classes.values()]
    renamed = {
        str(plan.name): names
        for plan in plans
        if (names := {field.wire: str(field.name) for field in plan.fields if field.wire != field.name})
    }
    endpoint = Source("Endpoint" if notice is None else "DeprecatedEndpoint")
    return ModelCode(inputs.root_name, outputs.root_name, tuple(classes), endpoint, renamed)


class _Sources(ast.NodeTransformer):
    """Makes the source of types: asks for all expressions of a lowering at once, and puts in classes and parts."""

    def __init__(self, lowering: Lowering, types: TypeExpressions) -> None:
        fields = [field.typed for plan in lowering.classes.values() for field in plan.fields]
        self._expressions = types.of([typed.skeleton for typed in (*fields, *lowering.parts, lowering.root)])
        self._parts = {f"Part{index}": part for index, part in enumerate(lowering.parts)}
        self._classes = lowering.symbols

    def of(self, typed: Typed, metadata: list[Metadata] | None = None) -> Source:
        """Return the source of a type with its metadata, or with `metadata` in their place."""
        expression = ast.parse(self._expressions[skeleton_key(typed.skeleton)], mode="eval").body
        type_source = Source(ast.unparse(self.visit(expression)))
        return annotated(type_source, typed.metadata if metadata is None else metadata)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Replace a placeholder by what it stands for."""
        if node.id in self._parts:
            return ast.parse(self.of(self._parts[node.id]), mode="eval").body
        return ast.Name(self._classes.get(node.id, node.id), ast.Load())


def _class(plan: ClassPlan, lowering: Lowering, sources: _Sources, model_id: str) -> ClassCode:
    what = "The inputs of" if lowering.is_input else "What a result holds of"
    if plan.name != lowering.root_name:
        what = f"Part of {what[0].lower()}{what[1:]}"
    make_field = _input_field if lowering.is_input else _output_field
    return ClassCode(
        name=plan.name,
        base=Source("InputModel" if lowering.is_input else "OutputModel"),
        doc=docstring(plan.node.get("description") or f"{what} `{model_id}`.", _INDENT),
        fields=tuple(make_field(field, sources) for field in plan.fields),
        config=Source('ConfigDict(extra="allow")') if lowering.is_input and plan.open else None,
        fits=plan.fits.source if plan.fits is not None else None,
    )


def _input_field(field: FieldPlan, sources: _Sources) -> FieldCode:
    node = field.node
    default = None if field.required else _default(node)
    text = node.get("description") or node.get("title") or ""
    if "default" in node and default in (None, _UNSET):
        whose = (
            "The schema's default, which is not sent by itself" if field.required else "The server's default"
        )
        said = f"{whose}: {shortened(json.dumps(node['default'], ensure_ascii=False), 160)}"
        text = f"{text}\n\n{said}" if text else said
    if node.get("deprecated") is True:
        text = f"Deprecated. {text}".rstrip()
    return FieldCode(field.name, _aliased(field, sources), default, _doc(text))


def _output_field(field: FieldPlan, sources: _Sources) -> FieldCode:
    doc = _doc(field.node.get("description") or field.node.get("title") or "")
    if field.required:
        return FieldCode(field.name, _aliased(field, sources), None, doc)
    source = sources.of(field.typed)
    if source not in ("Any", "None") and not source.endswith(" | None"):
        source = fill("{} | None", source)
    # Outside of the union: pydantic passes over the alias of a part of one.
    return FieldCode(field.name, annotated(source, _alias(field)), Source("None"), doc)


def _aliased(field: FieldPlan, sources: _Sources) -> Source:
    """Return the type of a field with its alias, which stands in one `Field(...)` with the limits."""
    if not (alias := _alias(field)):
        return sources.of(field.typed)
    limits = [item for item in field.typed.metadata if item.name == "Field"]
    rules = [item for item in field.typed.metadata if item.name != "Field"]
    keywords = {key: value for item in (*limits, *alias) for key, value in item.keywords.items()}
    return sources.of(field.typed, [Metadata("Field", keywords=keywords), *rules])


def _alias(field: FieldPlan) -> list[Metadata]:
    return [Metadata("Field", keywords={"alias": field.wire})] if field.name != field.wire else []


def _doc(text: str) -> Source | None:
    return docstring(text, _INDENT) if text else None


def _default(node: dict[str, Any]) -> Source:
    """Return the source of the default that a signature shows; what would not type-check there is only documented."""
    if "default" not in node or not _simple(node["default"]):
        return _UNSET
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
