"""From the arguments to an exit code: one command runs, its faults are reported, and none is a traceback."""

from __future__ import annotations

import importlib
import signal
import sys
from typing import TYPE_CHECKING

from generator.cli.arguments import make_parser
from generator.cli.reply import DONE, SOME_LEFT_OUT, WRONG, Reply
from generator.current import Settings
from generator.plain.faults import Fault, FaultsError, Report, unexpected
from generator.plain.refusals import is_full, reason_of
from generator.plain.text import shortened

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

__all__ = ["main"]

# The modules of this room, and their functions.
_HANDLERS = {
    "generate": "generate:generate",
    "check": "generate:check",
    "add": "models:add",
    "list": "models:list_models",
    "sync": "sync:sync",
    "diff": "diff:diff",
    "nightly": "nightly:nightly",
    "rename": "rename:rename",
    "ci-files": "project:write_ci_files",
    "init": "project:init",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = make_parser()
    options = parser.parse_args(arguments)
    if problem := _contradiction(options):
        parser.error(problem)
    try:
        return _run(options)
    except KeyboardInterrupt:
        # Whatever a command writes it puts in place in one step, at its end.
        print("interrupted", file=sys.stderr)  # noqa: T201 (there may be no such stream)
        return 128 + signal.SIGINT


def _contradiction(options: argparse.Namespace) -> str | None:
    """Return what is wrong with arguments that do not go together."""
    if options.command == "sync" and (options.category or options.search):
        if options.prune:
            return "--prune needs the whole catalogue: leave out --category and --search"
        if options.model:
            return "--model names the models: leave out --category and --search"
    if options.command == "diff" and options.changelog and options.format == "json":
        return "--changelog prints Markdown: leave out --format json"
    return None


def _run(options: argparse.Namespace) -> int:
    settings = Settings(options.schemas, options.out, options.package)
    report = Report()
    reply = Reply(as_json=options.format == "json")
    try:
        code = _command(options.command)(settings, options, report, reply)
    except FaultsError as error:
        report.add(*error.faults)
        code = WRONG
    except OSError as error:
        report.add(_disk_fault(error))
        code = WRONG
    except Exception as error:  # noqa: BLE001 - the faults that were found are reported all the same
        report.add(unexpected("", f"running `{options.command}`", error))
        code = WRONG
    reply.finish(report, settings.schemas, verbose=options.verbose)
    # What was done is done, but output that got lost is not a success.
    return code or (SOME_LEFT_OUT if reply.is_lost else DONE)


def _disk_fault(error: OSError) -> Fault:
    """Return one short line about a disk that refuses; errors of whole folders have a text without end."""
    place = error.filename if isinstance(error.filename, str) else ""
    hint = "make room and try again: nothing was changed" if is_full(error) else ""
    return Fault(shortened(place, 200), "", reason_of(error), hint)


def _command(name: str) -> Callable[[Settings, argparse.Namespace, Report, Reply], int]:
    """Import one command, and nothing that only another one needs."""
    module, _, function = _HANDLERS[name].partition(":")
    found: Callable[[Settings, argparse.Namespace, Report, Reply], int] = getattr(
        importlib.import_module(f"generator.cli.{module}"), function
    )
    return found
