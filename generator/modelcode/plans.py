"""What the schema of one direction is lowered to: classes, their fields, and types."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.dialect.normaliser import Direction

__all__ = ["ClassPlan", "FieldPlan", "LoweringError", "Typed"]


class LoweringError(ValueError):
    """A schema that no class can say; `pointer` is where in it."""

    def __init__(self, part: Direction, pointer: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.part: Direction = part
        self.pointer = pointer
        self.message = message
        self.hint = hint


@dataclass(slots=True)
class Typed:
    """A type: its skeleton, and the source of the metadata beside it."""

    skeleton: dict[str, Any]
    metadata: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """One field: names, type, and the node with its default and texts."""

    wire: str
    name: str
    typed: Typed
    required: bool
    node: dict[str, Any] | bool


@dataclass(slots=True)
class ClassPlan:
    """One class; `open` where it takes other fields too, `rules` for what no field can say."""

    name: str
    node: dict[str, Any]
    fields: list[FieldPlan] = field(default_factory=list[FieldPlan])
    open: bool = False
    fits: dict[str, Any] | None = None
