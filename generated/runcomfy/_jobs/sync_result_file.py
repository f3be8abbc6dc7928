"""One file of a result: into memory, as a stream, or to a place on the disk."""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from typing import TYPE_CHECKING

from .._files.sync import Downloader
from .._plain.brief import brief
from .interrupts import Interrupts
from .result_file import BaseFile, target_of

if TYPE_CHECKING:
    import io
    import os
    from pathlib import Path

    from PIL.Image import Image

__all__ = ["ResultFile"]


@dataclass(frozen=True, repr=False)
class ResultFile(BaseFile):
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

    @brief
    def read(self, *, max_bytes: int | None = None, timeout: float | None = None) -> bytes:
        """Return the content: at most `max_bytes` (default: the client's option, 2 GiB), within `timeout` seconds.

        Raises:
            DownloadError: It is not available, is larger, or is not a picture, video or sound.
        """
        return self._downloader.read(self.url, max_bytes=max_bytes, timeout=timeout)

    @brief
    def open(
        self, *, max_bytes: int | None = None, timeout: float | None = None
    ) -> io.BufferedReader | io.BytesIO:
        """Open the content as a binary file that is read while it comes. Close it, or use it in a `with`.

        It can be sought only where the content stands in the address itself (`data:`).

        Raises:
            DownloadError: As `read` does; reading from the file raises it too.
        """
        return self._downloader.open(self.url, max_bytes=max_bytes, timeout=timeout)

    @brief
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
        folder, name = target_of(path, directory)
        with Interrupts():
            [place] = self._downloader.save(
                [self.url], folder, overwrite=overwrite, max_bytes=max_bytes, timeout=timeout, name=name
            )
        self._places[self.url] = place.absolute()
        return place

    @brief
    def image(self, *, max_bytes: int | None = None, timeout: float | None = None) -> Image:
        """Return the picture as Pillow's.

        Raises:
            DownloadError: As `read` does, and where Pillow cannot read it.
            ConfigError: Pillow is not installed (extra `images`).
        """
        return self._image(self.read(max_bytes=max_bytes, timeout=timeout))
