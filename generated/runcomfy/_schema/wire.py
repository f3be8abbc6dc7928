"""An input object as the JSON value that is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from .._plain.json_values import is_dict, is_list
from .unset import UNSET

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

__all__ = ["to_wire", "wire_name"]


_PLAIN = (str, int, float, type(None))  # most values, which hold no others


def wire_name(name: str, field: FieldInfo) -> str:
    """Return the name of a field in JSON."""
    return name if field.alias is None else field.alias


def to_wire(value: Any) -> Any:
    """Return `value` with every model in it as the dict of the fields that were set, under their JSON names.

    A model of the user's own, whose defaults are its own too, gives all of its fields. What is UNSET was not given.
    Lists and dicts are copied; every other value is the one that was given.
    """
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        given = value.model_fields_set if hasattr(value, "__only_what_was_set__") else fields
        wire = {
            wire_name(name, field): to_wire(getattr(value, name))
            for name, field in fields.items()
            if name in given and getattr(value, name) is not UNSET
        }
        wire.update((name, to_wire(item)) for name, item in (value.model_extra or {}).items())
        return wire
    if is_list(value):
        return [to_wire(item) for item in value]
    if is_dict(value):
        return {name: to_wire(item) for name, item in value.items() if item is not UNSET}
    return value
