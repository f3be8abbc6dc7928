"""What a run finds, and whether there is anything to do: every run asks that, so nothing else is imported for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.tree.cache import State
from generator.tree.files import schema_files, schema_hashes
from generator.tree.seen import look_at
from generator.tree.versions import program_hash, program_look, writers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.tree.lock import Lock
    from generator.tree.seen import Look

__all__ = ["Found", "Settings", "look", "remember"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run works on: the folder of schemas, the folder of the output, and the package's name in it."""

    schemas: Path
    out: Path
    package: str = "runcomfy"


@dataclass(frozen=True, slots=True)
class Found:
    """What stands where a run begins."""

    is_current: bool
    """Whether the tree is what these schemas and this generator make."""
    standing: Mapping[str, str]
    """The files of the tree that are just as its lock has them, with their hashes."""
    schemas: Mapping[str, str]
    """The hashes of the schemas' files."""
    documents: Look
    """The states of the schemas' files, from before they were read."""


def look(settings: Settings, lock: Lock | None) -> Found:
    """Return what there is.

    Hashes the files that may have changed since the last run; parses no schema and imports no code generator.
    """
    state = State.read(settings.out)
    files = {} if lock is None else lock.files
    own = program_look()
    documents = look_at(settings.schemas, schema_files(settings.schemas), links=True)
    tree = look_at(settings.out, files)
    is_own = state.own is not None and state.writers == writers() and state.own.is_certain(own)
    known = state.schemas is not None and state.schemas.is_certain(documents)
    wrong = tree.wrong(files, state.tree)
    hashes = lock.schemas if lock is not None and known else schema_hashes(settings.schemas)
    is_current = (
        lock is not None
        and lock.package == settings.package
        and lock.schemas == hashes
        and settings.schemas.is_dir()
        and (is_own or state.program == program_hash())
        and not wrong
    )
    if is_current and not (is_own and known and state.tree is not None and state.tree.is_certain(tree)):
        State(state.program, writers(), own.seen(), documents.seen(), tree.seen()).write(settings.out)
    standing = {path: digest for path, digest in files.items() if path not in wrong}
    return Found(is_current, standing, hashes, documents)


def remember(settings: Settings, lock: Lock, found: Found) -> None:
    """Keep what the next run can know: of the tree with this lock, which stands now, and of what it was made from."""
    tree = look_at(settings.out, lock.files).seen(found.documents.since)
    # A schema that is faulty has no hash in the lock.
    documents = found.documents.seen() if lock.schemas == found.schemas else None
    State(program_hash(), writers(), program_look().seen(), documents, tree).write(settings.out)
