"""`nightly`: the whole night in one command, and the texts for its pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue.sync import Wishes
from generator.cli.reply import DONE, DRIFT, SOME_LEFT_OUT
from generator.diff import ALLOWED
from generator.diff.allowed import read_allowances
from generator.diff.render import change_document, closing, render_text
from generator.nightly.night import run_night
from generator.nightly.texts import commit_message, pull_request
from generator.plain.files import write_texts
from generator.plain.progress import progress_bar

if TYPE_CHECKING:
    import argparse

    from generator.cli.reply import Reply
    from generator.current import Settings
    from generator.plain.faults import Report

__all__ = ["nightly"]

_TEXTS = {"commit-message.txt": commit_message, "pull-request.md": pull_request}


def nightly(settings: Settings, options: argparse.Namespace, report: Report, reply: Reply) -> int:
    """Take the catalogue in, make the client anew, and leave what a commit and a pull request say in a folder.

    Nothing is left there where nothing changed. Returns 1 where programs break that work today and nobody has accepted
    that, else 3 where entries were left out.
    """
    wishes = Wishes(day=options.date, base_url=options.base_url)
    place = options.report or options.project / "out" / "nightly"
    # What an earlier night left would be taken for this one's.
    for name in _TEXTS:
        (place / name).unlink(missing_ok=True)
    file = options.project / ALLOWED
    allowed = tuple(read_allowances(file)) if file.is_file() else ()
    with progress_bar() as progress:
        night = run_night(settings, options.project, wishes, report, progress=progress, allowed=allowed)
    facts = {
        **night.ids,
        **change_document(night.changes, allowed),
        "versions": night.versions,
        "wrote": night.wrote,
        "left_out": len(night.left_out),
    }
    reply.say(render_text(night.changes, allowed) if night.changes else closing(night.changes), **facts)
    if night.versions:
        reply.say(f"version: {night.versions[0]} → {night.versions[1]}")
    if night.wrote:
        write_texts(place, {name: make(night) for name, make in _TEXTS.items()})
        reply.say(f"{place}: {' and '.join(_TEXTS)}", report=str(place))
    else:
        reply.say("nothing is to be committed", report=None)
    return DRIFT if night.breaks else SOME_LEFT_OUT if report.errors else DONE
