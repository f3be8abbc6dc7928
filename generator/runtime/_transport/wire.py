"""What both transports need: settings, the TLS context, httpx's requests, the meaning of its errors, bounded bodies."""

from __future__ import annotations

import ssl
import urllib.request
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from .._protocol.effects import Answer, Request, TransportFault
from ..errors import ConfigError

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    from .._options import Timeouts

T = TypeVar("T")

AGENT = f"httpx/{httpx.__version__}"
MAX_ANSWER = 16 * 1024 * 1024  # decoded bytes of one JSON answer
GRACE = 0.25  # seconds; the phases' own timeouts come first: they know whether anything was sent
_KEEPALIVE = 20.0  # seconds; load balancers close after 60, and a POST must not meet a connection just closed
_TOTAL = 120.0  # seconds for a whole request, however slowly its bytes drip,
_SLOWEST = 32 * 1024  # and one more for so many bytes of its body

ONE = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=_KEEPALIVE)
# Result files come from other hosts, some at a time. As many are kept as are allowed: see httpcore#1110.
SOME = httpx.Limits(max_connections=16, max_keepalive_connections=16, keepalive_expiry=_KEEPALIVE)


@dataclass(frozen=True, slots=True)
class TransportSettings:
    """How to reach the server. `transport` and `http_client` are httpx's, of the kind the client needs."""

    proxy: Any = None
    verify: bool | str | os.PathLike[str] | ssl.SSLContext = True
    transport: Any = None
    http_client: Any = None
    max_requests: int = 32

    def __post_init__(self) -> None:
        if self.max_requests < 1:
            raise ConfigError(f"max_requests must be at least 1, not {self.max_requests!r}.")

    @property
    def plain(self) -> bool:
        """Whether httpx's client has nothing to add to its transport: it is there for proxies of the environment.

        Without it a request costs a fifth less.
        """
        if self.http_client is not None:
            return False
        return self.transport is not None or self.proxy is not None or not urllib.request.getproxies()


_shared_context: ssl.SSLContext | None = None


def tls_context(verify: bool | str | os.PathLike[str] | ssl.SSLContext) -> ssl.SSLContext:
    """The TLS context. The usual one is made once for the process: reading the trust store takes longest of all.

    Raises:
        ConfigError: The certificates cannot be read.
    """
    global _shared_context  # noqa: PLW0603
    if isinstance(verify, ssl.SSLContext):
        return verify
    if verify is True:
        if _shared_context is None:
            _shared_context = httpx.create_ssl_context()
        return _shared_context
    if verify is False:
        return httpx.create_ssl_context(verify=False)
    path = Path(verify)
    try:
        if path.is_dir():
            return ssl.create_default_context(capath=str(path))
        return ssl.create_default_context(cafile=str(path))
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(f"verify={str(path)!r} is not a usable set of certificates: {error}") from None


def made(make: Callable[[], T]) -> T:
    """What httpx makes of the settings.

    Raises:
        ConfigError: It cannot.
    """
    try:
        return make()
    except (ImportError, ValueError, TypeError) as error:
        # The address of a proxy may hold a password.
        text = "" if "@" in str(error) else f": {error}"
        raise ConfigError(f"The connections cannot be set up with this proxy{text}") from None


def fault_of(error: Exception) -> TransportFault:
    """What a failure of httpx's means for a request that must not be sent twice."""
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        return TransportFault(text, unsent=True, timed_out=True)
    # A proxy that refuses to connect has passed nothing on.
    if isinstance(error, httpx.ConnectError | httpx.ProxyError | httpx.UnsupportedProtocol):
        return TransportFault(text, unsent=True)
    # Everything else counts as sent, also what no one has thought of.
    return TransportFault(text, timed_out=isinstance(error, httpx.TimeoutException | TimeoutError))


def no_slot() -> TransportFault:
    """All connections were in use for too long."""
    text = "no connection became free in time: too many requests in flight"
    return TransportFault(text, unsent=True, timed_out=True)


def _phases(timeouts: Timeouts, limit: float | None) -> dict[str, float | None]:
    def cap(seconds: float | None) -> float | None:
        if limit is None or (seconds is not None and seconds <= limit):
            return seconds
        return max(limit, 0.001)

    return {
        "connect": cap(timeouts.connect),
        "read": cap(timeouts.read),
        "write": cap(timeouts.write),
        # A slot's only connection is free when the slot is; this guards against a broken one.
        "pool": cap(5.0),
    }


def total_time(request: Request, limit: float | None) -> float:
    """Seconds for the whole of a request."""
    total = _TOTAL + len(request.body or b"") / _SLOWEST
    return total if limit is None else min(total, limit)


def httpx_request(
    request: Request, headers: list[tuple[str, str]], timeouts: Timeouts, limit: float | None
) -> httpx.Request:
    """The request as httpx's. It is made without a client, so that none of its headers and cookies come along."""
    try:
        return httpx.Request(
            request.method,
            request.url,
            headers=headers,
            content=request.body,
            extensions={"timeout": _phases(timeouts, limit)},
        )
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        fault = TransportFault(f"the request cannot be built: {error}", unsent=True)
    raise fault


def download_request(url: str, headers: Mapping[str, str], timeouts: Timeouts) -> httpx.Request:
    """The request for a file: no token, no cookie, and the bytes as they are."""
    fields = {"accept-encoding": "identity", "accept": "*/*"}
    fields.update({name.lower(): value for name, value in headers.items()})
    return httpx_request(Request("GET", url), list(fields.items()), timeouts, None)


class Body:
    """Collects a body, unpacks it, and stops before it is larger than it may be."""

    def __init__(self, response: httpx.Response) -> None:
        self._chunks: list[bytes] = []
        self._size = 0
        self._cut = False
        encoding = response.headers.get("content-encoding", "").strip().lower()
        # 47 = either of zlib's two headers. Others were not asked for, and stay unreadable.
        self._unpack = zlib.decompressobj(47) if encoding in {"gzip", "x-gzip", "deflate"} else None

    def add(self, chunk: bytes) -> bool:
        """Whether there is room for more."""
        if self._unpack is not None:
            try:
                chunk = self._unpack.decompress(chunk, MAX_ANSWER - self._size + 1)
            except zlib.error:
                self._cut = True
                return False
        self._size += len(chunk)
        self._chunks.append(chunk)
        self._cut = self._size > MAX_ANSWER
        return not self._cut

    def answer(self, response: httpx.Response) -> Answer:
        """The answer with the body as far as it came."""
        return Answer(response.status_code, response.headers, b"".join(self._chunks)[:MAX_ANSWER], self._cut)


def read_answer(response: httpx.Response) -> Answer:
    """The answer of a response that a hook or a mock has read already."""
    content = response.content
    cut = len(content) > MAX_ANSWER
    return Answer(response.status_code, response.headers, content[:MAX_ANSWER], cut)
