"""A result, or a file of one, as a field of a pydantic model or what a web route returns: its plain facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import core_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import CoreSchema

__all__ = ["file_schema", "result_schema"]

_FACTS = ("request_id", "model_id", "status", "output", "cost", "created_at", "finished_at")


def result_schema(cls: type) -> CoreSchema:
    """Return the schema of a result: taken as it is, and shown as an object of its facts."""
    text = core_schema.str_schema()
    moment = core_schema.nullable_schema(core_schema.union_schema([text, core_schema.float_schema()]))
    schemas: dict[str, CoreSchema] = {
        "request_id": text,
        "model_id": core_schema.nullable_schema(text),
        "status": text,
        # What did not fit its type stands there as it came.
        "output": core_schema.any_schema(),
        "cost": core_schema.nullable_schema(core_schema.float_schema()),
        "created_at": moment,
        "finished_at": moment,
    }
    return _shown_as(cls, schemas, _facts)


def file_schema(cls: type) -> CoreSchema:
    """Return the schema of a file: taken as it is, and shown as an object of its facts. Nothing of it is fetched."""
    text = core_schema.str_schema()
    return _shown_as(cls, {"kind": core_schema.nullable_schema(text), "url": text, "name": text}, _file_facts)


def _shown_as(
    cls: type, schemas: dict[str, CoreSchema], facts: Callable[[Any], dict[str, Any]]
) -> CoreSchema:
    shown = core_schema.typed_dict_schema(
        {name: core_schema.typed_dict_field(schema) for name, schema in schemas.items()}
    )
    return core_schema.json_or_python_schema(
        json_schema=shown,
        python_schema=core_schema.is_instance_schema(cls),
        serialization=core_schema.plain_serializer_function_ser_schema(facts, return_schema=shown),
    )


def _file_facts(file: Any) -> dict[str, Any]:
    return {"kind": file.kind, "url": file.url, "name": file.name}


def _facts(result: Any) -> dict[str, Any]:
    facts = {name: getattr(result, name) for name in _FACTS}
    # In JSON it is a number, as on the command line.
    return {**facts, "cost": None if result.cost is None else float(result.cost)}
