"""From the words of a command line to an exit code."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

from .._plain.names import version_text
from .display import Display
from .errors import FAILED, INTERRUPTED, OK, TERMINATED, USAGE, CommandError
from .parser import Call, parse
from .text import close_quietly, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["main"]


def main(words: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    # What is wrong with the line itself is told in JSON too where that was asked for.
    show = Display(as_json="--json" in words, debug="--debug" in words)
    try:
        if words[:1] == ["__complete"]:
            from .completion import complete

            return complete(words[1:])
        if not words:
            from .commands import ROOT
            from .help import help_of

            show.tell(help_of(Call(ROOT)))
            return USAGE
        call = parse(words)
        if call.flag("help") or call.flag("version"):
            return _tell(call)
        show = Display(as_json=call.flag("json"), quiet=call.flag("quiet"), debug=call.flag("debug"))
        return _run(call, show)
    except BrokenPipeError:
        close_quietly(sys.stdout)
        return FAILED
    except KeyboardInterrupt as error:
        return _interrupted(show, error, INTERRUPTED)
    except SystemExit as error:
        return _interrupted(show, error, error.code if isinstance(error.code, int) else TERMINATED)
    except Exception as error:  # noqa: BLE001 (whatever it is: one message and an exit code)
        return _failed(show, error)


def _tell(call: Call) -> int:
    if call.flag("help"):
        from .help import help_of

        write(help_of(call), sys.stdout)
    else:
        write(version_text(), sys.stdout)
    return OK


def _run(call: Call, show: Display) -> int:
    from .session import listening

    module, _, name = call.command.handler.partition(":")
    with listening(show):
        handler: Callable[[Call, Display], int] = getattr(
            importlib.import_module(f".{module}", __package__), name
        )
        return handler(call, show)


def _failed(show: Display, error: Exception) -> int:
    from .failures import document_of, exit_code, message_of

    if show.debug:
        import traceback

        show.tell(traceback.format_exc().rstrip())
    show.error(message_of(error))
    _document(show, document_of(error, show.request_id))
    return exit_code(error)


def _document(show: Display, document: dict[str, Any]) -> None:
    """Write a failure as JSON where that was asked for, and drop what standard output does not take.

    What a full disk has refused Python would try again at its end, and fail.
    """
    try:
        show.document(document)
        print(end="", flush=True)  # noqa: T201 (to standard output, where there is one)
    except (OSError, ValueError):
        close_quietly(sys.stdout)


def _interrupted(show: Display, error: BaseException, code: int) -> int:
    """Tell of an interrupt; the library has left with it what became of the job."""
    notes: list[Any] = getattr(error, "__notes__", [])
    failure = CommandError(" ".join(["Interrupted.", *map(str, notes)]), code=code, kind="Interrupted")
    from .failures import document_of

    show.error(failure.message)
    _document(show, document_of(failure, show.request_id))
    return code
