"""The addresses of a host, within the time that there is, in an event loop."""

from __future__ import annotations

import asyncio

import httpcore

from .lookup import begin, result_of

__all__ = ["look_up_async"]


async def look_up_async(host: str, port: int, timeout: float | None) -> list[str]:  # noqa: ASYNC109 (httpcore's)
    """The same as `look_up`, with asyncio."""
    found = begin(host, port)
    try:
        async with asyncio.timeout(timeout):
            await asyncio.wait({asyncio.wrap_future(found)})
    except TimeoutError:
        raise httpcore.ConnectTimeout(f"looking up the host {host!r} took too long") from None
    return result_of(host, found, 0)
