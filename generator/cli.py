"""The command line: `python -m generator generate|check|add|sync|diff|list`.

Exit codes: 0 done, 1 the tree does not match the schemas or a change breaks programs, 2 a schema or an argument is
wrong, 130 interrupted. With `--format json` standard output is one JSON document, whatever the outcome; only what
argparse says of a command line that it cannot read is text, and an interrupted run prints none.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator.build import Settings, build, is_current, load_models
from generator.faults import FaultsError, Report, render_json, render_text, summary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["main"]

DONE, DRIFT, WRONG = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command == "sync" and options.prune and (options.category or options.search):
        parser.error("--prune needs the whole catalogue: leave --category and --search out")
    if options.command == "sync" and options.model and (options.category or options.search):
        parser.error("--model names the models: leave --category and --search out")
    if options.command == "diff" and options.changelog and options.format == "json":
        parser.error("--changelog prints Markdown: leave --format json out")
    options.facts = {}
    settings = Settings(options.schemas, options.out, options.package)
    commands = {
        "generate": _generate,
        "check": _check,
        "add": _add,
        "diff": _diff,
        "sync": _sync,
        "list": _list,
    }
    try:
        code = _run(commands[options.command], settings, options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Who read this has seen enough, as `| head` does. What Python still holds for them would be refused again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG
    except KeyboardInterrupt:
        # Whatever a command writes it puts in place in one step, at its end.
        print("interrupted", file=sys.stderr)
        return 128 + signal.SIGINT
    return code


def _run(
    command: Callable[[Settings, argparse.Namespace, Report], int],
    settings: Settings,
    options: argparse.Namespace,
) -> int:
    report = Report()
    try:
        code = command(settings, options, report)
    except FaultsError as error:
        report.add(*error.faults)
        code = WRONG
    except BrokenPipeError:
        raise
    except OSError as error:
        report.error(str(error.filename or ""), "", error.strerror or str(error))
        code = WRONG
    _tell(report, settings, options)
    return code


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--schemas", type=Path, default=Path("schemas"), metavar="DIR", help="folder of the schemas"
    )
    common.add_argument(
        "--out", type=Path, default=Path("generated"), metavar="DIR", help="folder of the output"
    )
    common.add_argument(
        "--package", type=_package, default="runcomfy", metavar="NAME", help="the package's name"
    )
    common.add_argument("--format", choices=["text", "json"], default="text", help="how faults are told")
    common.add_argument("--verbose", action="store_true", help="tell repairs whose meaning is certain, too")
    parser = argparse.ArgumentParser(
        prog="python -m generator", description="Schemas in, a typed client out."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("generate", parents=[common], help="make the package from the schemas")
    commands.add_parser("check", parents=[common], help="say whether the package is what the schemas make")
    add = commands.add_parser("add", parents=[common], help="take a model in from a saved page or document")
    add.add_argument(
        "pages", type=Path, nargs="+", metavar="PAGE", help="a saved documentation page, or a document"
    )
    commands.add_parser("list", parents=[common], help="list the models")
    _sync_arguments(commands.add_parser("sync", parents=[common], help="take the server's catalogue in"))
    from generator.diff.arguments import add_arguments as diff_arguments

    diff_arguments(
        commands.add_parser("diff", parents=[common], help="say what changed for the users of the models")
    )
    return parser


def _sync_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--model", action="append", metavar="ID", help="only this model; may be repeated")
    what.add_argument("--prune", action="store_true", help="remove documents of models that are gone")
    parser.add_argument("--category", metavar="NAME", help="only models of this category")
    parser.add_argument("--search", metavar="WORDS", help="only models that the server finds for these words")
    parser.add_argument("--dry-run", action="store_true", help="tell what would be done, and do nothing")
    parser.add_argument(
        "--force",
        action="store_true",
        help="take the catalogue's input schemas in place of those of pages and people",
    )
    parser.add_argument("--base-url", metavar="URL", help="another address of the API, with its /v1")
    parser.add_argument(
        "--date", type=_date, metavar="DAY", help="the day to write down, as 2026-01-31; today if left out"
    )


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-01-31") from None


def _package(name: str) -> str:
    # `docs` is the folder beside it.
    if not name.isidentifier() or not name.isascii() or name == "docs":
        raise argparse.ArgumentTypeError(f"{name!r} is no name for a package")
    return name


def _tell(report: Report, settings: Settings, options: argparse.Namespace) -> None:
    """Print the faults: as JSON on standard output, as text on standard error."""
    from generator.sources import locate

    faults = locate(report.faults, settings.schemas)
    if options.format == "json":
        sys.stdout.write(render_json(faults, options.facts))
    elif faults:
        shown = [fault for fault in faults if options.verbose or fault.severity != "note"]
        color = sys.stderr.isatty() and "NO_COLOR" not in os.environ
        if shown:
            print(render_text(shown, color=color), file=sys.stderr)
        hidden = "; --verbose shows the notes" if len(shown) < len(faults) else ""
        print(summary(faults) + hidden, file=sys.stderr)


def _say(options: argparse.Namespace, text: str, **facts: object) -> None:
    """Tell people the text, or programs the facts."""
    options.facts.update(facts)
    if options.format != "json":
        print(text)


def _generate(settings: Settings, options: argparse.Namespace, report: Report) -> int:
    from generator.progress import progress_bar
    from generator.tree import compare, replace_tree, sweep

    started = time.monotonic()
    lock = is_current(settings)
    if lock is not None:
        sweep(settings.out)
        facts = {"models": len(lock.models), "made": 0, "changed": 0, "new": 0, "removed": 0, "verdict": None}
        _say(options, f"{settings.out}: up to date with {len(lock.models)} models", **facts)
        return DONE
    with progress_bar("models") as progress:
        made = build(settings, report, progress=progress)
    difference = compare(settings.out, made.files)
    from generator.lock import read_lock

    old = read_lock(settings.out)
    owned = old.files if old is not None else {}
    from generator.diff.change import verdict
    from generator.diff.command import changes_of_build
    from generator.diff.render import closing

    changes = changes_of_build(settings, old, made)
    if difference.changed or difference.missing or set(difference.extra) & owned.keys():
        same = made.files.keys() - {*difference.changed, *difference.missing}
        replace_tree(settings.out, made.files, owned, same)
    removed = len(set(difference.extra) & owned.keys())
    _say(
        options,
        f"{settings.out}: {len(made.lock.models)} models ({len(made.rendered)} made anew), "
        f"{len(difference.changed)} files changed, {len(difference.missing)} new, {removed} removed, "
        f"in {time.monotonic() - started:.1f} s",
        models=len(made.lock.models),
        made=len(made.rendered),
        changed=len(difference.changed),
        new=len(difference.missing),
        removed=removed,
        verdict=None if changes is None else verdict(changes),
    )
    if changes is not None:
        _say(options, closing(changes))
    return DONE


def _check(settings: Settings, options: argparse.Namespace, report: Report) -> int:
    from generator.tree import compare

    made = build(settings, report, reuse=False)
    difference = compare(settings.out, made.files)
    facts: dict[str, object] = {"models": len(made.lock.models), "matches": not difference}
    origins = {path: model.sources for model in made.lock.models.values() for path in model.files}
    for what in ("changed", "missing", "extra"):
        found: list[dict[str, object]] = []
        for path in getattr(difference, what):
            sources = [str(settings.schemas.parent / source) for source in origins.get(path, ())]
            found.append({"path": str(settings.out / path), "sources": sources})
            origin = f" (from {', '.join(sources)})" if sources else ""
            _say(options, f"{what}: {settings.out / path}{origin}")
        facts[what] = found
    if not difference:
        _say(options, f"{settings.out}: matches {settings.schemas}, {len(made.lock.models)} models", **facts)
        return DONE
    _say(options, f"{settings.out} is not what {settings.schemas} makes; run `make generate`", **facts)
    return DRIFT


def _add(settings: Settings, options: argparse.Namespace, report: Report) -> int:
    from generator.add import add_page

    # All or none: a fault in the last page leaves the first one unwritten too.
    documents = [add_page(page, settings.schemas, report) for page in options.pages]
    report.raise_if_errors()
    told: list[dict[str, str]] = []
    for document in documents:
        written = document.write()
        told.append({"model_id": document.model_id, "path": str(document.path), "written": written})
        _say(options, f"{document.path}: {written} ({document.model_id})")
    _say(options, "run `make generate` to make the client", documents=told)
    return DONE


def _diff(settings: Settings, options: argparse.Namespace, report: Report) -> int:
    from generator.diff.command import diff

    return diff(settings, options, report)


def _sync(settings: Settings, options: argparse.Namespace, report: Report) -> int:
    from generator.sync import sync

    return sync(settings, options, report)


def _list(settings: Settings, options: argparse.Namespace, report: Report) -> int:
    from generator.naming import place_models

    specs = load_models(settings, report)
    report.raise_if_errors()
    places = place_models(spec.model_id for spec in specs)
    rows = [
        {
            "model_id": spec.model_id,
            "module": f"{settings.package}.models.{places[spec.model_id].module}",
            "output_kind": spec.output_kind,
            "file": spec.file,
        }
        for spec in specs
    ]
    options.facts["models"] = rows
    if options.format == "json":
        return DONE
    width = max((len(row["model_id"] or "") for row in rows), default=0)
    for row in rows:
        print(f"{row['model_id']:{width}}  {row['module']}")
    return DONE
