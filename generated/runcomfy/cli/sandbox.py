"""`sandbox`: a local stand-in for the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..sandbox import _command
from .errors import OK, CommandError

if TYPE_CHECKING:
    from .display import Display
    from .options import Option
    from .parser import Call

__all__ = ["run"]

_NUMBERS = {"integer": int, "count": int, "port": int, "number": float}


def run(call: Call, show: Display) -> int:
    """Serve until a signal comes."""
    del show
    given = {one.name: _value(one, call) for one in call.command.options if call.flag(one.name)}
    try:
        _command.run(given)
    except ValueError as error:
        raise CommandError(f"{error}.") from None
    return OK


def _value(option: Option, call: Call) -> Any:
    if option.metavar is None:
        return True
    values = [_NUMBERS.get(option.kind, str)(text) for text in call.options[option.name]]
    return values if option.repeated else values[-1]
