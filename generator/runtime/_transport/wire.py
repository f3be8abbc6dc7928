"""What both transports need: httpx's requests, their time limits, and bounded bodies."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import httpx

from .._protocol.effects import Request, Response, TransportError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._protocol.options import HTTPTimeouts

AGENT = f"httpx/{httpx.__version__}"
MAX_RESPONSE = 16 * 1024 * 1024  # decoded bytes of one JSON answer
GRACE = 0.25  # seconds; the phases' own timeouts come first: they say more of what took too long
TOTAL = 120.0  # seconds for a whole request, however slowly its bytes drip,
_SLOWEST = 32 * 1024  # and one more for so many bytes of its body
_LONGEST = 1e6  # seconds; sockets and locks count no further
# A path and a query in which there is nothing to be encoded, nor any way up or down.
_PLAIN_PATH = r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+(?:\?[A-Za-z0-9_=&-]*)?"


def bounded(seconds: float | None, limit: float | None = None) -> float | None:
    """Return a time limit that sockets and locks can count, and within another one."""
    if limit is not None:
        seconds = max(limit if seconds is None else min(seconds, limit), 0.001)
    return None if seconds is None else min(seconds, _LONGEST)


def phases(timeouts: HTTPTimeouts, limit: float | None) -> dict[str, float | None]:
    """Return httpx's time limits, each within the limit for the whole."""
    return {
        "connect": bounded(timeouts.connect, limit),
        "read": bounded(timeouts.read, limit),
        "write": bounded(timeouts.write, limit),
        # A slot's only connection is free when the slot is; this guards against a broken one.
        "pool": bounded(5.0, limit),
    }


def total_time(request: Request, limit: float | None) -> float:
    """Return the seconds for the whole of a request."""
    total = TOTAL + len(request.body or b"") / _SLOWEST
    return total if limit is None else min(total, limit)


def httpx_request(request: Request, headers: list[tuple[str, str]]) -> httpx.Request:
    """Return the request as httpx's, made without a client, so that no headers and cookies of one come along."""
    body = request.body
    try:
        url = _parsed(request.url)
        # With a stream httpx adds nothing, and looks for nothing that it would have to add.
        fields = [
            (b"Host", url.netloc),
            *((key.encode("ascii"), value.encode("ascii")) for key, value in headers),
        ]
        if body is not None or request.method == "POST":
            fields.append((b"Content-Length", b"%d" % len(body or b"")))
        made = httpx.Request(request.method, url, headers=fields, stream=httpx.ByteStream(body or b""))
        made.read()
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        text = f"the request cannot be built: {error}"
    else:
        return made
    # In this frame, which the error's traceback keeps.
    headers.clear()
    fields = []
    raise TransportError(text, unsent=True, lasting=True)


def _parsed(text: str) -> httpx.URL:
    """Return httpx's URL. Parsing takes longest of all that is done for a request, and a client's hosts are few."""
    slash = text.find("/", text.find("//") + 2)
    found = _origin(text[:slash]) if slash > 0 and re.fullmatch(_PLAIN_PATH, text[slash:]) else None
    if found is None:
        return httpx.URL(text)
    path, mark, query = text[slash:].partition("?")
    url, parts = httpx.URL(found[0]), found[1]
    setattr(url, "_uri_reference", parts._replace(path=path, query=query if mark else None))  # noqa: B010 (not ours)
    return url


@lru_cache(maxsize=16)
def _origin(text: str) -> tuple[httpx.URL, Any] | None:
    """Return the URL of a host, and its parts; None where httpx keeps them in another way."""
    url = httpx.URL(text)
    parts: Any = getattr(url, "_uri_reference", None)
    return (url, parts) if {"path", "query"} <= set(getattr(parts, "_fields", ())) else None


def download_request(url: str, headers: Mapping[str, str]) -> httpx.Request:
    """Return the request for a file: no token, no cookie, and the bytes as they are."""
    fields = {"accept-encoding": "identity", "accept": "*/*"}
    fields.update({name.lower(): value for name, value in headers.items()})
    return httpx_request(Request("GET", url), list(fields.items()))


def place_of(request: httpx.Request) -> str:
    """Return the host of a request, for messages."""
    return request.url.netloc.decode("ascii", "replace")


class Body:
    """Collects a body, unpacks it, and stops before it is larger than it may be."""

    def __init__(self, response: httpx.Response) -> None:
        self._chunks: list[bytes] = []
        self._size = 0
        self._cut = False
        self._unpack = None
        if "content-encoding" in response.headers:
            encoding = response.headers["content-encoding"].strip().lower()
            # 47 = either of zlib's two headers. Others were not asked for, and stay unreadable.
            self._unpack = zlib.decompressobj(47) if encoding in {"gzip", "x-gzip", "deflate"} else None

    def add(self, chunk: bytes) -> bool:
        """Add a piece, and return whether there is room for more."""
        if self._unpack is not None:
            try:
                chunk = self._unpack.decompress(chunk, MAX_RESPONSE - self._size + 1)
            except zlib.error:
                self._cut = True
                return False
        self._size += len(chunk)
        self._chunks.append(chunk)
        self._cut = self._size > MAX_RESPONSE
        return not self._cut

    def to_response(self, response: httpx.Response) -> Response:
        """Return the answer with the body as far as it came."""
        return Response(
            response.status_code, response.headers, b"".join(self._chunks)[:MAX_RESPONSE], self._cut
        )


def read_response(response: httpx.Response) -> Response:
    """Return the answer of a response that a hook or a mock has read already, or closed unread."""
    try:
        content = response.content
    except httpx.ResponseNotRead:
        content = b""
    cut = len(content) > MAX_RESPONSE
    return Response(response.status_code, response.headers, content[:MAX_RESPONSE], cut)


def connection_of(response: httpx.Response) -> Any:
    """Return what the response came over, to be closed; None where that is a mock's or someone's own."""
    return response.extensions.get("network_stream")
