"""Bytes that no request asked for.

A server that sends more than an answer's length says answers the next request beforehand, and the next may be one that
costs money. So a connection is looked at when its answer has ended, and again before it is used: in the buffer of the
parser, in the layers below it, and on the socket. Some of these have no public name; where one is called differently in
another version of httpcore or anyio, only what the socket shows is seen.
"""

from __future__ import annotations

import select
import socket
import ssl
from contextlib import closing
from typing import TYPE_CHECKING, Any

import httpcore

from .._plain.log import logger

if TYPE_CHECKING:
    import httpx

__all__ = ["after", "has_spoken", "has_spoken_async", "log_unasked"]

_WAYS = ("_httpcore_stream", "_stream", "_connection")  # from httpx's response to httpcore's connection


def after(response: httpx.Response) -> bool:
    """Return whether more came than belongs to this response, whose body has been read."""
    place: Any = response.stream
    for _ in range(12):
        parser = getattr(place, "_h11_state", None)
        if parser is not None:
            # In the middle of a body it is that body's.
            ended = repr(parser.their_state) in {"DONE", "IDLE", "MUST_CLOSE", "CLOSED"}
            return ended and bool(parser.trailing_data[0])
        place = next((found for way in _WAYS if (found := getattr(place, way, None)) is not None), None)
        if place is None:
            break
    return False


def has_spoken(stream: httpcore.NetworkStream, where: str) -> bool:
    """Return whether an idle connection must not be used again: it has ended, or bytes have come on it."""
    secure = stream.get_extra_info("ssl_object")
    if not stream.get_extra_info("is_readable") and not (secure is not None and secure.pending()):
        return False
    try:
        came = stream.read(1, timeout=0)
    except (httpcore.NetworkError, httpcore.TimeoutException):
        return True
    if came:
        log_unasked(where)
    return True


def has_spoken_async(
    stream: httpcore.AsyncNetworkStream, secure: ssl.SSLObject | None, where: str, connection: Any = None
) -> bool:
    """Return the same where the event loop and TLS have own buffers. `connection` is its socket, if it has one."""
    ended = bool(stream.get_extra_info("is_readable")) if connection is None else _readable(connection)
    outer = getattr(stream, "_stream", None)
    inner = getattr(outer, "transport_stream", outer)
    came = b"".join(getattr(getattr(inner, "_protocol", None), "read_queue", ()))
    if ended and not came:
        came = _peek(connection)
    ended = ended or bool(came)
    if secure is not None:
        encrypted = getattr(outer, "_read_bio", None)
        if came and encrypted is not None:
            encrypted.write(came)
        try:
            came = secure.read(1)
        except ssl.SSLWantReadError:
            came = b""
        except (ssl.SSLError, ValueError):
            came, ended = b"", True
    if came:
        log_unasked(where)
    return ended or bool(came)


def _readable(connection: Any) -> bool:
    """Return whether a socket has something to read, were it only its end; one that is closed has."""
    try:
        number = connection.fileno()
        if hasattr(select, "poll"):
            poll = select.poll()
            poll.register(number, select.POLLIN)
            return bool(poll.poll(0))
        return bool(select.select([number], [], [], 0)[0])
    except (OSError, ValueError):
        return True


def _peek(connection: Any) -> bytes:
    """Return what has come on a socket and was not read, which stays there."""
    try:
        with closing(connection.dup()) as twin:
            found: bytes = twin.recv(65536, socket.MSG_PEEK)
            return found
    except (OSError, AttributeError):
        return b""


def log_unasked(where: str) -> None:
    """Say in the log that a server speaks unasked."""
    logger.warning(
        "%s sent more bytes than its response has. They were dropped, and the connection was closed.", where
    )
