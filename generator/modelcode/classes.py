"""The classes of one model, from the plans of its two schemas."""

from __future__ import annotations

import ast
import json
import keyword
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator.modelcode.adapter import TypeExpressions, skeleton_key
from generator.modelcode.lower import Lowering
from generator.modelcode.plans import Metadata, annotated
from generator.plain.text import shortened
from generator.plain.values import equal, is_array
from generator.writing.literals import docstring, python_literal, word
from generator.writing.source import Source, fill, join, own
from generator.writing.unparse import unparse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.dialect import NormalModel
    from generator.modelcode.plans import ClassPlan, FieldPlan, Typed

__all__ = [
    "ClassCode",
    "FieldCode",
    "LoweredModel",
    "ModelCode",
    "PlainCode",
    "PlainKey",
    "lower_model",
    "model_code",
    "shown_type",
]

_INDENT = " " * 4
# What `_Sources` may put something else in the place of.
_REPLACED = re.compile(r"\b(?:Class\d+|Part\d+|dict|list)\b")
_UNSET = own("UNSET")


@dataclass(frozen=True, slots=True)
class FieldCode:
    """One line of a class: `name: annotation = default`, its documentation, and its name in JSON."""

    wire: str
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
class PlainKey:
    """One key of a plain dict: its name in JSON, and its type."""

    wire: str
    annotation: Source
    required: bool

    @property
    def name(self) -> Source:
        """The key as a name in the dict's class; it can be one, see `PlainCode.items`."""
        return word(self.wire)

    @property
    def source(self) -> Source:
        """The type as it stands in the dict's class."""
        return fill("Required[{}]", self.annotation) if self.required else self.annotation


@dataclass(frozen=True, slots=True)
class PlainCode:
    """The `TypedDict` of a class inside an input. `items` is its source where some key is not a name in Python."""

    name: Source
    doc: Source
    keys: tuple[PlainKey, ...]

    @property
    def quoted(self) -> Source:
        """The name as a literal."""
        return python_literal(self.name)

    @property
    def items(self) -> Source | None:
        """The keys as the source of a dict, if they cannot stand in a class."""
        if all(_fits_a_class_body(key.wire) for key in self.keys):
            return None
        pairs = [fill("{}: {}", python_literal(key.wire), key.source) for key in self.keys]
        return fill("{{{}}}", join(", ", pairs))


@dataclass(frozen=True, slots=True)
class ModelCode:
    """What a model's module is made of. `input` and `output` are the names of the two classes of the endpoint."""

    input: Source
    output: Source
    classes: tuple[ClassCode, ...]
    plains: tuple[PlainCode, ...]
    field_names: dict[str, dict[str, str]]
    """By class, the Python names of the properties that could not keep their own."""

    @property
    def ahead(self) -> list[Source]:
        """The classes that name one which stands behind them: finished when all are there, or a field has no alias."""
        later = {item.name for item in self.classes}
        found: list[Source] = []
        for item in self.classes:
            later.discard(item.name)
            annotations = [field.annotation for field in item.fields]
            named = any(name in annotation for annotation in annotations for name in later)
            if named and any(_names(annotation) & later for annotation in annotations):
                found.append(item.name)
        return found


@dataclass(frozen=True, slots=True)
class LoweredModel:
    """The plans of a model's classes, whose types nobody has been asked for yet."""

    model: NormalModel
    inputs: Lowering
    outputs: Lowering

    @property
    def skeletons(self) -> list[dict[str, Any]]:
        """The skeletons of all types in it."""
        return [*self.inputs.skeletons, *self.outputs.skeletons]


def lower_model(
    model: NormalModel, prefix: Source, held: Mapping[str, Mapping[str, str]] | None = None
) -> LoweredModel:
    """Return the plans of a model, whose classes begin with `prefix`; `held` are names of properties by class.

    Raises LoweringError where a schema cannot be said in classes.
    """
    return LoweredModel(
        model,
        Lowering("input", model.input_schema, fill("{}Input", prefix), held),
        Lowering("output", model.output_schema, fill("{}Output", prefix), held),
    )


def model_code(lowered: LoweredModel, types: TypeExpressions) -> ModelCode:
    """Return the code of one model.

    Raises AdapterError or CodeRefusedError where datamodel-code-generator answers what it must not.
    """
    spec, inputs, outputs = lowered.model.spec, lowered.inputs, lowered.outputs
    classes: list[ClassCode] = []
    plains: list[PlainCode] = []
    for lowering in (inputs, outputs):
        sources = _Sources(lowering, types)
        classes += [_class(plan, lowering, sources, spec.model_id) for plan in lowering.classes.values()]
        plains += _plain_dicts(lowering, sources)
        root = sources.of(lowering.root)
    if root not in outputs.classes:
        # The endpoint wants a class: any other type is wrapped into one.
        doc = docstring(f"What a result holds of `{spec.model_id}`.", _INDENT)
        classes.append(ClassCode(outputs.root_name, fill("RootModel[{}]", root), doc))
    if spec.notice is not None:
        at = [item.name for item in classes].index(inputs.root_name)
        classes[at] = replace(classes[at], deprecated=python_literal(spec.notice))
    plans = [*inputs.classes.values(), *outputs.classes.values()]
    renamed = {
        str(plan.name): names
        for plan in plans
        if (names := {field.wire: str(field.name) for field in plan.fields if field.wire != field.name})
    }
    return ModelCode(inputs.root_name, outputs.root_name, tuple(classes), tuple(plains), renamed)


class _Sources(ast.NodeTransformer):
    """Makes the source of types: asks for all expressions of a lowering at once, and puts in classes and parts."""

    def __init__(self, lowering: Lowering, types: TypeExpressions) -> None:
        self._expressions = types.of(lowering.skeletons)
        self._parts = {f"Part{index}": part for index, part in enumerate(lowering.parts)}
        self._classes = {symbol: lowering.classes[name] for symbol, name in lowering.symbols.items()}
        self._is_input = lowering.is_input

    def of(self, typed: Typed, metadata: list[Metadata] | None = None) -> Source:
        """Return the source of a type with its metadata, or with `metadata` in their place."""
        source = self._expressions[skeleton_key(typed.skeleton)]
        if _REPLACED.search(source):
            source = unparse(self.visit(ast.parse(source, mode="eval").body))
        return annotated(source, typed.metadata if metadata is None else metadata)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Replace a placeholder by what it stands for."""
        if node.id in self._parts:
            return ast.parse(self.of(self._parts[node.id]), mode="eval").body
        if node.id == "list" and self._is_input:
            return ast.Name("SequenceOf", ast.Load())
        if node.id not in self._classes:
            return node
        plan = self._classes[node.id]
        if plan.plain is None:
            return ast.Name(plan.name, ast.Load())
        # Another key is not a mistake where the schema takes any.
        more = own(" | dict[str, Any]" if plan.open else "")
        return ast.parse(fill("Part[{}, {}{}]", plan.name, plan.plain, more), mode="eval").body

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """Let an input take any mapping for a dict, which a checker would compare too strictly."""
        is_dict = isinstance(node.value, ast.Name) and node.value.id == "dict" and self._is_input
        if is_dict and isinstance(node.slice, ast.Tuple):
            values = self.visit(node.slice.elts[1])
            return ast.Subscript(ast.Name("MapOf", ast.Load()), values, ast.Load())
        self.generic_visit(node)
        return node


class _WithoutAnnotated(ast.NodeTransformer):
    """Takes `Annotated` off: what limits a value is the class's business."""

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        if isinstance(node.value, ast.Name) and node.value.id == "Annotated":
            assert isinstance(node.slice, ast.Tuple)  # noqa: S101 (it has metadata)
            bare: ast.expr = self.visit(node.slice.elts[0])
            return bare
        self.generic_visit(node)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """Leave one of two alternatives that only their limits told apart: `None | None` is no type in Python."""
        self.generic_visit(node)
        return node.left if ast.dump(node.left) == ast.dump(node.right) else node


def _bare_type(annotation: Source) -> Source:
    """Return a type without what `Annotated` adds, as people read it."""
    if "Annotated[" not in annotation:
        return annotation
    return unparse(_WithoutAnnotated().visit(ast.parse(annotation, mode="eval").body))


class _Readable(_WithoutAnnotated):
    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        if isinstance(node.value, ast.Name) and node.value.id == "Part":
            assert isinstance(node.slice, ast.Tuple)  # noqa: S101 (it has two)
            return ast.BinOp(node.slice.elts[0], ast.BitOr(), ast.Name("dict", ast.Load()))
        return super().visit_Subscript(node)


def shown_type(annotation: Source) -> Source:
    """Return a type as people read it: without what limits a value, and a part as its class or a dict."""
    if "Annotated[" not in annotation and "Part[" not in annotation:
        return annotation
    return unparse(_Readable().visit(ast.parse(annotation, mode="eval").body))


class _DictsOnly(ast.NodeTransformer):
    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        if isinstance(node.value, ast.Name) and node.value.id == "Part":
            assert isinstance(node.slice, ast.Tuple)  # noqa: S101 (it has two)
            return node.slice.elts[1]
        return self.generic_visit(node)


def _dicts_only(annotation: Source) -> Source:
    """Return a type in which a part is its dict."""
    if "Part[" not in annotation:
        return annotation
    return unparse(_DictsOnly().visit(ast.parse(annotation, mode="eval").body))


def _plain_dicts(lowering: Lowering, sources: _Sources) -> list[PlainCode]:
    """Return the plain dicts of the classes inside an input, each behind those it refers to."""
    found: list[PlainCode] = []
    for plan in lowering.classes.values():
        if plan.plain is None:
            continue
        keys = [
            PlainKey(field.wire, _bare_type(sources.of(field.typed)), field.required) for field in plan.fields
        ]
        code = PlainCode(plan.plain, docstring(f"`{plan.name}` as a plain dict.", _INDENT), tuple(keys))
        if code.items is not None:
            # Evaluated where it stands: what is defined further down, as all classes are, has no name yet.
            keys = [PlainKey(key.wire, _dicts_only(key.annotation), key.required) for key in keys]
            done = {each.name for each in found} | {
                other.name for other in lowering.classes.values() if other.plain is None
            }
            later = {other.plain for other in lowering.classes.values() if other.plain} - done
            keys = [
                PlainKey(key.wire, own("Any"), key.required) if _names(key.annotation) & later else key
                for key in keys
            ]
            code = PlainCode(code.name, code.doc, tuple(keys))
        found.append(code)
    return found


def _names(source: Source) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(source, mode="eval")) if isinstance(node, ast.Name)}


def _fits_a_class_body(wire: str) -> bool:
    """Say whether a key can be a name in a class: one with two underscores in front would be another one there."""
    return (
        wire.isascii() and wire.isidentifier() and not keyword.iskeyword(wire) and not wire.startswith("__")
    )


def _class(plan: ClassPlan, lowering: Lowering, sources: _Sources, model_id: str) -> ClassCode:
    what = "The inputs of" if lowering.is_input else "What a result holds of"
    if plan.name != lowering.root_name:
        what = f"Part of {what[0].lower()}{what[1:]}"
    make_field = _input_field if lowering.is_input else _output_field
    return ClassCode(
        name=plan.name,
        base=own("InputModel" if lowering.is_input else "OutputModel"),
        doc=docstring(plan.node.get("description") or f"{what} `{model_id}`.", _INDENT),
        fields=tuple(make_field(field, sources) for field in plan.fields),
        config=own('ConfigDict(extra="allow")') if lowering.is_input and plan.open else None,
        fits=plan.fits.source if plan.fits is not None else None,
    )


def _input_field(field: FieldPlan, sources: _Sources) -> FieldCode:
    node = field.node
    default = None if field.required else _default(node)
    text = node.get("description") or node.get("title") or ""
    if "default" in node and default in (None, _UNSET):
        whose = "The schema suggests" if field.required else "The server's default"
        said = f"{whose}: {shortened(json.dumps(node['default'], ensure_ascii=False), 160)}"
        text = f"{text}\n\n{said}" if text else said
    if node.get("deprecated") is True:
        text = f"Deprecated. {text}".rstrip()
    return FieldCode(field.wire, field.name, _type_with_alias(field, sources), default, _docstring(text))


def _output_field(field: FieldPlan, sources: _Sources) -> FieldCode:
    doc = _docstring(field.node.get("description") or field.node.get("title") or "")
    if field.required:
        return FieldCode(field.wire, field.name, _type_with_alias(field, sources), None, doc)
    source = sources.of(field.typed)
    if source not in ("Any", "None") and not source.endswith(" | None"):
        source = fill("{} | None", source)
    # Outside of the union: pydantic passes over the alias of a part of one.
    return FieldCode(field.wire, field.name, annotated(source, _alias_metadata(field)), own("None"), doc)


def _type_with_alias(field: FieldPlan, sources: _Sources) -> Source:
    """Return the type of a field with what is the field's own, which stands in one `Field(...)` with the limits."""
    own = _alias_metadata(field)
    if field.node.get("deprecated") is True:
        # Not pydantic's `deprecated`, which would warn of every look at the input.
        own.append(Metadata("Field", keywords={"json_schema_extra": {"deprecated": True}}))
    if not own:
        return sources.of(field.typed)
    limits = [item for item in field.typed.metadata if item.name == "Field"]
    rules = [item for item in field.typed.metadata if item.name != "Field"]
    keywords = {key: value for item in (*limits, *own) for key, value in item.keywords.items()}
    return sources.of(field.typed, [Metadata("Field", keywords=keywords), *rules])


def _alias_metadata(field: FieldPlan) -> list[Metadata]:
    return [Metadata("Field", keywords={"alias": field.wire})] if field.name != field.wire else []


def _docstring(text: str) -> Source | None:
    return docstring(text, _INDENT) if text else None


def _default(node: dict[str, Any]) -> Source:
    """Return the source of the default that a signature shows; what would not type-check there is only documented."""
    if "default" not in node or not _is_simple(node["default"]):
        return _UNSET
    value = node["default"]
    if "enum" in node:
        value = next((member for member in node["enum"] if equal(member, value)), value)
    elif node.get("type") == "integer" and isinstance(value, float):
        value = int(value)
    return python_literal(value)


def _is_simple(value: Any) -> bool:
    return (
        value is None
        or isinstance(value, str | int | float)
        or (is_array(value) and all(isinstance(item, str | int | float) for item in value))
    )
