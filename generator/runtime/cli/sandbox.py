"""`sandbox`: a local stand-in for the API, in the foreground."""

from __future__ import annotations

import sys
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from ..errors import RunComfyError
from ..sandbox import Faults, Settings, read_faults
from .errors import OK, CommandError
from .parser import NUMBERS
from .text import write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .display import Display
    from .options import Option
    from .parser import Call

__all__ = ["run"]

_HOST, _PORT = "127.0.0.1", 8188
# A person who watches wants to see jobs wait.
_USUAL: dict[str, Any] = {"queue_time": 1.0, "run_time": 3.0, "crowd": 2}


def run(call: Call, show: Display) -> int:
    """Serve until a signal comes.

    Raises:
        CommandError: An option is out of its range.
        RunComfyError: It cannot start.
    """
    given = {one.name: _value(one, call) for one in call.command.options if call.flag(one.name)}
    folder = given.pop("schemas", None)
    host, port = given.get("host", _HOST), given.get("port", _PORT)
    try:
        settings, faults = _settings(given), _faults(given)
        from ..sandbox import Sandbox

        sandbox = Sandbox(settings, faults=faults, schemas=folder, host=host, port=port, tls=call.flag("tls"))
        sandbox.run(lambda: _announce(sandbox.base_url, f"{sandbox.root_url}/", sandbox.environment, show))
    except ValueError as error:
        raise CommandError(f"{error}.") from None
    except _UnreadError as error:
        raise error.reason from None
    except OSError as error:
        raise RunComfyError(
            f"The sandbox cannot listen on {host}, port {port}: {error.strerror or error}.",
            hint="Choose another port with --port (0 takes a free one), or another address with --host.",
        ) from None
    return OK


def _value(option: Option, call: Call) -> Any:
    if option.metavar is None:
        return True
    number = NUMBERS[option.kind].type if option.kind in NUMBERS else str
    values = [number(text) for text in call.options[option.name]]
    return values if option.repeated else values[-1]


def _settings(given: Mapping[str, Any]) -> Settings:
    found = _USUAL | _of(Settings, given)
    if "token" in given:
        found["tokens"] = frozenset(given["token"])
    return Settings(**found)


def _faults(given: Mapping[str, Any]) -> Faults:
    found = _of(Faults, given)
    found["words"] = dict(_word(text) for text in given.get("word", ()))
    found["play"] = given.get("fault", [])
    if "schema_style" in given:
        found["schemas"] = given["schema_style"]
    if "no_rate_header" in given:
        found["rate_header"] = False
    return read_faults(found)


def _of(cls: type[Settings | Faults], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was given of the fields of a class."""
    return {one.name: given[one.name] for one in fields(cls) if one.name in given}


def _word(text: str) -> tuple[str, str]:
    state, sign, word = text.partition("=")
    if not sign:
        raise ValueError(f"--word must be STATE=WORD, not {text!r:.80}")
    return state, word


class _UnreadError(Exception):
    """Nobody can read how the sandbox is used."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(str(reason))
        self.reason = reason


def _announce(base_url: str, page: str, environment: Mapping[str, str], show: Display) -> None:
    show.tell(f"The sandbox listens on {base_url}. Its page is {page}. Stop it with Ctrl-C. To use it:")
    try:
        for name, value in environment.items():
            write(f"export {name}={value}", sys.stdout)
    except OSError as error:
        raise _UnreadError(error) from None
