"""`diff OLD NEW`: what changed for the users of the models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.reply import DONE, DRIFT
from generator.diff import ALLOWED
from generator.diff.allowed import read_allowances, tell_unused
from generator.diff.change import breaking
from generator.diff.models import compare_models
from generator.diff.render import change_document, changelog, render_text
from generator.diff.sides import load_side

if TYPE_CHECKING:
    import argparse

    from generator.cli.reply import Reply
    from generator.current import Settings
    from generator.plain.faults import Report

__all__ = ["diff"]


def diff(settings: Settings, options: argparse.Namespace, report: Report, reply: Reply) -> int:
    """Tell what changed and return 1 where it breaks programs that work today."""
    old = load_side(options.old, settings.schemas, settings.out, report)
    new = load_side(options.new or str(settings.schemas), settings.schemas, settings.out, report)
    report.raise_if_errors()
    file: Path | None = options.allow_file or (Path(ALLOWED) if Path(ALLOWED).is_file() else None)
    kept = read_allowances(file) if file is not None else []
    changes = compare_models(old, new)
    tell_unused(kept, str(file), changes, report)
    allowed = [*options.allow, *kept]
    if options.changelog:
        reply.write(changelog(changes))
    else:
        reply.say(render_text(changes, allowed), **change_document(changes, allowed))
    return DRIFT if breaking(changes, allowed) else DONE
