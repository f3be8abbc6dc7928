"""How the sandbox's own server reads HTTP: with a parser in C where there is one; Python's costs half the time."""

from __future__ import annotations

import asyncio
from typing import Any

from ._guard import CLOSE

__all__ = ["protocol"]


class _Gathering:
    """A transport for which the head of an answer waits for the body: what is written in one go leaves in one go."""

    def __init__(self, transport: Any) -> None:
        self._transport = transport
        self._pieces: list[bytes] = []
        self._call_soon = asyncio.get_running_loop().call_soon

    def write(self, data: bytes) -> None:
        if not self._pieces:
            self._call_soon(self._flush)
        self._pieces.append(data)

    def _flush(self) -> None:
        if self._pieces:
            data = b"".join(self._pieces)
            self._pieces.clear()
            self._transport.write(data)

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class _Closable(asyncio.Protocol):
    """Lets the app end an answer by closing the connection, which ASGI by itself cannot say."""

    app: Any

    def connection_made(self, transport: Any) -> None:
        transport = _Gathering(transport)
        super().connection_made(transport)
        app = self.app

        async def closable(scope: Any, receive: Any, send: Any) -> None:
            scope["extensions"] = {**scope.get("extensions", {}), CLOSE: transport.close}
            await app(scope, receive, send)

        self.app = closable


def protocol() -> type[asyncio.Protocol]:
    """Return the class of the server's connections: with httptools' parser, or h11's where that is not installed."""
    parser: type[asyncio.Protocol]
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

        parser = HttpToolsProtocol
    except ImportError:
        from uvicorn.protocols.http.h11_impl import H11Protocol

        parser = H11Protocol
    return type("Connection", (_Closable, parser), {})
