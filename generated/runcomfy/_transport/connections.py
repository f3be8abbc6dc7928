"""What connections are made with: limits, the certificates that are trusted, and httpx's own transports."""

from __future__ import annotations

import os
import ssl
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from ..errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ONE", "SOME", "check_proxy", "made", "tls_context", "usable"]

T = TypeVar("T")

_KEEPALIVE = 20.0  # seconds; load balancers close after 60, and a POST must not meet a connection just closed

ONE = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=_KEEPALIVE)
# Result files come from other hosts, some at a time. As many are kept as are allowed: see httpcore#1110.
SOME = httpx.Limits(max_connections=16, max_keepalive_connections=16, keepalive_expiry=_KEEPALIVE)


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


def check_proxy(proxy: object) -> None:
    """Refuse what is no address of a proxy.

    Raises:
        ConfigError: It is none.
    """
    if not isinstance(proxy, str | httpx.URL | httpx.Proxy):
        raise ConfigError(f"proxy= must be an address or an httpx.Proxy, not {type(proxy).__name__}.")
    if isinstance(proxy, str | httpx.URL) and not made(lambda: httpx.Proxy(proxy)).url.host:
        raise ConfigError("proxy= names no host.")


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
