"""Texts that are given by where they stand: `@FILE` is what a file holds, `-` what comes on standard input.

They are read or refused, and never sent as they are. A text that begins with `@` is written with two of them.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from .._plain.text import one_line
from .reading import as_text, input_error, read, shown_source
from .values import choices, is_media, types

if TYPE_CHECKING:
    from .._plain.schema_parts import Schema
    from .values import Given

__all__ = ["read_given", "takes_text"]


def takes_text(part: Schema, schema: Schema) -> bool:
    """Tell whether the input, or an item of it, may be any text at all."""
    if is_media(part, schema) or choices(part, schema):
        return False
    allowed = types(part, schema)
    if "array" in allowed:
        items = part.get("items")
        allowed |= types(items, schema) if items is not None else {"any"}
    return bool(allowed & {"string", "any"})


def read_given(name: str, given: Given) -> Given:
    """Return the text that one use of an option stands for.

    Raises:
        CommandError: There is no such file, or it is not text.
    """
    if not isinstance(given, str):
        return given
    source, hint = given, None
    if given in {"-", "@-"}:
        source = "-"
        if sys.stdin.isatty():
            raise input_error(
                f"The input {name}: nothing is piped into standard input.", "Give the text itself, or @FILE."
            )
    elif given.startswith("@@"):
        return given[1:]
    elif given.startswith("@"):
        source = given[1:] or "."
        hint = f"@FILE is the text of a file; a text that begins with @ is written with two: '@{one_line(given, 40)}'."
    else:
        return given
    what = f"The input {name}"
    # The line break that editors and `echo` put at the end is not meant.
    text = as_text(read(source, what, hint), source, what).removesuffix("\n").removesuffix("\r")
    if not text:
        # What should have been piped has failed, more likely than not, and the job would be paid for.
        raise input_error(
            f"{what}: {shown_source(source)} is empty.",
            f"If that is meant, give the empty text itself: --{name}=''.",
        )
    return text
