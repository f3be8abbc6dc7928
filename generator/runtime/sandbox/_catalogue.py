"""The models a sandbox stands in for: those packaged beside the client, those of a folder, or any at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .._catalogue.registry import registry
from ._model import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._model import Document

__all__ = ["Catalogue"]

# Two to six parts, as ids have been seen; nothing that would lead elsewhere.
_ID = re.compile(r"[A-Za-z0-9][\w. -]{0,99}(?:/[A-Za-z0-9][\w. -]{0,99}){1,5}", re.ASCII)


class Catalogue:
    """Models by id. Documents are read when first needed and kept."""

    def __init__(
        self,
        documents: Mapping[str, Document] | None = None,
        *,
        more: Mapping[str, Document] | None = None,
        any_model: bool = False,
        closed: bool = False,
    ) -> None:
        """Take `documents` by model id; None stands for those packaged beside the client.

        `more` are served beside them, and win where both have an id. `any_model` makes up a model for every
        well-formed id that is not known. `closed`: inputs that a schema does not name are refused.
        """
        self._documents = documents
        self._more = dict(more or {})
        ids = list(registry if documents is None else documents)
        self._ids = sorted({*ids, *self._more}) if self._more else ids
        self._models: dict[str, Model] = {}
        self._known = frozenset(self._ids)
        self._any = any_model
        self._closed = closed

    def __len__(self) -> int:
        return len(self._ids)

    def get(self, model_id: str) -> Model | None:
        """Return the model of exactly this id, or None."""
        model = self._models.get(model_id)
        if model is None and model_id in self._known:
            model = self._models[model_id] = Model(self._document(model_id), closed=self._closed)
        if model is None and self._any and _ID.fullmatch(model_id) and not model_id.endswith(" "):
            return Model({"model_id": model_id, "input_schema": {"type": "object"}})
        return model

    def _document(self, model_id: str) -> Document:
        if model_id in self._more:
            return self._more[model_id]
        return registry[model_id].schema if self._documents is None else self._documents[model_id]

    def all(self) -> list[Model]:
        """Return every model, in the order of the ids."""
        return [model for model in map(self.get, self._ids) if model is not None]

    def search(self, words: str, category: str, kind: str) -> list[Model]:
        """Return the models that hold every word and are of this category and kind; empty means any."""
        if kind not in ("", "model"):
            return []
        return [
            model
            for model in self.all()
            if (not category or category in model.categories) and model.matches(words)
        ]

    def categories(self) -> list[str]:
        return sorted({category for model in self.all() for category in model.categories})
