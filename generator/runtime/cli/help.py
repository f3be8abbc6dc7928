"""The help of a command, and of a model's inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._plain.text import one_line
from . import lookup
from .inputs import input_options
from .text import columns, prog, width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .options import Command, Option
    from .parser import Call

__all__ = ["help_of", "notices", "option_rows"]

_INDENT = 2
_WIDEST = 30
_NARROWEST = 28  # what is left for the texts beside the names


def help_of(call: Call) -> str:
    """Return what `--help` shows."""
    command = call.command
    places = [f"{place.name}..." if place.repeated else place.name for place in command.places]
    tail = ["COMMAND", "..."] if command.commands else places
    model_id = call.places["MODEL"][0] if command.takes_inputs and "MODEL" in call.places else None
    if model_id is not None:
        tail = [one_line(model_id)]
    options = ["[OPTIONS]"] if command.options else []
    inputs = ["INPUTS"] if model_id is not None else ["[INPUTS]"] if command.takes_inputs else []
    lines = [
        *_hanging(f"usage: {' '.join((prog(), *call.path, *tail, *inputs, *options))}"),
        "",
        *wrap(command.help, columns()),
    ]
    if model_id is not None:
        lines += _model(model_id, command)
    elif command.places:
        lines += ["", "arguments:", *_rows((place.name, place.help) for place in command.places)]
    if command.takes_inputs and model_id is None:
        shown = f"`{' '.join((prog(), *call.path))} MODEL --help` shows the inputs of a model."
        lines += ["", *wrap(shown, columns())]
    if command.commands:
        lines += ["", "commands:", *_rows((one.name, one.help) for one in command.commands)]
    if command.options:
        lines += ["", "options:", *option_rows(command.options)]
    for note in command.notes:
        lines += ["", *wrap(note, columns())]
    return "\n".join(lines)


def _model(model_id: str, command: Command) -> list[str]:
    info = lookup.model(model_id)
    if info is None:
        raise lookup.unknown_model(model_id)
    document = lookup.document(info)
    lines: list[str] = []
    for text in (document.get("title"), document.get("description")):
        if isinstance(text, str) and text.strip():
            lines += ["", *wrap(one_line(text), columns())]
    for told in notices(document):
        lines += ["", *wrap(told, columns())]
    found = input_options(lookup.input_schema(info), command.options)
    return [*lines, "", "inputs:", *option_rows(found)]


def notices(document: Mapping[str, Any]) -> list[str]:
    """Say that a model is gone from the catalogue, or is to go: a line for each."""
    day, why = document.get("gone_since"), document.get("deprecated")
    told = [f"The server's catalogue has not listed this model since {one_line(str(day))}."] if day else []
    if why:
        told.append(f"Deprecated: {one_line(str(why))}." if isinstance(why, str) else "Deprecated.")
    return told


def _hanging(line: str) -> list[str]:
    """Wrap the line, with an indent where it is too long."""
    indent = len(line) - len(line.lstrip())
    first, *rest = wrap(line.lstrip(), columns() - indent - _INDENT)
    return [" " * indent + first, *(" " * (indent + _INDENT) + more for more in rest)]


def option_rows(options: Iterable[Option]) -> list[str]:
    """Return the lines of options: the names of each, and its help."""
    return _rows((_flags(one), one.help) for one in options)


def _flags(option: Option) -> str:
    """Show `-o, --output DIR`, `--[no-]audio`; of an input's flags only the first."""
    flags = option.flags[:1] if option.is_input else option.flags
    if option.no:
        return f"--[no-]{flags[0][2:]}"
    shown = one_line(", ".join(flags))
    return f"{shown} {option.metavar}" if option.metavar else shown


def _rows(rows: Iterable[tuple[str, str]]) -> list[str]:
    pairs = list(rows)
    left = min(max((width(name) for name, _ in pairs), default=0), _WIDEST) + _INDENT + 2
    # On a narrow terminal the texts stand below the names.
    left = left if columns() - left >= _NARROWEST else _INDENT * 3
    lines: list[str] = []
    for name, text in pairs:
        wrapped = wrap(one_line(text), columns() - left)
        head = " " * _INDENT + name
        if width(head) > left - 2:
            lines += _hanging(head)
            head = ""
        lines.append((head + " " * (left - width(head)) + wrapped[0]).rstrip())
        lines += [" " * left + line for line in wrapped[1:]]
    return lines
