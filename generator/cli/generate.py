"""`generate` writes what the schemas make, `check` says whether it is there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from generator.build import build, is_current
from generator.cli.reply import DONE, DRIFT
from generator.tree.lock import LOCK_NAME, read_lock

if TYPE_CHECKING:
    import argparse

    from generator.build import Settings
    from generator.cli.reply import Reply
    from generator.plain.faults import Report

__all__ = ["check", "generate"]


def generate(settings: Settings, _: argparse.Namespace, report: Report, reply: Reply) -> int:
    """Make the tree what the schemas say, and tell what that means for users."""
    from generator.tree.disk import compare, edit_tree, sweep

    started = time.monotonic()
    lock = read_lock(settings.out)
    if lock is not None and is_current(settings, lock):
        sweep(settings.out)
        facts = {"models": len(lock.models), "made": 0, "changed": 0, "new": 0, "removed": 0, "verdict": None}
        reply.say(f"{settings.out}: up to date with {len(lock.models)} models", **facts)
        return DONE
    from generator.diff.change import verdict
    from generator.diff.render import closing
    from generator.diff.trees import changes_of_tree
    from generator.plain.progress import progress_bar
    from generator.tree.cache import Cache

    with progress_bar("models") as progress:
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
    return DONE


def check(settings: Settings, _: argparse.Namespace, report: Report, reply: Reply) -> int:
    """Say whether the tree is what the schemas make; everything is made anew for that."""
    from generator.tree.disk import compare

    made = build(settings, report)
    difference = compare(settings.out, made.files)
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
    reply.say(f"{settings.out} is not what {settings.schemas} makes; run `make generate`", **facts)
    return DRIFT
