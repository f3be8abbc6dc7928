"""What a shell offers next. It runs at every press of Tab: no model, no pydantic and no httpx is imported."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, NamedTuple

from .._plain.text import one_line
from .errors import OK, CommandError
from .parser import Parser
from .text import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .display import Display
    from .options import Option
    from .parser import Call

__all__ = ["Offer", "complete", "offers", "script"]

_LONGEST = 70
_FOR_FILES = {"file": "files", "folder": "folders"}


class Offer(NamedTuple):
    """One way to go on."""

    word: str
    about: str = ""


class Offers(NamedTuple):
    """All of them; `what` is `values`, `files` or `folders`, which the shell finds by itself."""

    what: str
    found: list[Offer]


def script(call: Call, show: Display) -> int:
    """Print a shell's script."""
    from .completion_scripts import SCRIPTS

    show.answer(SCRIPTS[call.place("SHELL")].rstrip("\n"))
    return OK


def complete(arguments: Sequence[str]) -> int:
    """`__complete bash LINE WORDBREAKS` or `__complete zsh|fish WORD...`: print the offers, below what they are."""
    shell, *rest = arguments or [""]
    quote = ""
    if shell == "bash":
        words, quote = split(rest[0] if rest else "")
        words = words[1:]
    else:
        words = rest
    *before, current = words or [""]
    what, found = offers(before, current)
    write(what, sys.stdout)
    breaks = rest[1] if shell == "bash" and len(rest) > 1 else ""
    for one in found:
        if one.word.isprintable():
            told = _for_bash(one.word, current, quote, breaks) if shell == "bash" else _with_text(one)
            write(told, sys.stdout)
    return OK


def _with_text(one: Offer) -> str:
    return f"{one.word}\t{one_line(one.about, _LONGEST)}" if one.about else one.word


def _for_bash(word: str, current: str, quote: str, breaks: str) -> str:
    """Return what bash puts after the last character at which it breaks words, as it must be written there."""
    if quote == '"':
        return re.sub(r'([$`"\\!])', r"\\\1", word)
    if quote == "'":
        return word.replace("'", "'\\''")
    start = 1 + max((current.rfind(one) for one in breaks if one in "=:@"), default=-1)
    return re.sub(r"([^\w@%+=:,./-])", r"\\\1", word[start:])


def split(line: str) -> tuple[list[str], str]:
    """Split an unfinished line of a shell into its words, and tell the quote that is still open."""
    words = [""]
    quote = ""
    begun = escaped = False
    for one in line:
        if escaped:
            words[-1] += one
            escaped = False
        elif one == "\\" and quote != "'":
            escaped = begun = True
        elif quote:
            quote = "" if one == quote else quote
            words[-1] += one if quote else ""
        elif one in "'\"":
            quote, begun = one, True
        elif one.isspace():
            words += [""] if begun or words[-1] else []
            begun = False
        else:
            words[-1] += one
    return words, quote


def offers(before: Sequence[str], current: str) -> Offers:
    """Find how the line may go on after the words `before` with one that begins as `current`."""
    parser = Parser()
    try:
        for word in before:
            parser.read(word)
    except CommandError:
        return Offers("values", [])
    if parser.waiting is not None:
        return _values(parser.waiting, current)
    if current.startswith("-") and not parser.only_places:
        return _flags(parser, current)
    if parser.command.commands:
        return _starting(current, [Offer(one.name, one.help) for one in parser.command.commands])
    place = parser.next_place()
    if place is None:
        return _flags(parser, current) if not current else Offers("values", [])
    if place.kind in _FOR_FILES:
        return Offers(_FOR_FILES[place.kind], [])
    if place.kind == "model":
        return _starting(current, _models())
    return _starting(current, [Offer(one) for one in place.choices])


def _starting(current: str, found: Iterable[Offer]) -> Offers:
    return Offers("values", [one for one in found if one.word.startswith(current)])


def _values(option: Option, current: str, head: str = "") -> Offers:
    if option.kind in _FOR_FILES:
        return Offers(_FOR_FILES[option.kind], [])
    if option.kind == "model":
        return _starting(head + current, [one._replace(word=head + one.word) for one in _models()])
    return _starting(head + current, [Offer(head + one) for one in option.choices])


def _flags(parser: Parser, current: str) -> Offers:
    name, sign, value = current.partition("=")
    if sign:
        flag = parser.flags.get(name)
        return _values(flag.option, value, f"{name}=") if flag else Offers("values", [])
    used = {*parser.call.options, *parser.call.inputs}
    return _starting(
        current,
        [
            Offer(text, flag.option.help)
            for text, flag in parser.flags.items()
            if _offered(text, flag.option, current) and (flag.option.repeated or flag.option.name not in used)
        ],
    )


def _offered(text: str, option: Option, current: str) -> bool:
    """Tell whether this is the name by which an option is known, or another one that is being written."""
    return text in {option.shown, option.no} or "_" in current or current.startswith("--input.")


def _models() -> list[Offer]:
    from .._catalogue.registry import registry

    return [Offer(info.model_id, info.title or info.kind or "") for info in registry.values()]
