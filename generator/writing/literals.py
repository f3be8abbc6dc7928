r"""Schema text into Python source: one function for values, one for docstrings.

Together with `names.identifiers` these are the only ways from a schema into generated code. Nothing is altered to
make it safe: a literal evaluates to exactly the value it was made from.
"""

from __future__ import annotations

import inspect
import math
import re

from generator.plain.values import is_array, is_object
from generator.writing.source import Source

__all__ = ["docstring", "python_literal"]


def python_literal(value: object) -> Source:
    """Return the source of a JSON value: null, booleans, numbers, strings, arrays and objects.

    Characters that cannot be seen (controls, bidirectional marks, lone surrogates) are written as escapes, which is
    what `repr` does. Raises TypeError for anything that JSON cannot hold, NaN and infinities included.
    """
    if isinstance(value, float) and not math.isfinite(value):
        raise TypeError(f"{value} is not a JSON number")
    if value is None or isinstance(value, str | bool | int | float):
        return Source(repr(value))
    if is_array(value):
        return Source(f"[{', '.join(map(python_literal, value))}]")
    if is_object(value):
        items = (f"{python_literal(key)}: {python_literal(item)}" for key, item in value.items())
        return Source("{" + ", ".join(items) + "}")
    raise TypeError(f"not a JSON value: {type(value).__name__}")


def docstring(text: str, indent: str) -> Source:
    r"""Return `text` as a triple-quoted docstring for a place indented by `indent`, without that first indent.

    `inspect.cleandoc` of the docstring gives `text` back where `text` is what `cleandoc` leaves alone. Any other text
    (edges of white space, tabs, lines indented on their own) stands on one line with its line ends as `\n`, so that
    the literal itself is the text.
    """
    lines = text.split("\n")
    if inspect.cleandoc(text) == text and not any(line != line.rstrip() for line in lines):
        body = ("\n" + indent).join(map(_escape, lines)).replace("\n" + indent + "\n", "\n\n")
        # An empty line carries no indent, also where several follow each other.
        body = "\n".join(line.rstrip() for line in body.split("\n"))
        if len(lines) > 1:
            body += f"\n{indent}"
        return Source(f'"""{_quoted(body)}"""')
    # Edges of white space are escaped too: a formatter would trim them.
    inner = _quoted(_escape(text).replace("\n", "\\n"))
    for edge in (" ", "\t"):
        if inner.startswith(edge):
            inner = f"\\x{ord(edge):02x}" + inner[1:]
        if inner.endswith(edge):
            inner = inner[:-1] + f"\\x{ord(edge):02x}"
    return Source(f'"""{inner}"""')


def _escape(text: str) -> str:
    """Escape what would act in the string, or be invisible; newlines stay."""
    return "".join(
        character
        if character == "\n" or (character.isprintable() and character != "\\")
        else repr(character)[1:-1]
        for character in text
    )


def _quoted(escaped: str) -> str:
    # A quote ends the string only where it stands before another one or before the closing ones.
    return re.sub(r'"(?="|\Z)', r"\"", escaped)
