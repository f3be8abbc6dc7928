"""The output folder brought up to what the schemas make, or held against it: `build`, and then the disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.current import look, remember
from generator.plain.faults import Fault, FaultsError, refuse
from generator.tree.caches import sweep_caches
from generator.tree.disk import compare, foreign
from generator.tree.leftovers import sweep
from generator.tree.lock import LOCK_NAME, read_lock, salvaged_files

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from generator.current import Settings
    from generator.diff.change import Change
    from generator.plain.faults import Report
    from generator.tree.disk import Difference
    from generator.tree.lock import Lock

__all__ = ["Drift", "Renewal", "drift", "renew"]


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
    left: tuple[str, ...] | None = None
    """The models that are as they were because their schemas are faulty; None where no schema is."""

    @property
    def wrote(self) -> bool:
        """Whether any file of the tree is another one now."""
        return bool(self.changed or self.new or self.removed)


@dataclass(frozen=True, slots=True)
class Drift:
    """The lock of the tree that should be there, how the one that is there differs, and what another version made.

    `writers` holds the version in the tree's lock and the one that is here, by the name of the library.
    """

    lock: Lock
    difference: Difference
    writers: dict[str, tuple[str | None, str]]


def renew(
    settings: Settings,
    report: Report,
    progress: Callable[[int, int], None] | None = None,
    *,
    keep_going: bool = False,
    force: bool = False,
    fresh_lock: bool = False,
) -> Renewal:
    """Make the tree what the schemas say. Raises FaultsError or OSError, and then the tree is as it was.

    `keep_going` leaves models with faults as they were, `force` replaces files that no lock names, and `fresh_lock`
    goes on without a lock that cannot be read.
    """
    refuse_places(settings)
    lock = None if fresh_lock else read_lock(settings.out)
    ours = salvaged_files(settings.out) if lock is None else lock.files
    found = look(settings, lock)
    if lock is not None and found.is_current:
        sweep(settings.out)
        sweep_caches(settings.out, lock.files)
        return Renewal(len(lock.models), was_current=True)
    from generator.build import build
    from generator.tree.cache import Cache, spare_folder
    from generator.tree.edit import edit_tree

    cache = Cache.read(settings.out)
    made = build(
        settings,
        report,
        lock=lock,
        cache=cache,
        found=found,
        progress=progress,
        keep_going=keep_going,
    )
    difference = compare(settings.out, made.files, made.lock.files.keys() - made.files.keys())
    changes = None
    if lock is not None:
        from generator.diff.trees import changes_of_tree

        changes = changes_of_tree(settings.out, lock, made.lock, made.files)
    written = made.files
    written.keep({*difference.changed, *difference.missing})
    # What no lock names is somebody else's.
    removed = set(difference.extra) & ours.keys()
    if not force and (theirs := _foreign(settings.out, written, {*ours, LOCK_NAME}, fresh_lock=fresh_lock)):
        what = "this is not the generator's, and stands where it would write"
        hint = "choose another --out or --package, move it away, or replace it with --force"
        raise FaultsError(*(Fault(str(settings.out / path), "", what, hint) for path in theirs))
    if written or removed:
        edit_tree(settings.out, written, removed, spare=spare_folder(settings.out))
    else:
        sweep(settings.out)
    made.cache.write(settings.out)
    remember(settings, made.lock, found)
    return Renewal(
        models=len(made.lock.models),
        made=len(made.rendered),
        changed=len(difference.changed),
        new=len(difference.missing),
        removed=len(removed),
        changes=changes,
        left=tuple(made.left) if report.errors else None,
    )


def _foreign(out: Path, written: Collection[str], ours: set[str], *, fresh_lock: bool) -> list[str]:
    """Return what is somebody else's where files are to be written."""
    theirs = foreign(out, written, ours)
    if theirs and not fresh_lock and (now := read_lock(out)) is not None:
        # Another run may have ended since the lock was read.
        theirs = foreign(out, written, {*ours, *now.files})
    return theirs


def drift(settings: Settings, report: Report) -> Drift:
    """Return how the tree differs from what should be there; all is made anew for that."""
    from generator.build import build

    refuse_places(settings)
    lock = read_lock(settings.out)
    made = build(settings, report, lock=lock)
    before = {} if lock is None else lock.writers
    other = {name: (before.get(name), version) for name, version in made.lock.writers.items()}
    return Drift(
        made.lock,
        compare(settings.out, made.files, caches=True),
        {name: pair for name, pair in other.items() if lock is not None and pair[0] != pair[1]},
    )


def refuse_places(settings: Settings) -> None:
    """Raise FaultsError where the output cannot stand where it shall: on a file, or in, around or on the schemas."""
    out, schemas = settings.out.resolve(), settings.schemas.resolve()
    if out.exists() and not out.is_dir():
        message, hint = "the output must be a folder, and this is a file", "name another with --out DIR"
        refuse(str(settings.out), message, hint)
    if out == schemas or out in schemas.parents or schemas in out.parents:
        message = f"the output and the schemas ({settings.schemas}) must not lie in each other"
        refuse(str(settings.out), message, "name other folders with --out and --schemas")
