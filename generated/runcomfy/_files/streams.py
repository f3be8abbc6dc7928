"""A file that is read while it comes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from .._plain.sniff import HEAD_SIZE
from .policy import Failed
from .saving import check_content

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from ..errors import DownloadError
    from .fetch import Fetch

__all__ = ["PIECE", "FileStream", "HeldBack"]

PIECE = 1 << 16  # bytes read at a time


class HeldBack:
    """Holds back the first bytes until their content is known to be fit, and minds that none comes twice."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._held: bytearray | None = bytearray()

    def begin_body(self) -> None:
        """Note that a body follows. Raises Failed where it begins anew after its first bytes were given away."""
        if not self._fetch.got:
            if self._held is None:
                raise Failed("the connection broke, and the server cannot go on where it did")
            self._held.clear()

    def released(self, chunk: bytes) -> Iterator[bytes]:
        """Yield what can be given away now. Raises Failed."""
        if self._held is None:
            yield chunk
            return
        self._held += chunk
        if len(self._held) >= HEAD_SIZE:
            yield from self.rest()

    def rest(self) -> Iterator[bytes]:
        """Yield what is still held. Raises Failed."""
        if self._held is not None:
            held = bytes(self._held)
            check_content(held[:HEAD_SIZE], self._fetch.content_type)
            self._held = None
            yield held


class FileStream(io.RawIOBase):
    """The pieces of a file as a binary file that cannot be sought."""

    def __init__(self, pieces: Generator[bytes], error: Callable[[Failed | OSError], DownloadError]) -> None:
        self._pieces = pieces
        self._error = error
        self._piece = memoryview(b"")

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as there is something. Raises DownloadError."""
        while not self._piece:
            try:
                self._piece = memoryview(next(self._pieces))
            except StopIteration:
                return 0
            except (Failed, OSError) as error:
                raise self._error(error) from None
        size = min(len(buffer), len(self._piece))
        buffer[:size] = self._piece[:size]
        self._piece = self._piece[size:]
        return size

    def close(self) -> None:
        """End the transfer, also in the middle."""
        self._pieces.close()
        super().close()
