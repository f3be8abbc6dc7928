"""A file while it comes: written beside its place under a name of its own, and put in place when it is whole."""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
import secrets
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from .._json import size_text
from .._sniff import HEAD_SIZE
from .names import with_extension
from .policy import Failed

if TYPE_CHECKING:
    from pathlib import Path

    from .names import Names

__all__ = ["PartFile", "data_uri_content"]

_FLAGS = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)  # fmt: skip


class PartFile:
    """A temporary file in the target directory. Every method may raise OSError."""

    def __init__(self, directory: Path) -> None:
        self.path = directory / f".{secrets.token_hex(8)}.part"
        self.head = b""
        self._directory = directory
        self._file = os.fdopen(os.open(self.path, _FLAGS, 0o666), "wb")

    def begin_at(self, offset: int) -> None:
        """Keep the first `offset` bytes, and go on behind them."""
        self._file.flush()
        self._file.truncate(offset)
        self._file.seek(offset)
        self.head = self.head[:offset]

    def write(self, data: bytes) -> None:
        """Append."""
        if len(self.head) < HEAD_SIZE:
            self.head += data[: HEAD_SIZE - len(self.head)]
        self._file.write(data)

    def commit(self, name: str, content_type: str, names: Names, *, overwrite: bool) -> Path:
        """Put the file in place under a free name like `name`, with the extension of its content."""
        self._file.close()
        for candidate in names.candidates(with_extension(name, content_type, self.head)):
            target = self._directory / candidate
            if overwrite:
                # A link there is replaced, not followed.
                self.path.replace(target)
                return target
            try:
                self._place(target)
            except FileExistsError:
                continue
            return target
        raise AssertionError("names do not end")

    def discard(self) -> None:
        """Remove what is left. Never raises."""
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)

    def _place(self, target: Path) -> None:
        """Rename, but never over a file that is there. A second name is made first: a rename would replace."""
        try:
            os.link(self.path, target)
        except FileExistsError:
            raise
        except (OSError, NotImplementedError, AttributeError):
            # A file system without hard links: nearly as good.
            if os.path.lexists(target):
                raise FileExistsError(target) from None
            self.path.rename(target)
        else:
            self.path.unlink()


def data_uri_content(uri: str, max_bytes: int) -> tuple[bytes, str]:
    """Content and type of a data: URI. Raises Failed."""
    head, comma, body = uri[5:].partition(",")
    if not comma:
        raise Failed("it is no whole data: URI")
    content = unquote_to_bytes(body)
    content_type, *parameters = head.split(";")
    if "base64" in (parameter.strip().lower() for parameter in parameters):
        try:
            content = base64.b64decode(content.translate(None, b" \t\r\n"), validate=True)
        except (binascii.Error, ValueError):
            raise Failed("its base64 is broken") from None
    if not content:
        raise Failed("it is empty")
    if len(content) > max_bytes:
        raise Failed(f"it is larger than {size_text(max_bytes)}")
    return content, content_type
