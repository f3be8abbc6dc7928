"""What earlier runs remember, in `.cache` beside the output: nothing depends on it but the time that a run takes.

What cannot be read, or was made by another program, is as if it were not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from generator.plain.values import is_object
from generator.tree.files import hash_bytes
from generator.tree.lock import LOCK_NAME
from generator.tree.seen import Seen
from generator.tree.versions import program_hash, writers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["Cache", "State", "spare_folder"]

T = TypeVar("T")
_MADE = ("modules", "constant", "models", "documents")
"""What only this very program can take over."""


@dataclass(slots=True)
class Cache:
    """What a run can take over. Of files it holds the hashes: their texts stand in the tree.

    `types` are by their skeletons, `modules` that join others by what they are made of, `constant` files that no schema
    changes by the package's name, `models` by key, and `documents` by their file.
    """

    types: dict[str, str] = field(default_factory=dict[str, str])
    modules: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    constant: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    models: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    documents: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])

    @classmethod
    def read(cls, out: Path) -> Cache:
        """Return what the last run for this output left."""
        types = _read(out, "types", lambda kept: dict(kept["types"]) if kept["writers"] == writers() else {})
        made = _read(out, "models", lambda kept: kept if kept["program"] == program_hash() else {})
        return cls(types or {}, *((made or {}).get(name, {}) for name in _MADE))

    def write(self, out: Path) -> None:
        """Leave it for the next run. A disk that refuses is not a fault."""
        with contextlib.suppress(OSError):
            _write(out, "types", {"writers": writers(), "types": self.types})
            program = program_hash()
            _write(out, "models", {"program": program, **{name: getattr(self, name) for name in _MADE}})


@dataclass(frozen=True, slots=True)
class State:
    """Which program wrote the tree whose lock is there now, and how all files were seen with it.

    `program` is its hash and `writers` are the libraries that it wrote with; `own` are its own files.
    """

    program: str | None = None
    writers: dict[str, str] | None = None
    own: Seen | None = None
    schemas: Seen | None = None
    tree: Seen | None = None

    @classmethod
    def read(cls, out: Path) -> State:
        """Return what is known of the tree; nothing, where its lock is another one by now."""
        return (
            _read(out, "state", lambda kept: cls._of(kept) if kept["lock"] == _lock_hash(out) else None)
            or cls()
        )

    @classmethod
    def _of(cls, kept: dict[str, Any]) -> State:
        seen = (Seen(kept[name][0], tuple(kept[name][1])) if kept[name] else None for name in _SEEN)
        return cls(kept["program"], kept["writers"], *seen)

    def write(self, out: Path) -> None:
        """Leave it for the next run. A disk that refuses is not a fault."""
        with contextlib.suppress(OSError):
            seen: dict[str, Seen | None] = {name: getattr(self, name) for name in _SEEN}
            facts = {"program": self.program, "writers": self.writers, "lock": _lock_hash(out)}
            _write(
                out, "state", facts | {name: one and [one.digest, one.young] for name, one in seen.items()}
            )


_SEEN = ("own", "schemas", "tree")


def _lock_hash(out: Path) -> str:
    return hash_bytes((out / LOCK_NAME).read_bytes())


def spare_folder(out: Path) -> Path:
    """Return where the tree is kept that an output folder held before, see `edit_tree`."""
    return _folder(out) / "spare"


def _folder(out: Path) -> Path:
    place = out.resolve()
    return place.parent / ".cache" / "generator" / place.name


def _read(out: Path, name: str, pick: Callable[[dict[str, Any]], T]) -> T | None:
    try:
        # A hash stands behind it: what was damaged is not taken for what was written.
        content, _, digest = (_folder(out) / f"{name}.json").read_bytes().rpartition(b"\n")
        kept: object = json.loads(content) if digest.decode() == hash_bytes(content) else None
        return pick(kept) if is_object(kept) else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def _write(out: Path, name: str, content: dict[str, Any]) -> None:
    folder = _folder(out)
    if not folder.is_dir():
        folder.mkdir(parents=True)
        # It ignores itself, as the caches of other tools do.
        (folder.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    staged = folder / f".{name}.{os.getpid()}"
    digest = hashlib.sha256()
    try:
        with staged.open("wb") as file:
            for piece in _pieces(content):
                digest.update(piece)
                file.write(piece)
            file.write(f"\n{digest.hexdigest()}".encode())
        staged.replace(folder / f"{name}.json")
    finally:
        staged.unlink(missing_ok=True)


def _pieces(value: Any, depth: int = 2) -> Iterator[bytes]:
    """Yield JSON whose objects come entry by entry down to a depth: the text of all models at once would be large."""
    if not depth or not is_object(value):
        yield json.dumps(value).encode()
        return
    sign = "{"
    for key, item in value.items():
        yield f"{sign}{json.dumps(key)}:".encode()
        yield from _pieces(item, depth - 1)
        sign = ","
    yield b"}" if value else b"{}"
