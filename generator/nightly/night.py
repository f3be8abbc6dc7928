"""One night, from the server's catalogue to a client that is made anew. Each step is the one of its own command."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from generator.build import build
from generator.catalogue.rename import end_names
from generator.catalogue.sync import sync
from generator.current import look
from generator.diff.change import breaking, verdict
from generator.diff.models import compare_models
from generator.diff.sides import LOCK, load_folder, load_side
from generator.nightly.changelog import entry, last_released, with_entry
from generator.nightly.version import find_version, later, read_text, step
from generator.plain.faults import Fault, FaultsError, Report, refuse
from generator.plain.files import write_texts
from generator.renew import drift, renew
from generator.tree.cache import Cache
from generator.tree.edit import edit_tree
from generator.tree.lock import read_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from generator.catalogue.sync import Plan, Wishes
    from generator.current import Settings
    from generator.diff.allowed import Allowance
    from generator.diff.change import Change, Verdict

__all__ = ["Night", "run_night"]

_CHANGELOG = "CHANGELOG.md"
Texts = dict[Path, tuple[str | None, str]]
"""Texts by the files that they go into: what stands there, None for no such file, and what is to."""


@dataclass(slots=True)
class Night:
    """What a night did: `ids` of models by what became of them, what that means for users, what was left out."""

    day: str
    ids: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    changes: list[Change] = field(default_factory=list["Change"])
    left_out: list[Fault] = field(default_factory=list[Fault])
    allowed: tuple[Allowance, ...] = ()
    """Breaking changes that somebody has looked at and accepted."""
    versions: tuple[str, str] | None = None
    """The version that users have and the one that stands in the project now; None where nothing asks for a step."""
    wrote: bool = False
    """Whether there is anything to commit."""

    @property
    def verdict(self) -> Verdict:
        """The worst of the changes."""
        return verdict(self.changes)

    @property
    def breaks(self) -> bool:
        """Whether programs that work today break, and nobody has accepted that yet."""
        return bool(breaking(self.changes, self.allowed))


def run_night(
    settings: Settings,
    project: Path,
    wishes: Wishes,
    report: Report,
    *,
    progress: Callable[[int, int], None] | None = None,
    allowed: tuple[Allowance, ...] = (),
) -> Night:
    """Take the catalogue in, make the client anew, and write the changelog and the version.

    A model from which no client can be made is left out: it stays as it was, and its faults are errors of `report`,
    beside those of entries that the catalogue has wrong. Raises FaultsError or OSError where the night can do nothing;
    the schemas and the client are then as they were.
    """
    known = load_side(LOCK, settings.schemas, settings.out, report) if read_lock(settings.out) else {}
    before = _read_contents(settings.schemas)
    place = find_version(project)
    plan = sync(settings.schemas, wishes, report)
    texts: Texts = {}
    try:
        ended = end_names(settings.schemas, place.version) if place else []
        _leave_out_the_broken(settings, plan, before, report)
        new = load_folder(settings.schemas, settings.schemas.name, report)
        night = Night(wishes.day, plan.ids, compare_models(known, new), allowed=allowed)
        night.left_out = list(report.errors)
        texts = _changed_texts(project, night)
        write_texts(Path(), {path: text for path, (_, text) in texts.items()})
        wrote = renew(settings, Report(), progress).wrote
    except (FaultsError, OSError):
        # Where the disk refuses that too, the next night begins from what is there: it compares with the client.
        with contextlib.suppress(OSError):
            now = _read_contents(settings.schemas)
            differ = [path for path in before.keys() | now.keys() if before.get(path) != now.get(path)]
            _restore(settings.schemas, before, differ)
            _restore_texts(texts)
        raise
    night.wrote = wrote or bool(texts or ended or plan.written or plan.removed)
    difference = drift(settings, Report()).difference
    if difference:
        message = "it is not what the schemas make, although it was just made from them"
        refuse(str(settings.out), message, "this is a fault of the generator; please report it")
    return night


def _read_contents(schemas: Path) -> dict[str, bytes]:
    found = (path for path in schemas.rglob("*") if path.is_file()) if schemas.is_dir() else ()
    return {path.relative_to(schemas).as_posix(): path.read_bytes() for path in found}


def _restore(schemas: Path, before: dict[str, bytes], paths: Iterable[str]) -> None:
    """Give files of the schemas' folder their content of before the night, or none."""
    paths = list(paths)
    old = {path: before[path] for path in paths if path in before}
    if paths:
        edit_tree(schemas, old, [path for path in paths if path not in before])


def _leave_out_the_broken(settings: Settings, plan: Plan, before: dict[str, bytes], report: Report) -> None:
    """Put back what of the night's documents no client can be made from: one such model must not stop the others.

    First those that the faults name; where others stand in their way (two models of one name), the newcomers; then
    everything. Raises FaultsError where the client could not be made before that night either.
    """
    prefix = f"{settings.schemas.name}/"
    while True:
        faults = _faults(settings)
        if not faults:
            return
        named = {fault.file.removeprefix(prefix) for fault in faults} & plan.written.keys()
        newcomers = plan.written.keys() - before.keys()
        broken: Collection[str] = named or newcomers or [*plan.written, *plan.removed]
        if not broken:
            raise FaultsError(*faults)
        report.add(*faults)
        _restore(settings.schemas, before, broken)
        for path in broken:
            plan.written.pop(path, None)
        plan.removed[:] = [path for path in plan.removed if path not in broken]


def _faults(settings: Settings) -> tuple[Fault, ...]:
    """Return why no client can be made of the schemas; the night's own texts come later."""
    try:
        lock = read_lock(settings.out)
        found = look(settings, lock)
        made = build(settings, Report(), lock=lock, cache=Cache.read(settings.out), found=found)
    except FaultsError as error:
        return error.faults
    # What changed is made again, once the version is known.
    made.cache.write(settings.out)
    return ()


def _changed_texts(project: Path, night: Night) -> Texts:
    """Return the files of the version and of the changelog that change, which are part of what is made after that.

    The night gets its step of the version.
    """
    if night.verdict == "none":
        return {}
    path = project / _CHANGELOG
    text = read_text(path) if path.is_file() else None
    found: Texts = {}
    place = find_version(project)
    if place is not None:
        # Several nights before a release are one step: it counts from what users have, not from the last night.
        released = last_released(text or "") or place.version
        wanted = later(place.version, step(released, night.verdict))
        night.versions = (released, wanted)
        if wanted != place.version:
            found[place.path] = place.text, place.text_with(wanted)
    found[path] = text, with_entry(text, entry(night.changes, night.day, night.versions))
    return found


def _restore_texts(texts: Texts) -> None:
    for path, (text, _) in texts.items():
        if text is None:
            path.unlink(missing_ok=True)
        else:
            write_texts(Path(), {path: text})
