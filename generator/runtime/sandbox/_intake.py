"""From a request's bytes to checked inputs, or to a refusal that says everything that is wrong."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, NoReturn, cast

from ._answers import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jsonschema.exceptions import ValidationError

    from ._catalogue import Model
    from ._media import Inputs

__all__ = ["check_inputs", "parse_body"]

# Far above any real request; what is beyond costs memory out of proportion to its bytes.
_MOST_CONTAINERS = 50_000
_MOST_COMMAS = 500_000
_DEEPEST = 64
_MOST_FAULTS = 50


def parse_body(body: bytes) -> Inputs:
    """One flat JSON object.

    Raises:
        Refusal: 400; it is not JSON, not an object, or nested or split up beyond reason.
    """
    if body.count(b"[") + body.count(b"{") > _MOST_CONTAINERS or body.count(b",") > _MOST_COMMAS:
        raise Refusal(400, 400000, "The body has too many parts")
    try:
        value: object = json.loads(body, parse_constant=_no_constant, parse_float=_finite)
    except (ValueError, RecursionError):
        raise Refusal(400, 400000, "The body is not JSON") from None
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
    """How deep it is nested, counted without recursion, and only as far as it matters."""
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


def check_inputs(model: Model, inputs: Inputs) -> None:
    """Holds the inputs against the model's schema.

    Raises:
        Refusal: 422, with one detail for each fault.
    """
    # jsonschema leaves its own types half open.
    found = cast("Iterable[ValidationError]", cast("Any", model.validator).iter_errors(inputs))
    try:
        faults = sorted(found, key=lambda error: [str(part) for part in error.absolute_path])
    except OverflowError:
        raise Refusal(422, 422001, "body: a number is too large") from None
    if faults:
        details = [_detail(fault) for fault in faults[:_MOST_FAULTS]]
        raise Refusal(422, 422001, "; ".join(_sentence(one) for one in details[:5]), details)


def _detail(fault: ValidationError) -> dict[str, object]:
    message = fault.message
    if fault.validator == "format":
        message = "must be a public https URL or a data: URI in base64"
    elif len(message) > 300:
        # The message repeats the value, which may be megabytes.
        message = f"does not satisfy {fault.validator}: {fault.validator_value!r:.200}"
    return {"loc": ["body", *fault.absolute_path], "msg": message, "type": str(fault.validator)}


def _sentence(detail: dict[str, object]) -> str:
    place = cast("list[object]", detail["loc"])[1:]
    return f"{'.'.join(map(str, place)) or 'body'}: {detail['msg']}"
