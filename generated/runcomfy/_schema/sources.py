"""Local files, and where their bytes come from: a path, memory, a file object, or a PIL image."""

from __future__ import annotations

import io
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from .._plain.json_values import show, size_text
from .._plain.sniff import HEAD_SIZE, sniff
from .local_file import LocalFile, NotAFile, Source, check_path, is_picture

if TYPE_CHECKING:
    from typing import IO

__all__ = ["BytesSource", "PathSource", "PictureSource", "StreamSource", "open_local"]


def open_local(value: object, kind: str) -> LocalFile:
    """Return the local file that `value` names or holds. Raises NotAFile with the reason."""
    source = _source(value)
    if isinstance(source, PictureSource):
        return LocalFile(source, source.content_type, frozenset({"image"}))
    size = source.size()
    head = source.head()
    if size == 0 or not head:
        raise NotAFile(f"{source.text()} is empty")
    found = sniff(head, kind)
    if found is None:
        return LocalFile(source, "application/octet-stream", None)
    return LocalFile(source, found.content_type, found.kinds)


def _source(value: object) -> Source:
    if isinstance(value, (str, os.PathLike)):
        return PathSource(check_path(cast("str | os.PathLike[str]", value)))
    if isinstance(value, (bytes, bytearray, memoryview)):
        return BytesSource(bytes(cast("bytes", value)))
    if is_picture(value):
        return PictureSource(value)
    return StreamSource(value)


def _limited(data: bytes, limit: int) -> bytes:
    if len(data) > limit:
        raise NotAFile(f"is larger than {size_text(limit)}")
    return data


@dataclass(frozen=True, slots=True)
class PathSource(Source):
    """A regular file."""

    path: str

    def size(self) -> int:
        try:
            found = os.stat(self.path)  # noqa: PTH116 (a path may hold what pathlib would normalise)
        except FileNotFoundError:
            home = "; only a shell knows what '~' stands for" if self.path.startswith("~") else ""
            raise NotAFile(f"there is no file {show(self.path)}{home}") from None
        except (OSError, ValueError) as error:
            raise self._fault(error) from None
        if stat.S_ISDIR(found.st_mode):
            raise NotAFile(f"{show(self.path)} is a directory")
        if not stat.S_ISREG(found.st_mode):
            raise NotAFile(f"{show(self.path)} is not a regular file")
        return found.st_size

    def head(self) -> bytes:
        return self._read(HEAD_SIZE)

    def read(self, limit: int) -> bytes:
        self.size()
        return _limited(self._read(limit + 1), limit)

    def text(self) -> str:
        return show(self.path)

    def dimensions(self) -> tuple[int, int] | None:
        return _dimensions(self.path)

    def _read(self, count: int) -> bytes:
        try:
            with Path(self.path).open("rb") as file:
                return _read_up_to(file, count)
        except OSError as error:
            raise self._fault(error) from None

    def _fault(self, error: Exception) -> NotAFile:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        return NotAFile(f"{show(self.path)} cannot be read as a file: {reason}")


@dataclass(frozen=True, slots=True)
class BytesSource(Source):
    """Bytes in memory."""

    data: bytes

    def size(self) -> int:
        return len(self.data)

    def head(self) -> bytes:
        return self.data[:HEAD_SIZE]

    def read(self, limit: int) -> bytes:
        return _limited(self.data, limit)

    def text(self) -> str:
        return size_text(len(self.data))

    def dimensions(self) -> tuple[int, int] | None:
        return _dimensions(io.BytesIO(self.data))


class StreamSource(Source):
    """A binary file object, from where it stands. One that cannot go back is read once, and kept."""

    __slots__ = ("_kept", "_start", "_stream")

    def __init__(self, stream: Any) -> None:
        self._stream: IO[bytes] = stream
        self._kept = b""
        try:
            self._start: int | None = stream.tell() if stream.seekable() else None
            if not isinstance(stream.read(0), bytes):
                raise NotAFile("must be a binary file: open it with mode 'rb'")
            if self._start is None:
                self._kept = _read_up_to(stream, HEAD_SIZE)
        except (AttributeError, TypeError):
            # An upload of a web framework, a response, a file of a result.
            raise NotAFile(
                f"{show(stream)} cannot be read as a binary file; give its bytes, or the address that it has"
            ) from None
        except (OSError, ValueError) as error:
            raise error if isinstance(error, NotAFile) else NotAFile(f"cannot be read: {error}") from None

    def size(self) -> int | None:
        if self._start is None:
            return None
        try:
            end: int = self._stream.seek(0, os.SEEK_END)
            self._stream.seek(self._start)
        except (OSError, ValueError) as error:
            raise NotAFile(f"cannot be read: {error}") from None
        if 0 < end <= self._start:
            raise NotAFile(f"{self.text()} stands at its end; go back to its beginning with seek(0)")
        return end - self._start

    def head(self) -> bytes:
        return self._take(HEAD_SIZE)[:HEAD_SIZE]

    def read(self, limit: int) -> bytes:
        return _limited(self._take(limit + 1), limit)

    def text(self) -> str:
        name = getattr(self._stream, "name", None)
        return show(name) if isinstance(name, str) else "a file object"

    def _take(self, count: int) -> bytes:
        try:
            if self._start is None:
                if len(self._kept) >= HEAD_SIZE and count > len(self._kept):
                    self._kept += _read_up_to(self._stream, count - len(self._kept))
                return self._kept
            self._stream.seek(self._start)
            data = _read_up_to(self._stream, count)
            # It is the caller's: it stands again where it stood.
            self._stream.seek(self._start)
        except (OSError, ValueError) as error:
            raise NotAFile(f"cannot be read: {error}") from None
        return data

    def __reduce__(self) -> Any:
        raise TypeError(
            "an input that holds an open file cannot be pickled; pass the path or the bytes instead"
        )


@dataclass(slots=True, eq=False)
class PictureSource(Source):
    """A PIL image: PNG, or JPEG for the colour spaces that PNG has not. Encoded when its bytes are first needed."""

    image: Any
    _encoded: bytes | None = field(default=None, repr=False)

    @property
    def content_type(self) -> str:
        """The type it is encoded as."""
        return "image/jpeg" if self.image.mode in {"CMYK", "YCbCr"} else "image/png"

    def size(self) -> int | None:
        return None if self._encoded is None else len(self._encoded)

    def head(self) -> bytes:
        return self.read(1 << 62)[:HEAD_SIZE]

    def read(self, limit: int) -> bytes:
        if self._encoded is None:
            self._encoded = self._encode()
        return _limited(self._encoded, limit)

    def text(self) -> str:
        width, height = self.image.size
        return f"a PIL image of {width}x{height}"

    def dimensions(self) -> tuple[int, int] | None:
        width, height = self.image.size
        return int(width), int(height)

    def _encode(self) -> bytes:
        target = io.BytesIO()
        try:
            if self.content_type == "image/jpeg":
                self.image.save(target, format="JPEG", quality=95)
            else:
                png = self.image.mode in {"1", "L", "LA", "P", "RGB", "RGBA", "I", "I;16"}
                (self.image if png else self.image.convert("RGB")).save(target, format="PNG")
        except Exception as error:  # noqa: BLE001 (Pillow raises nearly anything)
            raise NotAFile(f"the image cannot be encoded: {error}") from None
        return target.getvalue()


def _read_up_to(stream: IO[bytes], count: int) -> bytes:
    parts: list[bytes] = []
    while count > 0 and (part := stream.read(min(count, 1 << 20))):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def _dimensions(file: str | IO[bytes]) -> tuple[int, int] | None:
    """Read the header only, and only where Pillow is installed."""
    try:
        from PIL import Image

        with Image.open(file) as image:
            return image.size
    except Exception:  # noqa: BLE001 (no Pillow, a format it does not know, a broken file: not for us to say)
        return None
