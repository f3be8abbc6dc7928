"""What the command line names, a file or standard input, read whole or refused."""

from __future__ import annotations

import sys
from pathlib import Path

from .._plain.text import one_line
from .errors import BAD_INPUT, FILE_MISSING, CommandError

__all__ = ["as_text", "input_error", "line_error", "read", "shown_source"]

_LARGEST = 64 * 1024 * 1024


def read(source: str, what: str, hint: str | None = None, *, any_size: bool = False) -> bytes:
    """Return what a file holds, or what comes on standard input where `source` is `-`.

    `what` it is read for begins the message of an error, and `hint` is its hint. Unless it may be of `any_size`, it is
    at most 64 MiB.

    Raises:
        CommandError: There is no such file, it cannot be read, or it is too large.
    """
    most = -1 if any_size else _LARGEST + 1
    try:
        if source == "-":
            piped: bytes | str = getattr(sys.stdin, "buffer", sys.stdin).read(most)
            data = piped.encode("utf-8", "surrogateescape") if isinstance(piped, str) else piped
        else:
            with Path(source).open("rb") as file:
                data = file.read(most)
    except FileNotFoundError:
        raise CommandError(
            f"{what}: there is no file {shown_source(source)}.",
            code=FILE_MISSING,
            hint=hint,
            kind="InputError",
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise input_error(f"{what}: {shown_source(source)} cannot be read: {reason}.", hint) from None
    if not any_size and len(data) > _LARGEST:
        raise input_error(f"{what}: {shown_source(source)} holds more than 64 MiB.", hint)
    return data


def as_text(data: bytes, source: str, what: str) -> str:
    """Return what was read as text, without a byte order mark.

    Raises:
        CommandError: It is not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise input_error(f"{what}: {shown_source(source)} is not UTF-8 text.") from None


def shown_source(source: str) -> str:
    """Return what messages call a source."""
    return "standard input" if source == "-" else one_line(source, 200)


def input_error(message: str, hint: str | None = None) -> CommandError:
    """Return the error of inputs that are wrong."""
    return CommandError(message, code=BAD_INPUT, hint=hint, kind="InputError")


def line_error(number: int, what: str) -> CommandError:
    """Return the error of a wrong line in a file of requests."""
    return input_error(f"Line {number} {what}. Nothing was sent.")
