"""What the server offers now, for ordinary code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._catalogue.entries import category_names, filters, model_entry
from .._plain.brief import brief
from .._protocol import reads

if TYPE_CHECKING:
    from .._catalogue.entries import CatalogueEntry
    from .._jobs.sync_core import SyncCore

__all__ = ["Catalogue"]


class Catalogue:
    """The models that the server offers now. What this package has of its own is `runcomfy.registry`."""

    def __init__(self, core: SyncCore) -> None:
        self._core = core

    @brief
    def search(
        self,
        words: str | None = None,
        *,
        category: str | None = None,
        kind: str | None = None,
        include_schema: bool = False,
    ) -> list[CatalogueEntry]:
        """Return the models that fit all of what is asked; without any argument every one.

        Args:
            words: Words to look for.
            category: Such as `text-to-image`; `categories()` has them all.
            kind: `model`, `workflow` or `inference`.
            include_schema: Whether the input schemas come along.

        Raises:
            APIError, APIConnectionError: The server does not tell, after the retries.
        """
        core = self._core
        asked = filters(words, category, kind, include_schema=include_schema)
        entries = core.perform(reads.catalogue(core.context(core.deadline()), asked))
        return [model_entry(entry) for entry in entries]

    @brief
    def get(self, model_id: str) -> CatalogueEntry:
        """Return one model, with the schema of its inputs.

        Raises:
            InputError: It is not a model id.
            NotFoundError: There is no such model.
            APIError, APIConnectionError: The server does not tell, after the retries.
        """
        core = self._core
        return model_entry(core.perform(reads.model(core.context(core.deadline()), model_id)))

    @brief
    def categories(self) -> list[str]:
        """Return the names of all categories, in the server's order.

        Raises:
            APIError, APIConnectionError: The server does not tell, after the retries.
        """
        core = self._core
        return category_names(core.perform(reads.categories(core.context(core.deadline()))))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._core.base_url}>"
