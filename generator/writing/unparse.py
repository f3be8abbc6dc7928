"""Source of an expression, the same whichever Python runs this: its strings are written by `python_literal`."""

from __future__ import annotations

import ast
import io
import tokenize

from generator.writing.literals import python_literal
from generator.writing.source import Source

__all__ = ["unparse"]


def unparse(node: ast.expr) -> Source:
    """Return the source of an expression without f-strings."""
    source = ast.unparse(node)
    # What nobody sees, `ast` writes as this Python's tables have it.
    if source.isascii() and "\\" not in source:
        return Source(source)
    pieces: list[str] = []
    end = 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.NEWLINE, tokenize.ENDMARKER):
            continue
        pieces += " " * (token.start[1] - end)
        is_string = token.type == tokenize.STRING
        pieces.append(python_literal(ast.literal_eval(token.string)) if is_string else token.string)
        end = token.end[1]
    return Source("".join(pieces))
