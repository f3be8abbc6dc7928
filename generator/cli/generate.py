"""`generate` writes what the schemas make, `check` says whether it is there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from generator.cli.reply import DONE, DRIFT
from generator.renew import drift, renew

if TYPE_CHECKING:
    import argparse

    from generator.build import Settings
    from generator.cli.reply import Reply
    from generator.plain.faults import Report

__all__ = ["check", "generate"]


def generate(settings: Settings, _: argparse.Namespace, report: Report, reply: Reply) -> int:
    """Make the tree what the schemas say, and tell what that means for users."""
    from generator.plain.progress import progress_bar

    started = time.monotonic()
    with progress_bar("models") as progress:
        done = renew(settings, report, progress)
    facts: dict[str, object] = {
        "models": done.models,
        "made": done.made,
        "changed": done.changed,
        "new": done.new,
        "removed": done.removed,
    }
    if done.was_current:
        reply.say(f"{settings.out}: up to date with {done.models} models", **facts, verdict=None)
        return DONE
    from generator.diff.change import verdict
    from generator.diff.render import closing

    reply.say(
        f"{settings.out}: {done.models} models ({done.made} made anew), {done.changed} files changed, "
        f"{done.new} new, {done.removed} removed, in {time.monotonic() - started:.1f} s",
        **facts,
        verdict=None if done.changes is None else verdict(done.changes),
    )
    if done.changes is not None:
        reply.say(closing(done.changes))
    return DONE


def check(settings: Settings, _: argparse.Namespace, report: Report, reply: Reply) -> int:
    """Say whether the tree is what the schemas make; everything is made anew for that."""
    lock, difference = drift(settings, report)
    facts: dict[str, object] = {"models": len(lock.models), "matches": not difference}
    origins = {path: model.sources for model in lock.models.values() for path in model.files}
    for what in ("changed", "missing", "extra"):
        found: list[dict[str, object]] = []
        for path in getattr(difference, what):
            sources = [str(settings.schemas.parent / source) for source in origins.get(path, ())]
            found.append({"path": str(settings.out / path), "sources": sources})
            origin = f" (from {', '.join(sources)})" if sources else ""
            reply.say(f"{what}: {settings.out / path}{origin}")
        facts[what] = found
    if not difference:
        reply.say(f"{settings.out}: matches {settings.schemas}, {len(lock.models)} models", **facts)
        return DONE
    reply.say(f"{settings.out} is not what {settings.schemas} makes; run `make generate`", **facts)
    return DRIFT
