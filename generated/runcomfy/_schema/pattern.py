"""A schema's `pattern`, judged as ECMA-262 means it, anywhere in a text, and never for long.

Pydantic's engine takes time that grows with the pattern and with the text, and no faster. What it cannot say
(look-arounds, back-references) Python's `re` judges, which can need exponential time: its worst case is estimated
first, from the parsed pattern and the length of the text. What cannot be judged within the limits is left to the
server.
"""

from __future__ import annotations

import importlib
import re
import warnings
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .._plain.ecma import LARGEST, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

__all__ = ["matches", "worst_case"]

# About a tenth of a second of matching, and a second of the linear engine's at its worst.
_LIMIT = 2e6
_LINEAR_LIMIT = 1e8
_parser: Any = importlib.import_module("re._parser")


def matches(pattern: str, text: str) -> bool:
    """Return whether `pattern` is found in `text`. True also where nobody can tell within the limits."""
    size = translated(pattern).size
    if size > LARGEST or size * len(text) > _LINEAR_LIMIT:
        return True
    linear = _linear_matcher(pattern)
    if linear is not None:
        return linear(text)
    compiled = _compiled(pattern)
    if compiled is None or worst_case(pattern, len(text)) > _LIMIT:
        return True
    return compiled.search(text) is not None


def worst_case(pattern: str, length: int) -> float:
    """Return a bound for the number of ways `re.search` may try on a text of `length` characters; may be infinite."""
    parsed = _parsed(pattern)
    anchored = bool(parsed) and str(parsed[0][1]) in {"AT_BEGINNING", "AT_BEGINNING_STRING"}
    return _count_ways(parsed, length) * (1 if anchored else length + 1) * max(translated(pattern).size, 1)


translated = lru_cache(maxsize=512)(translate)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """Return the pattern for Python's `re`, or None where that does not know the syntax."""
    source = translated(pattern).backtracking
    try:
        with _without_warnings():
            return None if source is None else re.compile(source, re.ASCII)
    except (re.error, OverflowError, RecursionError):
        return None


@lru_cache(maxsize=512)
def _parsed(pattern: str) -> list[tuple[Any, Any]]:
    with _without_warnings():
        return list(_parser.parse(translated(pattern).backtracking, re.ASCII))


@contextmanager
def _without_warnings() -> Generator[None, None, None]:
    """Silence warnings of what a later Python might read differently: whoever calls cannot fix the pattern."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _count_ways(nodes: Iterable[tuple[Any, Any]], length: int) -> float:
    """Return the product of the choices in a sequence of parsed nodes."""
    product = 1.0
    for operator, argument in nodes:
        product *= _choices(str(operator), argument, length)
    return product


def _choices(operator: str, argument: Any, length: int) -> float:
    if operator in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        low, high, body = argument
        inner = _count_ways(body, length)
        high = min(int(high), max(length, int(low)))
        if inner <= 1:
            return float(high - int(low) + 1)
        # Every number of rounds, each with all the choices of every round before it.
        return float(inner ** min(high + 1, 1000)) if (high + 1) * _digits(inner) < 300 else float("inf")
    if operator == "BRANCH":
        return sum(_count_ways(branch, length) for branch in argument[1])
    if operator == "SUBPATTERN":
        return _count_ways(argument[-1], length)
    if operator == "ATOMIC_GROUP":
        return _count_ways(argument, length)
    if operator in {"ASSERT", "ASSERT_NOT"}:
        return _count_ways(argument[1], length)
    if operator == "GROUPREF_EXISTS":
        _, yes, no = argument
        return _count_ways(yes, length) + (_count_ways(no, length) if no else 1)
    return 1.0


def _digits(number: float) -> float:
    return float("inf") if number == float("inf") else len(str(int(number)))


@lru_cache(maxsize=512)
def _linear_matcher(pattern: str) -> Callable[[str], bool] | None:
    """Return the linear-time judge, or None where it does not know the syntax."""
    from pydantic_core import SchemaError, SchemaValidator, core_schema

    try:
        validator = SchemaValidator(core_schema.str_schema(pattern=translated(pattern).linear))
    except SchemaError:
        return None
    return validator.isinstance_python
