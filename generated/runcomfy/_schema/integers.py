"""Integers as JSON knows them: 4.0 is the integer 4, and is kept and sent as that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pydantic_core import core_schema

from .branch_names import named

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

__all__ = ["taking_whole_floats", "whole"]


def whole(value: object) -> object:
    """Return a float without a fraction as the integer that it is, and anything else as it came."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def taking_whole_floats(schema: Any) -> Any:
    """Return a validator in which integers may be written with a decimal point.

    It goes down to other classes, which see to their own. Beside a float an integer stays as it is: there each number
    is kept as it was written.
    """
    if schema.get("function", {}).get("function") is whole:
        return schema  # a class is built more than once
    if schema["type"] == "int":
        return core_schema.no_info_before_validator_function(whole, cast("CoreSchema", schema))
    if schema["type"] == "model":
        return schema
    if schema["type"] == "union":
        choices: list[Any] = schema["choices"]
        if not any(_branch(choice)["type"] == "float" for choice in choices):
            choices = [_changed(choice) for choice in choices]
        schema["choices"] = [named(choice) for choice in choices]
        return schema
    for part in ("schema", "items_schema", "values_schema"):
        if isinstance(schema.get(part), dict):
            schema[part] = taking_whole_floats(schema[part])
    return schema


def _branch(choice: Any) -> Any:
    return cast("tuple[Any, str]", choice)[0] if isinstance(choice, tuple) else choice


def _changed(choice: Any) -> Any:
    if isinstance(choice, tuple):
        schema, label = cast("tuple[Any, str]", choice)
        return taking_whole_floats(schema), label
    return taking_whole_floats(choice)
