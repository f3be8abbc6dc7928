"""What an option is, and what a command is, as data: the parser, the help and the completion read the same tables."""

from __future__ import annotations

from typing import Literal, NamedTuple

__all__ = ["Command", "Kind", "Option", "Place"]

# What a value is, for checking it and for completing it.
Kind = Literal[
    "text", "integer", "number", "count", "seconds", "dollars", "port", "file", "folder", "model", "request"
]


class Option(NamedTuple):
    """One option. Without a `metavar` it takes no value; `no` is then the flag that says the opposite, if there is one.

    An input of a model has `is_input`, its wire name as `name`, and its help made of its schema. Where the choice is
    `free`, other values than `choices` are taken, too. Of an own option that is not `repeated` the last value counts.
    """

    name: str
    flags: tuple[str, ...]
    help: str
    metavar: str | None = None
    choices: tuple[str, ...] = ()
    free: bool = False
    kind: Kind = "text"
    no: str | None = None
    is_input: bool = False
    required: bool = False
    repeated: bool = False

    @property
    def shown(self) -> str:
        """The flag by which messages name it: the first long one, if there is one."""
        return next((flag for flag in self.flags if flag.startswith("--")), self.flags[0])


class Place(NamedTuple):
    """One positional argument."""

    name: str
    help: str
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    repeated: bool = False


class Command(NamedTuple):
    """One command: `handler` is `module:function` in this folder, imported when the command is run."""

    name: str
    help: str
    handler: str
    places: tuple[Place, ...] = ()
    options: tuple[Option, ...] = ()
    commands: tuple[Command, ...] = ()
    notes: tuple[str, ...] = ()
    takes_inputs: bool = False
