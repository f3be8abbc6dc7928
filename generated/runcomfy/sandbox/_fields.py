"""What the fields of a sandbox's settings and faults may hold: their types, said once, where they are declared."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Literal, cast, get_args, get_origin, get_type_hints

from .._plain.json_values import show
from ..errors import ConfigError

__all__ = ["SettingError", "check_documents", "check_fields", "check_type"]


class SettingError(ConfigError, ValueError):
    """An argument of the sandbox or of the testing kit cannot be used."""


_WORDS: dict[type, str] = {
    bool: "True or False",
    int: "an integer",
    float: "a number",
    str: "a string",
    NoneType: "None",
}


def check_fields(values: object, error: type[SettingError] = SettingError) -> None:
    """Refuse a field that is not of its type. Fields of other types than words and numbers are left to their class.

    Raises:
        SettingError: Or the error that is given.
    """
    for name, hint in get_type_hints(type(values)).items():
        value: object = getattr(values, name)
        if get_origin(hint) is Literal:
            if not isinstance(value, str) or value not in get_args(hint):
                raise error(f"{name} must be one of {', '.join(get_args(hint))}, not {show(value)}")
            continue
        types = get_args(hint) or (hint,)
        if all(one in _WORDS for one in types) and not any(_is(value, one) for one in types):
            raise error(f"{name} must be {' or '.join(_WORDS[one] for one in types)}, not {show(value)}")


def check_type(name: str, value: object, wanted: type | UnionType, words: str) -> None:
    """Refuse an argument that is not of a type, which `words` name.

    Raises:
        SettingError: It is not.
    """
    if not isinstance(value, wanted):
        raise SettingError(f"{name} must be {words}, not {show(value)}")


def check_documents(documents: object) -> None:
    """Refuse what cannot be schema documents by model id.

    Raises:
        SettingError: It cannot.
    """
    if documents is None:
        return
    check_type("documents", documents, Mapping, "a mapping of model ids to schema documents")
    for model_id, document in cast("Mapping[Any, Any]", documents).items():
        if not isinstance(model_id, str) or not isinstance(document, Mapping):
            raise SettingError(
                f"documents must map model ids to schema documents, not {show(model_id)} to {show(document)}"
            )


def _is(value: object, wanted: type) -> bool:
    if wanted is bool or not isinstance(value, bool):
        if wanted is float:
            return isinstance(value, int | float | Decimal) and not math.isnan(value)
        return isinstance(value, wanted)
    return False
