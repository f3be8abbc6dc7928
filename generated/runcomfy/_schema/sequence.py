"""`SequenceOf[X]` and `MapOf[X]`: what inputs take that are a list or a map.

Any sequence of the items, but never a bare `str` or `bytes`; any mapping of strings to the values. Both are kept, and
sent, as a list and a dict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Protocol,
    TypeAlias,
    TypeVar,
    cast,
    get_args,
    runtime_checkable,
)

from pydantic_core import core_schema

from .wire import to_wire

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

__all__ = ["AsDict", "AsList", "Items", "MapOf", "SequenceOf"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
# Sequences of their own kind, of which one in place of a list is a mistake.
_ONE_VALUE = (str, bytes, bytearray, memoryview)


@runtime_checkable
class Items(Protocol[T_co]):
    """A sequence that is neither a `str` nor `bytes`: those can be asked only whether they contain their own kind.

    What compares items (`index`, `count`) is left out: with it, checkers pass over what a list literal holds.
    """

    def __contains__(self, value: object, /) -> bool: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[T_co]: ...
    def __reversed__(self) -> Iterator[T_co]: ...
    def __getitem__(self, index: int, /) -> T_co: ...


class AsList:
    """Checks, and keeps, any sequence as a list."""

    __slots__ = ()

    @staticmethod
    def plain(source: Any) -> Any:
        """Return the list type that a `SequenceOf` stands for."""
        return list[get_args(get_args(source)[0])[0]]  # type: ignore[misc]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            _as_list, handler.generate_schema(self.plain(source))
        )

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class AsDict(AsList):
    """Checks, and keeps, any mapping as a dict."""

    __slots__ = ()

    @staticmethod
    def plain(source: Any) -> Any:
        """Return the dict type that a `MapOf` stands for."""
        return dict[str, get_args(source)[1]]  # type: ignore[misc]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            _as_dict, handler.generate_schema(self.plain(source))
        )


# The tuple is there for type checkers, some of which look into the items of one only where it is named.
SequenceOf: TypeAlias = Annotated[Items[T] | tuple[T, ...], AsList()]
MapOf: TypeAlias = Annotated[Mapping[str, T], AsDict()]


def _as_list(value: object) -> object:
    given = value
    if isinstance(value, (list, *_ONE_VALUE)) or not isinstance(value, Sequence):
        return given
    return [to_wire(item) for item in cast("Sequence[object]", value)]


def _as_dict(value: object) -> object:
    given = value
    if isinstance(value, dict) or not isinstance(value, Mapping):
        return given
    return {name: to_wire(item) for name, item in cast("Mapping[object, object]", value).items()}
