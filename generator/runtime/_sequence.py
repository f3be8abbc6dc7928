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
    SupportsIndex,
    TypeAlias,
    TypeVar,
    cast,
    get_args,
    overload,
)

from pydantic_core import core_schema

from ._wire import to_wire

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

__all__ = ["MapOf", "SequenceOf"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
# Sequences of their own kind, of which one in place of a list is a mistake.
_ONE_VALUE = (str, bytes, bytearray, memoryview)


class SequenceOf(Protocol[T_co]):
    """A list, a tuple, or any other sequence. It is kept, and sent, as a list.

    To a type checker `str` and `bytes` are none: they can be asked only whether they contain their own kind.
    """

    def __contains__(self, value: object, /) -> bool: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[T_co]: ...
    def __reversed__(self) -> Iterator[T_co]: ...
    @overload
    def __getitem__(self, index: SupportsIndex, /) -> T_co: ...
    @overload
    def __getitem__(self, index: slice, /) -> Sequence[T_co]: ...
    def index(self, value: Any, start: int = 0, stop: int = ..., /) -> int: ...
    def count(self, value: Any, /) -> int: ...

    if not TYPE_CHECKING:  # no part of the protocol

        @classmethod
        def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
            (item,) = get_args(source) or (Any,)
            items = core_schema.list_schema(handler.generate_schema(item))
            return core_schema.no_info_before_validator_function(_as_list, items)


class _AsDict:
    """Checks, and keeps, any mapping as a dict."""

    __slots__ = ()

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        values = core_schema.dict_schema(core_schema.str_schema(), handler.generate_schema(get_args(source)[1]))
        return core_schema.no_info_before_validator_function(_as_dict, values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _AsDict)

    def __hash__(self) -> int:
        return hash(_AsDict)


MapOf: TypeAlias = Annotated[Mapping[str, T], _AsDict()]


def _as_list(value: object) -> object:
    if isinstance(value, (list, *_ONE_VALUE)) or not isinstance(value, Sequence):
        return cast("object", value)
    return [to_wire(item) for item in cast("Sequence[object]", value)]


def _as_dict(value: object) -> object:
    if isinstance(value, dict) or not isinstance(value, Mapping):
        return cast("object", value)
    return {name: to_wire(item) for name, item in cast("Mapping[object, object]", value).items()}
