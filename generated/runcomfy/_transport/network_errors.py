"""What a failure of the network means for a request that must not be sent twice."""

from __future__ import annotations

import os
import ssl
from typing import TYPE_CHECKING

import httpcore
import httpx

from .._protocol.effects import TransportError

if TYPE_CHECKING:
    from .trail import Trail

__all__ = ["NETWORK", "network_error", "pool_timeout"]

# What is httpx's, the system's or TLS's own. Anything else was raised by someone else's code, and is theirs to see.
NETWORK = (
    httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, OSError,
    httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, httpcore.TimeoutException,
    httpcore.UnsupportedProtocol,
)  # fmt: skip
_NEVER_MADE = (
    httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol
)  # fmt: skip
# OpenSSL's names for what another try would not change: the two sides have no way of speaking to each other.
_FOR_GOOD = frozenset(
    "WRONG_VERSION_NUMBER RECORD_LAYER_FAILURE UNSUPPORTED_PROTOCOL UNKNOWN_PROTOCOL NO_PROTOCOLS_AVAILABLE"
    " HTTP_REQUEST HTTPS_PROXY_REQUEST NO_SHARED_CIPHER NO_CIPHERS_AVAILABLE SSLV3_ALERT_HANDSHAKE_FAILURE"
    " TLSV1_ALERT_PROTOCOL_VERSION TLSV1_ALERT_INSUFFICIENT_SECURITY TLSV1_UNRECOGNIZED_NAME TLSV1_ALERT_UNKNOWN_CA"
    " DH_KEY_TOO_SMALL TLSV1_ALERT_ACCESS_DENIED TLSV13_ALERT_CERTIFICATE_REQUIRED SSLV3_ALERT_BAD_CERTIFICATE"
    " SSLV3_ALERT_CERTIFICATE_EXPIRED SSLV3_ALERT_CERTIFICATE_REVOKED SSLV3_ALERT_CERTIFICATE_UNKNOWN"
    " SSLV3_ALERT_UNSUPPORTED_CERTIFICATE UNSAFE_LEGACY_RENEGOTIATION_DISABLED".split()
)


def network_error(error: Exception, trail: Trail, host: str) -> TransportError:
    """Return what to say of a failure, and whether certainly nothing was sent."""
    unsent = trail.unsent or (not trail.sent and isinstance(error, _NEVER_MADE))
    timed_out = isinstance(error, httpx.TimeoutException | httpcore.TimeoutException | TimeoutError)
    refused = _tls_refusal(error, host) or _proxy_refusal(error)
    if refused is not None:
        return TransportError(refused, unsent=unsent, lasting=True)
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if timed_out and unsent:
        text = f"no connection to {host} was made in time ({text})"
    lasting = isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL)
    # A network raises those below it. pytest-httpx raises this itself where it has no answer, and never will have one.
    lasting = lasting or type(error) is httpx.TimeoutException
    return TransportError(text, unsent=unsent, timed_out=timed_out, lasting=lasting)


def pool_timeout() -> TransportError:
    """Return the error that all connections were in use for too long."""
    text = "no connection became free in time: too many requests in flight"
    return TransportError(text, unsent=True, timed_out=True)


def _tls_refusal(error: BaseException, host: str) -> str | None:
    """Return why the two sides will never agree, and what to do about it, if that is so."""
    found: BaseException | None = error
    for _ in range(10):
        if found is None or isinstance(found, ssl.SSLError):
            break
        found = found.__cause__ or found.__context__
    if isinstance(found, ssl.SSLCertVerificationError):
        named = [name for name in ("SSL_CERT_FILE", "SSL_CERT_DIR") if os.environ.get(name)]
        return (
            f"the certificate of {host} is not trusted: {str(found.verify_message or found).rstrip('.')}. If this is "
            "the right server, or a proxy of your own answers for it, pass the certificate of its authority as "
            f"verify=; look at this machine's clock, too{f', and at {named[0]}' if named else ''}"
        )
    if isinstance(found, ssl.SSLError) and found.reason in _FOR_GOOD:
        why = found.reason.replace("_", " ").lower()
        return f"{host} does not speak TLS as this client does ({why}). Check the base URL with its port, and the proxy"
    return None


def _proxy_refusal(error: BaseException) -> str | None:
    """Return what a proxy says that it will say again, if that is so."""
    status = str(error)[:3]
    if isinstance(error, httpx.ProxyError) and status.isdecimal() and 400 <= int(status) < 500:
        if status in {"408", "425", "429"}:
            return None
        hint = (
            "it wants a user name and a password" if status == "407" else "it does not allow this connection"
        )
        return f"the proxy answered {error}: {hint}. Check the proxy's address"
    return None
