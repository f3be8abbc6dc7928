"""`UNSET`: the value of an input that was not given and has no default, and so is not sent."""

from __future__ import annotations

from typing import Any

__all__ = ["UNSET"]


class _Unset:
    """The type of `UNSET`. There is one instance; copies and pickles give that one."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __copy__(self) -> _Unset:
        return self

    def __deepcopy__(self, memo: object) -> _Unset:
        return self

    # A string is the name of a global: unpickling looks it up instead of making a second one.
    def __reduce__(self) -> str:
        return "UNSET"


# `Any`, so that it can stand as the default of an input of any type without that type allowing null.
UNSET: Any = _Unset()
