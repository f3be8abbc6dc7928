"""`generate` writes what the schemas make, `check` says whether it is there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from generator.cli.reply import DONE, DRIFT, SOME_LEFT_OUT
from generator.plain.text import counted
from generator.renew import drift, renew

if TYPE_CHECKING:
    import argparse

    from generator.cli.reply import Reply
    from generator.current import Settings
    from generator.plain.faults import Report

__all__ = ["check", "generate"]


def generate(settings: Settings, options: argparse.Namespace, report: Report, reply: Reply) -> int:
    """Make the tree what the schemas say, and tell what that means for users."""
    from generator.plain.progress import progress_bar

    started = time.monotonic()
    with progress_bar() as progress:
        done = renew(
            settings,
            report,
            progress,
            keep_going=options.keep_going,
            force=options.force,
            fresh_lock=options.fresh_lock,
        )
    facts: dict[str, object] = {
        "models": done.models,
        "made": done.made,
        "changed": done.changed,
        "new": done.new,
        "removed": done.removed,
    }
    if done.was_current:
        reply.say(f"{settings.out}: up to date with {counted(done.models, 'model')}", **facts, verdict=None)
        return DONE
    from generator.diff.change import verdict
    from generator.diff.render import closing

    reply.say(
        f"{settings.out}: {counted(done.models, 'model')} ({done.made} made anew), {counted(done.changed, 'file')} "
        f"changed, {done.new} new, {done.removed} removed, in {time.monotonic() - started:.1f} s",
        **facts,
        verdict=None if done.changes is None else verdict(done.changes),
    )
    if done.changes is not None:
        reply.say(closing(done.changes))
    if done.left is not None:
        left = ", ".join(done.left) or "none was in the output"
        reply.say(f"left as they were, because their schemas are faulty: {left}", left=list(done.left))
        return SOME_LEFT_OUT
    return DONE


def check(settings: Settings, _: argparse.Namespace, report: Report, reply: Reply) -> int:
    """Say whether the tree is what the schemas make; everything is made anew for that."""
    found = drift(settings, report)
    lock, difference = found.lock, found.difference
    facts: dict[str, object] = {"models": len(lock.models), "matches": not difference}
    origins = {path: model.sources for model in lock.models.values() for path in model.files}
    for what in ("changed", "missing", "extra"):
        named: list[dict[str, object]] = []
        for path in getattr(difference, what):
            sources = [str(settings.schemas.parent / source) for source in origins.get(path, ())]
            named.append({"path": str(settings.out / path), "sources": sources})
            origin = f" (from {', '.join(sources)})" if sources else ""
            reply.say(f"{what}: {settings.out / path}{origin}")
        facts[what] = named
    if not difference:
        reply.say(
            f"{settings.out}: matches {settings.schemas}, {counted(len(lock.models), 'model')}", **facts
        )
        return DONE
    for name, (before, here) in found.writers.items():
        reply.say(f"made with {name} {before}, and here is {here}")
    if any("__pycache__" in path for path in difference.extra):
        reply.say(
            "remove the caches that are named: Python would run them, and did not make them from the tree"
        )
    reply.say(f"{settings.out} is not what {settings.schemas} makes; run `make generate`", **facts)
    return DRIFT
