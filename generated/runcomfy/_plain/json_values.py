"""JSON values: when two are equal, what is none, and how to show one briefly."""

from __future__ import annotations

import math
from os import PathLike
from typing import TYPE_CHECKING, Any, TypeGuard, cast

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

__all__ = [
    "TextStandIn",
    "is_dict",
    "is_list",
    "json_equal",
    "json_key",
    "not_json",
    "path_text",
    "shorten",
    "show",
]

_DEPTH = 200
_TEXT = 80
_ITEMS = 4

Step = str | int


class TextStandIn:
    """Something that becomes a string when the body is made: a local file, which becomes a data URI."""

    __slots__ = ()

    @property
    def text_start(self) -> str:
        """How that string will begin."""
        raise NotImplementedError

    @property
    def text_length(self) -> int | None:
        """How long it will be, or None if that is not known yet."""
        raise NotImplementedError


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Return a JSON array. (A guard, because `isinstance` leaves the type of the items unknown.)"""
    return isinstance(value, list)


def is_dict(value: object) -> TypeGuard[dict[str, Any]]:
    """Return a JSON object."""
    return isinstance(value, dict)


def json_key(value: object) -> Hashable:
    """Return a key that JSON values share exactly when JSON Schema calls them equal: 1 and 1.0 are, 1 and true are not.

    Raises TypeError for what is not a JSON value.
    """
    if value is None or isinstance(value, (bool, str, TextStandIn)):
        return type(value).__name__ if value is None else (isinstance(value, bool), value)
    if isinstance(value, (int, float)):
        return ("number", value)
    if is_list(value):
        return ("array", tuple(json_key(item) for item in value))
    if is_dict(value):
        return ("object", frozenset((name, json_key(item)) for name, item in value.items()))
    raise TypeError(f"{type(value).__name__} is not a JSON value")


def json_equal(one: object, two: object) -> bool:
    """Return whether JSON Schema calls two JSON values equal."""
    return json_key(one) == json_key(two)


def is_unique(items: list[object]) -> bool:
    """Return whether no two items are equal as JSON values."""
    return len({json_key(item) for item in items}) == len(items)


def not_json(  # noqa: PLR0912 (one branch for each JSON type)
    value: object, path: tuple[Step, ...] = ()
) -> Iterator[tuple[tuple[Step, ...], object, str]]:
    """Yield everything inside `value` that cannot be sent as JSON, as (path, value, reason)."""
    if value is None or isinstance(value, (bool, int, TextStandIn)):
        return
    if isinstance(value, str):
        if not _encodable(value):
            yield path, value, "holds half of a surrogate pair, which cannot be sent as UTF-8"
    elif isinstance(value, float):
        if not math.isfinite(value):
            yield path, value, "JSON has no such number"
    elif len(path) > _DEPTH:
        yield path[:3], value, f"is nested more than {_DEPTH} levels deep, or holds itself"
    elif is_list(value):
        for index, item in enumerate(value):
            yield from not_json(item, (*path, index))
    elif is_dict(value):
        for name, item in value.items():
            if not isinstance(cast("object", name), str):
                yield path, name, "a name in a JSON object is a string"
            elif not _encodable(name):
                yield path, name, "holds half of a surrogate pair, which cannot be sent as UTF-8"
            else:
                yield from not_json(item, (*path, name))
    else:
        yield path, value, f"a {type(value).__name__} is not a JSON value"


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def path_text(path: Sequence[Step]) -> str:
    """Return `("loras", 0, "scale")` as `loras[0].scale`; what is not an identifier stands in brackets and quotes."""
    text = ""
    for step in path:
        if isinstance(step, str) and step.isidentifier():
            text += f".{step}" if text else step
        else:
            text += f"[{_quoted(step) if isinstance(step, str) else step}]" if text else show(step)
    return text


def show(value: object, depth: int = 2) -> str:
    """Return `value` on one short line, safe to print: no megabytes, control characters or content of files."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, (bytes, bytearray)):
        return f"<{type(value).__name__} of {size_text(len(value))}>"
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 256:
        return f"<an integer of {value.bit_length()} bits>"
    if value is None or isinstance(value, (bool, int, float)):
        return repr(value)
    if isinstance(value, (list, tuple)):
        start, end = ("[", "]") if isinstance(value, list) else ("(", ")")
        items = cast("list[object]", value)
        shown = [show(item, depth - 1) for item in items[:_ITEMS]] if depth else []
        return f"{start}{_joined(shown, len(items))}{end}"
    if is_dict(value):
        names = list(value)[:_ITEMS] if depth else []
        return (
            "{"
            + _joined([f"{show(name, 0)}: {show(value[name], depth - 1)}" for name in names], len(value))
            + "}"
        )
    if isinstance(value, TextStandIn):
        return repr(value)
    if isinstance(value, PathLike):
        path = cast("PathLike[str]", value)
        return f"{type(path).__name__}({_quoted(str(path))})"
    return f"<{type(value).__name__} object>"


def shorten(value: object) -> object:
    """Return `value` itself where it is small and plain, else its short form as text: what an error may carry."""
    if value is None or isinstance(value, (bool, float)):
        return value
    if isinstance(value, int):
        return value if value.bit_length() <= 256 else show(value)
    if isinstance(value, str):
        return value if len(value) <= _TEXT else value[: _TEXT - 1] + "…"
    return show(value)


def size_text(size: int) -> str:
    """Return a size in bytes as a person says it; 1 MB is 1,000,000 bytes."""
    if size < 1000:
        return f"{size} byte{'' if size == 1 else 's'}"
    if size < 1_000_000:
        return f"{size / 1000:.1f} kB"
    return f"{size / 1_000_000:,.1f} MB"


def _quoted(text: str) -> str:
    if len(text) <= _TEXT:
        return repr(text)
    return f"{text[: _TEXT // 2]!r}… ({len(text):,} characters)"


def _joined(shown: list[str], count: int) -> str:
    if len(shown) < count:
        shown = [*shown, f"… {count} in all" if shown else f"{count} items"]
    return ", ".join(shown)
