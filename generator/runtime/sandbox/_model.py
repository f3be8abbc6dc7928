"""One model that a sandbox stands in for, as its schema document tells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from ._dialect import KINDS, checked, media_kind, quirky
from ._pricing import price_of
from ._validation import input_validator

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

__all__ = ["Document", "Model"]

Document = Mapping[str, Any]

_MEDIA_OUTPUT: Document = {
    "type": "object",
    "properties": {
        name: {"type": "array", "items": {"type": "string", "format": "uri"}}
        for name in ("images", "videos", "audios")
    },
}
_CATEGORY = re.compile(r"(?:text|image|video|audio)-to-(image|video|audio)|edit-(video)")
_EDITS = re.compile(r"(?:^|[/-])edit(?:$|[/-])")


class Model:
    """One model: what it takes, what it makes, and what the catalogue says of it."""

    def __init__(self, document: Document, *, closed: bool = False) -> None:
        """Read a document; `closed`: inputs that its schema does not name are refused."""
        self.model_id: str = document["model_id"]
        source = document.get("source_schema")
        self.input_schema: Document = document["input_schema"] if source is None else source
        """As it came."""
        self.output_schema: Document = _described(document.get("output_schema"))
        properties = self.input_schema.get("properties")
        self.properties: Document = cast("Document", properties) if isinstance(properties, Mapping) else {}
        required = self.input_schema.get("required")
        self.required: list[str] = (
            [name for name in cast("list[object]", required) if isinstance(name, str)]
            if isinstance(required, list)
            else []
        )
        given = [str(one) for one in cast("Sequence[object]", document.get("categories") or ())]
        named = given or _named_categories(self.model_id)
        self.kind: str = _kind(document, named, self.output_schema, self.model_id)
        self.categories: list[str] = named or self._derived_categories()
        self.title: str = document.get("title") or document.get("display_name") or self.model_id
        self.description: str | None = document.get("description")
        self.price = price_of(document, self.kind)
        self._closed = closed

    @cached_property
    def checks(self) -> dict[str, Any]:
        """What the server checks of the inputs, as JSON Schema 2020-12."""
        return checked(self.input_schema, closed=self._closed)

    @cached_property
    def validator(self) -> Validator:
        """Checks inputs, media fields included."""
        return input_validator(self.checks)

    def entry(self, root: str, *, with_schema: bool, quirks: bool = False) -> dict[str, object]:
        """Return what the catalogue routes say about it. `root` is the server's own address."""
        entry: dict[str, object] = {
            "model_id": self.model_id,
            "display_name": self.title,
            "title": self.title,
            "categories": self.categories,
            "kind": "model",
            "base_price_usd": float(self.price.rate),
            "price_unit": self.price.unit,
            "pricing_note": self.price.note,
            "description": self.description,
            "model_url": f"{root}/#/{self.model_id.replace(' ', '%20')}",
            "inputs": list(self.properties),
            "required_inputs": self.required,
        }
        if with_schema:
            entry["input_schema"] = quirky(self.input_schema) if quirks else self.input_schema
        return entry

    def matches(self, words: str) -> bool:
        text = f"{self.model_id} {self.title} {self.description or ''} {' '.join(self.categories)}".casefold()
        return all(word in text for word in words.casefold().split())

    def _derived_categories(self) -> list[str]:
        """Derive them from what it takes and makes: an official client filters by them, and reads the output's type."""
        takes = {name: kind for name, one in self.properties.items() if (kind := media_kind(name, one))}
        needed = {kind for name, kind in takes.items() if name in self.required}
        if _EDITS.search(self.model_id):
            needed.add(self.kind)
        if self.kind == "video" and "video" in needed:
            return ["edit-video"]
        sources = [kind for kind in KINDS if kind in needed]
        # What may come along, but need not: then a text alone will do, too.
        sources = sources or ["text", *(kind for kind in KINDS if kind in takes.values() and kind != "audio")]
        return [
            "edit-video" if source == self.kind == "video" else f"{source}-to-{self.kind}"
            for source in sources
        ]


def _described(schema: object) -> Document:
    return cast("Document", schema) if isinstance(schema, Mapping) and schema else _MEDIA_OUTPUT


def _named_categories(model_id: str) -> list[str]:
    return [segment for segment in model_id.split("/") if _CATEGORY.fullmatch(segment)]


def _kind(document: Document, categories: Sequence[str], output: Document, model_id: str) -> str:
    """Return what it makes: by its document, its categories, its output's properties, the words of its id."""
    for key in ("kind", "output_kind"):
        if document.get(key) in KINDS:
            return str(document[key])
    for category in categories:
        if found := next((kind for kind in KINDS if category.endswith(kind)), None):
            return found
    if output is not _MEDIA_OUTPUT:
        names = [str(name).lower() for name in cast("Document", output.get("properties") or {})]
        held = [kind for kind in KINDS if any(name.rstrip("s") == kind for name in names)]
        if len(held) == 1:
            return held[0]
    words = {
        "video": ("video", "film", "movie", "animate", "lipsync", "talk"),
        "audio": ("audio", "music", "speech", "song", "sound", "voice", "tts"),
    }
    return next((kind for kind, found in words.items() if any(word in model_id for word in found)), "image")
