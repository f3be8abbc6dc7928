"""Texts that are given by where they stand: `@FILE` is what a file holds, `-` what comes on standard input.

They are read or refused, and never sent as they are. A text that begins with `@` is written with two of them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import BAD_INPUT, FILE_MISSING, CommandError
from .text import one_line
from .values import choices, is_media, types

if TYPE_CHECKING:
    from .values import Given, Schema

__all__ = ["as_argument", "read_given", "takes_text"]

_LARGEST = 64 * 1024 * 1024


def takes_text(part: Schema, schema: Schema) -> bool:
    """Whether the input, or an item of it, may be any text at all."""
    if is_media(part, schema) or choices(part, schema):
        return False
    allowed = types(part, schema)
    if "array" in allowed:
        items = part.get("items")
        allowed |= types(items, schema) if items is not None else {"any"}
    return bool(allowed & {"string", "any"})


def as_argument(text: str) -> str | None:
    """The text as it is given to an option, or None where no option can say it."""
    if text == "-":
        return None
    return f"@{text}" if text.startswith("@") else text


def read_given(name: str, given: Given) -> Given:
    """The text that one use of an option stands for.

    Raises:
        CommandError: There is no such file, or it is not text.
    """
    if not isinstance(given, str):
        return given
    if given in {"-", "@-"}:
        return _decoded(name, "standard input", _standard_input(name))
    if given.startswith("@@"):
        return given[1:]
    if not given.startswith("@"):
        return given
    path = Path(given[1:])
    hint = f"@FILE is the text of a file; a text that begins with @ is written with two: '@{one_line(given, 40)}'."
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise CommandError(
            f"The input {name}: there is no file {one_line(str(path), 200)}.",
            code=FILE_MISSING,
            kind="InputError",
            hint=hint,
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise _wrong(name, f"{one_line(str(path), 200)} cannot be read: {reason}", hint) from None
    return _decoded(name, one_line(str(path), 200), data)


def _standard_input(name: str) -> bytes:
    if sys.stdin is None or sys.stdin.isatty():
        raise _wrong(name, "nothing is piped into standard input", "Give the text itself, or @FILE.")
    data: bytes | str = getattr(sys.stdin, "buffer", sys.stdin).read(_LARGEST + 1)
    return data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data


def _decoded(name: str, where: str, data: bytes) -> str:
    if len(data) > _LARGEST:
        raise _wrong(name, f"{where} holds more than 64 MiB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _wrong(name, f"{where} is not UTF-8 text") from None
    # The line break that editors and `echo` put at the end is not meant.
    text = text.removesuffix("\n").removesuffix("\r")
    if not text:
        # What should have been piped has failed, more likely than not, and the job would be paid for.
        raise _wrong(name, f"{where} is empty", f"If that is meant, give the empty text itself: --{name}=''.")
    return text


def _wrong(name: str, what: str, hint: str | None = None) -> CommandError:
    return CommandError(f"The input {name}: {what}.", code=BAD_INPUT, kind="InputError", hint=hint)
