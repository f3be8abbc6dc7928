"""The client of one command, and what the library says on the side: its warnings and its log."""

from __future__ import annotations

import contextlib
import importlib
import logging
import warnings
from typing import TYPE_CHECKING, Any, cast

from .._jobs.config import resolve_token
from .._plain.log import logger
from ..errors import ConfigError, RunComfyWarning
from .errors import NOT_ALLOWED, CommandError

if TYPE_CHECKING:
    from collections.abc import Generator

    from .._client.sync_client import SyncClient
    from .._schema.local_file import LocalFiles
    from .display import Display
    from .parser import Call

__all__ = ["listening", "local_files", "open_client"]

_HEARTBEAT = 1.0
_ROOT = (__package__ or "").rpartition(".")[0]


def local_files(call: Call) -> LocalFiles:
    """Return what is done with local files among the inputs."""
    return "refuse" if call.text("local_files") == "refuse" else "inline"


def open_client(call: Call) -> SyncClient:
    """Return a client as the options ask for it; closing it is the caller's.

    Raises:
        CommandError: There is no token.
        ConfigError: Something else is wrong.
    """
    from .._protocol.options import ClientOptions

    try:
        resolve_token()
    except ConfigError as error:
        hint = "Copy your token from the RunComfy profile page (https://www.runcomfy.com/profile) into RUNCOMFY_TOKEN."
        raise CommandError(error.message, code=NOT_ALLOWED, hint=hint, kind="ConfigError") from None
    options = ClientOptions(
        timeout=call.number("timeout"),
        heartbeat=None if call.flag("quiet") else _HEARTBEAT,
        on_interrupt=cast("Any", call.text("on_interrupt")),
        local_files=local_files(call),
        once=call.text("once"),
        http_hosts=(host,) if (host := call.text("http_host")) else (),
    )
    make = importlib.import_module(f"{_ROOT}.client").RunComfy
    return cast(
        "SyncClient",
        make(
            base_url=call.text("base_url"),
            options=options,
            budget_usd=call.text("budget"),
            unknown_price=call.text("unknown_price") or "refuse",
            max_job_usd=call.text("max_job"),
            prices=call.text("prices") or "live",
            journal=call.text("journal") or not call.flag("no_journal"),
        ),
    )


@contextlib.contextmanager
def listening(show: Display) -> Generator[None]:
    """Show the library's warnings as this command's own, and with --debug its log, too."""
    handler = _Handler(show)
    level = logger.level
    logger.addHandler(handler)
    if show.debug:
        logger.setLevel(logging.DEBUG)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always", RunComfyWarning)
            others = warnings.showwarning

            def shown(message: Warning | str, category: type[Warning], *rest: Any) -> None:
                if issubclass(category, RunComfyWarning):
                    show.warning(str(message))
                else:
                    others(message, category, *rest)

            warnings.showwarning = cast("Any", shown)
            yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


class _Handler(logging.Handler):
    """Shows the log with --debug. Without it nothing: a warning that matters comes with an error or is one."""

    def __init__(self, show: Display) -> None:
        super().__init__()
        self._show = show

    def emit(self, record: logging.LogRecord) -> None:
        if self._show.debug:
            self._show.tell(f"debug: {record.getMessage()}")
