"""What is different where an httpx client sends: its log, cookies and hooks, and what a traceback shows of it."""

from __future__ import annotations

import copy
import logging
from contextvars import ContextVar
from types import TracebackType
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "OwnAsyncClient",
    "OwnClient",
    "async_with_tolerant_hooks",
    "hide_frames",
    "quietly",
    "with_tolerant_hooks",
]

_ours: ContextVar[bool] = ContextVar("runcomfy_quiet", default=False)


class _Quiet(logging.Filter):
    """httpx logs the whole address of each request; the one of a signed file is a secret."""

    def filter(self, record: logging.LogRecord) -> bool:  # noqa: ARG002
        return not _ours.get()


_quiet = _Quiet()
_log = logging.getLogger("httpx")


class quietly:  # noqa: N801 (used as a function is)
    """Keep httpx's client from logging within this context."""

    __slots__ = ("_token",)

    def __enter__(self) -> None:
        # Whoever sets logging up anew may have taken it away.
        if _quiet not in _log.filters:
            _log.addFilter(_quiet)
        self._token = _ours.set(True)

    def __exit__(self, *_: object) -> None:
        _ours.reset(self._token)


class _NoCookies(httpx.Cookies):
    def extract_cookies(self, response: httpx.Response) -> None:
        """Keep nothing: no request of ours is made with cookies, and looking for them takes its time."""


_none = _NoCookies()


class OwnClient(httpx.Client):
    """An httpx client of our own, for nothing but sending."""

    @property
    def cookies(self) -> httpx.Cookies:
        return _none

    @cookies.setter
    def cookies(self, cookies: object) -> None:
        """There are none to be set."""


class OwnAsyncClient(httpx.AsyncClient):
    """The same with asyncio."""

    @property
    def cookies(self) -> httpx.Cookies:
        return _none

    @cookies.setter
    def cookies(self, cookies: object) -> None:
        """There are none to be set."""


def with_tolerant_hooks(client: httpx.Client) -> httpx.Client:
    """Return the client, or where it has hooks for responses one in which they cannot turn an answer into an error.

    `raise_for_status` in a hook closes the answer, and with it what the server says of a refusal.
    """
    hooks = getattr(client, "event_hooks", {})
    if not hooks.get("response"):
        return client
    twin = copy.copy(client)
    twin.event_hooks = {**hooks, "response": [_tolerant_hook(hook) for hook in hooks["response"]]}
    return twin


def async_with_tolerant_hooks(client: httpx.AsyncClient) -> httpx.AsyncClient:
    """Return the same for an asynchronous client."""
    hooks = getattr(client, "event_hooks", {})
    if not hooks.get("response"):
        return client
    twin = copy.copy(client)
    twin.event_hooks = {**hooks, "response": [_tolerant_async_hook(hook) for hook in hooks["response"]]}
    return twin


def _tolerant_hook(hook: Callable[[httpx.Response], Any]) -> Callable[[httpx.Response], None]:
    def call(response: httpx.Response) -> None:
        try:
            hook(response)
        except httpx.HTTPStatusError as error:
            if error.response is not response:
                raise

    return call


def _tolerant_async_hook(hook: Callable[[httpx.Response], Any]) -> Callable[[httpx.Response], Any]:
    async def call(response: httpx.Response) -> None:
        try:
            await hook(response)
        except httpx.HTTPStatusError as error:
            if error.response is not response:
                raise

    return call


# The packages whose frames hold the headers of a request, and with them the token.
_HOLDERS = frozenset({"httpx", "httpcore", "h11", "h2", "anyio"})
_HERE = __name__.rpartition(".")[0]


def hide_frames(error: BaseException) -> None:
    """Take those frames out of an exception's traceback, and of those that it came from."""
    pending, seen = [error], set[int]()
    while pending:
        one = pending.pop()
        if id(one) not in seen:
            seen.add(id(one))
            one.__traceback__ = _without_holders(one.__traceback__)
            pending += [other for other in (one.__cause__, one.__context__) if other is not None]


def _without_holders(trace: TracebackType | None) -> TracebackType | None:
    kept: list[TracebackType] = []
    while trace is not None:
        name = str(trace.tb_frame.f_globals.get("__name__", ""))
        if name.partition(".")[0] not in _HOLDERS and not name.startswith(_HERE):
            kept.append(trace)
        trace = trace.tb_next
    shown: TracebackType | None = None
    for one in reversed(kept):
        shown = TracebackType(shown, one.tb_frame, one.tb_lasti, one.tb_lineno)
    return shown
