"""What the schema of one direction is lowered to: classes, their fields, their types, and what stands beside a type."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.writing.literals import python_literal, word
from generator.writing.source import Source, fill, join, own

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import LiteralString

    from generator.spec import Direction

__all__ = ["ClassPlan", "FieldPlan", "LoweringError", "Metadata", "Typed", "annotated"]


class LoweringError(ValueError):
    """A schema that no class can say; `pointer` is where in it."""

    def __init__(self, part: Direction, pointer: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.part: Direction = part
        self.pointer = pointer
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Metadata:
    """Something that stands beside a type in `Annotated[...]`: a call, as its name and its arguments' JSON values."""

    name: LiteralString
    arguments: tuple[Any, ...] = ()
    keywords: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def source(self) -> Source:
        """The call as Python source."""
        named = [fill("{}={}", word(key), python_literal(value)) for key, value in self.keywords.items()]
        return fill("{}({})", own(self.name), join(", ", [*map(python_literal, self.arguments), *named]))


def annotated(type_source: Source, metadata: list[Metadata]) -> Source:
    """Return a type with its metadata."""
    beside = join(", ", [item.source for item in metadata])
    return fill("Annotated[{}, {}]", type_source, beside) if metadata else type_source


@dataclass(slots=True)
class Typed:
    """A type: its skeleton, and the metadata beside it."""

    skeleton: dict[str, Any]
    metadata: list[Metadata] = field(default_factory=list[Metadata])


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """One field: names, type, and the node with its default and texts."""

    wire: str
    name: Source
    typed: Typed
    required: bool
    node: dict[str, Any]


@dataclass(slots=True)
class ClassPlan:
    """One class; `open` where it takes other fields too, `fits` for what no field can say."""

    name: Source
    node: dict[str, Any]
    fields: list[FieldPlan] = field(default_factory=list[FieldPlan])
    open: bool = False
    fits: Metadata | None = None
    plain: Source | None = None
    """What the plain dict is called that may stand in its place, where it stands inside an input."""
