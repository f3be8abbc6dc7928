"""What the sandbox answers, as JSON Schema: the parts of its OpenAPI document that do not depend on the models."""

from __future__ import annotations

from typing import Any

__all__ = ["ANSWERS", "Schema"]

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_ADDRESS: Schema = {"type": "string", "format": "uri"}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_REQUEST_ID: Schema = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,128}$"}


def _object(required: str, **properties: Schema) -> Schema:
    """Return a closed object: what the sandbox answers is all its own, so a field more is a fault of its own."""
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


_FAULT = _object(
    "loc msg type",
    loc={"type": "array", "items": {"type": ["string", "integer"]}},
    msg=_TEXT,
    type=_TEXT,
)
_NAMES: Schema = {"type": "array", "items": _TEXT}
_ENTRY = _object(
    "model_id display_name title categories kind base_price_usd price_unit pricing_note description model_url "
    "inputs required_inputs",
    model_id=_TEXT,
    display_name=_TEXT,
    title=_TEXT,
    categories={**_NAMES, "minItems": 1},
    kind={"const": "model"},
    base_price_usd={"type": "number", "minimum": 0},
    price_unit=_TEXT,
    pricing_note=_TEXT,
    description={"type": ["string", "null"]},
    model_url=_ADDRESS,
    inputs=_NAMES,
    required_inputs=_NAMES,
    input_schema={
        "type": "object",
        "description": "A schema as its source has it, in RunComfy's own dialect",
    },
)

ANSWERS: dict[str, Schema] = {
    "Error": _object("detail", detail={"anyOf": [_TEXT, {"type": "array", "minItems": 1, "items": _FAULT}]}),
    "Submitted": _object(
        "request_id status_url result_url cancel_url",
        request_id=_REQUEST_ID,
        status_url=_ADDRESS,
        result_url=_ADDRESS,
        cancel_url=_ADDRESS,
    ),
    "Status": _object(
        "request_id status status_url result_url",
        request_id=_REQUEST_ID,
        status={"enum": ["in_queue", "in_progress", "completed", "cancelled"]},
        queue_position={"type": "integer", "minimum": 1},
        status_url=_ADDRESS,
        result_url=_ADDRESS,
    ),
    # The output's own schema, which depends on the model, is added by the document.
    "Result": _object(
        "request_id status model_id created_at",
        request_id=_REQUEST_ID,
        status={"enum": ["in_queue", "in_progress", "succeeded", "failed", "cancelled"]},
        model_id=_TEXT,
        created_at=_MOMENT,
        finished_at=_MOMENT,
        output={},
        error=_TEXT,
        cost={"type": "number", "minimum": 0, "description": "USD"},
    ),
    "Cancellation": _object(
        "request_id status outcome",
        request_id=_REQUEST_ID,
        status={"enum": ["in_progress", "completed", "cancelled"]},
        outcome={"enum": ["cancelled", "not_cancellable"]},
    ),
    "Entry": _ENTRY,
    "Models": _object(
        "models limit offset total",
        models={"type": "array", "maxItems": 500, "items": {"$ref": "#/components/schemas/Entry"}},
        limit={"type": "integer", "minimum": 1, "maximum": 500},
        offset={"type": "integer", "minimum": 0},
        total={"type": "integer", "minimum": 0},
    ),
    "Categories": _object("categories", categories={"type": "array", "uniqueItems": True, "items": _TEXT}),
    "Balance": _object(
        "balance_usd balance_microdollars currency",
        balance_usd={"type": "number"},
        balance_microdollars={"type": "integer"},
        currency={"const": "USD"},
    ),
}
