"""The result of a job: its typed output, what it cost, and its files."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .._files import AsyncDownloader, Downloader
from .._files.policy import Failed, check_url, without_query
from .._plain.json_values import printable, show
from .._plain.tracing import traced
from .._plain.urls import addresses_in, kind_of_url, kinds_in, urls_in
from ..errors import ConfigError
from .interrupts import AsyncTermination, Interrupts
from .result_file import AsyncResultFile, ResultFile, single_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .._files import DownloadPolicy

    Progress = Callable[[int, int | None, str], object]

__all__ = ["AsyncResult", "Result"]

O = TypeVar("O")  # noqa: E741 (as in `Endpoint[P, I, O]`)

_LINE = 200  # characters of what the server says, on one line
_TAGS = {
    "image": '<img src="{}" style="max-width: 512px; max-height: 512px" loading="lazy">',
    "video": '<video src="{}" controls style="max-width: 512px; max-height: 512px"></video>',
    "audio": '<audio src="{}" controls></audio>',
}


@dataclass(frozen=True, kw_only=True)
class _BaseResult(Generic[O]):
    """What both kinds of result have."""

    request_id: str
    """The id of the job."""
    model_id: str | None
    """The model that ran, if it is known."""
    status: str
    """The server's word for how it ended."""
    output: O
    """The output as the model's type. What did not fit stands there as it came."""
    raw: Any
    """The output as it came."""
    cost: float | None = None
    """US dollars, or None if the server did not (yet) say."""
    created_at: str | int | float | None = None
    """When the job was made, in the server's words."""
    finished_at: str | int | float | None = None
    """When it was finished, in the server's words."""
    # What fetches the files. It leaves its connections behind when it is pickled.
    _downloader: Downloader | AsyncDownloader = field(compare=False)

    @cached_property
    def urls(self) -> tuple[str, ...]:
        """Every distinct address in the output, in its order."""
        return tuple(urls_in(self.raw))

    def __repr__(self) -> str:
        cost = "" if self.cost is None else f", cost=${self.cost:g}"
        urls = f", urls={len(self.urls)}" if self.urls else f", raw={show(self.raw)}"
        words = printable(f"{self.request_id} of {self.model_id}: {self.status}", _LINE)
        return f"<{type(self).__name__} {words}{cost}{urls}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the pictures, videos and sounds, but none from where `save` would take no file."""
        shown = [_html(url, self._downloader.policy) for url in self.urls[:50]]
        return f"<div><p><code>{escape(repr(self))}</code></p>{''.join(shown)}</div>"


@dataclass(frozen=True, kw_only=True, repr=False)
class Result(_BaseResult[O]):
    """A finished job. Its files expire on the server: save them soon."""

    _downloader: Downloader = field(default_factory=Downloader, compare=False)

    @cached_property
    def files(self) -> tuple[ResultFile, ...]:
        """The files of the output, in its order: each can be read, opened, saved, or be a picture of Pillow's."""
        # Only a save of all of them is a save of the job.
        fetch = self._downloader if len(self.urls) == 1 else replace(self._downloader, saved=None)
        return tuple(ResultFile(kind, url, fetch) for url, kind in kinds_in(self.raw))

    @traced("runcomfy.save")
    def save(
        self,
        directory: str | os.PathLike[str] = ".",
        *,
        overwrite: bool = False,
        max_bytes: int | None = None,
        concurrency: int = 4,
        timeout: float | None = None,
        on_progress: Progress | None = None,
    ) -> list[Path]:
        """Save every file of the output in a directory, which is made if need be, and return their paths in order.

        A path that ends like a file's (`fox.png`) and is no directory is the place of the only file. Names come from
        the addresses, made safe, with the extension of the content; a name that is taken gets a number unless
        `overwrite` is true. `max_bytes` limits each file (default: the client's option, 2 GiB),
        `concurrency` files come at a time, `timeout` in seconds is for all of them, counted from now (default: the
        client's option `timeout`, whatever the wait before took of it).
        `on_progress(done_bytes, total_bytes_or_none, name)` is called from the downloading threads, one at a time.

        A file is either in place, whole and written through to the disk (`fsync`, of the file and of its directory,
        where the system can), or not there at all. Ctrl-C and SIGTERM clear away what was still coming, and leave
        with the exception, as a note, what is in place. What a killed process left of a file is removed by a later
        `save` into the same directory.

        Raises:
            DownloadError: A file was not saved; `failures` and `saved` tell which. The others are saved.
            ConfigError: The path names one file, and there are several. Nothing was saved.
        """
        urls, directory, name = _place(self.raw, directory)
        with Interrupts():
            return self._downloader.save(
                urls, directory, name=name, overwrite=overwrite, max_bytes=max_bytes, concurrency=concurrency,
                timeout=timeout, on_progress=on_progress,
            )  # fmt: skip


@dataclass(frozen=True, kw_only=True, repr=False)
class AsyncResult(_BaseResult[O]):
    """A finished job. Its files expire on the server: save them soon."""

    _downloader: AsyncDownloader = field(default_factory=AsyncDownloader, compare=False)

    @cached_property
    def files(self) -> tuple[AsyncResultFile, ...]:
        """The files of the output, in its order: each can be read, opened, saved, or be a picture of Pillow's."""
        # Only a save of all of them is a save of the job.
        fetch = self._downloader if len(self.urls) == 1 else replace(self._downloader, saved=None)
        return tuple(AsyncResultFile(kind, url, fetch) for url, kind in kinds_in(self.raw))

    @traced("runcomfy.save")
    async def save(
        self,
        directory: str | os.PathLike[str] = ".",
        *,
        overwrite: bool = False,
        max_bytes: int | None = None,
        concurrency: int = 4,
        timeout: float | None = None,  # noqa: ASYNC109 (as in the synchronous form)
        on_progress: Progress | None = None,
    ) -> list[Path]:
        """Save every file of the output in a directory, which is made if need be, and return their paths in order.

        A path that ends like a file's (`fox.png`) and is no directory is the place of the only file. Names come from
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
        urls, directory, name = _place(self.raw, directory)
        with AsyncTermination():
            return await self._downloader.save(
                urls, directory, name=name, overwrite=overwrite, max_bytes=max_bytes, concurrency=concurrency,
                timeout=timeout, on_progress=on_progress,
            )  # fmt: skip


def _place(raw: object, path: str | os.PathLike[str]) -> tuple[list[str], str | os.PathLike[str], str | None]:
    """The addresses, the directory, and the name of a single file if that was asked for."""
    urls = list(addresses_in(raw))
    one = single_file(path)
    if one is None:
        return urls, path, None
    if len(urls) > 1:
        raise ConfigError(
            f"{os.fspath(path)!r} names one file, and the result has {len(urls)}.",
            hint="Give a directory, or save each one of result.files.",
        )
    return urls, *one


def _html(url: str, policy: DownloadPolicy) -> str:
    kind = kind_of_url(url)
    if url[:5].lower() == "data:":
        return "" if kind is None else _TAGS[kind].format(escape(url, quote=True))
    try:
        check_url(url, policy)
    except Failed:
        return f"<p><code>{escape(without_query(url))}</code></p>"
    safe = escape(url, quote=True)
    if kind is None:
        return f'<p><a href="{safe}" rel="noreferrer noopener">{safe}</a></p>'
    return _TAGS[kind].format(safe)
