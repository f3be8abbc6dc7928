"""Which requests come from this machine, and which a web page elsewhere has smuggled in."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .._plain.hosts import is_loopback
from ._responses import Refusal, refusal_response

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection
    from starlette.types import ASGIApp, Receive, Scope, Send

    from ._service import Service

__all__ = ["OwnHost", "is_local"]


def is_local(request: HTTPConnection, name: str | None = None) -> bool:
    """Return whether it comes from this machine, and not from a web page in its browser under a name of its own.

    `name` is the one that the sandbox was told to have beside those of the machine.
    """
    host = f"//{request.headers.get('host', '')}"
    origin = request.headers.get("origin")
    return (
        request.client is not None
        and is_loopback(request.client.host)
        and _is_own(host, name)
        and (origin is None or _is_own(origin, name))
    )


@lru_cache(maxsize=256)  # the same few addresses come with every request
def _is_own(url: str, name: str | None) -> bool:
    host = _host(url)
    return is_loopback(host) or (name is not None and host == name.lower())


class OwnHost:
    """Keeps web pages of other origins out, before any route.

    A browser says where a page comes from that sends something (`Origin`), and to whom it believes to be talking
    (`Host`): a foreign name that leads to this machine is how a page gets around the first.
    """

    def __init__(self, app: ASGIApp, service: Service, *, loopback_only: bool) -> None:
        """Wrap an app; `loopback_only`: the server can only be reached from this machine, so it has no other name."""
        self._app = app
        self._service = service
        self._loopback_only = loopback_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._is_allowed(scope):
            refusal = Refusal(403, 403000, "Pages of other origins are not answered")
            await refusal_response(refusal, self._service.faults.dialect)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_allowed(self, scope: Scope) -> bool:
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        hosts = [value.decode("latin-1") for name, value in headers if name == b"host"]
        origins = [value.decode("latin-1") for name, value in headers if name == b"origin"]
        name = self._service.settings.name
        if self._loopback_only and not all(_is_own(f"//{host}", name) for host in hosts):
            return False
        return all(_place(origin) in [_place(f"//{host}") for host in hosts] for origin in origins)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _place(url: str) -> str | None:
    """Return host and port; None for what is not an address, such as the origin `null`."""
    try:
        return urlsplit(url).netloc.lower() or None
    except ValueError:
        return None
