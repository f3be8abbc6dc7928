"""`python -m runcomfy sandbox`: the sandbox in the foreground."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from .._plain.names import PACKAGE
from ..errors import ConfigError
from ._fault_reading import parse_fault, read_faults
from ._faults import FaultError
from ._settings import Settings

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    usual = Settings()
    parser.add_argument(
        "--schemas", metavar="DIR", help="schema documents to serve beside the packaged models"
    )
    parser.add_argument(
        "--any-model", action="store_true", help="take every well-formed id for a model, with any inputs"
    )
    parser.add_argument(
        "--unknown-inputs",
        choices=["accept", "refuse"],
        default=usual.unknown_inputs,
        help="what becomes of inputs that a schema does not name (default: %(default)s, as the real server)",
    )
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (default: %(default)s)")
    parser.add_argument(
        "--name", metavar="HOST", help="a name from the hosts file, answered to and put into links, too"
    )
    parser.add_argument("--tls", action="store_true", help="https, with a certificate made for this run")
    parser.add_argument("--port", type=int, default=8188, help="0 takes a free one (default: %(default)s)")
    parser.add_argument(
        "--workers", type=int, default=usual.workers, help="jobs at once (default: %(default)s)"
    )
    parser.add_argument(
        "--queue-time", type=float, default=1.0, metavar="S", help="seconds (default: %(default)s)"
    )
    parser.add_argument(
        "--run-time", type=float, default=3.0, metavar="S", help="seconds (default: %(default)s)"
    )
    parser.add_argument(
        "--crowd", type=int, default=2, metavar="N", help="other people's jobs ahead of each new one"
    )
    parser.add_argument("--balance", type=float, default=usual.balance, metavar="USD")
    parser.add_argument(
        "--keep-for", type=float, default=usual.keep_for, metavar="S", help="lifetime of a request"
    )
    parser.add_argument(
        "--files-for", type=float, metavar="S", help="lifetime of a result's files (default: the request's)"
    )
    parser.add_argument("--token", action="append", metavar="TOKEN", help="accept only this (repeatable)")
    parser.add_argument("--seed", type=int, default=0, help="of pictures and faults (default: %(default)s)")
    group = parser.add_argument_group("misbehaviour")
    group.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="KIND[:name=value,...]",
        help="KIND is a status or drop, half, hang, error_code, fail; names: route, model, rate, skip, times, after, "
        "body, retry_after, retry_after_form. Repeatable. 504:route=status,rate=0.2",
    )
    group.add_argument(
        "--dialect", choices=["A", "B", "200", "both"], help="A: HTTP statuses, B: six-digit codes"
    )
    group.add_argument(
        "--loc", choices=["input", "body"], help="what the place of a refused input begins with"
    )
    group.add_argument(
        "--output", choices=["schema", "object", "string", "list"], help="shape of a result's output"
    )
    group.add_argument("--error", choices=["string", "object"], help="shape of a failed job's error")
    group.add_argument(
        "--submit", choices=["full", "bare", "accepted"], help="with addresses, without, or a 202"
    )
    group.add_argument(
        "--early", choices=["state", "400005", "404", "425"], help="what a result is before the job's end"
    )
    group.add_argument(
        "--schema-style", choices=["plain", "quirks"], help="quirks: capitalised types, null defaults"
    )
    group.add_argument("--cancel", choices=["both", "outcome", "status"])
    group.add_argument("--cost", choices=["given", "missing", "late"])
    group.add_argument("--word", action="append", default=[], metavar="STATE=WORD", help="queued=pending")
    group.add_argument("--echo-inputs", action="store_true", default=None)
    group.add_argument("--foreign-host", metavar="HOST", help="the host of these two")
    group.add_argument(
        "--foreign-links",
        action="store_true",
        default=None,
        help="status_url and its like lead there; some clients take their token along",
    )
    group.add_argument("--foreign-outputs", action="store_true", default=None, help="output files lie there")
    group.add_argument("--rate-limit", type=int, metavar="N", help="requests a window; more get a 429")
    group.add_argument("--rate-window", type=float, metavar="S", help="seconds")
    group.add_argument(
        "--no-rate-header",
        dest="rate_header",
        action="store_false",
        default=None,
        help="that 429 has no Retry-After",
    )
    group.add_argument("--fail-rate", type=float, metavar="0..1", help="share of jobs that fail")
    group.add_argument("--latency", type=float, metavar="S")
    group.add_argument("--jitter", type=float, metavar="S")


_PLAIN = (
    "dialect",
    "output",
    "error",
    "loc",
    "submit",
    "early",
    "cancel",
    "cost",
    "echo_inputs",
    "foreign_host",
    "foreign_links",
    "foreign_outputs",
    "rate_limit",
    "rate_window",
    "rate_header",
    "fail_rate",
    "latency",
    "jitter",
)


def run(arguments: argparse.Namespace) -> int:
    """Serve until a signal comes. Exit code: 0, 2 for a wrong option, 1 when it cannot start."""
    given: dict[str, Any] = vars(arguments)
    try:
        faults: dict[str, Any] = {name: given[name] for name in _PLAIN if given[name] is not None}
        if given["schema_style"] is not None:
            faults["schemas"] = given["schema_style"]
        faults["words"] = dict(_word(text) for text in given["word"])
        faults["play"] = given["fault"]
        for text in given["fault"]:
            parse_fault(text)
        played = read_faults(faults)
        settings = Settings(
            workers=given["workers"],
            queue_time=given["queue_time"],
            run_time=given["run_time"],
            crowd=given["crowd"],
            seed=given["seed"],
            balance=given["balance"],
            keep_for=given["keep_for"],
            files_for=given["files_for"],
            any_model=given["any_model"],
            unknown_inputs=given["unknown_inputs"],
            name=given["name"],
            tokens=frozenset(given["token"]) if given["token"] else None,
        )
    except ValueError as error:
        _print_line(f"{PACKAGE} sandbox: {error}", sys.stderr)
        return 2
    try:
        from . import Sandbox

        sandbox = Sandbox(
            settings,
            faults=played,
            schemas=given["schemas"],
            host=given["host"],
            port=given["port"],
            tls=given["tls"],
        )

        def announce() -> None:
            where = f"Its page is {sandbox.root_url}/. Stop it with Ctrl-C. To use it:"
            _print_line(f"The sandbox listens on {sandbox.base_url}. {where}", sys.stderr)
            for name, value in sandbox.environment.items():
                _print_line(f"export {name}={value}")

        sandbox.run(announce)
    except ConfigError as error:
        _print_line(f"{PACKAGE} sandbox: {error}", sys.stderr)
        return 1
    except OSError as error:
        where = f"cannot listen on {given['host']}, port {given['port']}: {error.strerror or error}"
        _print_line(f"{PACKAGE} sandbox: {where}. Choose another with --port; 0 takes a free one", sys.stderr)
        return 1
    return 0


def _word(text: str) -> tuple[str, str]:
    state, sign, word = text.partition("=")
    if not sign:
        raise FaultError(f"--word {text!r}: say STATE=WORD")
    return state, word


def _print_line(text: str, stream: Any = None) -> None:
    print(text, file=stream or sys.stdout, flush=True)
