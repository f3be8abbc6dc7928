"""`runcomfy.registry`: every generated model by its id, without importing any of them."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from .._plain.brief import brief
from .._plain.json_values import show
from .._plain.nearest import nearest
from ..errors import ConfigError, NotFoundError, RejectedInputError
from .packaged import incomplete, packaged

if TYPE_CHECKING:
    from ..errors import APIError
    from .model import Endpoint

__all__ = ["ModelInfo", "Registry", "known_info", "registry"]


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What is known about one model; its types and its endpoint are imported when they are asked for.

    Attributes:
        model_id: The model's id.
        title: Its name for people, or None.
        description: What it does, in a sentence or two, or None.
        kind: What it makes: `image`, `video`, `audio` or None.
        categories: Such as `text-to-image`.
        price: The catalogue's price data, or None; a base rate, not a quote.
        page: The address of its own page on the web, or None where that is not known.
        module: Where it is generated, below `models`.
        name: Its endpoint's name in that module.
        gone_since: The day, as `2026-01-31`, since which the server's catalogue does not list it, or None.
        deprecated: Why it should not be used any more, or None.
        typical_seconds: For how long a job runs, as its document says, or None.
    """

    model_id: str
    title: str | None
    description: str | None
    kind: str | None
    categories: tuple[str, ...]
    price: Mapping[str, Any] | None
    page: str | None
    module: str
    name: str
    gone_since: str | None
    deprecated: str | None
    _input: str
    _output: str
    typical_seconds: float | None = None

    @property
    def notice(self) -> str | None:
        """That it is gone from the catalogue, or is to go, in words; None for a model of which neither is known."""
        told: list[str] = []
        if self.gone_since:
            told.append(
                f"The server's catalogue has not listed this model since {self.gone_since}; a call may be refused."
            )
        if self.deprecated:
            told.append(f"Deprecated: {self.deprecated}.")
        return " ".join(told) or None

    @property
    def endpoint(self) -> Endpoint[..., Any, Any]:
        """The endpoint, unbound."""
        return cast("Endpoint[..., Any, Any]", self._get(self.name))

    @property
    def input_type(self) -> type[Any]:
        """The class of its inputs."""
        return cast("type[Any]", self._get(self._input))

    @property
    def output_type(self) -> type[Any]:
        """The class of its output."""
        return cast("type[Any]", self._get(self._output))

    @property
    def schema(self) -> dict[str, Any]:
        """The schema document that the model was generated from, as it is packaged. Empty if it is not."""
        data = packaged(f"schemas/{self.module.replace('.', '/')}.json")
        return cast("dict[str, Any]", json.loads(data)) if data else {}

    def _get(self, name: str) -> object:
        place = f"{_PACKAGE}.models.{self.module}"
        try:
            module = importlib.import_module(place)
        except ModuleNotFoundError as error:
            raise incomplete(f"the module `{error.name}`") from error
        return getattr(module, name)


class NoSuchModelError(ConfigError, KeyError):
    """A model is asked for that is not generated."""


def no_such_model(model_id: object, words: str) -> NoSuchModelError:
    """Return the error about an id, in these words; with ids that are like it."""
    if not isinstance(model_id, str):
        return NoSuchModelError(f"A model's id must be a string, not {show(model_id)}.")
    near = nearest(model_id, registry, 3, alike=0.5)
    return NoSuchModelError(
        f"{show(model_id)} {words}.",
        hint=f"Did you mean {' or '.join(map(show, near))}?" if near else None,
    )


class Registry(Mapping[str, ModelInfo]):
    """Every generated model by its id.

    Raises:
        ConfigError: From every use, where the package's data files are missing, as in a frozen program without them.
    """

    def __init__(self) -> None:
        self._entries: dict[str, dict[str, Any]] | None = None
        self._made: dict[str, ModelInfo] = {}  # those that were asked for, as every job of a model asks anew

    def _load(self) -> dict[str, dict[str, Any]]:
        if self._entries is None:
            data = packaged(_FILE)
            # An empty registry would pass for one that knows no model, and inputs would be sent unchecked.
            if data is None:
                raise incomplete(f"the file `{_FILE}`")
            self._entries = cast("dict[str, dict[str, Any]]", json.loads(data))
        return self._entries

    @brief
    def __getitem__(self, model_id: str) -> ModelInfo:
        """Return what is known about a model.

        Raises:
            ConfigError: There is no such model; it is a `KeyError`, too.
        """
        if model_id not in self:
            raise no_such_model(model_id, "is not a generated model")
        made = self._made.get(model_id)
        if made is None:
            made = self._made[model_id] = _info(model_id, self._load()[model_id])
        return made

    def __contains__(self, model_id: object) -> bool:
        return isinstance(model_id, str) and model_id in self._load()

    # As of every mapping, but without an error that somebody has to write a message for.
    if not TYPE_CHECKING:

        def get(self, model_id, default=None):
            """Return what is known about a model, or the default."""
            return self[model_id] if model_id in self else default  # noqa: SIM401 (it is that method)

    def __iter__(self) -> Iterator[str]:
        return iter(self._load())

    def __len__(self) -> int:
        return len(self._load())

    def __repr__(self) -> str:
        try:
            return f"<registry of {len(self)} models>"
        except ConfigError:
            return f"<registry without its file {_FILE}>"

    def __reduce__(self) -> str:
        return "registry"


def _info(model_id: str, entry: dict[str, Any]) -> ModelInfo:
    return ModelInfo(
        model_id=model_id,
        title=entry.get("title"),
        description=entry.get("description"),
        kind=entry.get("kind"),
        categories=tuple(entry.get("categories") or ()),
        price=entry.get("price"),
        page=entry.get("page"),
        module=entry["module"],
        name=entry["name"],
        gone_since=entry.get("gone_since"),
        deprecated=entry.get("deprecated"),
        _input=entry["input"],
        _output=entry["output"],
        typical_seconds=entry.get("typical_seconds"),
    )


def known_info(model_id: str) -> ModelInfo | None:
    """Return what is known about a model, or None; also None without a registry, once inputs are checked or sent."""
    try:
        return registry.get(model_id)
    except ConfigError:
        return None


def refusal_hint(model_id: str, error: APIError) -> str | None:
    """Return what to do where the server does not know a model, or wants other inputs than this client's schema has.

    None where the model or the error is another one.
    """
    info = known_info(model_id)
    if info is None:
        return None
    if isinstance(error, NotFoundError):
        return info.notice and f"{info.notice} `client.catalogue.search(...)` lists what there is now."
    if not isinstance(error, RejectedInputError) or error.status == 413:
        return None
    day = info.schema.get("as_of")
    return (
        f"This client's schema of the model{f', of {day},' if day else ''} may be older than the server's: "
        "update the client, or regenerate it with `make sync generate`."
    )


_FILE = "registry.json"
_PACKAGE = __name__.rsplit(".", 2)[0]
registry: Registry = Registry()
