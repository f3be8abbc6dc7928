"""From the words of a command line to a `Call`. The options of a model come in when the model's id has been read."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from .._plain.nearest import nearest
from .._plain.text import one_line
from . import lookup
from .commands import ROOT, find
from .errors import CommandError
from .inputs import input_options
from .official import INSTEAD
from .options import Option
from .text import prog

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .options import Command, Place
    from .values import Given

__all__ = ["NUMBERS", "Call", "Flag", "Parser", "not_one_of", "parse"]

_OPEN_INPUT = "--input."
_NUMBER = re.compile(r"[+-]?[0-9]*\.?[0-9]*(?:[eE][+-]?[0-9]+)?")
_APART = (("no_journal", "journal"), ("no_journal", "once"))


class Number(NamedTuple):
    """A kind of number: its type in Python, its bounds, and what it is called."""

    type: type[float]
    least: float
    most: float
    what: str


NUMBERS: dict[str, Number] = {
    "integer": Number(int, -math.inf, math.inf, "an integer"),
    "number": Number(float, -math.inf, math.inf, "a number"),
    "count": Number(int, 1, math.inf, "an integer above 0"),
    "seconds": Number(float, math.ulp(0), math.inf, "a number of seconds above 0"),
    "port": Number(int, 0, 65535, "a port from 0 to 65535"),
}


class Call:
    """What was asked for: a command, its places, its options, and the inputs of a model."""

    def __init__(self, command: Command) -> None:
        self.command = command
        self.path: tuple[str, ...] = ()
        self.places: dict[str, list[str]] = {}
        self.options: dict[str, list[str]] = {}
        self.inputs: dict[str, list[Given]] = {}
        self.schema: dict[str, Any] | None = None

    def place(self, name: str) -> str:
        """Return a positional argument."""
        return self.places[name][0]

    def flag(self, name: str) -> bool:
        """Tell whether an option without a value was given."""
        return name in self.options

    def text(self, name: str) -> str | None:
        """Return the last value of an option."""
        return self.options[name][-1] if name in self.options else None

    def number(self, name: str) -> float | None:
        """Return the last value of an option that is a number."""
        text = self.text(name)
        return None if text is None else float(text)


class Flag(NamedTuple):
    """A flag that may be given now: its option, and what it says if that is a switch."""

    option: Option
    says: bool = True


class Parser:
    """Reads words one after the other; what has been read so far says what may come next."""

    def __init__(self) -> None:
        self.call: Call = Call(ROOT)
        self.waiting: Option | None = None  # its value comes next
        self.only_places: bool = False
        self.flags: dict[str, Flag] = {}
        self._allow(ROOT.options)

    @property
    def command(self) -> Command:
        """The command so far."""
        return self.call.command

    @property
    def open_inputs(self) -> bool:
        """Whether any input may be given, because nobody knows which there are."""
        return self.command.takes_inputs and self.call.schema is None and bool(self.call.places)

    def next_place(self) -> Place | None:
        """Return the positional argument that comes next."""
        for place in self.command.places:
            if place.name not in self.call.places or place.repeated:
                return place
        return None

    def read(self, word: str) -> None:
        """Take in one word.

        Raises:
            CommandError: It cannot stand there.
        """
        if self.waiting is not None:
            option, self.waiting = self.waiting, None
            self._set(option, word)
        elif word == "--" and not self.only_places:
            self.only_places = True
        elif word.startswith("-") and word != "-" and not self.only_places:
            self._flag(word)
        elif self.command.commands:
            self._enter(word)
        else:
            self._place(word)

    def finish(self) -> Call:
        """Return the whole of it.

        Raises:
            CommandError: Something is missing.
        """
        if self.waiting is not None:
            raise self._usage(f"{one_line(self.waiting.shown)} needs a value: {self.waiting.metavar}.")
        if self.call.flag("help") or self.call.flag("version"):
            return self.call
        if self.command.commands:
            names = ", ".join(one.name for one in self.command.commands)
            raise self._usage(f"A command is missing: one of {names}.")
        for place in self.command.places:
            if place.name not in self.call.places:
                raise self._usage(f"{place.name} is missing: {place.help}.")
        if self.open_inputs and not self.call.flag("untyped"):
            raise lookup.unknown_model(self.call.place("MODEL"))
        for one, other in _APART:
            if self.call.flag(one) and self.call.flag(other):
                raise self._usage(f"--{one.replace('_', '-')} and --{other} do not go together.")
        return self.call

    def _enter(self, word: str) -> None:
        found = find(self.command, word)
        if found is None:
            known = [*(one.name for one in self.command.commands), *self.flags]
            instead = INSTEAD.get(word)
            meant = "" if instead else _meant(word, known)
            raise self._usage(f"There is no command {one_line(word, 80)!r}.{meant}", instead)
        self.call.path = (*self.call.path, found.name)
        self.call.command = found
        self.flags = {}
        self._allow(found.options)

    def _allow(self, options: Iterable[Option]) -> None:
        for option in options:
            self.flags.update(dict.fromkeys(option.flags, Flag(option)))
            if option.no:
                self.flags[option.no] = Flag(option, says=False)

    def _place(self, word: str) -> None:
        place = self.next_place()
        if place is None:
            hint = (
                "Inputs are options. For a list, repeat the option; for yes and no, say --NAME or --no-NAME."
            )
            raise self._usage(
                f"Unexpected argument {one_line(word, 80)!r}.", hint if self.command.takes_inputs else None
            )
        if place.choices and word not in place.choices:
            raise self._usage(not_one_of(place.name, place.choices, word))
        self.call.places.setdefault(place.name, []).append(word)
        if self.command.takes_inputs and place.kind == "model":
            info = lookup.model(word)
            if info is not None:
                self.call.schema = lookup.input_schema(info)
                self._allow(input_options(self.call.schema, self.command.options))

    def _flag(self, word: str) -> None:
        name, sign, value = word.partition("=")
        flag = self.flags.get(name)
        if flag is None and not name.startswith("--") and name[:2] in self.flags:
            self._short(word)
            return
        if flag is None and self.open_inputs and name.startswith(_OPEN_INPUT):
            wire = name.removeprefix(_OPEN_INPUT)
            flag = Flag(Option(wire, (name,), "", "VALUE", is_input=True, repeated=True))
        if flag is None:
            raise self._unknown(name)
        option = flag.option
        if sign and (option.metavar is not None or (option.is_input and flag.says)):
            self._set(option, value)
        elif sign:
            raise self._usage(f"{name} takes no value.")
        elif option.metavar is not None or name.startswith(_OPEN_INPUT):
            self.waiting = option
        else:
            self._switch(flag)

    def _short(self, word: str) -> None:
        """Read one letter, with its value or further letters directly behind it."""
        flag = self.flags[word[:2]]
        if flag.option.metavar is not None:
            self._set(flag.option, word[2:])
        else:
            self._switch(flag)
            self._flag(f"-{word[2:]}")

    def _switch(self, flag: Flag) -> None:
        if flag.option.is_input:
            self.call.inputs.setdefault(flag.option.name, []).append(flag.says)
        else:
            self.call.options[flag.option.name] = ["true"]

    def _set(self, option: Option, value: str) -> None:
        if not option.is_input:
            _check(option, value)
            self.call.options.setdefault(option.name, []).append(value)
        elif option.kind == "file" and value == "-":
            raise self._usage(f"{one_line(option.shown)} takes a path or a URL, not standard input.")
        else:
            self.call.inputs.setdefault(option.name, []).append(value)

    def _unknown(self, name: str) -> CommandError:
        shown = one_line(name, 80)
        if name in INSTEAD:
            return self._usage(f"There is no option {name} here.", INSTEAD[name])
        if self.open_inputs and not self.call.flag("untyped"):
            return lookup.unknown_model(self.call.place("MODEL"))
        if self.open_inputs:
            return self._usage(f"There is no option {shown}; give an input as --input.NAME VALUE.")
        if self.command.takes_inputs and not self.call.places:
            return self._usage(f"There is no option {shown} before MODEL; inputs come after it.")
        meant = _meant(name, self.flags, 0.75 if self.command.commands else 0.6)
        if self.command.commands and not meant:
            return self._usage(f"There is no option {shown} before the command; options come after it.")
        return self._usage(f"There is no option {shown}.{meant}")

    def _usage(self, message: str, hint: str | None = None) -> CommandError:
        path = [prog(), *self.call.path]
        if self.command.takes_inputs and "MODEL" in self.call.places:
            import shlex

            path.append(shlex.quote(one_line(self.call.place("MODEL"))))
        return CommandError(message, hint=hint or f"`{' '.join(path)} --help` shows what there is.")


def parse(words: Sequence[str]) -> Call:
    """Return the call that the words of a command line are.

    Raises:
        CommandError: They are none.
    """
    parser = Parser()
    for word in words:
        parser.read(word)
    return parser.finish()


def _check(option: Option, value: str) -> None:
    """Refuse a value that an own option does not take."""
    if not value:
        # Of a script whose variable is not set: the usual folder or journal is not what was meant.
        raise CommandError(f"{option.shown} needs a value: {option.metavar}.")
    if option.choices and not option.free and value not in option.choices:
        raise CommandError(not_one_of(option.shown, option.choices, value))
    if option.kind == "folder" and value in {"json", "pretty"}:
        # What the official tool calls a format; taken for a folder, it would be found out after the job was paid for.
        raise CommandError(
            f"{option.shown} takes a folder, not the format {value}.",
            hint=f"--json prints JSON, and without it the output is for people. A folder of that name is ./{value}.",
        )
    wanted = _wanted(option.kind, value)
    if wanted is not None:
        raise CommandError(f"{option.shown} takes {wanted}, not {one_line(value, 80)!r}.")


def _wanted(kind: str, value: str) -> str | None:
    """Return what a value of this kind must be, or None where it is that."""
    if kind == "dollars":
        from .._plain.money import money

        # As the client takes them: nothing is an amount, too, which only what is free can keep to.
        return "a sum of US dollars of at least 0" if money(value) is None else None
    wanted = NUMBERS.get(kind)
    if wanted is None:
        return None
    try:
        # Python takes more for a number than people do: `1_0`, spaces around it, digits of any script.
        found = wanted.type(value) if _NUMBER.fullmatch(value) else math.nan
    except ValueError:
        return wanted.what
    return None if wanted.least <= found <= wanted.most and math.isfinite(found) else wanted.what


def not_one_of(name: str, choices: Iterable[str], value: str) -> str:
    """Return what to say of a value that is none of those there are."""
    return f"{name} must be one of {', '.join(choices)}, not {one_line(value, 80)!r}."


def _meant(word: str, known: Iterable[str], least: float = 0.6) -> str:
    near = nearest(word, known, alike=least)
    return f" Did you mean {near[0]}?" if near else ""
