"""An input object as the JSON value that is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from .._plain.json_values import is_dict, is_list

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

__all__ = ["to_wire", "wire_name"]


def wire_name(name: str, field: FieldInfo) -> str:
    """Return the name of a field in JSON."""
    return name if field.alias is None else field.alias


def to_wire(value: Any) -> Any:
    """Return `value` with every model in it as the dict of the fields that were set, under their JSON names.

    Lists and dicts are copied; every other value is the one that was given.
    """
    if isinstance(value, BaseModel):
        given = value.model_fields_set
        wire = {
            wire_name(name, field): to_wire(getattr(value, name))
            for name, field in type(value).model_fields.items()
            if name in given
        }
        wire.update((name, to_wire(item)) for name, item in (value.model_extra or {}).items())
        return wire
    if is_list(value):
        return [to_wire(item) for item in value]
    if is_dict(value):
        return {name: to_wire(item) for name, item in value.items()}
    return value
