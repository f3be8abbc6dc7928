"""Makes an input class of a small normalised JSON Schema, by hand: what the generator writes as source."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Literal

from pydantic import Field, create_model
from runcomfy._models import UNSET, InputModel
from runcomfy._rules import Fits, MultipleOf, OneOf, Pattern, UniqueItems

_LIMITS = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_length",
    "maxItems": "max_length",
}
_BOUNDS = {"minimum": "ge", "maximum": "le", "exclusiveMinimum": "gt", "exclusiveMaximum": "lt"}
_BARE = {"string": str, "integer": int, "number": int | float, "boolean": bool, "null": None}


def input_class(schema: dict[str, Any]) -> type[InputModel]:
    """The class of an object schema with `properties`, closed."""
    fields: dict[str, Any] = {}
    for wire, part in schema["properties"].items():
        safe = re.fullmatch(r"[a-z]\w*", wire, re.ASCII) and not hasattr(InputModel, wire)
        name = wire if safe else "v_" + re.sub(r"\W", "_", wire, flags=re.ASCII)
        annotation = annotation_of(part)
        if name != wire:
            annotation = Annotated[annotation, Field(alias=wire)]
        fields[name] = annotation if wire in schema.get("required", ()) else (annotation, UNSET)
    extra = {
        key: value
        for key, value in schema.items()
        if key in {"minProperties", "maxProperties", "anyOf", "oneOf"}
    }
    made = create_model("Made", __base__=InputModel, **fields)
    if extra:
        made.__fits__ = Fits(extra)
    return made


def annotation_of(schema: dict[str, Any]) -> Any:
    """The annotation of a value."""
    if "enum" in schema:
        members = schema["enum"]
        if all(isinstance(one, str) for one in members):
            return Literal[tuple(members)]
        return Annotated[Any, OneOf(*members)]
    for union in ("anyOf", "oneOf"):
        if union in schema:
            annotation: Any = None
            for part in schema[union]:
                inner = annotation_of(part)
                annotation = inner if annotation is None else annotation | inner
            return Annotated[annotation, Fits({"oneOf": schema["oneOf"]})] if union == "oneOf" else annotation
    kinds = schema.get("type")
    if kinds is None:
        return Annotated[Any, Fits(schema)] if schema else Any
    if isinstance(kinds, list):
        annotation = None
        for index, kind in enumerate(kinds):
            inner = _one_type(kind, schema)
            annotation = inner if not index else annotation | inner
        return annotation
    return _one_type(kinds, schema)


def _one_type(kind: str, schema: dict[str, Any]) -> Any:
    if kind == "object":
        if "properties" in schema:
            return input_class(schema)
        inner = schema.get("additionalProperties", {})
        annotation = dict[str, annotation_of(inner) if isinstance(inner, dict) else Any]
        rest = {
            key: schema[key]
            for key in ("minProperties", "maxProperties", "patternProperties")
            if key in schema
        }
        if "patternProperties" in schema:
            annotation, rest["additionalProperties"] = dict[str, Any], inner
        return Annotated[annotation, Fits(rest)] if rest else annotation
    if kind == "array":
        if "prefixItems" in schema:
            keys = ("prefixItems", "items")
            annotation = Annotated[list[Any], Fits({key: schema[key] for key in keys if key in schema})]
        else:
            annotation = list[annotation_of(schema.get("items", {}))]
        limits = {_LIMITS[key]: schema[key] for key in ("minItems", "maxItems") if key in schema}
        if limits:
            annotation = Annotated[annotation, Field(**limits)]
        return Annotated[annotation, UniqueItems()] if schema.get("uniqueItems") else annotation
    annotation = _BARE[kind]
    if kind == "string":
        limits = {_LIMITS[key]: schema[key] for key in ("minLength", "maxLength") if key in schema}
        annotation = Annotated[annotation, Field(**limits)] if limits else annotation
        return Annotated[annotation, Pattern(schema["pattern"])] if "pattern" in schema else annotation
    if kind in {"integer", "number"}:
        limits = {_BOUNDS[key]: schema[key] for key in _BOUNDS if key in schema}
        annotation = Annotated[annotation, Field(**limits)] if limits else annotation
        return (
            Annotated[annotation, MultipleOf(schema["multipleOf"])] if "multipleOf" in schema else annotation
        )
    return annotation


def as_sent(value: object) -> str:
    """A JSON value as text in which 1, 1.0 and true all differ."""
    return json.dumps(value, sort_keys=True)
