"""The pages of the reference: every public name from its docstring, every command from the table that its parser reads."""

from __future__ import annotations

import ast
import importlib
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from runcomfy.cli.commands import ROOT

from generator.cli.arguments import make_parser

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from runcomfy.cli.options import Command, Option

__all__ = ["LIBRARY", "aliases", "command_page", "generator_page", "library_pages"]

# The public names by what one is looking for; what stands here nowhere else comes last.
LIBRARY = {
    "clients": (
        "Clients and options",
        "runcomfy",
        """RunComfy AsyncRunComfy ClientOptions OptionChanges HTTPTimeouts OnInterrupt OnTimeout Poll LocalFiles
        UpdateCallback""",
    ),
    "endpoints": (
        "Endpoints and inputs",
        "runcomfy",
        """Endpoint SyncEndpoint AsyncEndpoint ModelRequest InputModel OutputModel FileInput ImageInput VideoInput
        AudioInput UNSET AnySyncEndpoint AnyAsyncEndpoint""",
    ),
    "jobs": (
        "Jobs and results",
        "runcomfy",
        """Job AsyncJob JobUpdate CancelOutcome Result AsyncResult ResultFile AsyncResultFile AsyncFileStream SaveProgress""",
    ),
    "money": (
        "Money, batches and the journal",
        "runcomfy",
        """CostEstimate RateSource Prices UnknownPrice Budget AccountBalance BatchRequest BatchSettings OnError OnInvalid
        ShowProgress BatchOutcome BatchProgress Journal JournalEntry ClientJournal AsyncClientJournal Spending SpentRow
        SpentBy""",
    ),
    "models": ("The catalogue", "runcomfy", "registry ModelInfo Catalogue AsyncCatalogue CatalogueEntry"),
    "errors": ("Errors", "runcomfy.errors", ""),
    "sandbox": ("The sandbox", "runcomfy.sandbox", ""),
    "testing": ("The testing kit", "runcomfy.testing", ""),
    "pytest": ("The plugin for pytest", "runcomfy.testing.pytest_plugin", ""),
}

_TWICE = {("runcomfy.testing", "Fault")}
"""Names that another page tells of."""


def library_pages() -> dict[str, str]:
    """Return the pages by their docname, and `reference/index`, which lists them."""
    pages: dict[str, str] = {}
    for name, (title, module, names) in LIBRARY.items():
        chosen = names.split() or importlib.import_module(module).__all__
        blocks = [_entry(module, one) for one in chosen if (module, one) not in _TWICE]
        pages[f"reference/{name}"] = "\n\n".join(
            [_headed(title), f".. py:currentmodule:: {module}", f"From ``{module}``.", *blocks]
        )
    return pages


def _entry(module: str, name: str) -> str:
    value = getattr(importlib.import_module(module), name)
    if isinstance(value, type):
        # Fields that the class tells of itself are told once; others are shown at least with their type and default.
        told = any("Attributes:" in (base.__doc__ or "") for base in value.__mro__)
        return f".. autoclass:: {module}.{name}" + ("" if told else "\n   :undoc-members:")
    if alias := aliases().get((module, name)):
        return f".. py:type:: {name}\n{alias}"
    if hasattr(value, "_fixture_function") or callable(value):
        return f".. autofunction:: {module}.{name}"
    return f".. autodata:: {module}.{name}\n   :no-value:"


@cache
def aliases() -> dict[tuple[str, str], str]:
    """Return the public names of types that are no classes, with the lines below their heading: the type and its text.

    Python forgets both when it runs them, so they are read where they stand.
    """
    wanted: dict[str, list[str]] = {}
    for module in {module for _, module, _ in LIBRARY.values()}:
        for name in importlib.import_module(module).__all__:
            wanted.setdefault(name, []).append(module)
    package = Path(str(importlib.import_module("runcomfy").__file__)).parent
    found = {}
    for path in sorted(package.rglob("*.py")):
        source = path.read_text(encoding="utf-8") if "models" not in path.parts else ""
        lines = ast.parse(source).body if ": TypeAlias = " in source else []
        for line, after in pairwise(lines):
            if not isinstance(line, ast.AnnAssign) or ast.unparse(line.annotation) != "TypeAlias":
                continue
            text = (
                after.value.value
                if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                else ""
            )
            for module in wanted.get(ast.unparse(line.target), ()):
                found[module, ast.unparse(line.target)] = _alias(ast.unparse(line.value or line), str(text))
    return found


def _alias(type_: str, text: str) -> str:
    # What is inside the package has no name for its reader.
    shown = "" if re.search(r"\b_[A-Za-z]", type_) else f"   :canonical: {type_}\n"
    return f"{shown}\n   {text}"


def command_page() -> str:
    """Return the page of the client's command line."""
    blocks = [_headed("runcomfy-py"), ROOT.help]
    blocks += [note.replace("`", "``") for note in ROOT.notes]
    blocks += _command(ROOT, ())
    return "\n\n".join(blocks)


def _command(command: Command, path: tuple[str, ...]) -> Iterable[str]:
    for one in command.commands:
        own = (*path, one.name)
        yield _headed(f"runcomfy-py {' '.join(own)}", "-" if not path else "~")
        yield _plain(one.help)
        yield from map(_plain, one.notes)
        rows = [(place.name, place.help, place.choices) for place in one.places]
        rows += [(_flags(option), option.help, option.choices) for option in one.options]
        if rows:
            yield _table(rows)
        yield from _command(one, own)


def _flags(option: Option) -> str:
    shown = ", ".join(filter(None, (*option.flags, option.no)))
    return f"{shown} {option.metavar}" if option.metavar else shown


def generator_page() -> str:
    """Return the page of `python -m generator`."""
    parser = make_parser()
    blocks = [
        _headed("python -m generator"),
        "Schemas in, a typed client out. The targets of the Makefile call it; each command takes the options of all.",
        "::\n\n" + "\n".join(f"   {line}" for line in (parser.epilog or "").splitlines()),
    ]
    commands = next(action for action in parser._actions if action.dest == "command")
    helps = {choice.dest: choice.help or "" for choice in commands._choices_actions}  # type: ignore[attr-defined]
    common: set[str] | None = None
    chosen: dict[str, argparse.ArgumentParser] = dict(commands.choices or {})  # type: ignore[arg-type]
    for each in chosen.values():
        found = {action.dest for action in each._actions}
        common = found if common is None else common & found
    first = next(iter(chosen.values()))
    blocks += [_headed("Options of every command", "-"), _actions(first, lambda dest: dest in (common or ()))]
    for name, each in chosen.items():
        blocks += [_headed(f"python -m generator {name}", "-"), _plain(helps[name]).capitalize() + "."]
        if rows := _actions(each, lambda dest: dest not in (common or ())):
            blocks.append(rows)
    return "\n\n".join(blocks)


def _actions(parser: argparse.ArgumentParser, wanted: object) -> str:
    rows = [
        (
            ", ".join(action.option_strings) + (f" {action.metavar}" if action.metavar else "")
            if action.option_strings
            else str(action.metavar),
            _with_default(action),
            tuple(map(str, action.choices or ())),
        )
        for action in parser._actions
        if callable(wanted) and wanted(action.dest)
    ]
    return _table(rows) if rows else ""


def _with_default(action: argparse.Action) -> str:
    default = action.default
    told = default in (None, False, [], "==SUPPRESS==") or str(default) in ("", ".")
    return action.help or "" if told else f"{action.help}; default: {default}"


def _headed(title: str, line: str = "=") -> str:
    return f"{title}\n{line * len(title)}"


def _table(rows: Iterable[tuple[str, str, tuple[str, ...]]]) -> str:
    lines = [
        ".. list-table::",
        "   :widths: 35 65",
        "   :header-rows: 1",
        "",
        "   * - option",
        "     - what it does",
    ]
    for name, text, choices in rows:
        more = f" One of {', '.join(f'``{choice}``' for choice in choices)}." if choices else ""
        lines += [f"   * - ``{name.strip()}``", f"     - {_plain(text)}.{more}".replace("..", ".")]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Return a text with what reStructuredText would read in it made plain; backticks are code."""
    for character in ("\\", "*", "|", "_"):
        text = text.replace(character, f"\\{character}")
    parts = text.split("`")
    inside = {number: part.replace("\\", "") for number, part in enumerate(parts) if number % 2}
    return "".join(f"``{inside[number]}``" if number in inside else part for number, part in enumerate(parts))
