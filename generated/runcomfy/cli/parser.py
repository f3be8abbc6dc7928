"""From the words of a command line to a `Call`. The options of a model come in when the model's id has been read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from . import lookup
from .commands import ROOT, find
from .errors import CommandError
from .inputs import input_options
from .official import INSTEAD
from .options import Option
from .text import one_line, prog

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .options import Command, Place
    from .values import Given

__all__ = ["Call", "Flag", "Parser", "parse"]

_OPEN_INPUT = "--input."


@dataclass(slots=True)
class Call:
    """What was asked for: a command, its places, its options, and the inputs of a model."""

    command: Command
    path: tuple[str, ...] = ()
    places: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    options: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    inputs: dict[str, list[Given]] = field(default_factory=dict[str, "list[Given]"])
    schema: dict[str, Any] | None = None

    def place(self, name: str) -> str:
        """A positional argument."""
        return self.places[name][0]

    def flag(self, name: str) -> bool:
        """Whether an option without a value was given."""
        return name in self.options

    def text(self, name: str) -> str | None:
        """The last value of an option."""
        return self.options[name][-1] if name in self.options else None

    def number(self, name: str) -> float | None:
        """The last value of an option that is a number."""
        text = self.text(name)
        return None if text is None else float(text)


class Flag(NamedTuple):
    """A flag that may be given now: its option, and what it says if that is a switch."""

    option: Option
    says: bool = True


class Parser:
    """Reads words one after the other; what has been read so far says what may come next."""

    def __init__(self, root: Command = ROOT) -> None:
        self.call: Call = Call(root)
        self.waiting: Flag | None = None  # the option whose value comes next
        self.only_places: bool = False
        self.flags: dict[str, Flag] = {}
        self._enter(root)

    @property
    def command(self) -> Command:
        """The command so far."""
        return self.call.command

    @property
    def open_inputs(self) -> bool:
        """Whether any input may be given, because nobody knows which there are."""
        return self.command.takes_inputs and self.call.schema is None and bool(self.call.places)

    def next_place(self) -> Place | None:
        """The positional argument that comes next."""
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
            flag, self.waiting = self.waiting, None
            self._set(flag.option, word)
        elif word == "--" and not self.only_places:
            self.only_places = True
        elif word.startswith("-") and word != "-" and not self.only_places:
            self._option(word)
        elif self.command.commands:
            self._enter(self._subcommand(word))
        else:
            self._place(word)

    def finish(self) -> Call:
        """The whole of it.

        Raises:
            CommandError: Something is missing.
        """
        if self.waiting is not None:
            option = self.waiting.option
            raise self._usage(f"{_shown(option)} needs a value: {option.metavar}.")
        if self.call.flag("help") or self.call.flag("version"):
            return self.call
        if self.command.commands:
            raise self._usage(
                f"A command is missing: {', '.join(one.name for one in self.command.commands)}."
            )
        for place in self.command.places:
            if place.required and place.name not in self.call.places:
                raise self._usage(f"{place.name} is missing: {place.help}.")
        if self.open_inputs and not self.call.flag("untyped"):
            raise lookup.unknown_model(self.call.place("MODEL"))
        return self.call

    def _enter(self, command: Command) -> None:
        if command.name:
            self.call.path = (*self.call.path, command.name)
        self.call.command = command
        self.flags = {}
        self._allow(command.options)

    def _allow(self, options: Iterable[Option]) -> None:
        for option in options:
            for flag in option.flags:
                self.flags[flag] = Flag(option)
            if option.no:
                self.flags[option.no] = Flag(option, says=False)

    def _subcommand(self, word: str) -> Command:
        found = find(self.command, word)
        if found is None:
            names = [one.name for one in self.command.commands]
            instead = INSTEAD.get(word)
            meant = "" if instead else _meant(word, names)
            raise self._usage(f"There is no command {one_line(word, 80)!r}.{meant}", instead)
        return found

    def _place(self, word: str) -> None:
        place = self.next_place()
        if place is None:
            raise self._stray(word)
        if place.choices and word not in place.choices:
            raise self._usage(
                f"{place.name} is one of {', '.join(place.choices)}, not {one_line(word, 80)!r}."
            )
        self.call.places.setdefault(place.name, []).append(word)
        if self.command.takes_inputs and place.kind == "model":
            self._take_model(word)

    def _take_model(self, model_id: str) -> None:
        info = lookup.model(model_id)
        if info is not None:
            self.call.schema = lookup.input_schema(info)
            self._allow(input_options(self.call.schema, self.command.options))

    def _option(self, word: str) -> None:
        name, sign, value = word.partition("=")
        flag = self.flags.get(name)
        if flag is None and not name.startswith("--") and name[:2] in self.flags:
            self._short(word)
            return
        if flag is None and self.open_inputs and name.startswith(_OPEN_INPUT):
            flag = Flag(
                Option(name.removeprefix(_OPEN_INPUT), (name,), "", "VALUE", is_input=True, repeated=True)
            )
        if flag is None:
            raise self._unknown(name)
        option = flag.option
        if option.metavar is not None or name.startswith(_OPEN_INPUT):
            if sign:
                self._set(option, value)
            else:
                self.waiting = flag
        elif not sign:
            self._switch(flag)
        elif option.is_input and flag.says:
            self._set(option, value)
        else:
            raise self._usage(f"{name} takes no value.")

    def _short(self, word: str) -> None:
        """One letter, with its value or further letters directly behind it."""
        flag = self.flags[word[:2]]
        if flag.option.metavar is not None:
            self._set(flag.option, word[2:])
        else:
            self._switch(flag)
            self._option(f"-{word[2:]}")

    def _switch(self, flag: Flag) -> None:
        if flag.option.is_input:
            self.call.inputs.setdefault(flag.option.name, []).append(flag.says)
        else:
            self.call.options[flag.option.name] = ["true"]

    def _set(self, option: Option, value: str) -> None:
        if option.is_input:
            if option.kind == "file" and value == "-":
                raise self._usage(f"{_shown(option)} takes a path or a URL; standard input is not one.")
            self.call.inputs.setdefault(option.name, []).append(value)
            return
        _check(option, value)
        self.call.options.setdefault(option.name, []).append(value)

    def _unknown(self, name: str) -> CommandError:
        if name in INSTEAD:
            return self._usage(f"There is no option {name}.", INSTEAD[name])
        if name == "--output" and self.command.commands:
            return self._usage(f"There is no option {name} here.", "--json, behind the command, prints JSON.")
        if self.open_inputs and not self.call.flag("untyped"):
            return lookup.unknown_model(self.call.place("MODEL"))
        if self.open_inputs:
            return self._usage(
                f"There is no option {one_line(name, 80)}; give an input as --input.NAME VALUE."
            )
        if self.command.takes_inputs and not self.call.places:
            return self._usage(
                f"There is no option {one_line(name, 80)} before MODEL; inputs come behind it."
            )
        return self._usage(f"There is no option {one_line(name, 80)}.{_meant(name, self.flags)}")

    def _stray(self, word: str) -> CommandError:
        shown = one_line(word, 80)
        hint = None
        if self.command.takes_inputs:
            hint = (
                "Inputs are options. For a list, repeat the option; for yes and no, say --NAME or --no-NAME."
            )
        return self._usage(f"There is one word too many: {shown!r}.", hint)

    def _usage(self, message: str, hint: str | None = None) -> CommandError:
        path = " ".join((prog(), *self.call.path))
        model = self.call.places.get("MODEL") if self.command.takes_inputs else None
        more = f" {_quoted(model[0])}" if model else ""
        return CommandError(message, hint=hint or f"`{path}{more} --help` shows what there is.")


def parse(words: Sequence[str]) -> Call:
    """The call that the words of a command line are.

    Raises:
        CommandError: They are none.
    """
    parser = Parser()
    for word in words:
        parser.read(word)
    return parser.finish()


def _check(option: Option, value: str) -> None:
    if option.choices and not option.free and value not in option.choices:
        raise CommandError(
            f"{_shown(option)} is one of {', '.join(option.choices)}, not {one_line(value, 80)!r}."
        )
    if option.kind == "folder" and value in {"json", "pretty"}:
        # What the official tool calls a format; taken for a folder, it would be found out after the job was paid for.
        raise CommandError(
            f"{_shown(option)} takes a folder, not the format {value}.",
            hint=f"--json prints JSON, and without it the output is for people. A folder of that name is ./{value}.",
        )
    if option.kind == "dollars":
        from .._plain.money import money

        # As the client takes them: nothing is an amount, which only what is free can keep to.
        if money(value) is None:
            raise CommandError(
                f"{_shown(option)} takes a sum of US dollars of at least 0, not {one_line(value, 80)!r}."
            )
    if option.kind in {"seconds", "count"}:
        try:
            number = float(value) if option.kind != "count" else int(value)
        except ValueError:
            number = 0
        if not 0 < number < float("inf"):
            what = (
                "a whole number above 0" if option.kind == "count" else f"a number of {option.kind} above 0"
            )
            raise CommandError(f"{_shown(option)} takes {what}, not {one_line(value, 80)!r}.")


def _shown(option: Option) -> str:
    return one_line(next((flag for flag in option.flags if flag.startswith("--")), option.flags[0]))


def _meant(word: str, known: Iterable[str]) -> str:
    import difflib

    near = difflib.get_close_matches(word, list(known), 1)
    return f" Did you mean {near[0]}?" if near else ""


def _quoted(word: str) -> str:
    import shlex

    return shlex.quote(one_line(word))
