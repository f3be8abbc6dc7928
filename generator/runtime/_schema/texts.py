"""The texts of a class's fields, which stand below them as docstrings, for editors to show.

Pydantic could read them whenever a class is made. That is half of the time it takes to make one, and it fails now and
then where two threads do it at once: the parser of CPython 3.11 is not made for that (gh-106905).
"""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from functools import lru_cache
from typing import TYPE_CHECKING

from .._plain.locks import make_lock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

__all__ = ["field_texts"]

_lock = make_lock()
_known: dict[type[BaseModel], Mapping[str, str]] = {}


def field_texts(model: type[BaseModel]) -> Mapping[str, str]:
    """Return the texts of a model's fields by the fields' names; none where the source is not there."""
    with _lock:
        if model not in _known:
            fields = model.model_fields
            _known[model] = {
                name: text
                for cls in reversed(model.__mro__)
                if fields.keys() & getattr(cls, "__annotations__", {}).keys()
                for name, text in _own(cls)
                if name in fields
            }
        return _known[model]


def _own(cls: type) -> list[tuple[str, str]]:
    body = _in_module(cls)
    if body is None:
        try:
            source = textwrap.dedent(inspect.getsource(cls))
        except (OSError, TypeError):
            return []
        (body,) = ast.parse(source).body
    assert isinstance(body, ast.ClassDef)  # noqa: S101 (it is the source of one)
    return [
        (field.target.id, inspect.cleandoc(text.value.value))
        for field, text in zip(body.body, body.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    ]


def _in_module(cls: type) -> ast.stmt | None:
    """Return a class that stands in its module once and not in another: `inspect` parses the whole file for each."""
    try:
        source = inspect.getsource(sys.modules[cls.__module__])
    except (KeyError, OSError, TypeError):
        return None
    found = [one for one in _classes(source) if one.name == cls.__qualname__]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1)
def _classes(source: str) -> list[ast.ClassDef]:
    return [one for one in ast.parse(source).body if isinstance(one, ast.ClassDef)]
