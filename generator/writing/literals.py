r"""Schema text into Python source: one function for values, one for docstrings.

Together with `names.identifiers` these are the only ways from a schema into generated code. Nothing is altered to
make it safe: a literal evaluates to exactly the value it was made from.
"""

from __future__ import annotations

import json
import math
import re

from generator.plain.text import escape
from generator.plain.unicode import escape_hidden
from generator.plain.values import is_array, is_object
from generator.writing.source import Source

__all__ = ["comment", "docstring", "json_literal", "makefile_value", "python_literal", "word"]


def python_literal(value: object) -> Source:
    """Return the source of a JSON value: null, booleans, numbers, strings, arrays and objects.

    Characters that cannot be seen (controls, bidirectional marks, lone surrogates) are written as escapes, as `repr`
    does, but whichever Python runs this. Raises TypeError for anything that JSON cannot hold, NaN and infinities
    included.
    """
    if isinstance(value, float) and not math.isfinite(value):
        raise TypeError(f"{value} is not a JSON number")
    if isinstance(value, str):
        return Source(_quoted(value))
    if value is None or isinstance(value, bool | int | float):
        return Source(repr(value))
    if is_array(value):
        return Source(f"[{', '.join(map(python_literal, value))}]")
    if is_object(value):
        items = (f"{python_literal(key)}: {python_literal(item)}" for key, item in value.items())
        return Source("{" + ", ".join(items) + "}")
    raise TypeError(f"not a JSON value: {type(value).__name__}")


def _quoted(text: str) -> str:
    quote = '"' if "'" in text and '"' not in text else "'"
    escaped = escape_hidden(text.replace("\\", "\\\\").replace(quote, f"\\{quote}"), spaces=True)
    return f"{quote}{escaped}{quote}"


def docstring(text: str, indent: str) -> Source:
    r"""Return `text` as a triple-quoted docstring for a place indented by `indent`, without that first indent.

    `inspect.cleandoc` of the docstring gives `text` back where `text` is what `cleandoc` leaves alone. Any other text
    (edges of white space, tabs, lines indented on their own) stands on one line with its line ends as `\n`, so that
    the literal itself is the text.
    """
    lines = text.split("\n")
    if _survives_cleandoc(lines):
        body = ("\n" + indent).join(map(_escape, lines)).replace("\n" + indent + "\n", "\n\n")
        # An empty line carries no indent, also where several follow each other.
        body = "\n".join(line.rstrip() for line in body.split("\n"))
        if len(lines) > 1:
            body += f"\n{indent}"
        return Source(f'"""{_escape_quotes(body)}"""')
    # Edges of white space are escaped too: a formatter would trim them.
    inner = _escape_quotes(_escape(text).replace("\n", "\\n"))
    for edge in (" ", "\t"):
        if inner.startswith(edge):
            inner = f"\\x{ord(edge):02x}" + inner[1:]
        if inner.endswith(edge):
            inner = inner[:-1] + f"\\x{ord(edge):02x}"
    return Source(f'"""{inner}"""')


def comment(text: str) -> Source:
    """Return `text` for a line of comment: on one line, with what cannot be seen as escapes."""
    return Source(escape(text))


def json_literal(value: object) -> Source:
    """Return a value as JSON, which TOML reads, too, where it is a string or an array of strings."""
    return Source(json.dumps(value))


def makefile_value(text: str) -> Source:
    """Return `text` for the right side of an assignment in a Makefile."""
    return Source(text.replace("$", "$$").replace("#", "\\#"))


def word(text: str) -> Source:
    """Return what means nothing but itself in Python, Markdown, YAML and a shell; raises ValueError for other text."""
    if not re.fullmatch(r"[\w./-]*", text):
        raise ValueError(f"not a plain word: {text!r}")
    return Source(text)


def _survives_cleandoc(lines: list[str]) -> bool:
    """Say whether the lines are what every Python's `inspect.cleandoc` leaves alone: no edges, no common indent."""
    if any(line != line.rstrip() or "\t" in line for line in lines) or not (lines[0] and lines[-1]):
        return len(lines) == 1 and not lines[0]
    indents = [len(line) - len(line.lstrip()) for line in lines if line]
    return indents[0] == 0 and min(indents[1:], default=0) == 0


def _escape(text: str) -> str:
    """Escape what would act in the string, or be invisible; newlines stay."""
    return "\n".join(escape_hidden(line.replace("\\", "\\\\"), spaces=True) for line in text.split("\n"))


def _escape_quotes(escaped: str) -> str:
    # A quote ends the string only where it stands before another one or before the closing ones.
    return re.sub(r'"(?="|\Z)', r"\"", escaped)
