"""What can go wrong with one exchange: each fault is a coroutine over an `Exchange`.

Of those for a submit, some take the job first and some do not: the client cannot see the difference.
"""

from __future__ import annotations

import asyncio
import json
import time
import zlib
from email.utils import formatdate
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.client.faults.fault_server import Exchange, Fault

JSON = ("content-type", "application/json")
HTML = b"<html><head><title>Bad gateway</title></head><body>502</body></html>"


async def well(exchange: Exchange) -> None:
    """No fault at all."""
    await exchange.read()
    exchange.send(*exchange.answer())


async def reset_before_body(exchange: Exchange) -> None:
    exchange.reset()


async def reset_during_body(exchange: Exchange) -> None:
    await exchange.read(5)
    exchange.reset()


async def reset_after_body(exchange: Exchange) -> None:
    await exchange.read()
    exchange.answer()
    exchange.reset()


async def closed_without_a_word(exchange: Exchange) -> None:
    await exchange.read()
    exchange.answer()
    exchange.close()


async def reset_in_answer(exchange: Exchange) -> None:
    await exchange.read()
    body = json.dumps(exchange.document()).encode()
    exchange.head(200, (("content-length", len(body)), JSON))
    exchange.write(body[: len(body) // 2])
    await exchange.writer.drain()
    exchange.reset()


async def half_headers(exchange: Exchange) -> None:
    await exchange.read()
    exchange.answer()
    exchange.write(b"HTTP/1.1 200 OK\r\ncontent-le")
    exchange.close()


async def too_short(exchange: Exchange) -> None:
    """A content length longer than the body."""
    await exchange.read()
    exchange.head(200, (("content-length", 4000), JSON))
    exchange.write(json.dumps(exchange.document()).encode())
    exchange.close()


async def too_long(exchange: Exchange) -> None:
    """A content length shorter than the body."""
    await exchange.read()
    exchange.head(200, (("content-length", 7), JSON))
    exchange.write(json.dumps(exchange.document()).encode())
    exchange.close()


async def truncated_json(exchange: Exchange) -> None:
    await exchange.read()
    exchange.send(200, json.dumps(exchange.document()).encode()[:-4])


async def half_a_chunk(exchange: Exchange) -> None:
    await exchange.read()
    exchange.head(200, (("transfer-encoding", "chunked"), JSON))
    exchange.write(b"400\r\n" + json.dumps(exchange.document()).encode())
    exchange.close()


async def bad_chunks(exchange: Exchange) -> None:
    await exchange.read()
    exchange.answer()
    exchange.head(200, (("transfer-encoding", "chunked"), JSON))
    exchange.write(b"zz\r\n{}\r\n0\r\n\r\n")
    exchange.close()


async def not_http(exchange: Exchange) -> None:
    await exchange.read()
    exchange.answer()
    exchange.write(b"\x00\x01SSH-2.0-what\r\n\r\n")
    exchange.close()


async def endless_headers(exchange: Exchange) -> None:
    await exchange.read()
    exchange.answer()
    exchange.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(3000):
        exchange.write(b"x-%d: %s\r\n" % (number, b"y" * 100))
    exchange.close()


async def silent(exchange: Exchange) -> None:
    """Takes it, and never answers."""
    await exchange.read()
    exchange.answer()
    await exchange.reader.read()
    exchange.close()


async def not_an_object(exchange: Exchange) -> None:
    await exchange.read()
    exchange.answer()
    exchange.send(200, [1, 2])


async def empty(exchange: Exchange) -> None:
    await exchange.read()
    exchange.answer()
    exchange.send(200, b"")


async def no_content(exchange: Exchange) -> None:
    await exchange.read()
    exchange.answer()
    exchange.head(204)


async def too_deep(exchange: Exchange) -> None:
    await exchange.read()
    exchange.answer()
    exchange.send(200, b'{"request_id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")


async def html(exchange: Exchange) -> None:
    await exchange.read()
    exchange.answer()
    exchange.send(200, HTML, (("content-type", "text/html"),))


@cache
def _spaces() -> tuple[bytes, Any]:
    """64 MiB of them in 64 KiB, packed once, and what packs on."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(b" " * (1 << 20)) for _ in range(64)), packer


async def gzip_bomb(exchange: Exchange) -> None:
    """Very many spaces, and then what was asked for."""
    await exchange.read()
    body, packer = _spaces()
    packer = packer.copy()
    body += packer.compress(json.dumps(exchange.document()).encode()) + packer.flush()
    exchange.send(200, body, (("content-encoding", "gzip"), JSON))


def endless(content: bytes, kind: str = JSON[1]) -> Fault:
    """More than anyone wants to read, without an end."""

    async def fault(exchange: Exchange) -> None:
        await exchange.read()
        exchange.answer()
        exchange.head(200, (("content-type", kind),))
        while not exchange.writer.is_closing():
            exchange.write(content * (1 << 20))
            await exchange.writer.drain()
            await asyncio.sleep(0)
        exchange.ended = True

    return fault


endless_body = endless(b" ")


async def endless_continues(exchange: Exchange) -> None:
    """One hint after the other that the answer will come, and never an answer."""
    await exchange.read()
    exchange.answer()
    while not exchange.writer.is_closing():
        exchange.write(b"HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n")
        await exchange.writer.drain()
        await asyncio.sleep(0.02)
    exchange.ended = True


async def continues(exchange: Exchange) -> None:
    """`100 Continue`s that no one asked for, and a hint, before the right answer."""
    exchange.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 3)
    await exchange.read()
    exchange.write(b"HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n")
    exchange.send(*exchange.answer())


async def only_continues(exchange: Exchange) -> None:
    """`100 Continue`, and no more."""
    await exchange.read()
    exchange.answer()
    exchange.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    exchange.close()


async def switches(exchange: Exchange) -> None:
    """Another protocol that no one asked for."""
    await exchange.read()
    exchange.answer()
    exchange.write(b"HTTP/1.1 101 Switching Protocols\r\nupgrade: odd\r\nconnection: upgrade\r\n\r\n")
    exchange.close()


async def old_http(exchange: Exchange) -> None:
    """HTTP/1.0, where the end of the connection is the end of the body."""
    await exchange.read()
    exchange.write(b"HTTP/1.0 200 OK\r\n\r\n" + json.dumps(exchange.document()).encode())
    exchange.close()


def slow(seconds: float, *, body: bool = False) -> Fault:
    """The right answer, late: before its headers, or before its body."""

    async def fault(exchange: Exchange) -> None:
        await exchange.read()
        status, content = exchange.answer()
        content = content if isinstance(content, bytes) else json.dumps(content).encode()
        if body:
            exchange.head(status, (("content-length", len(content)),))
        await asyncio.sleep(seconds)
        if body:
            exchange.write(content)
        else:
            exchange.send(status, content)

    return fault


def in_parts(pause: float) -> Fault:
    """The right answer in three parts, each in time for itself: a line, the other headers, the body."""

    async def fault(exchange: Exchange) -> None:
        await exchange.read()
        status, content = exchange.answer()
        content = content if isinstance(content, bytes) else json.dumps(content).encode()
        for part in (f"HTTP/1.1 {status} OK\r\n", f"content-length: {len(content)}\r\n\r\n"):
            await asyncio.sleep(pause)
            exchange.write(part.encode())
        await asyncio.sleep(pause)
        exchange.write(content)

    return fault


def dripping(pause: float, *, body: bool = False) -> Fault:
    """An answer byte by byte, in its headers or in its body: never still, never done."""

    async def fault(exchange: Exchange) -> None:
        await exchange.read()
        exchange.answer()
        exchange.write(b"HTTP/1.1 200 OK\r\n")
        exchange.write(b"content-length: 100000\r\n\r\n" if body else b"x-padding: ")
        while not exchange.writer.is_closing():
            exchange.write(b"z")
            await exchange.writer.drain()
            await asyncio.sleep(pause)
        exchange.ended = True

    return fault


def status(code: int, content: object = b"", *headers: tuple[str, object], takes_it: bool = False) -> Fault:
    """An answer with this status, whether the job was taken or not."""

    async def fault(exchange: Exchange) -> None:
        await exchange.read()
        if takes_it:
            exchange.answer()
        exchange.send(code, content, headers)

    return fault


def late(seconds: int, *, date: bool = False) -> Fault:
    """429 with a `Retry-After`, as a number or as a date."""
    value = formatdate(time.time() + seconds, usegmt=True) if date else str(seconds)
    return status(429, {"message": "slow down"}, ("retry-after", value))


def redirect(code: int, location: str) -> Fault:
    return status(code, b"", ("location", location), takes_it=True)


def error_code(code: object, text: str = "no") -> Fault:
    """A 200 that says that it is an error."""
    return status(200, {"error_code": code, "error_message": text})


def says(**changes: object) -> Fault:
    """The right answer with some of its fields changed."""

    async def fault(exchange: Exchange) -> None:
        await exchange.read()
        status, content = exchange.answer()
        assert isinstance(content, dict)
        exchange.send(status, {**content, **changes})

    return fault
