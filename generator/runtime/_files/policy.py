"""Which addresses result files may come from.

Hosts are checked by name here. The address that a name leads to is checked where the connection is made (see
`_transport.peers`), unless a proxy makes it, or a transport that came from outside. No request for a file carries a
token or a cookie.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .._plain.data_uris import is_data_uri
from .._plain.hosts import is_loopback
from .._plain.text import one_line
from .._protocol.options import HTTPTimeouts, check_count

__all__ = ["DEFAULT_HOSTS", "DownloadPolicy", "Failed", "check_url", "without_query"]

DEFAULT_HOSTS = ("*.runcomfy.net", "*.runcomfy.com")
# The last label decides whether a resolver takes a name for an address, in decimal, octal or hexadecimal.
_ADDRESS = re.compile(r"(.*\.)?(\d+|0x[0-9a-f]*)|.*:.*")
_INNER = re.compile(r"(.*\.)?(localhost|local|internal|home\.arpa)")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?")


class Failed(Exception):  # noqa: N818 (it becomes a DownloadError)
    """A file is not available; the text is for the user."""


@dataclass(frozen=True, slots=True)
class DownloadPolicy:
    """What downloads may do.

    `allowed_hosts` are names, or `*.` and a name for every host below it. `allow_loopback` allows this machine, also
    without TLS: for an API that itself runs here; `http_hosts` are other hosts of which the same holds. `max_bytes` is
    for each file.
    """

    allowed_hosts: tuple[str, ...] = DEFAULT_HOSTS
    allow_loopback: bool = False
    max_bytes: int = 2 * 1024**3
    retries: int = 4
    max_redirects: int = 5
    http_hosts: tuple[str, ...] = ()
    timeouts: HTTPTimeouts = field(default_factory=HTTPTimeouts)

    def __post_init__(self) -> None:
        check_count("max_bytes", self.max_bytes, 1)


def check_url(url: str, policy: DownloadPolicy) -> None:
    """Raise Failed unless a file may be fetched from `url`."""
    if not url.isprintable() or re.search(r"[\s\\]", url):
        raise Failed("its address holds characters that no address has")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise Failed("its address is malformed") from None
    if "@" in parts.netloc:
        raise Failed("its address holds a user name")
    near = (is_loopback(host) and policy.allow_loopback) or host in policy.http_hosts
    if near and parts.scheme in {"http", "https"}:
        return
    if not parts.scheme:
        raise Failed("it is not a complete address: one begins with https:// and names a host")
    if parts.scheme != "https":
        raise Failed(f"its address begins with {parts.scheme[:20]!r}: only https is allowed")
    if _ADDRESS.fullmatch(host) or _INNER.fullmatch(host):
        raise Failed(f"its host {host!r} is an address or a name of a private network")
    if not _HOST.fullmatch(host) or not any(_host_matches(allowed, host) for allowed in policy.allowed_hosts):
        raise Failed(
            f"its host {host!r} is not allowed; allowed are {', '.join(policy.allowed_hosts) or 'none'}"
        )
    if port not in {None, 443}:
        raise Failed(f"its port {port} is not allowed")


def without_query(url: str) -> str:
    """Return an address for messages and logs: the query of a signed one is a secret."""
    shown = url.partition("?")[0].partition("#")[0]
    if is_data_uri(shown):
        shown = shown.partition(",")[0]
    return one_line(shown, 200)


def _host_matches(allowed: str, host: str) -> bool:
    allowed = allowed.lower()
    if allowed.startswith("*."):
        return host.endswith(allowed[1:])
    return allowed == host
