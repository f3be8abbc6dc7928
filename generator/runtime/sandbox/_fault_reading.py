"""Faults from outside: JSON for the control route, short texts for the command line."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ._faults import Fault, FaultError, Faults, Words

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["parse_fault", "read_faults"]

T = TypeVar("T", Fault, Faults, Words)

# What an annotation, as text, lets through. Literals are strings here; the dataclass itself checks which.
_TYPES: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
    "None": (type(None),),
}


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
    kind, _, rest = text.strip().partition(":")
    given: dict[str, object] = {"kind": kind}
    if kind.isascii() and kind.isdigit():
        given = {"kind": "status", "status": int(kind)}
    annotations = {one.name: str(one.type) for one in fields(Fault)}
    for part in filter(None, (part.strip() for part in rest.split(","))):
        name, sign, value = part.partition("=")
        if name not in annotations:
            raise FaultError(f"{text!r}: {name!r} is not one of {', '.join(annotations)}")
        given[name] = _from_text(annotations[name], value if sign else "true", name)
    return _build(Fault, given, repr(text))


def _from_text(annotation: str, value: str, name: str) -> object:
    parts = annotation.split(" | ")
    convert: Callable[[str], object] = str
    if "int" in parts:
        convert = int
    elif "float" in parts:
        convert = float
    elif "bool" in parts:
        convert = {"true": True, "false": False}.__getitem__
    try:
        return convert(value)
    except (ValueError, KeyError):
        raise FaultError(f"{name}={value!r} is not a {annotation}") from None


def _object(value: object, where: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise FaultError(f"{where} must be an object")
    return cast("dict[str, object]", value)


def _build(cls: type[T], value: object, where: str, **ready: Any) -> T:
    annotations = {one.name: str(one.type) for one in fields(cls)}
    given: dict[str, Any] = {}
    for name, one in _object(value, where).items():
        if name not in annotations:
            raise FaultError(f"{where}: {name!r} is not one of {', '.join(annotations)}")
        if not _fits(annotations[name], one):
            raise FaultError(f"{where}: {name} must be of type {annotations[name]}, not {one!r:.80}")
        given[name] = one
    try:
        return cls(**given, **ready)
    except FaultError as error:
        raise FaultError(f"{where}: {error}") from None


# The types of fields that take one of some words, which the class itself checks.
_WORDS = frozenset({"Dialect", "EarlyResult", "FaultBody", "FaultKind", "SubmitAnswer"})


def _fits(annotation: str, value: object) -> bool:
    if annotation.startswith("Literal[") or annotation in _WORDS:
        return isinstance(value, str)
    parts = annotation.split(" | ")
    if isinstance(value, bool):
        return "bool" in parts
    if isinstance(value, float) and not math.isfinite(value):
        return False
    return any(isinstance(value, _TYPES.get(part, (str,))) for part in parts)
