"""Faults from outside: JSON for the control route, short texts for the command line."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from .._plain.json_values import show
from ._faults import Fault, FaultError, Faults, Words

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["parse_fault", "read_faults"]

T = TypeVar("T", Fault, Faults, Words)


def read_faults(value: object) -> Faults:
    """Return faults from decoded JSON: an object with the fields of `Faults`, `words` and `play` nested in it.

    An entry of `play` is an object or a string as `parse_fault` takes it.

    Raises:
        FaultError: Something in it is unknown, of the wrong type or out of range.
    """
    given = dict(_object(value, "faults"))
    nested: dict[str, Any] = {}
    if "words" in given:
        nested["words"] = _build(Words, given.pop("words"), "words")
    if "play" in given:
        play = given.pop("play")
        if not isinstance(play, list):
            raise FaultError("play must be a list")
        entries = cast("list[object]", play)
        nested["play"] = tuple(
            parse_fault(entry) if isinstance(entry, str) else _build(Fault, entry, f"play/{index}")
            for index, entry in enumerate(entries)
        )
    return _build(Faults, given, "faults", **nested)


def parse_fault(text: str) -> Fault:
    """Return the fault of a text `KIND[:name=value,…]`, where KIND is a fault's kind or an HTTP status.

    `429:route=submit,retry_after=2`, `drop:route=status,rate=0.2`, `504:route=status,times=3`,
    `drop:route=submit,after`.

    Raises:
        FaultError: The text does not say a known fault.
    """
    if not isinstance(cast("object", text), str):
        raise FaultError(f"a fault must be a string such as '504:route=status', not {show(text)}")
    kind, _, rest = text.strip().partition(":")
    given: dict[str, object] = {"kind": kind}
    if kind.isascii() and kind.isdecimal():
        given = {"kind": "status", "status": _from_text(int, kind, "status")}
    types = get_type_hints(Fault)
    for part in filter(None, (part.strip() for part in rest.split(","))):
        name, sign, value = part.partition("=")
        if name not in types:
            raise FaultError(f"{text!r:.80}: {name!r:.80} is not one of {', '.join(types)}")
        given[name] = _from_text(types[name], value if sign else "true", name)
    return _build(Fault, given, f"{text!r:.80}")


def _from_text(wanted: Any, value: str, name: str) -> object:
    parts = _parts(wanted)
    convert: Callable[[str], object] = str
    if int in parts:
        convert = int
    elif float in parts:
        convert = float
    elif bool in parts:
        convert = {"true": True, "false": False}.__getitem__
    try:
        return convert(value)
    except (ValueError, KeyError):
        raise FaultError(f"{name}={value!r:.80} is not of type {_shown(wanted)}") from None


def _object(value: object, where: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise FaultError(f"{where} must be an object")
    return cast("dict[str, object]", value)


def _build(cls: type[T], value: object, where: str, **ready: Any) -> T:
    types = get_type_hints(cls)
    given: dict[str, Any] = {}
    for name, one in _object(value, where).items():
        if name not in types:
            raise FaultError(f"{where}: {name!r:.80} is not one of {', '.join(types)}")
        if not _fits(types[name], one):
            raise FaultError(f"{where}: {name} must be of type {_shown(types[name])}, not {one!r:.80}")
        given[name] = one
    try:
        return cls(**given, **ready)
    except FaultError as error:
        raise FaultError(f"{where}: {error}") from None


def _fits(wanted: Any, value: object) -> bool:
    if get_origin(wanted) is Literal:
        return isinstance(value, str)  # which of the words it may be, the class itself checks
    parts = _parts(wanted)
    if isinstance(value, bool):
        return bool in parts
    if isinstance(value, float) and not math.isfinite(value):
        return False
    return isinstance(value, parts) or (isinstance(value, int) and float in parts)


def _parts(wanted: Any) -> tuple[Any, ...]:
    """Return the types of a union, or the type itself."""
    return (wanted,) if get_origin(wanted) is Literal else get_args(wanted) or (wanted,)


def _shown(wanted: Any) -> str:
    return wanted.__name__ if isinstance(wanted, type) else str(wanted).replace("typing.", "")
