"""The lock: which libraries and which schemas the tree was made from, and every file of it with its hash.

With it an unchanged tree is known without parsing a schema, and only files that the lock names are ever removed.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.names.ids import root_prefix

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = [
    "LOCK_NAME",
    "Lock",
    "LockedModel",
    "files_below",
    "hash_bytes",
    "read_lock",
    "schema_hashes",
]

LOCK_NAME = "generated.lock.json"
_FORMAT = 2


@dataclass(frozen=True, slots=True)
class LockedModel:
    """One model of the tree: the schema files it came from, the files it made, and the names it was given."""

    sources: tuple[str, ...]
    module: str
    files: tuple[str, ...]
    names: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])


@dataclass(frozen=True, slots=True)
class Lock:
    """What the tree was made from and of. Paths of schemas are below their folder, of files below the output."""

    package: str
    writers: dict[str, str]
    schemas: dict[str, str]
    models: dict[str, LockedModel]
    files: dict[str, str]

    def text(self) -> str:
        """Return the lock as it is written: sorted, one line an entry."""
        document = {
            "format": _FORMAT,
            "package": self.package,
            "writers": self.writers,
            "schemas": self.schemas,
            "models": {
                model_id: {
                    "sources": list(model.sources),
                    "module": model.module,
                    "files": list(model.files),
                    **({"names": model.names} if model.names else {}),
                }
                for model_id, model in self.models.items()
            },
            "files": self.files,
        }
        return json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def read_lock(out: Path) -> Lock | None:
    """Return the lock of an output folder, or None where there is none that this generator can read."""
    try:
        document: dict[str, Any] = json.loads((out / LOCK_NAME).read_text(encoding="utf-8"))
        if document["format"] != _FORMAT:
            return None
        return Lock(
            package=document["package"],
            writers=dict(document["writers"]),
            schemas=dict(document["schemas"]),
            models={
                model_id: LockedModel(
                    tuple(model["sources"]),
                    model["module"],
                    tuple(model["files"]),
                    dict(model.get("names", {})),
                )
                for model_id, model in document["models"].items()
            },
            files={path: digest for path, digest in document["files"].items() if _is_below(path)},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _is_below(path: str) -> bool:
    """Say whether a path from the lock stays below the output: a lock meddled with must remove nothing else."""
    parts = path.split("/")
    return (
        not path.startswith("/")
        and "\\" not in path
        and not {"", ".", ".."} & set(parts)
        and ":" not in parts[0]
    )


def hash_bytes(content: bytes) -> str:
    """Return the hash by which contents are compared."""
    return hashlib.sha256(content).hexdigest()


def schema_hashes(root: Path) -> dict[str, str]:
    """Return the hash of every file of the schemas' folder, hidden ones left out, by the name that faults use."""
    prefix = root_prefix(root)
    found = {path: root / path for path in sorted(files_below(root, lambda name: name.startswith(".")))}
    return {prefix + path: hash_bytes(file.read_bytes()) for path, file in found.items() if file.is_file()}


def files_below(root: Path, skipped: Callable[[str], bool]) -> list[str]:
    """Return the paths of all files below a folder, without the files and folders whose names are `skipped`.

    Plain texts: with as many files as there are models, paths as objects take longer than what is done with them.
    """
    found: list[str] = []
    start = str(root)
    for folder, names, files in os.walk(start):
        names[:] = [name for name in names if not skipped(name)]
        # A link to a folder is one thing, and not what lies behind it.
        files += [name for name in names if os.path.islink(f"{folder}/{name}")]  # noqa: PTH114 - plain texts
        below = folder[len(start) :].replace(os.sep, "/").strip("/")
        found += [f"{below}/{name}" if below else name for name in files if not skipped(name)]
    return found
