"""The catalogue's two routes that the client has no method for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from .._catalogue.model_id import check_model_id
from .._jobs.client_base import core_of
from .._protocol.effects import Request
from .._protocol.ids import model_url
from .._protocol.reads import read_document

if TYPE_CHECKING:
    from .._client.sync_client import SyncClient

__all__ = ["categories", "model"]


def model(client: SyncClient, model_id: str) -> dict[str, Any]:
    """The catalogue's entry of one model.

    Raises:
        InputError: It is no model id.
        APIError, APIConnectionError: The server does not tell, after the retries.
    """
    core = core_of(client)
    request = Request("GET", model_url(core.base_url, check_model_id(model_id)))
    return core.perform(read_document(core.context(core.deadline()), request))


def categories(client: SyncClient) -> list[str]:
    """The names of all categories.

    Raises:
        APIError, APIConnectionError: The server does not tell, after the retries.
    """
    core = core_of(client)
    request = Request("GET", f"{core.base_url}/models/categories")
    document = core.perform(read_document(core.context(core.deadline()), request))
    found = document.get("categories")
    if not isinstance(found, list):
        return []
    return [one if isinstance(one, str) else _name(one) for one in cast("list[object]", found)]


def _name(value: object) -> str:
    entry = cast("dict[str, object]", value if isinstance(value, dict) else {})
    return str(entry.get("name") or entry.get("id") or "?")
