"""`generate` writes what the schemas make, `check` says whether it is there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from generator.build import build, is_current
from generator.cli.reply import DONE, DRIFT, WRONG
from generator.plain.faults import Fault, FaultsError
from generator.tree.lock import LOCK_NAME, read_lock, salvaged_files

if TYPE_CHECKING:
    import argparse

    from generator.build import Settings
    from generator.cli.reply import Reply
    from generator.plain.faults import Report

__all__ = ["check", "generate"]


def generate(settings: Settings, options: argparse.Namespace, report: Report, reply: Reply) -> int:
    """Make the tree what the schemas say, and tell what that means for users."""
    from generator.tree.caches import sweep_caches
    from generator.tree.disk import compare, edit_tree, foreign, sweep

    started = time.monotonic()
    refuse_places(settings)
    lock = None if options.fresh_lock else read_lock(settings.out)
    ours = salvaged_files(settings.out) if lock is None else lock.files
    if lock is not None and is_current(settings, lock):
        sweep(settings.out)
        sweep_caches(settings.out, lock.files)
        facts = {"models": len(lock.models), "made": 0, "changed": 0, "new": 0, "removed": 0, "verdict": None}
        reply.say(f"{settings.out}: up to date with {len(lock.models)} models", **facts)
        return DONE
    from generator.diff.change import verdict
    from generator.diff.render import closing
    from generator.diff.trees import changes_of_tree
    from generator.plain.progress import progress_bar
    from generator.tree.cache import Cache

    cache = Cache.read(settings.out)
    with progress_bar("models") as progress:
        made = build(
            settings, report, lock=lock, cache=cache, progress=progress, keep_going=options.keep_going
        )
    difference = compare(settings.out, made.files)
    changes = None if lock is None else changes_of_tree(settings.out, lock, made.lock, made.files)
    written = {path: made.files[path] for path in (*difference.changed, *difference.missing)}
    # What no lock names is somebody else's.
    removed = set(difference.extra) & ours.keys()
    if not options.force and (theirs := foreign(settings.out, written, {*ours, LOCK_NAME})):
        what = "this is not the generator's, and stands where it would write"
        hint = "choose another --out or --package, move it away, or replace it with --force"
        raise FaultsError(*(Fault(str(settings.out / path), "", what, hint) for path in theirs))
    if written or removed:
        edit_tree(settings.out, written, removed)
    else:
        sweep(settings.out)
    made.cache.write(settings.out, made.files[LOCK_NAME])
    models, anew = len(made.lock.models), len(made.rendered)
    reply.say(
        f"{settings.out}: {models} models ({anew} made anew), {len(difference.changed)} files changed, "
        f"{len(difference.missing)} new, {len(removed)} removed, in {time.monotonic() - started:.1f} s",
        models=models,
        made=anew,
        changed=len(difference.changed),
        new=len(difference.missing),
        removed=len(removed),
        verdict=None if changes is None else verdict(changes),
    )
    if changes is not None:
        reply.say(closing(changes))
    if report.errors:
        left = ", ".join(made.left) or "none was in the output"
        reply.say(f"left as they were, because their schemas are faulty: {left}", left=list(made.left))
        return WRONG
    return DONE


def check(settings: Settings, _: argparse.Namespace, report: Report, reply: Reply) -> int:
    """Say whether the tree is what the schemas make; everything is made anew for that."""
    from generator.tree.disk import compare

    refuse_places(settings)
    lock = read_lock(settings.out)
    made = build(settings, report, lock=lock)
    difference = compare(settings.out, made.files, caches=True)
    facts: dict[str, object] = {"models": len(made.lock.models), "matches": not difference}
    origins = {path: model.sources for model in made.lock.models.values() for path in model.files}
    for what in ("changed", "missing", "extra"):
        found: list[dict[str, object]] = []
        for path in getattr(difference, what):
            sources = [str(settings.schemas.parent / source) for source in origins.get(path, ())]
            found.append({"path": str(settings.out / path), "sources": sources})
            origin = f" (from {', '.join(sources)})" if sources else ""
            reply.say(f"{what}: {settings.out / path}{origin}")
        facts[what] = found
    if not difference:
        reply.say(f"{settings.out}: matches {settings.schemas}, {len(made.lock.models)} models", **facts)
        return DONE
    for name, version in made.lock.writers.items():
        if lock is not None and lock.writers.get(name) != version:
            reply.say(f"made with {name} {lock.writers.get(name)}, and here is {version}")
    if any("__pycache__" in path for path in difference.extra):
        reply.say(
            "remove the caches that are named: Python would run them, and did not make them from the tree"
        )
    reply.say(f"{settings.out} is not what {settings.schemas} makes; run `make generate`", **facts)
    return DRIFT


def refuse_places(settings: Settings) -> None:
    """Raise FaultsError where the output cannot stand where it shall: on a file, or in, around or on the schemas."""
    out, schemas = settings.out.resolve(), settings.schemas.resolve()
    if out.exists() and not out.is_dir():
        message, hint = "the output must be a folder, and this is a file", "name another with --out DIR"
        raise FaultsError(Fault(str(settings.out), "", message, hint))
    if out == schemas or out in schemas.parents or schemas in out.parents:
        message = f"the output and the schemas ({settings.schemas}) must not lie in each other"
        raise FaultsError(
            Fault(str(settings.out), "", message, "name other folders with --out and --schemas")
        )
