"""The lock: which libraries and which schemas the tree was made from, and every file of it with its hash.

With it an unchanged tree is known without parsing a schema, and only files that the lock names are ever removed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.plain.faults import Fault, FaultsError
from generator.plain.text import show

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "LOCK_NAME",
    "Lock",
    "LockedModel",
    "read_lock",
    "salvaged_files",
]

LOCK_NAME = "generated.lock.json"
_FORMAT = 2
_FILE_LINE = re.compile(r'^ *"((?:[^"\\\n]|\\["\\/bfnrt])*+)": "([0-9a-f]{64})",?$', re.MULTILINE)


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
    """Return the lock of an output folder, or None where there is none. Raises FaultsError for one that is damaged.

    It says who had a name first and which files may be replaced: without it neither is known.
    """
    try:
        data = (out / LOCK_NAME).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise FaultsError(_damaged(out, f"it cannot be read: {error.strerror or error}")) from None
    if data.startswith(b"<<<<<<< ") or b"\n<<<<<<< " in data:
        raise FaultsError(_damaged(out, "it holds the conflict markers of an unresolved merge"))
    try:
        document: dict[str, Any] = json.loads(data)
        if document["format"] != _FORMAT:
            what = f"its format is {show(document['format'])}, and this generator's is {_FORMAT}"
            raise FaultsError(_damaged(out, what))
        lock = Lock(
            package=_text(document["package"]),
            writers=_texts(document["writers"]),
            schemas=_texts(document["schemas"]),
            models={
                model_id: LockedModel(
                    tuple(map(_text, model["sources"])),
                    _text(model["module"]),
                    tuple(map(_text, model["files"])),
                    {name: _texts(names) for name, names in model.get("names", {}).items()},
                )
                for model_id, model in document["models"].items()
            },
            files={path: digest for path, digest in _texts(document["files"]).items() if _is_below(path)},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise FaultsError(_damaged(out, "it is not what a generator writes")) from None
    if problem := _contradiction(lock):
        raise FaultsError(_damaged(out, problem))
    return lock


def _damaged(out: Path, why: str) -> Fault:
    hint = (
        "resolve it by hand or in git; or `generate --fresh-lock` writes a new one, by which names may change"
    )
    return Fault(str(out / LOCK_NAME), "", f"the lock of the output is damaged: {why}", hint)


def _contradiction(lock: Lock) -> str | None:
    modules: dict[str, str] = {}
    for model_id, model in lock.models.items():
        other = modules.setdefault(model.module, model_id)
        if other != model_id:
            return f"it gives {show(model.module)} to both {show(other)} and {show(model_id)}"
        if missing := [path for path in model.files if path not in lock.files]:
            return f"{show(model_id)} has the file {show(missing[0])}, which is not among the files"
    return None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a string is wanted")
    return value


def _texts(value: dict[str, Any]) -> dict[str, str]:
    return {_text(key): _text(item) for key, item in value.items()}


def salvaged_files(out: Path) -> dict[str, str]:
    """Return the files that a damaged lock still names line by line, with their hashes; of both sides of a merge."""
    try:
        text = (out / LOCK_NAME).read_bytes().decode("utf-8", "replace")
    except OSError:
        return {}
    found = ((json.loads(f'"{match[1]}"', strict=False), match[2]) for match in _FILE_LINE.finditer(text))
    return {path: digest for path, digest in found if _is_below(path)}


def _is_below(path: str) -> bool:
    """Say whether a path from the lock stays below the output: a lock meddled with must remove nothing else."""
    parts = path.split("/")
    return (
        not path.startswith("/")
        and "\\" not in path
        and not {"", ".", ".."} & set(parts)
        and ":" not in parts[0]
    )
