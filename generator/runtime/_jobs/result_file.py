"""One file of a result: into memory, as a stream, or to a place on the disk."""

from __future__ import annotations

import asyncio
import io
import os
from dataclasses import InitVar, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from .._files import AsyncDownloader, Downloader
from .._files.names import name_of
from .._files.policy import without_query
from .._plain.names import DISTRIBUTION
from .._plain.sniff import MEDIA_EXTENSIONS
from ..errors import ConfigError, DownloadError
from .interrupts import AsyncTermination, Interrupts
from .result_html import file_html

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator
    from types import TracebackType
    from typing import Self

    from PIL.Image import Image

    from .._files import DownloadPolicy

__all__ = ["AsyncFileStream", "AsyncResultFile", "ResultFile", "single_file"]


def single_file(path: str | os.PathLike[str]) -> tuple[Path, str] | None:
    """Return the directory and the name, where a path names one file of media and no directory."""
    target = Path(path)
    if _is_directory(path) or target.suffix.lower() not in MEDIA_EXTENSIONS | {".bin"}:
        return None
    return target.parent, target.name


def _is_directory(path: str | os.PathLike[str]) -> bool:
    return os.fspath(path).endswith((os.sep, "/")) or Path(path).is_dir()


def _target(
    path: str | os.PathLike[str], directory: str | os.PathLike[str] | None
) -> tuple[Path, str | None]:
    """Return the directory, and the name where one was given."""
    if directory is not None:
        target = Path(directory, path)
        return (target, None) if os.fspath(path) in {"", "."} else (target.parent, target.name)
    return (Path(path), None) if _is_directory(path) else (Path(path).parent, Path(path).name)


@dataclass(frozen=True)
class _BaseFile:
    kind: str | None
    """`image`, `video` or `audio`, or None where neither the address nor its place in the output says so."""
    url: str = field(repr=False)
    """The address. It may be signed, and expires."""

    @property
    def name(self) -> str:
        """A safe name, made from the address. Saved, the file gets the extension of its content."""
        return name_of(self.url)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.kind or 'file'} {self.name}>"

    @cached_property
    def _places(self) -> dict[str, Path]:
        """Where files of the same result were saved, by their addresses."""
        return {}

    def shown_from(self, places: dict[str, Path]) -> Self:
        """Return this with the places that its result knows. Strictly private."""
        self.__dict__["_places"] = places
        return self

    def _html(self, policy: DownloadPolicy) -> str:
        return file_html(self.url, policy, self._places.get(self.url), self.kind)

    def _image(self, content: bytes) -> Image:
        try:
            from PIL import Image as pillow  # noqa: N813 (a module)
        except ImportError:
            raise ConfigError(
                "image() needs Pillow.", hint=f"Install {DISTRIBUTION}[images], or use read()."
            ) from None
        try:
            picture = pillow.open(io.BytesIO(content))
            picture.load()
        except Exception as error:  # noqa: BLE001 (Pillow raises nearly anything)
            raise DownloadError(
                f"{without_query(self.url)} is not a picture that Pillow can read: {type(error).__name__}",
                url=self.url,
            ) from None
        return picture


@dataclass(frozen=True, repr=False)
class ResultFile(_BaseFile):
    """One file of a `Result`. It comes over the network whenever it is asked for, and expires on the server."""

    if TYPE_CHECKING:
        _downloader: Downloader = field(default_factory=Downloader, compare=False)
    else:  # no field of a value that is taken apart, by `asdict` and by web frameworks
        _downloader: InitVar[Downloader | None] = None

        def __post_init__(self, _downloader: Downloader | None) -> None:
            object.__setattr__(self, "_downloader", _downloader or Downloader())

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the file, embedded where it was saved."""
        return self._html(self._downloader.policy)

    def read(self, *, max_bytes: int | None = None, timeout: float | None = None) -> bytes:
        """Return the content: at most `max_bytes` (default: the client's option, 2 GiB), within `timeout` seconds.

        Raises:
            DownloadError: It is not available, is larger, or is not a picture, video or sound.
        """
        return self._downloader.read(self.url, max_bytes=max_bytes, timeout=timeout)

    def open(
        self, *, max_bytes: int | None = None, timeout: float | None = None
    ) -> io.BufferedReader | io.BytesIO:
        """Open the content as a binary file that is read while it comes. Close it, or use it in a `with`.

        It can be sought only where the content stands in the address itself (`data:`).

        Raises:
            DownloadError: As `read` does; reading from the file raises it too.
        """
        return self._downloader.open(self.url, max_bytes=max_bytes, timeout=timeout)

    def save(
        self,
        path: str | os.PathLike[str] = ".",
        *,
        directory: str | os.PathLike[str] | None = None,
        overwrite: bool = False,
        max_bytes: int | None = None,
        timeout: float | None = None,
    ) -> Path:
        """Save the file under this path, or in it where it is a directory or ends with a slash; return where it is.

        With `directory=` the path is one below it; without a path the file keeps its suggested name there. A name that
        is taken gets a number unless `overwrite` is true. Limits and promises are those of `Result.save`.

        Raises:
            DownloadError: It was not saved.
        """
        folder, name = _target(path, directory)
        with Interrupts():
            [place] = self._downloader.save(
                [self.url], folder, overwrite=overwrite, max_bytes=max_bytes, timeout=timeout, name=name
            )
        self._places[self.url] = place.absolute()
        return place

    def image(self, *, max_bytes: int | None = None, timeout: float | None = None) -> Image:
        """Return the picture as Pillow's.

        Raises:
            DownloadError: As `read` does, and where Pillow cannot read it.
            ConfigError: Pillow is not installed (extra `images`).
        """
        return self._image(self.read(max_bytes=max_bytes, timeout=timeout))


@dataclass(frozen=True, repr=False)
class AsyncResultFile(_BaseFile):
    """One file of an `AsyncResult`. It comes over the network whenever it is asked for, and expires on the server."""

    if TYPE_CHECKING:
        _downloader: AsyncDownloader = field(default_factory=AsyncDownloader, compare=False)
    else:  # no field of a value that is taken apart, by `asdict` and by web frameworks
        _downloader: InitVar[AsyncDownloader | None] = None

        def __post_init__(self, _downloader: AsyncDownloader | None) -> None:
            object.__setattr__(self, "_downloader", _downloader or AsyncDownloader())

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the file, embedded where it was saved."""
        return self._html(self._downloader.policy)

    async def read(
        self,
        *,
        max_bytes: int | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 (as in the synchronous form)
    ) -> bytes:
        """Return the content: at most `max_bytes` (default: the client's option, 2 GiB), within `timeout` seconds.

        Raises:
            DownloadError: It is not available, is larger, or is not a picture, video or sound.
        """
        return await self._downloader.read(self.url, max_bytes=max_bytes, timeout=timeout)

    def open(self, *, max_bytes: int | None = None, timeout: float | None = None) -> AsyncFileStream:
        """Open the content to be read while it comes: `async with file.open() as stream`.

        Raises:
            DownloadError: Reading from it raises it, as `read` does.
        """
        return AsyncFileStream(self._downloader.pieces(self.url, max_bytes=max_bytes, timeout=timeout))

    async def save(
        self,
        path: str | os.PathLike[str] = ".",
        *,
        directory: str | os.PathLike[str] | None = None,
        overwrite: bool = False,
        max_bytes: int | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 (as in the synchronous form)
    ) -> Path:
        """Save the file under this path, or in it where it is a directory or ends with a slash; return where it is.

        With `directory=` the path is one below it; without a path the file keeps its suggested name there. A name that
        is taken gets a number unless `overwrite` is true. Limits and promises are those of `Result.save`.

        Raises:
            DownloadError: It was not saved.
        """
        folder, name = _target(path, directory)
        with AsyncTermination():
            [place] = await self._downloader.save(
                [self.url], folder, overwrite=overwrite, max_bytes=max_bytes, timeout=timeout, name=name
            )
        self._places[self.url] = place.absolute()
        return place

    async def image(
        self,
        *,
        max_bytes: int | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 (as in the synchronous form)
    ) -> Image:
        """Return the picture as Pillow's.

        Raises:
            DownloadError: As `read` does, and where Pillow cannot read it.
            ConfigError: Pillow is not installed (extra `images`).
        """
        content = await self.read(max_bytes=max_bytes, timeout=timeout)
        return await asyncio.to_thread(self._image, content)


class AsyncFileStream:
    """A file that is read while it comes: in pieces with `async for`, or with `read`. It cannot be sought."""

    def __init__(self, pieces: AsyncGenerator[bytes]) -> None:
        self._pieces = pieces
        self._left = bytearray()

    async def read(self, size: int = -1) -> bytes:
        """Return the next `size` bytes, fewer only at the end; all that is left for a negative size.

        Raises:
            DownloadError: They are not available.
        """
        while size < 0 or len(self._left) < size:
            piece = await anext(self._pieces, None)
            if piece is None:
                break
            self._left += piece
        end = len(self._left) if size < 0 else size
        found = bytes(self._left[:end])
        del self._left[:end]
        return found

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._each()

    async def _each(self) -> AsyncIterator[bytes]:
        if self._left:
            yield await self.read(len(self._left))
        async for piece in self._pieces:
            yield piece

    async def aclose(self) -> None:
        """End the transfer, also in the middle."""
        await self._pieces.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()
