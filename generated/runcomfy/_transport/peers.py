"""Connections for files, which lead to the public network only, whatever the name of a host resolves to.

The name is checked before (see `_files.policy`); an address or `localhost` that came through there was allowed. Any
other name is what its owner's DNS says, so whoever answers is looked at once connected: before a byte is sent, and too
late for the name to lead elsewhere. Behind a proxy it is the proxy that connects, and its matter.
"""

from __future__ import annotations

import ipaddress
from functools import partial
from typing import TYPE_CHECKING, Any

import httpcore

from .._plain.hosts import is_loopback
from .._protocol.effects import TransportError
from .backends import wrap_backend

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import httpx

__all__ = ["is_public", "only_public"]

# Of no network: what local proxies and VPNs answer for every name, to be asked for the connection themselves.
_STANDING_IN = ipaddress.ip_network("198.18.0.0/15")


def is_public(address: str) -> bool:
    """Return whether an IP address is neither this machine's nor a private network's."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found
    return (found.is_global and not found.is_multicast) or found in _STANDING_IN


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return is_loopback(host)
    return True


def _check(host: str, peer: Any, near: Collection[str]) -> None:
    if host not in near and not _is_address(host) and not is_public(peer[0]):
        raise TransportError(
            f"its host {host!r} leads to {peer[0]}, an address of a private network",
            unsent=True,
            lasting=True,
        )


class _Backend(httpcore.NetworkBackend):
    def __init__(self, backend: httpcore.NetworkBackend, near: Collection[str]) -> None:
        self._backend = backend
        self._near = near

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._backend.connect_tcp(host, port, timeout, local_address, socket_options)
        try:
            _check(host, stream.get_extra_info("server_addr"), self._near)
        except BaseException:
            stream.close()
            raise
        return stream

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(seconds)


class _AsyncBackend(httpcore.AsyncNetworkBackend):
    def __init__(self, backend: httpcore.AsyncNetworkBackend, near: Collection[str]) -> None:
        self._backend = backend
        self._near = near

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        stream = await self._backend.connect_tcp(host, port, timeout, local_address, socket_options)
        try:
            _check(host, stream.get_extra_info("server_addr"), self._near)
        except BaseException:
            await stream.aclose()
            raise
        return stream

    async def sleep(self, seconds: float) -> None:
        await self._backend.sleep(seconds)


def only_public(
    transport: httpx.BaseTransport | httpx.AsyncBaseTransport | None, near: Collection[str] = ()
) -> None:
    """Let one of httpx's own transports connect to public addresses only, and to the hosts that are near."""
    wrap_backend(transport, httpcore.ConnectionPool, partial(_Backend, near=near), proxies=False)
    wrap_backend(transport, httpcore.AsyncConnectionPool, partial(_AsyncBackend, near=near), proxies=False)
