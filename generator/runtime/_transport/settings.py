"""How the server is reached: what was asked for, the certificates that are trusted, and httpx's own transports."""

from __future__ import annotations

import os
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlsplit

import httpx

from .._plain.hosts import is_loopback
from ..errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ONE", "SOME", "TransportSettings", "made", "tls_context", "usable"]

T = TypeVar("T")

_KEEPALIVE = 20.0  # seconds; load balancers close after 60, and a POST must not meet a connection just closed

ONE = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=_KEEPALIVE)
# Result files come from other hosts, some at a time. As many are kept as are allowed: see httpcore#1110.
SOME = httpx.Limits(max_connections=16, max_keepalive_connections=16, keepalive_expiry=_KEEPALIVE)


@dataclass(frozen=True, slots=True)
class TransportSettings:
    """How to reach the server. `transport` and `http_client` are httpx's, of the kind the client needs.

    Raises:
        ConfigError: Something here cannot be.
    """

    proxy: Any = None
    verify: bool | str | os.PathLike[str] | ssl.SSLContext = True
    transport: Any = None
    http_client: Any = None
    max_connections: int = 32
    base_url: str | None = None
    http_hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        most = cast("object", self.max_connections)
        if not isinstance(most, int) or isinstance(most, bool) or most < 1:
            raise ConfigError(f"max_connections must be an integer of at least 1, not {most!r:.100}.")
        verify = cast("object", self.verify)
        if not isinstance(verify, bool | str | os.PathLike | ssl.SSLContext):
            raise ConfigError(
                f"verify= must be True, False, a path or an ssl.SSLContext, not {type(verify).__name__}.",
                hint="Leave it out to trust the usual certificates.",
            )
        if self.proxy is not None and not isinstance(self.proxy, str | httpx.URL | httpx.Proxy):
            raise ConfigError(
                f"proxy= must be an address or an httpx.Proxy, not {type(self.proxy).__name__}."
            )
        if isinstance(self.proxy, str | httpx.URL):
            address = self.proxy
            if not made(lambda: httpx.Proxy(address)).url.host:
                raise ConfigError("proxy= names no host.")
        host = urlsplit(self.base_url or "").hostname or ""
        if self.proxy is not None and (is_loopback(host) or host in self.http_hosts):
            raise ConfigError(
                f"proxy= cannot be used with {self.base_url}: the token would leave this machine.",
                hint="Leave proxy= out: what is on this machine, or named in http_hosts=, is reached without one.",
            )


_shared_context: ssl.SSLContext | None = None


def tls_context(verify: bool | str | os.PathLike[str] | ssl.SSLContext) -> ssl.SSLContext:
    """Return the TLS context. The usual one is made once for the process: reading the trust store takes longest of all.

    Raises:
        ConfigError: The certificates cannot be read.
    """
    global _shared_context  # noqa: PLW0603
    if isinstance(verify, ssl.SSLContext):
        return verify
    if verify is True:
        if _shared_context is None:
            _shared_context = _usual_context()
        return _shared_context
    if verify is False:
        return _read("verify=False", lambda: httpx.create_ssl_context(verify=False))
    path = Path(verify)
    if path.is_dir():
        return _read(f"verify={str(path)!r}", lambda: ssl.create_default_context(capath=str(path)))
    return _read(f"verify={str(path)!r}", lambda: ssl.create_default_context(cafile=str(path)))


def _usual_context() -> ssl.SSLContext:
    named = next((name for name in ("SSL_CERT_FILE", "SSL_CERT_DIR") if os.environ.get(name)), None)
    if named is None:
        return _read("the usual set of certificates", httpx.create_ssl_context)
    source = f"{named}={os.environ[named]}"
    # A folder that is not there is no fault to OpenSSL: it then trusts nobody.
    if named == "SSL_CERT_DIR" and not Path(os.environ[named]).is_dir():
        raise ConfigError(
            f"{source} is not a folder of certificates.", hint="Correct the variable, or unset it."
        )
    return _read(source, httpx.create_ssl_context)


def _read(source: str, make: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    try:
        return make()
    except (OSError, ValueError) as error:
        fault = f"{source} is not a usable set of certificates: {error}"
    log = os.environ.get("SSLKEYLOGFILE")
    raise ConfigError(fault, hint=f"SSLKEYLOGFILE={log} must be a file that can be written." if log else None)


def made(make: Callable[[], T]) -> T:
    """Return what httpx makes of a proxy's address.

    Raises:
        ConfigError: It cannot.
    """
    try:
        return make()
    except (ImportError, ValueError, TypeError, httpx.InvalidURL) as error:
        # The address of a proxy may hold a password.
        text = "" if "@" in str(error) else f": {error}"
    raise ConfigError(f"The connections cannot be set up with this proxy{text}")


def usable(http_client: Any) -> None:
    """Refuse a client that can no longer be used.

    Raises:
        ConfigError: It is closed.
    """
    if getattr(http_client, "is_closed", False):
        raise ConfigError(
            "The http_client= that was given is closed.",
            hint="Keep it open for as long as this client is used.",
        )
