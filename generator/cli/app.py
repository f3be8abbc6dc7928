"""From the arguments to an exit code: one command runs, its faults are reported, and none is a traceback."""

from __future__ import annotations

import errno
import signal
import sys
from typing import TYPE_CHECKING

from generator.cli.arguments import make_parser
from generator.cli.reply import DONE, SOME_LEFT_OUT, WRONG, Reply
from generator.current import Settings
from generator.plain.faults import Fault, FaultsError, Report, unexpected
from generator.plain.refusals import reason_of
from generator.plain.text import shortened

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = make_parser()
    options = parser.parse_args(arguments)
    if problem := _contradiction(options):
        parser.error(problem)
    try:
        code = _run(options)
    except KeyboardInterrupt:
        # Whatever a command writes it puts in place in one step, at its end.
        print("interrupted", file=sys.stderr)  # noqa: T201 (there may be no such stream)
        return 128 + signal.SIGINT
    return code


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
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    hint = "make room and try again: nothing was changed" if full else ""
    return Fault(shortened(place, 200), "", reason_of(error), hint)


def _command(name: str) -> Callable[[Settings, argparse.Namespace, Report, Reply], int]:
    """Import one command, and nothing that only another one needs."""
    if name in ("generate", "check"):
        from generator.cli import generate

        return generate.generate if name == "generate" else generate.check
    if name == "sync":
        from generator.cli.sync import sync

        return sync
    if name == "diff":
        from generator.cli.diff import diff

        return diff
    if name == "nightly":
        from generator.cli.nightly import nightly

        return nightly
    if name == "rename":
        from generator.cli.rename import rename

        return rename
    if name in ("ci-files", "init"):
        from generator.cli import project

        return project.init if name == "init" else project.write_ci_files
    return _add if name == "add" else _list


def _add(settings: Settings, options: argparse.Namespace, report: Report, reply: Reply) -> int:
    from generator.catalogue.add import add_pages

    documents = add_pages(options.pages, settings.schemas, report)
    told: list[dict[str, str]] = []
    for document in documents:
        told.append({"model_id": document.model_id, "path": str(document.path), "written": document.written})
        reply.say(f"{document.path}: {document.written} ({document.model_id})")
    reply.say("run `make generate` to make the client", documents=told)
    return DONE


def _list(settings: Settings, _: argparse.Namespace, report: Report, reply: Reply) -> int:
    from generator.build import load_models
    from generator.names.places import place_models
    from generator.tree.lock import read_lock

    specs = load_models(settings, report)
    report.raise_if_errors()
    lock = read_lock(settings.out)
    held = {} if lock is None else {model_id: model.module for model_id, model in lock.models.items()}
    places = place_models([spec.model_id for spec in specs], held).models
    modules = {spec.model_id: f"{settings.package}.models.{places[spec.model_id].module}" for spec in specs}
    width = max(map(len, modules), default=0)
    for model_id, module in modules.items():
        reply.say(f"{model_id:{width}}  {module}")
    reply.facts["models"] = [
        {
            "model_id": spec.model_id,
            "module": modules[spec.model_id],
            "output_kind": spec.output_kind,
            "file": spec.file,
        }
        for spec in specs
    ]
    return DONE
