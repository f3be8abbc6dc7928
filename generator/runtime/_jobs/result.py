"""The result of a job: its typed output, what it cost, and its files."""

from __future__ import annotations

import os
from dataclasses import InitVar, dataclass, field, replace
from decimal import Decimal  # noqa: TC003 (`get_type_hints` looks for it here)
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .._files import AsyncDownloader, Downloader
from .._plain.json_values import printable, show
from .._plain.money import shown
from .._plain.tracing import traced
from .._plain.urls import addresses_in, kinds_in, urls_in
from .._protocol.options import check_count
from ..errors import ConfigError
from .interrupts import AsyncTermination, Interrupts
from .result_file import AsyncResultFile, ResultFile, single_file
from .result_html import headline, result_html

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    Progress = Callable[[int, int | None, str], object]

__all__ = ["AsyncResult", "Result"]

O = TypeVar("O")  # noqa: E741 (as in `Endpoint[P, I, O]`)

_LINE = 200  # characters of what the server says, on one line


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
    cost: Decimal | None = None
    """US dollars, exactly, or None if the server did not (yet) say."""
    created_at: str | int | float | None = None
    """When the job was made, in the server's words."""
    finished_at: str | int | float | None = None
    """When it was finished, in the server's words."""
    if TYPE_CHECKING:  # what fetches the files; it leaves its connections behind when it is pickled
        _downloader: Downloader | AsyncDownloader = field(compare=False)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from .result_schema import result_schema

        return result_schema(cls)

    if not TYPE_CHECKING:

        def __class_getitem__(cls, item: Any) -> Any:
            alias = super().__class_getitem__(item)
            if isinstance(item, type):
                from .result_schema import result_schema

                # Of a dataclass with its types pydantic asks nothing but whether it has this already.
                alias.__pydantic_core_schema__ = result_schema(cls)
            return alias

    @cached_property
    def _places(self) -> dict[str, Path]:
        """Where the files were saved, by their addresses."""
        return {}

    @cached_property
    def urls(self) -> tuple[str, ...]:
        """Every distinct address in the output, in its order."""
        return tuple(urls_in(self.raw))

    def __repr__(self) -> str:
        cost = "" if self.cost is None else f", cost={shown(self.cost)}"
        urls = f", urls={len(self.urls)}" if self.urls else f", raw={show(self.raw)}"
        words = printable(f"{self.request_id} of {self.model_id}: {self.status}", _LINE)
        return f"<{type(self).__name__} {words}{cost}{urls}>"

    def _repr_html_(self) -> str:
        """Show a notebook the files: embedded where they were saved, and none from where `save` takes none."""
        cost = None if self.cost is None else shown(self.cost)
        head = headline(self.request_id, self.model_id, self.status, cost, len(self.urls))
        raw = None if self.urls else show(self.raw)
        return result_html(head, self.urls, self._downloader.policy, self._places, raw)

    def _saved(self, urls: list[str], paths: list[Path]) -> list[Path]:
        # Whole, so that another folder to work in does not lose them.
        self._places.update((url, path.absolute()) for url, path in zip(urls, paths, strict=True))
        return paths


@dataclass(frozen=True, kw_only=True, repr=False)
class Result(_BaseResult[O]):
    """A finished job. Its files expire on the server: save them soon."""

    if TYPE_CHECKING:
        _downloader: Downloader = field(default_factory=Downloader, compare=False)
    else:  # no field of a value that is taken apart, by `asdict` and by web frameworks
        _downloader: InitVar[Downloader | None] = None

        def __post_init__(self, _downloader: Downloader | None) -> None:
            object.__setattr__(self, "_downloader", _downloader or Downloader())

    @cached_property
    def files(self) -> tuple[ResultFile, ...]:
        """The files of the output, in its order: each can be read, opened, saved, or be a picture of Pillow's."""
        # Only a save of all of them is a save of the job.
        fetch = self._downloader if len(self.urls) == 1 else replace(self._downloader, saved=None)
        return tuple(
            ResultFile(kind, url, fetch).shown_from(self._places) for url, kind in kinds_in(self.raw)
        )

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

        A path that ends like a file's (`fox.png`) and is not a directory is the place of the only file. Names come from
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
        check_count("concurrency", concurrency, 1)
        urls, directory, name = _save_target(self.raw, directory)
        with Interrupts():
            paths = self._downloader.save(
                urls, directory, name=name, overwrite=overwrite, max_bytes=max_bytes, concurrency=concurrency,
                timeout=timeout, on_progress=on_progress,
            )  # fmt: skip
        return self._saved(urls, paths)


@dataclass(frozen=True, kw_only=True, repr=False)
class AsyncResult(_BaseResult[O]):
    """A finished job. Its files expire on the server: save them soon."""

    if TYPE_CHECKING:
        _downloader: AsyncDownloader = field(default_factory=AsyncDownloader, compare=False)
    else:  # no field of a value that is taken apart, by `asdict` and by web frameworks
        _downloader: InitVar[AsyncDownloader | None] = None

        def __post_init__(self, _downloader: AsyncDownloader | None) -> None:
            object.__setattr__(self, "_downloader", _downloader or AsyncDownloader())

    @cached_property
    def files(self) -> tuple[AsyncResultFile, ...]:
        """The files of the output, in its order: each can be read, opened, saved, or be a picture of Pillow's."""
        # Only a save of all of them is a save of the job.
        fetch = self._downloader if len(self.urls) == 1 else replace(self._downloader, saved=None)
        return tuple(
            AsyncResultFile(kind, url, fetch).shown_from(self._places) for url, kind in kinds_in(self.raw)
        )

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
        urls, directory, name = _save_target(self.raw, directory)
        with AsyncTermination():
            paths = await self._downloader.save(
                urls, directory, name=name, overwrite=overwrite, max_bytes=max_bytes, concurrency=concurrency,
                timeout=timeout, on_progress=on_progress,
            )  # fmt: skip
        return self._saved(urls, paths)


def _save_target(
    raw: object, path: str | os.PathLike[str]
) -> tuple[list[str], str | os.PathLike[str], str | None]:
    """Return the addresses, the directory, and the name of a single file if that was asked for."""
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
