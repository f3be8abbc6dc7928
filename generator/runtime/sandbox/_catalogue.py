"""The models a sandbox stands in for, from the schema documents beside the package."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cached_property
from importlib import resources
from typing import Any, cast

from jsonschema import Draft202012Validator

from ._media import media_formats

__all__ = ["Catalogue", "Model"]

Document = Mapping[str, Any]

_MEDIA_OUTPUT: Document = {
    "type": "object",
    "properties": {
        name: {"type": "array", "items": {"type": "string", "format": "uri"}}
        for name in ("images", "videos", "audios")
    },
}
# What one output (of a video: one second) costs where the document names no price.
_USUAL_PRICE = {"image": 0.04, "video": 0.1, "audio": 0.02}
_CATEGORY = re.compile(r"(?:text|image|video|audio)-to-(?:image|video|audio)")


class Model:
    """One model, as its schema document tells."""

    def __init__(self, document: Document) -> None:
        self.model_id: str = document["model_id"]
        kind = document.get("kind")
        self.kind: str = kind if kind in _USUAL_PRICE else "image"
        self.title: str = document.get("title") or self.model_id
        self.description: str | None = document.get("description")
        self.categories: list[str] = list(document.get("categories") or _named_categories(self.model_id))
        self.input_schema: Document = document["input_schema"]
        self.output_schema: Document = document.get("output_schema") or _MEDIA_OUTPUT
        self.price, self.price_unit = _price(document.get("price"), self.kind)

    @cached_property
    def validator(self) -> Draft202012Validator:
        """Checks inputs, media fields included."""
        return Draft202012Validator(dict(self.input_schema), format_checker=media_formats())

    def entry(self, *, with_schema: bool) -> dict[str, object]:
        """What the catalogue routes say about it."""
        entry: dict[str, object] = {
            "model_id": self.model_id,
            "display_name": self.title,
            "categories": self.categories,
            "kind": "model",
            "base_price_usd": self.price,
            "price_unit": self.price_unit,
            "description": self.description,
        }
        if with_schema:
            entry["input_schema"] = self.input_schema
        return entry

    def matches(self, words: str) -> bool:
        text = f"{self.model_id} {self.title} {self.description or ''} {' '.join(self.categories)}".casefold()
        return all(word in text for word in words.casefold().split())


class Catalogue:
    """Models by id. Documents are read when first needed and kept."""

    def __init__(self, documents: Mapping[str, Document] | None = None) -> None:
        """`documents` by model id; None takes the ones packaged beside the client."""
        if documents is None:
            self._ids, self._read = _packaged()
        else:
            given = dict(documents)
            self._ids, self._read = list(given), given.__getitem__
        self._models: dict[str, Model] = {}
        self._known = frozenset(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def get(self, model_id: str) -> Model | None:
        """The model of exactly this id, or None."""
        model = self._models.get(model_id)
        if model is None and model_id in self._known:
            model = self._models[model_id] = Model(self._read(model_id))
        return model

    def all(self) -> list[Model]:
        """Every model, in the order of the ids."""
        return [model for model in map(self.get, self._ids) if model is not None]

    def search(self, words: str, category: str, kind: str) -> list[Model]:
        """The models that hold every word and are of this category and kind; empty means any."""
        if kind not in ("", "model"):
            return []
        return [
            model
            for model in self.all()
            if (not category or category in model.categories) and model.matches(words)
        ]

    def categories(self) -> list[str]:
        return sorted({category for model in self.all() for category in model.categories})


def _packaged() -> tuple[list[str], Any]:
    package = (__package__ or "").rpartition(".")[0]
    root = resources.files(package)
    registry: dict[str, dict[str, str]] = json.loads(root.joinpath("registry.json").read_text("utf-8"))
    modules = {model_id: entry["module"] for model_id, entry in registry.items()}

    def read(model_id: str) -> Document:
        place = root.joinpath("schemas")
        *folders, name = modules[model_id].split(".")
        for part in (*folders, f"{name}.json"):
            place = place.joinpath(part)
        return cast("Document", json.loads(place.read_text("utf-8")))

    return list(modules), read


def _named_categories(model_id: str) -> list[str]:
    """Those that stand in the id, for a document without any: a filter by category would find nothing otherwise."""
    return [segment for segment in model_id.split("/") if _CATEGORY.fullmatch(segment)]


def _price(price: object, kind: str) -> tuple[float, str]:
    """The price of one unit and the unit. A price is a number, a text that holds one, or a catalogue entry's part."""
    unit = "second" if kind == "video" else "output"
    if isinstance(price, Mapping):
        entry = cast("Mapping[str, object]", price)
        unit = str(entry.get("price_unit") or entry.get("unit") or unit)
        price = next(
            (entry[key] for key in ("base_price_usd", "base_usd", "usd", "amount", "price") if key in entry),
            None,
        )
    if isinstance(price, str):
        found = re.search(r"\d{1,6}(\.\d{1,6})?", price)
        price = float(found.group()) if found else None
    if isinstance(price, int | float) and not isinstance(price, bool) and price >= 0:
        return float(price), unit
    return _USUAL_PRICE[kind], unit
