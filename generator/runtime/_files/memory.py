"""A file that comes into memory."""

from __future__ import annotations

from .._plain.sniff import HEAD_SIZE

__all__ = ["MemoryPart"]


class MemoryPart:
    """The bytes that have come so far."""

    def __init__(self) -> None:
        self.content = bytearray()

    @property
    def head(self) -> bytes:
        """The first of them."""
        return bytes(self.content[:HEAD_SIZE])

    def begin_at(self, offset: int) -> None:
        """Keep the first `offset` bytes."""
        del self.content[offset:]

    def write(self, data: bytes) -> None:
        """Append."""
        self.content += data
