"""Whether there is anything to do at all: the one question that every run asks, so nothing else is imported for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.tree.cache import is_made_by_this_program
from generator.tree.disk import intact
from generator.tree.lock import schema_hashes

if TYPE_CHECKING:
    from pathlib import Path

    from generator.tree.lock import Lock

__all__ = ["Settings", "is_current"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run works on: the folder of schemas, the folder of the output, and the package's name in it."""

    schemas: Path
    out: Path
    package: str = "runcomfy"


def is_current(settings: Settings, lock: Lock) -> bool:
    """Say whether the tree is what these schemas and this generator make.

    Reads files and hashes them; parses no schema and imports no code generator.
    """
    return (
        lock.package == settings.package
        and settings.schemas.is_dir()
        and lock.schemas == schema_hashes(settings.schemas)
        and is_made_by_this_program(settings.out)
        and intact(settings.out, lock.files)
    )
