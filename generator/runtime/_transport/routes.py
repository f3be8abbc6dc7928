"""Which way a request takes: past every proxy to this machine, else through the one that the environment names.

httpx can read the environment as well, but fails over a `NO_PROXY` that it does not understand, and sends to this
machine through a proxy, too.
"""

from __future__ import annotations

import ipaddress
import urllib.request
from typing import TYPE_CHECKING, Any

import httpx

from .._plain.hosts import is_loopback
from ..errors import ConfigError
from .connections import made

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

__all__ = ["AsyncRoutes", "Routes", "check_route", "environment_proxy", "proxies_are_set"]


def proxies_are_set() -> bool:
    """Return whether the environment names any proxy."""
    found = urllib.request.getproxies()
    return any(found.get(scheme) for scheme in ("http", "https", "all"))


def environment_proxy(url: httpx.URL, found: Mapping[str, str], near: Collection[str] = ()) -> str | None:
    """Return the address of the proxy for a URL, or None, where the environment or the system names these.

    What is on this machine, or on one of the hosts that are near, is reached without any.
    """
    if is_loopback(url.host) or url.host in near:
        return None
    proxy = found.get(url.scheme) or found.get("all")
    if not proxy or _bypasses_proxy(url, found.get("no", "")):
        return None
    # What a system excepts beside the environment, only the system knows.
    if not urllib.request.getproxies_environment() and urllib.request.proxy_bypass(url.host):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def _bypasses_proxy(url: httpx.URL, exceptions: str) -> bool:
    """Return whether `NO_PROXY` names the host: `*`, a name for itself and all below it, an address or a network."""
    host = url.host.lower().rstrip(".")
    port = str(url.port or {"http": 80, "https": 443}.get(url.scheme))
    for entry in exceptions.lower().split(","):
        scheme, _, named = entry.strip().rpartition("://")
        if not named or scheme not in {"", "all", url.scheme}:
            continue
        if named == "*" or _in_network(host, named):
            return True
        name, colon, wanted = named.rpartition(":")
        if colon and wanted.isdecimal() and (name.startswith("[") or ":" not in name):
            if wanted != port:
                continue
            named = name
        named = named.strip("[]").lstrip("*.").rstrip(".")
        if named and (host == named or host.endswith(f".{named}") or _in_network(host, named)):
            return True
    return False


def _in_network(host: str, named: str) -> bool:
    try:
        network = ipaddress.ip_network(named.replace("[", "").replace("]", ""), strict=False)
        return ipaddress.ip_address(host) in network
    except ValueError:
        return False


class _ByRoute:
    """One of httpx's transports for every proxy, made when the first request takes that way."""

    def __init__(self, make: Callable[[str | None], Any], near: Collection[str]) -> None:
        self._make = make
        self._near = near
        self._made: dict[str | None, Any] = {}
        self._proxies = urllib.request.getproxies()

    def way(self, request: httpx.Request) -> Any:
        proxy = environment_proxy(request.url, self._proxies, self._near)
        found = self._made.get(proxy)
        if found is None:
            # Of two that are made at once one is left over, unused.
            found = self._made.setdefault(proxy, made(lambda: self._make(proxy)))
        return found

    def all(self) -> list[Any]:
        return list(self._made.values())


class Routes(httpx.BaseTransport):
    """Sends each request on its own way."""

    def __init__(self, make: Callable[[str | None], httpx.BaseTransport], near: Collection[str] = ()) -> None:
        self._ways = _ByRoute(make, near)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response: httpx.Response = self._ways.way(request).handle_request(request)
        return response

    def close(self) -> None:
        for transport in self._ways.all():
            transport.close()


class AsyncRoutes(httpx.AsyncBaseTransport):
    """The same with asyncio."""

    def __init__(
        self, make: Callable[[str | None], httpx.AsyncBaseTransport], near: Collection[str] = ()
    ) -> None:
        self._ways = _ByRoute(make, near)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response: httpx.Response = await self._ways.way(request).handle_async_request(request)
        return response

    async def aclose(self) -> None:
        for transport in self._ways.all():
            await transport.aclose()


def check_route(http_client: Any, url: httpx.URL, near: Collection[str] = ()) -> None:
    """Refuse a request to this machine, or a host that is near, that someone's own client would send through a proxy.

    Raises:
        ConfigError: It would.
    """
    if not is_loopback(url.host) and url.host not in near:
        return
    find = getattr(http_client, "_transport_for_url", None)
    pool: object = getattr(find(url) if find is not None else None, "_pool", None)
    # httpcore's pools for proxies have a proxy's address.
    if getattr(pool, "_proxy_url", None) is not None:
        raise ConfigError(
            f"The http_client= would send what is for {url.host} to a proxy, with the token.",
            hint="Make it with trust_env=False, or without that proxy.",
        )
