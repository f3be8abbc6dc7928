"""Bytes that no request asked for.

A server that sends more than an answer's length says answers the next request beforehand, and the next may be one that
costs money. So a connection is looked at when its answer has ended, and again before it is used: in the buffer of the
parser, in the layers below it, and on the socket. The parser has no public name; where it is called differently in
another version of httpcore, only what the others show is seen. With asyncio `sockets` looks itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpcore

from .._plain.log import logger

if TYPE_CHECKING:
    import httpx

__all__ = ["after", "has_spoken", "log_unasked"]

_WAYS = ("_httpcore_stream", "_stream", "_connection")  # from httpx's response to httpcore's connection
_ENDED = frozenset({"DONE", "IDLE", "MUST_CLOSE", "CLOSED"})


def after(response: httpx.Response) -> bool:
    """Return whether more came than belongs to this response, whose body has been read."""
    place: Any = response.stream
    for _ in range(12):
        parser = getattr(place, "_h11_state", None)
        if parser is not None:
            # In the middle of a body it is that body's.
            return repr(parser.their_state) in _ENDED and bool(parser.trailing_data[0])
        for way in _WAYS:
            found = getattr(place, way, None)
            if found is not None:
                place = found
                break
        else:
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


def log_unasked(where: str) -> None:
    """Say in the log that a server speaks unasked."""
    logger.warning(
        "%s sent more bytes than its response has. They were dropped, and the connection was closed.", where
    )
