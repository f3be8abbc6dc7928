"""The result of a job, for asyncio: its typed output, what it cost, and its files."""

from __future__ import annotations

import os  # noqa: TC003 (like the others below: `get_type_hints` looks for it here)
from dataclasses import InitVar, dataclass, field, replace
from decimal import Decimal  # noqa: F401  # pyright: ignore[reportUnusedImport] (of the fields above it)
from functools import cached_property
from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING, Any, TypeVar  # noqa: F401  # pyright: ignore[reportUnusedImport]

from .._files.aio import AsyncDownloader
from .._plain.brief import brief
from .._plain.tracing import traced
from .._plain.urls import kinds_in
from .._protocol.options import check_count, check_function
from .async_result_file import AsyncResultFile
from .result import BaseResult, SaveProgress, save_target
from .result_file import shown_from
from .termination import AsyncTermination

__all__ = ["AsyncResult"]

O = TypeVar("O")  # noqa: E741 (as in `Endpoint[P, I, O]`)


@dataclass(frozen=True, kw_only=True, repr=False)
class AsyncResult(BaseResult[O]):
    """A finished job. Its files expire on the server: save them soon."""

    if TYPE_CHECKING:
        _downloader: AsyncDownloader = field(default_factory=AsyncDownloader, compare=False)
    else:  # no field of a value that is taken apart, by `asdict` and by web frameworks
        _downloader: InitVar[AsyncDownloader | None] = None

        def __post_init__(self, _downloader: AsyncDownloader | None) -> None:
            object.__setattr__(self, "_downloader", _downloader or AsyncDownloader())
            self._settle_cost()

    @cached_property
    def files(self) -> tuple[AsyncResultFile, ...]:
        """The files of the output, in its order: each can be read, opened, saved, or be a picture of Pillow's."""
        # Only a save of all of them is a save of the job.
        fetch = self._downloader if len(self.urls) == 1 else replace(self._downloader, saved=None)
        return tuple(
            shown_from(AsyncResultFile(kind, url, fetch), self._places) for url, kind in kinds_in(self.raw)
        )

    @brief
    @traced("runcomfy.save")
    async def save(
        self,
        directory: str | os.PathLike[str] = ".",
        *,
        overwrite: bool = False,
        max_bytes: int | None = None,
        concurrency: int = 4,
        timeout: float | None = None,  # noqa: ASYNC109 (as in the synchronous form)
        on_progress: SaveProgress | None = None,
    ) -> list[Path]:
        """Save every file of the output in a directory, which is made if need be, and return their paths in order.

        A path that ends like a file's (`fox.png`) and is not a directory is the place of the only file. Names come from
        the addresses, made safe, with the extension of the content; a name that is taken gets a number unless
        `overwrite` is true. `max_bytes` limits each file (default: the client's option, 2 GiB),
        `concurrency` files come at a time, `timeout` in seconds is for all of them, counted from now (default: the
        client's option `timeout`, whatever the wait before took of it).
        `on_progress(done_bytes, total_bytes_or_none, name)` is called from threads, one at a time.

        A file is either in place, whole and written through to the disk (`fsync`, of the file and of its directory,
        where the system can), or not there at all. Ctrl-C and SIGTERM clear away what was still coming, and leave
        with the exception, as a note, what is in place. What a killed process left of a file is removed by a later
        `save` into the same directory.

        Raises:
            DownloadError: A file was not saved; `failures` and `saved` tell which. The others are saved.
            ConfigError: The path names one file, and there are several. Nothing was saved.
        """
        check_count("concurrency", concurrency, 1)
        check_function("on_progress", on_progress)
        urls, directory, name = save_target(self.raw, directory)
        with AsyncTermination():
            paths = await self._downloader.save(
                urls, directory, name=name, overwrite=overwrite, max_bytes=max_bytes, concurrency=concurrency,
                timeout=timeout, on_progress=on_progress,
            )  # fmt: skip
        return self._saved(urls, paths)
