"""`python -m runcomfy sandbox`: the sandbox in the foreground."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from ..errors import RunComfyError
from ._fault_reading import read_faults
from ._faults import FaultError
from ._settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["run"]

_HOST = "127.0.0.1"
_PORT = 8188
# A person who watches wants to see jobs wait.
_USUAL: dict[str, Any] = {"queue_time": 1.0, "run_time": 3.0, "crowd": 2}
_SETTINGS = (
    "workers", "queue_time", "run_time", "crowd", "seed", "balance", "keep_for", "files_for", "any_model",
    "unknown_inputs", "name",
)  # fmt: skip
_FAULTS = (
    "dialect", "output", "error", "loc", "submit", "early", "cancel", "cost", "echo_inputs", "foreign_host",
    "foreign_links", "foreign_outputs", "rate_limit", "rate_window", "fail_rate", "latency", "jitter",
)  # fmt: skip


def run(given: Mapping[str, Any]) -> None:
    """Serve until a signal comes, as the options that were given say.

    Raises:
        ValueError: One of them is out of its range.
        RunComfyError: It cannot start.
    """
    settings = Settings(
        **_USUAL | {name: given[name] for name in _SETTINGS if name in given},
        tokens=frozenset(given["token"]) if "token" in given else None,
    )
    faults: dict[str, Any] = {name: given[name] for name in _FAULTS if name in given}
    faults["words"] = dict(_word(text) for text in given.get("word", ()))
    faults["play"] = list(given.get("fault", ()))
    if "schema_style" in given:
        faults["schemas"] = given["schema_style"]
    if "no_rate_header" in given:
        faults["rate_header"] = False
    played = read_faults(faults)
    from . import Sandbox

    host, port = given.get("host", _HOST), given.get("port", _PORT)
    try:
        sandbox = Sandbox(
            settings,
            faults=played,
            schemas=given.get("schemas"),
            host=host,
            port=port,
            tls="tls" in given,
        )

        def announce() -> None:
            where = f"Its page is {sandbox.root_url}/. Stop it with Ctrl-C. To use it:"
            _print_line(f"The sandbox listens on {sandbox.base_url}. {where}", sys.stderr)
            for name, value in sandbox.environment.items():
                _print_line(f"export {name}={value}")

        sandbox.run(announce)
    except OSError as error:
        raise RunComfyError(
            f"The sandbox cannot listen on {host}, port {port}: {error.strerror or error}.",
            hint="Choose another port with --port; 0 takes a free one.",
        ) from None


def _word(text: str) -> tuple[str, str]:
    state, sign, word = text.partition("=")
    if not sign:
        raise FaultError(f"--word must be STATE=WORD, not {text!r:.80}")
    return state, word


def _print_line(text: str, stream: Any = None) -> None:
    print(text, file=stream or sys.stdout, flush=True)
