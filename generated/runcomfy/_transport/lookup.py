"""The addresses of a host, within the time that there is.

The system's look-up knows no time limit: a name server that is silent holds its thread for ten seconds and more. So it
has a thread of its own, which is left behind where the time is up; who asks for the same host in the meantime waits for
the same one.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from concurrent.futures import Future
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any, TypeAlias

import httpcore

from .._plain.hosts import is_loopback

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["look_up", "result_of", "share", "start_lookup"]

_MOST = 64  # look-ups at once; each is a thread that nobody can end
_TICK = 0.2  # seconds between two looks at whether to stop
_EACH = (
    1.0  # seconds for one address of several, so that one that swallows everything does not take all the time
)

_Key: TypeAlias = "tuple[str, int]"
_running: dict[_Key, Future[list[str]]] = {}
_lock = threading.Lock()


def _forget() -> None:
    """Begin anew in a child process: the threads did not come along."""
    global _lock  # noqa: PLW0603
    _lock = threading.Lock()
    _running.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def look_up(
    host: str, port: int, timeout: float | None, stopped: Callable[[], bool] | None = None
) -> list[str]:
    """Return the addresses of a host, the best first.

    Raises:
        httpcore.ConnectError: It has none, or `stopped` says so.
        httpcore.ConnectTimeout: The time was up.
    """
    found = start_lookup(host, port)
    ends = None if timeout is None else time.monotonic() + timeout
    while True:
        left = None if ends is None else ends - time.monotonic()
        if left is not None and left <= 0 and not found.done():
            raise httpcore.ConnectTimeout(f"looking up the host {host!r} took too long")
        try:
            wait = left if stopped is None else _TICK if left is None else min(left, _TICK)
            return result_of(host, found, wait)
        except TimeoutError:
            if stopped is not None and stopped():
                raise httpcore.ConnectError("it was stopped") from None


def share(left: float | None, others: int) -> float | None:
    """Return the seconds for one address while there are others to be tried."""
    if not others:
        return left
    return _EACH if left is None else min(left / (others + 1), _EACH)


def start_lookup(host: str, port: int) -> Future[list[str]]:
    """Look a host up in a thread, or join the look-up that runs."""
    key = (host, port)
    with _lock:
        found = _running.get(key)
        if found is not None:
            return found
        if len(_running) >= _MOST:
            raise httpcore.ConnectError(f"the host {host!r} cannot be looked up: {_MOST} look-ups do not end")
        found = _running[key] = Future()
        # Whoever gives up must not cancel it for the others.
        found.set_running_or_notify_cancel()
    thread = threading.Thread(
        target=_look_up_now, args=(key, found), name=f"runcomfy-lookup-{host}", daemon=True
    )
    try:
        thread.start()
    except RuntimeError:
        # The interpreter is ending, or has no more threads.
        _look_up_now(key, found)
    return found


def _look_up_now(key: _Key, found: Future[list[str]]) -> None:
    host, port = key
    here = is_loopback(host)
    try:
        # Not every system knows this machine's name with a dot, and a name server is not to be asked for it.
        entries: list[Any] = socket.getaddrinfo(
            host.rstrip(".") if here else host, port, type=socket.SOCK_STREAM
        )
        # What may be told over plain http must not lead elsewhere.
        outcome: list[str] | BaseException = [
            address for address in _interleaved(entries) if not here or is_loopback(address)
        ]
    except BaseException as error:  # noqa: BLE001 (it is raised where it was asked for)
        outcome = error
    with _lock:
        if _running.get(key) is found:
            del _running[key]
    if isinstance(outcome, BaseException):
        found.set_exception(outcome)
    else:
        found.set_result(outcome)


def _interleaved(entries: list[Any]) -> list[str]:
    """Return the distinct addresses, of the two families in turn: where one does not work, the other is near."""
    families: dict[int, dict[str, None]] = {}
    for family, _, _, _, address in entries:
        if family in {socket.AF_INET, socket.AF_INET6}:
            families.setdefault(family, {})[address[0]] = None
    return [address for address in chain(*zip_longest(*families.values())) if address is not None]


def result_of(host: str, found: Future[list[str]], timeout: float | None) -> list[str]:
    """Return what a look-up has found.

    Raises:
        httpcore.ConnectError: Nothing.
        TimeoutError: It has not ended in so many seconds.
    """
    try:
        addresses = found.result(timeout)
    except TimeoutError:
        # A resolver may raise one of its own, too.
        if found.done():
            raise httpcore.ConnectError(f"the host {host!r} cannot be looked up: it took too long") from None
        raise
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"the host {host!r} cannot be looked up: {error}") from error
    if not addresses:
        raise httpcore.ConnectError(f"the host {host!r} has no address")
    return list(addresses)
