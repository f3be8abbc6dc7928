"""One file of a result, for asyncio: into memory, as a stream, or to a place on the disk."""

from __future__ import annotations

import asyncio
from dataclasses import InitVar, dataclass, field
from typing import TYPE_CHECKING

from .._files.aio import AsyncDownloader
from .._plain.brief import brief
from .result_file import BaseFile, target_of
from .termination import AsyncTermination

if TYPE_CHECKING:
    import os
    from collections.abc import AsyncGenerator, AsyncIterator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from PIL.Image import Image

__all__ = ["AsyncFileStream", "AsyncResultFile"]


@dataclass(frozen=True, repr=False)
class AsyncResultFile(BaseFile):
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

    @brief
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

    @brief
    def open(self, *, max_bytes: int | None = None, timeout: float | None = None) -> AsyncFileStream:
        """Open the content to be read while it comes: `async with file.open() as stream`.

        Raises:
            DownloadError: Reading from it raises it, as `read` does.
        """
        return AsyncFileStream(self._downloader.pieces(self.url, max_bytes=max_bytes, timeout=timeout))

    @brief
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
        folder, name = target_of(path, directory)
        with AsyncTermination():
            [place] = await self._downloader.save(
                [self.url], folder, overwrite=overwrite, max_bytes=max_bytes, timeout=timeout, name=name
            )
        self._places[self.url] = place.absolute()
        return place

    @brief
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
