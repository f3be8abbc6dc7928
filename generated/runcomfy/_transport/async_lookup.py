"""The addresses of a host, within the time that there is, in an event loop."""

from __future__ import annotations

import asyncio

import httpcore

from .lookup import result_of, start_lookup

__all__ = ["look_up_async"]


async def look_up_async(host: str, port: int, timeout: float | None) -> list[str]:  # noqa: ASYNC109 (httpcore's)
    """Do the same as `look_up`, with asyncio."""
    found = start_lookup(host, port)
    try:
        async with asyncio.timeout(timeout):
            await asyncio.wait({asyncio.wrap_future(found)})
    except TimeoutError:
        raise httpcore.ConnectTimeout(f"looking up the host {host!r} took too long") from None
    return result_of(host, found, 0)
