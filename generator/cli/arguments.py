"""What the command line takes, apart from all that it does, so that no command has to import another one's work."""

from __future__ import annotations

import argparse
import re
import textwrap
import time
from pathlib import Path
from typing import TYPE_CHECKING

from generator.diff import ALLOWED
from generator.names.packages import check_package_name

if TYPE_CHECKING:
    from generator.diff.allowed import Allowance

__all__ = ["make_parser"]

_EXIT_CODES = """\
exit codes:
  0    done
  1    check: the tree does not match the schemas; diff: a change breaks programs
  2    nothing was done: a schema, an argument, the server or the disk is wrong
  3    done, but not all of it: sync left entries out or could not read the whole catalogue, or the answer could \
not be written
  70   a fault of the generator itself
  130  interrupted
"""


class _Help(argparse.HelpFormatter):
    """Wraps each line of a text by itself."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = [textwrap.fill(line, width, subsequent_indent=" " * 7) for line in text.splitlines()]
        return textwrap.indent("\n".join(lines), indent)


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; the chosen one is `command`."""
    parser = argparse.ArgumentParser(
        prog="python -m generator",
        description="Schemas in, a typed client out.",
        epilog=_EXIT_CODES,
        formatter_class=_Help,
        allow_abbrev=False,
    )
    # With its name given, no help is laid out to find it.
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", prog=parser.prog)
    common = argparse.ArgumentParser(add_help=False)
    _folder(common, "--schemas", "schemas", "the folder of the schemas")
    _folder(common, "--out", "generated", "the folder of the output")
    common.add_argument(
        "--package", type=_package, default="runcomfy", metavar="NAME", help="the package's name"
    )
    common.add_argument(
        "--format", choices=["text", "json"], default="text", help="how results and faults are reported"
    )
    common.add_argument("--verbose", action="store_true", help="report repairs whose meaning is certain, too")
    for name, (text, add_own) in _COMMANDS.items():
        add_own(
            commands.add_parser(
                name,
                parents=[common],
                help=text,
                epilog=_EXIT_CODES,
                formatter_class=_Help,
                allow_abbrev=False,
            )
        )
    return parser


def _nothing(_: argparse.ArgumentParser) -> None:
    pass


def _folder(parser: argparse.ArgumentParser, flag: str, usual: str, text: str) -> None:
    shown = "the current one" if usual == "." else usual
    parser.add_argument(
        flag, type=_path, default=Path(usual), metavar="DIR", help=f"{text} (default: {shown})"
    )


def _catalogue(parser: argparse.ArgumentParser) -> None:
    """Add what every command takes that asks the server."""
    parser.add_argument("--base-url", metavar="URL", help="another address of the API, with its /v1")
    parser.add_argument(
        "--date",
        type=_date,
        default=time.strftime("%Y-%m-%d", time.gmtime()),
        metavar="DAY",
        help="the day to write into documents, such as 2026-01-31 (default: today)",
    )


def _generate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help="leave models with faulty schemas as they are in the output, and make all others; the exit code is then 3",
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="replace files of the output that the generator did not write, where it needs their places",
    )
    parser.add_argument(
        "--fresh-lock", action="store_true", help="ignore the lock, damaged or not: names are given anew"
    )


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "pages", type=_path, nargs="+", metavar="PAGE", help="a saved documentation page, or a document"
    )


def _sync(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--model", action="append", metavar="ID", help="only this model; may be repeated")
    what.add_argument("--prune", action="store_true", help="remove documents of models that are gone")
    parser.add_argument("--category", metavar="NAME", help="only models of this category")
    parser.add_argument("--search", metavar="WORDS", help="only models that the server finds for these words")
    parser.add_argument("--dry-run", action="store_true", help="report what would be done, and do nothing")
    parser.add_argument(
        "--force",
        action="store_true",
        help="replace input schemas of pages and people by those of the catalogue",
    )
    _catalogue(parser)


def _diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "old",
        nargs="?",
        default="lock",
        metavar="OLD",
        help="a folder, REF or REF:PATH of git, or `lock` (the default)",
    )
    parser.add_argument("new", nargs="?", metavar="NEW", help="the same (default: the folder of the schemas)")
    parser.add_argument(
        "--allow",
        action="append",
        default=[],
        type=_allowance,
        metavar="RULE[:MODEL[:POINTER]]",
        help="do not count changes of this rule, of this model, at this place as breaking; may be repeated",
    )
    parser.add_argument(
        "--allow-file",
        type=_path,
        metavar="FILE",
        help=f"single changes that are allowed, with reasons (default: {ALLOWED}, if there is one)",
    )
    parser.add_argument(
        "--changelog", action="store_true", help="print only a fragment for a changelog, as Markdown"
    )


def _nightly(parser: argparse.ArgumentParser) -> None:
    _catalogue(parser)
    _folder(parser, "--project", ".", "the folder of pyproject.toml and CHANGELOG.md")
    parser.add_argument(
        "--report",
        type=_path,
        metavar="DIR",
        help="the folder for commit-message.txt and pull-request.md (default: out/nightly of the project)",
    )


def _rename(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the id that it had")
    parser.add_argument("new", metavar="NEW", help="the id that it has; it has a document")
    parser.add_argument(
        "--until",
        type=_version,
        metavar="VERSION",
        help="the version in which the old name goes (default: the second minor version from now)",
    )
    _folder(parser, "--project", ".", "the folder of pyproject.toml")


def _service(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--ci", choices=["github", "gitlab", "both"], default="both", help="the service (default: both)"
    )


def _ci_files(parser: argparse.ArgumentParser) -> None:
    _folder(parser, "--into", ".", "the repository")
    parser.add_argument(
        "--every", choices=["night", "week"], default="night", help="how often it runs (default: night)"
    )
    _service(parser)


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("directory", type=_path, metavar="DIR", help="a new or empty folder")
    _service(parser)


_COMMANDS = {
    "generate": ("make the package from the schemas", _generate),
    "check": ("check whether the package matches the schemas", _nothing),
    "add": ("add a model from a saved page or document", _add),
    "list": ("list the models", _nothing),
    "sync": ("bring the schemas up to date with the server's catalogue", _sync),
    "diff": ("report what changed for the users of the models", _diff),
    "nightly": (
        "sync, diff, generate and check, with the changelog, the version and a pull request's text",
        _nightly,
    ),
    "rename": ("accept that a model has another id, and keep its old name for a while", _rename),
    "ci-files": ("write the workflow files that run the night", _ci_files),
    "init": ("set up a small repository for models of your own", _init),
}


def _version(text: str) -> str:
    if not re.fullmatch(r"\d+\.\d+\.\d+", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a version such as 0.5.0")
    return text


def _allowance(text: str) -> Allowance:
    from generator.diff.allowed import parse_allowance

    try:
        return parse_allowance(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _date(text: str) -> str:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-01-31") from None


def _package(name: str) -> str:
    if problem := check_package_name(name):
        raise argparse.ArgumentTypeError(problem)
    return name


def _path(text: str) -> Path:
    if not text:
        # Of a script whose variable is not set: the current folder is not what was meant.
        raise argparse.ArgumentTypeError("the path is empty")
    return Path(text)
