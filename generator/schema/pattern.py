"""Regular expressions of schemas, as ECMA-262 means them, judged by the linear-time engine that the client uses too.

Python's `re` is never given a pattern from a schema to run: a catastrophic one could hang it.
"""

from __future__ import annotations

import functools
import re
import warnings
from typing import TYPE_CHECKING

from generator.schema.ecma import LARGEST, translate

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator

__all__ = ["PatternError", "check_pattern", "pattern_matches"]

_LONGEST = 10_000


class PatternError(ValueError):
    """A pattern that cannot be used. `checkable_elsewhere` is true where only this engine cannot."""

    def __init__(self, message: str, *, checkable_elsewhere: bool = False) -> None:
        super().__init__(message)
        self.checkable_elsewhere = checkable_elsewhere


@functools.lru_cache(maxsize=1024)
def _compiled(pattern: str) -> SchemaValidator:
    from pydantic_core import SchemaValidator, core_schema

    linear = translate(pattern).linear
    return SchemaValidator(core_schema.str_schema(pattern=linear, regex_engine="rust-regex", strict=True))


def check_pattern(pattern: object) -> None:
    """Raise PatternError unless `pattern` is a regular expression that the client can check."""
    if not isinstance(pattern, str):
        raise PatternError("a pattern must be a string")
    if len(pattern) > _LONGEST:
        raise PatternError(f"a pattern of {len(pattern)} characters is too long (at most {_LONGEST})")
    if translate(pattern).size > LARGEST:
        raise PatternError(
            f"with its repeats written out, the pattern has more than {LARGEST:,} parts",
            checkable_elsewhere=True,
        )
    from pydantic_core import SchemaError

    try:
        _compiled(pattern)
    except SchemaError as error:
        first = str(error).strip().splitlines()[-1].strip().removeprefix("error: ")
        raise PatternError(
            f"the pattern cannot be read: {first}", checkable_elsewhere=_python_reads(pattern)
        ) from None


def _python_reads(pattern: str) -> bool:
    """Say whether `re` could compile it: then it is a look-around or the like, not a slip."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            re.compile(translate(pattern).backtracking or pattern)
        except (re.error, OverflowError, RecursionError):
            return False
    return True


def pattern_matches(pattern: str, text: str) -> bool:
    """Say whether the pattern is found anywhere in the text, as JSON Schema means it."""
    from pydantic_core import ValidationError

    try:
        _compiled(pattern).validate_python(text)
    except ValidationError:
        return False
    return True
