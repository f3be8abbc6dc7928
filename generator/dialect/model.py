"""Both schemas of a model in the standard dialect, complete and checked as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from generator.dialect.defaults import check_defaults
from generator.dialect.definitions import RULE, given_pointer
from generator.dialect.descriptions import give_texts
from generator.dialect.expansion import MOST_PARTS, bottomless, written_out
from generator.dialect.normaliser import Normaliser
from generator.dialect.roots import as_object
from generator.plain.faults import child, unexpected
from generator.plain.text import show
from generator.plain.values import is_array, is_object
from generator.schema.fitting import first_problem
from generator.schema.samples import example_inputs
from generator.schema.value import Schema
from generator.schema.words import fields

if TYPE_CHECKING:
    from generator.plain.faults import Report
    from generator.schema.words import Field
    from generator.spec import Direction, ModelSpec

__all__ = ["STANDARD_OUTPUT", "NormalModel", "normalise"]

# What a result holds where a model's source does not say: the answer's own habit, see the API's output section.
STANDARD_OUTPUT: dict[str, Any] = {
    "type": "object",
    "properties": {
        name: schema
        for kind in ("image", "video", "audio")
        for name, schema in (
            (kind, {"type": "string", "format": "uri"}),
            (f"{kind}s", {"type": "array", "items": {"type": "string", "format": "uri"}}),
        )
    },
}


@dataclass(frozen=True)
class NormalModel:
    """A model whose schemas are standard, complete and checked: what every later stage works from.

    What its texts say of it is made once, when asked for: names that the code settles stand in its schemas by then.
    """

    spec: ModelSpec
    input_schema: dict[str, Any]
    output_schema: dict[str, Any] | bool
    title: str | None
    description: str | None

    def place(self, part: Direction, pointer: str) -> tuple[str, str]:
        """Return the file of what stands at a pointer into one of the two schemas, and its pointer in that file."""
        given = self.spec.input_schema if part == "input" else self.spec.output_schema
        return self.spec.place(part, given_pointer(given, pointer))

    @cached_property
    def inputs(self) -> list[Field]:
        """The inputs in words."""
        return fields(Schema(self.input_schema))

    @cached_property
    def example(self) -> tuple[dict[str, Any], bool]:
        """Inputs for an example, and whether they satisfy the schema."""
        spec = self.spec
        return example_inputs(Schema(self.input_schema), spec.example, spec.output_kind, spec.categories)


def normalise(spec: ModelSpec, report: Report) -> NormalModel | None:
    """Return the model in the standard dialect, or None where an error was reported for it."""
    try:
        return _normalised(spec, report)
    except RecursionError:
        message = "its references lead through too many others"
        report.error(spec.file, "", message, "write the schema out, or flatten it")
    except Exception as error:  # noqa: BLE001 - one schema must not hide the faults of the others
        report.add(unexpected(spec.file, f"reading the schemas of {show(spec.model_id)}", error))
    return None


def _normalised(spec: ModelSpec, report: Report) -> NormalModel | None:
    errors = len(report.errors)

    given: dict[Direction, Any] = {"input": spec.input_schema, "output": spec.output_schema}

    def direction(part: Direction) -> Normaliser:
        return Normaliser(part, given[part], lambda pointer: spec.place(part, pointer), report)

    normaliser = direction("input")
    input_schema = normaliser.root()
    if is_object(input_schema) and is_array(input_schema.get("type")) and "object" in input_schema["type"]:
        normaliser.note("/type", "inputs are always an object; the other types are left out")
        input_schema["type"] = "object"
    if is_object(input_schema):
        input_schema = as_object(input_schema)
    if isinstance(input_schema, bool) or input_schema.get("type") != "object":
        normaliser.error(
            "", "the input schema does not describe an object", 'give it "type": "object" and properties'
        )
        return None
    output_schema: dict[str, Any] | bool = STANDARD_OUTPUT
    if spec.output_schema is not None:
        output_schema = direction("output").root()
    output_schema = _own_kind_first(output_schema, spec.output_kind)
    parts: tuple[tuple[Direction, Any], ...] = (("input", input_schema), ("output", output_schema))
    for part, schema in parts:
        whole = Schema(schema)
        if name := bottomless(whole):
            pointer = "" if name == "#" else given_pointer(given[part], child("", "$defs", name))
            is_definition = pointer.startswith(("/$defs/", "/definitions/"))
            report.error(
                *spec.place(part, pointer),
                f"the {f'definition {show(name.removesuffix(RULE))}' if is_definition else 'schema'} contains itself",
                "let it contain itself in a list or an object only",
            )
        elif written_out(whole) > MOST_PARTS:
            message = f"with its references written out the schema has more than {MOST_PARTS:,} parts"
            place = spec.place(part, given_pointer(given[part], "/$defs"))
            report.error(*place, message, "let fewer definitions refer to others")
    if len(report.errors) > errors:
        return None
    input_schema = check_defaults(input_schema, normaliser)
    problem = None if spec.example is None else first_problem(input_schema, spec.example)
    if problem is not None:
        why = show(problem, 160)[1:-1]
        report.warning(
            spec.file, "/example", f"the example is not valid: {why}; only what fits of it is shown"
        )
    give_texts(input_schema, spec.input_texts)
    document = Normaliser("input", {}, lambda pointer: (spec.file, pointer), report)
    title = document.text(spec.title, "/title")
    return NormalModel(
        spec, input_schema, output_schema, title, document.text(spec.description, "/description")
    )


def _own_kind_first(schema: dict[str, Any] | bool, kind: str | None) -> dict[str, Any] | bool:
    """Return an output's schema with what the model makes in front, `video` and `videos`; else the order stays."""
    properties = schema.get("properties") if is_object(schema) else None
    if kind is None or not is_object(schema) or not is_object(properties):
        return schema
    ordered = sorted(properties, key=lambda name: name not in (kind, f"{kind}s"))
    return {**schema, "properties": {name: properties[name] for name in ordered}}
