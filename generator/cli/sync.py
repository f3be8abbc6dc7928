"""`sync`: the server's catalogue into the schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue.sync import Wishes
from generator.catalogue.sync import sync as run_sync
from generator.cli.reply import DONE, SOME_LEFT_OUT, WRONG
from generator.diff.render import change_document, closing, render_text

if TYPE_CHECKING:
    import argparse

    from generator.cli.reply import Reply
    from generator.current import Settings
    from generator.plain.faults import Report

__all__ = ["sync"]


def sync(settings: Settings, options: argparse.Namespace, report: Report, reply: Reply) -> int:
    """Bring the schemas up to date with the server, and tell what changed.

    Returns 3 where some entries had to be left out or the catalogue was not read whole, 2 where none could be used.
    """
    wishes = Wishes(
        day=options.date,
        models=tuple(options.model or ()),
        category=options.category,
        search=options.search,
        prune=options.prune,
        force=options.force,
        dry_run=options.dry_run,
        base_url=options.base_url,
    )
    made = run_sync(settings.schemas, wishes, report)
    changes = made.changes()
    facts = {
        "dry_run": wishes.dry_run,
        "complete": not report.errors,
        **made.ids,
        **change_document(changes, ()),
    }
    reply.say(render_text(changes) if changes else closing(changes), **facts)
    counts = ", ".join(f"{len(ids)} {what}" for what, ids in made.ids.items() if ids) or "nothing found"
    short = ", and not all of the catalogue: see the errors" if report.errors else ""
    reply.say(f"{'would be' if wishes.dry_run else 'done'}: {counts}{short}")
    if (made.written or made.removed) and not wishes.dry_run:
        reply.say("run `make generate` to make the client")
    if not report.errors:
        return DONE
    return SOME_LEFT_OUT if made else WRONG
