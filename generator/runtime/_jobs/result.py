"""What both kinds of result know: the typed output, what it cost, and where its files are."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar, cast

from .._plain.json_values import show
from .._plain.money import finite, shown
from .._plain.text import one_line
from .._plain.urls import addresses_in, urls_in
from .._protocol.options import check_path
from ..errors import ConfigError
from .result_file import single_file
from .result_html import headline, result_html

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    from .._files.policy import DownloadPolicy

    class HasPolicy(Protocol):
        """What is used of both kinds of downloader."""

        @property
        def policy(self) -> DownloadPolicy: ...


__all__ = ["BaseResult", "SaveProgress", "save_target"]

SaveProgress: TypeAlias = Callable[[int, int | None, str], object]
"""What is called while files are saved: with the bytes so far, all bytes or None, and the file's name."""

O = TypeVar("O")  # noqa: E741 (as in `Endpoint[P, I, O]`)

_LINE = 200  # characters of what the server says, on one line


@dataclass(frozen=True, kw_only=True)
class BaseResult(Generic[O]):
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
        _downloader: HasPolicy = field(compare=False)

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

    def _settle_cost(self) -> None:
        """Keep the cost as a Decimal, however it was given: a float counts as it is shown. Strictly private.

        Raises:
            ConfigError: It is not an amount of money.
        """
        given = cast("object", self.cost)
        if given is None or isinstance(given, Decimal):
            return
        cost = finite(given)
        if cost is None:
            raise ConfigError(f"cost must be an amount in US dollars or None, not {show(given)}.")
        object.__setattr__(self, "cost", cost)

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)  # of a pickle that an earlier version may have made
        self._settle_cost()

    def __repr__(self) -> str:
        cost = "" if self.cost is None else f", cost={shown(self.cost)}"
        urls = f", urls={len(self.urls)}" if self.urls else f", raw={show(self.raw)}"
        words = one_line(f"{self.request_id} of {self.model_id}: {self.status}", _LINE)
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


def save_target(
    raw: object, path: str | os.PathLike[str]
) -> tuple[list[str], str | os.PathLike[str], str | None]:
    """Return the addresses, the directory, and the name of a single file if that was asked for."""
    check_path("directory", path)
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
