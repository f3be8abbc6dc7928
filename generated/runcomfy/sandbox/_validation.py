"""The JSON Schema validator for inputs: media addresses are looked at, and no pattern takes long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError

from .._plain.multiples import is_multiple
from .._schema.pattern import matches
from ._media import media_formats

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonschema.protocols import Validator

__all__ = ["input_validator"]


def _pattern(_: object, pattern: str, value: object, __: object) -> Iterator[ValidationError]:
    if isinstance(value, str) and not matches(pattern, value):
        yield ValidationError(f"does not match {pattern!r:.100}")


def _multiple_of(_: object, step: Any, value: Any, __: object) -> Iterator[ValidationError]:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if number and not is_multiple(value, step):
        yield ValidationError(f"{value!r} is not a multiple of {step!r}")


_extend: Any = getattr(validators, "extend")  # noqa: B009 - jsonschema gives it no types
_Validator: Any = _extend(Draft202012Validator, {"pattern": _pattern, "multipleOf": _multiple_of})


def input_validator(schema: Mapping[str, Any]) -> Validator:
    """Return a validator of this schema."""
    made: Validator = _Validator(dict(schema), format_checker=media_formats())
    return made
