"""`runcomfy.registry`: every generated model by its id, without importing any of them."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from .model import Model

__all__ = ["ModelInfo", "Registry", "registry"]


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
    _input: str
    _output: str

    @property
    def endpoint(self) -> Model[..., Any, Any]:
        """The endpoint, unbound."""
        return cast("Model[..., Any, Any]", self._get(self.name))

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
        try:
            data = pkgutil.get_data(_PACKAGE, f"schemas/{self.module.replace('.', '/')}.json")
        except OSError:
            data = None
        return cast("dict[str, Any]", json.loads(data)) if data else {}

    def _get(self, name: str) -> object:
        module = importlib.import_module(f"{_PACKAGE}.models.{self.module}")
        return getattr(module, name)


class Registry(Mapping[str, ModelInfo]):
    """Every generated model by its id."""

    def __init__(self) -> None:
        self._entries: dict[str, dict[str, Any]] | None = None

    def _load(self) -> dict[str, dict[str, Any]]:
        if self._entries is None:
            try:
                data = pkgutil.get_data(_PACKAGE, "registry.json")
            except OSError:
                data = None
            self._entries = cast("dict[str, dict[str, Any]]", json.loads(data)) if data else {}
        return self._entries

    def __getitem__(self, model_id: str) -> ModelInfo:
        entry = self._load()[model_id]
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
            _input=entry["input"],
            _output=entry["output"],
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._load())

    def __len__(self) -> int:
        return len(self._load())

    def __repr__(self) -> str:
        return f"<registry of {len(self)} models>"

    def __reduce__(self) -> str:
        return "registry"


def age_hint(model_id: str) -> str | None:
    """What can be done where the server wants other inputs than this client's schema has; None for an unknown model."""
    info = registry.get(model_id)
    if info is None:
        return None
    day = info.schema.get("as_of")
    return (
        f"This client's schema of the model{f', of {day},' if day else ''} may be older than the server's: "
        "update the client, or generate it anew with `make sync generate`."
    )


_PACKAGE = __name__.rsplit(".", 2)[0]
registry = Registry()
