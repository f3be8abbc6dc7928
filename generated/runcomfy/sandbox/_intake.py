"""From a request's bytes to checked inputs, or to a refusal that says everything that is wrong."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, NoReturn, cast

from ._responses import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jsonschema.exceptions import ValidationError

    from ._media import Inputs
    from ._model import Model

__all__ = ["check_inputs", "parse_body"]

# Far above any real request; what is beyond costs memory out of proportion to its bytes.
_MOST_CONTAINERS = 50_000
_MOST_COMMAS = 500_000
_DEEPEST = 64
_MOST_FAULTS = 50


def parse_body(body: bytes) -> Inputs:
    """Return the body's one flat JSON object.

    Raises:
        Refusal: 400; it is not valid JSON, not an object, or nested or split up beyond reason.
    """
    if body.count(b"[") + body.count(b"{") > _MOST_CONTAINERS or body.count(b",") > _MOST_COMMAS:
        raise Refusal(400, 400000, "The body has too many parts")
    try:
        value: object = json.loads(body, parse_constant=_no_constant, parse_float=_finite)
    except (ValueError, RecursionError):
        raise Refusal(400, 400000, "The body is not valid JSON") from None
    if not isinstance(value, dict):
        raise Refusal(400, 400000, "The body must be a JSON object")
    inputs = cast("Inputs", value)
    if _depth(inputs) > _DEEPEST:
        raise Refusal(400, 400000, "The body is nested too deeply")
    return inputs


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(text)
    return number


def _depth(value: object) -> int:
    """Return how deep it is nested, counted without recursion, and only as far as it matters."""
    depth = 0
    level = [value]
    while level and depth <= _DEEPEST:
        depth += 1
        level = [child for one in level for child in _children(one)]
    return depth


def _children(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return cast("dict[str, object]", value).values()
    return cast("list[object]", value) if isinstance(value, list) else ()


def check_inputs(model: Model, inputs: Inputs, begin: str = "input") -> None:
    """Hold the inputs against the model's schema. `begin` is what each place in the refusal begins with.

    Raises:
        Refusal: 422, with one detail for each fault.
    """
    # jsonschema leaves its own types half open.
    found = cast("Iterable[ValidationError]", cast("Any", model.validator).iter_errors(inputs))
    try:
        faults = [
            (place, fault)
            for error in sorted(found, key=lambda error: [str(part) for part in error.absolute_path])
            for place, fault in _located(error)
        ]
    except RecursionError:
        return  # a schema that leads back to itself without end says nothing of any value
    except OverflowError:
        raise Refusal(422, 422001, "A number is too large") from None
    if faults:
        details = [_detail(begin, *fault) for fault in faults[:_MOST_FAULTS]]
        raise Refusal(422, 422001, "; ".join(_sentence(one) for one in details[:5]), details)


def _located(error: ValidationError) -> Iterable[tuple[list[object], ValidationError]]:
    """Yield the error with the place of what is wrong: of a missing or unknown input, its own and not the object's."""
    place: list[object] = list(error.absolute_path)
    value: object = error.instance
    names: list[str] = []
    if isinstance(value, dict):
        given = cast("dict[str, object]", value)
        schema = cast("dict[str, Any]", error.schema)
        if error.validator == "required":
            # The library tells of one name each, but only in words.
            names = [
                name for name in schema["required"] if name not in given and f"{name!r} is" in error.message
            ]
        elif error.validator == "additionalProperties" and not schema.get("patternProperties"):
            names = [name for name in given if name not in schema.get("properties", {})]
    return [([*place, name], error) for name in names] or [(place, error)]


# The names that pydantic, which the real server is written with, has for what is wrong.
_TYPES = {
    "required": "missing",
    "additionalProperties": "extra_forbidden",
    "unevaluatedProperties": "extra_forbidden",
    "enum": "enum",
    "const": "literal_error",
    "minimum": "greater_than_equal",
    "maximum": "less_than_equal",
    "exclusiveMinimum": "greater_than",
    "exclusiveMaximum": "less_than",
    "multipleOf": "multiple_of",
    "minLength": "string_too_short",
    "maxLength": "string_too_long",
    "minItems": "too_short",
    "maxItems": "too_long",
    "pattern": "string_pattern_mismatch",
    "format": "url_parsing",
}
_KINDS = {
    "array": "list_type",
    "boolean": "bool_type",
    "integer": "int_type",
    "null": "none_required",
    "number": "float_type",
    "object": "dict_type",
    "string": "string_type",
}


def _detail(begin: str, place: list[object], fault: ValidationError) -> dict[str, object]:
    message = fault.message
    if fault.validator == "required":
        message = "Field required"
    elif fault.validator == "additionalProperties":
        message = "Extra inputs are not permitted"
    elif fault.validator == "format":
        message = "must be a public https URL or a data: URI in base64"
    elif len(message) > 300:
        # The message repeats the value, which may be megabytes.
        message = f"does not satisfy {fault.validator}: {fault.validator_value!r:.200}"
    kind = _TYPES.get(str(fault.validator), "value_error")
    if fault.validator == "type":
        kind = _KINDS.get(str(fault.validator_value), "value_error")
    return {"loc": [begin, *place], "msg": message, "type": kind}


def _sentence(detail: dict[str, object]) -> str:
    place = cast("list[object]", detail["loc"])[1:]
    return f"{'.'.join(map(str, place)) or 'The inputs'}: {detail['msg']}"
