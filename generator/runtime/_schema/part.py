"""`Part[Lora, LoraDict]`: an object inside an input, as its class or as a plain dict with the same keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar, get_args

from pydantic import BaseModel

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

__all__ = ["AsModel", "Part"]


class AsModel:
    """The dict is there for type checkers: whatever is given is checked, and kept, as the class."""

    __slots__ = ()

    @staticmethod
    def plain(source: Any) -> type[BaseModel]:
        """Return the class among what a part takes."""
        return next(one for one in get_args(source) if isinstance(one, type) and issubclass(one, BaseModel))

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler.generate_schema(self.plain(source))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AsModel)

    def __hash__(self) -> int:
        return hash(AsModel)

    def __repr__(self) -> str:
        return "AsModel()"


Model = TypeVar("Model")
Plain = TypeVar("Plain")

Part: TypeAlias = Annotated[Model | Plain, AsModel()]
