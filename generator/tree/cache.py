"""What earlier runs remember, in `.cache` beside the output: nothing depends on it but the time that a run takes.

What cannot be read, or was made by another program, is as if it were not there.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from generator.plain.values import is_object
from generator.tree.lock import LOCK_NAME, hash_bytes
from generator.tree.versions import program_hash, writers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Cache", "is_made_by_this_program", "spare_folder"]

T = TypeVar("T")


@dataclass(slots=True)
class Cache:
    """What a run can take over: types by their skeletons, modules that join others by what they are made of, models by
    key, and by the package's name the pages that no schema changes.
    """

    types: dict[str, str] = field(default_factory=dict[str, str])
    modules: dict[str, str] = field(default_factory=dict[str, str])
    pages: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    models: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])

    @classmethod
    def read(cls, out: Path) -> Cache:
        """Return what the last run for this output left."""
        types = _read(out, "types", lambda kept: dict(kept["types"]) if kept["writers"] == writers() else {})
        made = _read(out, "models", lambda kept: kept if kept["program"] == program_hash() else {})
        return cls(types or {}, *((made or {}).get(name, {}) for name in ("modules", "pages", "models")))

    def write(self, out: Path, lock: bytes) -> None:
        """Leave it for the next run; `lock` is what the tree's lock now holds. A disk that refuses is not a fault."""
        with contextlib.suppress(OSError):
            folder = _folder(out)
            folder.mkdir(parents=True, exist_ok=True)
            # It ignores itself, as the caches of other tools do.
            (folder.parent / ".gitignore").write_text("*\n", encoding="utf-8")
            _write(out, "types", {"writers": writers(), "types": self.types})
            program = program_hash()
            kept = {"modules": self.modules, "pages": self.pages, "models": self.models}
            _write(out, "models", {"program": program, **kept})
            _write(out, "state", {"program": program, "lock": hash_bytes(lock)})


def is_made_by_this_program(out: Path) -> bool:
    """Say whether the tree that is there was written by a program that is byte for byte this one."""
    state = _read(out, "state", lambda kept: (kept["program"], kept["lock"]))
    try:
        return state == (program_hash(), hash_bytes((out / LOCK_NAME).read_bytes()))
    except OSError:
        return False


def spare_folder(out: Path) -> Path:
    """Return where the tree is kept that an output folder held before, see `edit_tree`."""
    return _folder(out) / "spare"


def _folder(out: Path) -> Path:
    place = out.resolve()
    return place.parent / ".cache" / "generator" / place.name


def _read(out: Path, name: str, pick: Callable[[dict[str, Any]], T]) -> T | None:
    try:
        kept: object = json.loads((_folder(out) / f"{name}.json").read_text(encoding="utf-8"))
        return pick(kept) if is_object(kept) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _write(out: Path, name: str, content: dict[str, Any]) -> None:
    staged = _folder(out) / f".{name}.{os.getpid()}"
    try:
        staged.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8", newline="\n")
        staged.replace(_folder(out) / f"{name}.json")
    finally:
        staged.unlink(missing_ok=True)
