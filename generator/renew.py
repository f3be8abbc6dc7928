"""The output folder brought up to what the schemas make, or held against it: `build`, and then the disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.build import build, is_current
from generator.tree.disk import compare, edit_tree, sweep
from generator.tree.lock import LOCK_NAME, read_lock

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.build import Settings
    from generator.diff.change import Change
    from generator.plain.faults import Report
    from generator.tree.disk import Difference
    from generator.tree.lock import Lock

__all__ = ["Renewal", "drift", "renew"]


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a run wrote: numbers of models and files, and what that changes for users; None where nobody can say."""

    models: int
    made: int = 0
    changed: int = 0
    new: int = 0
    removed: int = 0
    changes: list[Change] | None = None
    was_current: bool = False
    """Nothing was to be done, and nothing was looked at but hashes."""

    @property
    def wrote(self) -> bool:
        """Whether any file of the tree is another one now."""
        return bool(self.changed or self.new or self.removed)


def renew(settings: Settings, report: Report, progress: Callable[[int, int], None] | None = None) -> Renewal:
    """Make the tree what the schemas say. Raises FaultsError or OSError, and then the tree is as it was."""
    lock = read_lock(settings.out)
    if lock is not None and is_current(settings, lock):
        sweep(settings.out)
        return Renewal(len(lock.models), was_current=True)
    from generator.diff.trees import changes_of_tree
    from generator.tree.cache import Cache

    made = build(settings, report, lock=lock, cache=Cache.read(settings.out), progress=progress)
    difference = compare(settings.out, made.files)
    changes = None if lock is None else changes_of_tree(settings.out, lock, made.lock, made.files)
    written = {path: made.files[path] for path in (*difference.changed, *difference.missing)}
    # What no lock names is somebody else's.
    removed = set(difference.extra) & lock.files.keys() if lock is not None else set[str]()
    if written or removed:
        edit_tree(settings.out, written, removed)
    else:
        sweep(settings.out)
    made.cache.write(settings.out, made.files[LOCK_NAME])
    return Renewal(
        models=len(made.lock.models),
        made=len(made.rendered),
        changed=len(difference.changed),
        new=len(difference.missing),
        removed=len(removed),
        changes=changes,
    )


def drift(settings: Settings, report: Report) -> tuple[Lock, Difference]:
    """Return the lock of the tree that should be there, and how the one that is there differs; all is made anew."""
    made = build(settings, report)
    return made.lock, compare(settings.out, made.files)
