"""The docstrings of the hand-written half, for a package of another name: what they show must be what works there."""

from __future__ import annotations

import ast
import re

__all__ = ["renamed"]

# Names of modules and commands; hosts, files and folders called so are the service's, and stay.
_MODULE = re.compile(
    r"(?<![\w./-])runcomfy(?=(?:\.[a-z_]+)*(?:\s+import\b|`|\s+sandbox\b|\.[a-z_]+))(?!\.(?:net|com)\b)"
)
_COMMAND = re.compile(r"(?<![\w./-])runcomfy-py\b")


def renamed(source: str, package: str) -> str:
    """Return a module of the hand-written half with the package's own name in its docstrings."""
    if "runcomfy" not in source:
        return source
    lines = source.split("\n")
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        first = node.body[0] if node.body else None
        if ast.get_docstring(node, clean=False) is None or not isinstance(first, ast.Expr):
            continue
        for number in range(first.lineno - 1, first.end_lineno or first.lineno):
            line = _COMMAND.sub(f"python -m {package}", lines[number])
            lines[number] = _MODULE.sub(package, line)
    return "\n".join(lines)
