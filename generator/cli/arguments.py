"""What the command line takes, apart from all that it does, so that no command has to import another one's work."""

from __future__ import annotations

import argparse
import keyword
import re
import sys
from datetime import date
from pathlib import Path

from generator.diff.allowed import FILE as ALLOWED
from generator.diff.allowed import Allowance, parse_allowance

__all__ = ["make_parser"]

# What the package itself imports.
_DEPENDENCIES = frozenset({"httpx", "pydantic", "pydantic_core", "typing_extensions", "annotated_types"})


_EXIT_CODES = """\
exit codes:
  0    done
  1    check: the tree does not match the schemas; diff: a change breaks programs
  2    nothing was done: a schema, an argument, the server or the disk is wrong
  3    done, but not all of it: sync left entries out, or could not read the
       catalogue whole; or what there is to say could not be written
  70   a fault of the generator's own
  130  interrupted
"""


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; the chosen one is `command`."""
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
        prog="python -m generator",
        description="Schemas in, a typed client out.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            parents=[common],
            help=text,
            epilog=_EXIT_CODES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    _generate(command("generate", "make the package from the schemas"))
    command("check", "say whether the package is what the schemas make")
    add = command("add", "take a model in from a saved page or document")
    add.add_argument(
        "pages", type=Path, nargs="+", metavar="PAGE", help="a saved documentation page, or a document"
    )
    command("list", "list the models")
    _sync(command("sync", "take the server's catalogue in"))
    _diff(command("diff", "say what changed for the users of the models"))
    _nightly(
        command(
            "nightly",
            "sync, diff, generate and check, with the changelog, the version and a pull request's text",
        )
    )
    rename = command("rename", "accept that a model has another id, and keep its old name for a while")
    rename.add_argument("old", metavar="OLD", help="the id that it had")
    rename.add_argument("new", metavar="NEW", help="the id that it has; it has a document")
    rename.add_argument(
        "--until",
        type=_version,
        metavar="VERSION",
        help="the version with which the old name goes; the second minor one from now if left out",
    )
    rename.add_argument(
        "--project",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder of pyproject.toml; the current one if left out",
    )
    ci_files = command("ci-files", "write the workflow files that run the night")
    ci_files.add_argument(
        "--into",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the repository; the current folder if left out",
    )
    ci_files.add_argument("--every", choices=["night", "week"], default="night", help="how often it runs")
    init = command("init", "lay down a small repository for models of your own")
    init.add_argument("directory", type=Path, metavar="DIR", help="a new or empty folder")
    for parser_of_files in (ci_files, init):
        parser_of_files.add_argument(
            "--ci", choices=["github", "gitlab", "both"], default="both", help="for which service"
        )
    return parser


def _generate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help="leave models whose schemas are faulty as they are in the output, and make all others; the exit code is "
        "3 then",
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="replace files of the output that the generator did not write, where it needs their places",
    )
    parser.add_argument(
        "--fresh-lock",
        action="store_true",
        help="pass over the lock that is there, damaged or not: names are given anew",
    )


def _sync(parser: argparse.ArgumentParser) -> None:
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


def _nightly(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--base-url", metavar="URL", help="another address of the API, with its /v1")
    parser.add_argument(
        "--date", type=_date, metavar="DAY", help="the day to write down, as 2026-01-31; today if left out"
    )
    parser.add_argument(
        "--project",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder of pyproject.toml and CHANGELOG.md; the current one if left out",
    )
    parser.add_argument(
        "--report",
        type=Path,
        metavar="DIR",
        help="folder for commit-message.txt and pull-request.md; out/nightly of the project if left out",
    )


def _diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "old",
        nargs="?",
        default="lock",
        metavar="OLD",
        help="a folder, REF or REF:PATH of git, or `lock` (the default)",
    )
    parser.add_argument(
        "new", nargs="?", metavar="NEW", help="the same; the folder of the schemas if left out"
    )
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
        type=Path,
        metavar="FILE",
        help=f"single changes that are allowed, with reasons; {ALLOWED} if it is there",
    )
    parser.add_argument(
        "--changelog",
        action="store_true",
        help="print a fragment for a changelog, as Markdown, and nothing else",
    )


def _version(text: str) -> str:
    if not re.fullmatch(r"\d+\.\d+\.\d+", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a version such as 0.5.0")
    return text


def _allowance(text: str) -> Allowance:
    try:
        return parse_allowance(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-01-31") from None


def _package(name: str) -> str:
    if not name.isidentifier() or not name.isascii():
        raise argparse.ArgumentTypeError(f"{name!r} cannot be the name of a package")
    if keyword.iskeyword(name):
        raise argparse.ArgumentTypeError(f"{name!r} is a keyword of Python, which nobody can import")
    if name in sys.stdlib_module_names or name in _DEPENDENCIES or name.startswith("__"):
        raise argparse.ArgumentTypeError(f"{name!r} is a module already, which the package would hide")
    if name == "docs":
        raise argparse.ArgumentTypeError("'docs' is the folder beside the package")
    return name
