"""A short name for a request: the same for the same model and inputs, in every process."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from .._plain.data_uris import is_data_uri
from .._schema.local_file import LocalFile, NotAFile
from ..errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["inputs_text", "request_hash"]

_LONG_URI = 200
_NO_LIMIT = 1 << 62


def request_hash(model_id: str, wire: Mapping[str, Any]) -> str:
    """Return the hash of a model's id and of the inputs as they are sent. A local file counts with its content.

    Raises:
        InputError: The inputs cannot be sent as JSON, or a file has gone.
    """
    try:
        text = json.dumps([model_id, wire], sort_keys=True, allow_nan=False, default=_content)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    except NotAFile as fault:
        message = str(fault)
    except (TypeError, ValueError, RecursionError) as fault:
        message = f"cannot be sent as JSON: {fault}"
    raise InputError(f"{model_id}: {message}", model_id=model_id)


def _content(value: object) -> object:
    if not isinstance(value, LocalFile):
        raise TypeError(f"{type(value).__name__} is not a JSON value")
    digest = hashlib.sha256(value.source.read(_NO_LIMIT)).hexdigest()
    return {"local file": digest, "type": value.content_type}


def inputs_text(wire: Mapping[str, Any]) -> str:
    """Return the inputs as JSON for people to read: files by their names, data URIs by their beginnings."""
    return json.dumps(_brief(wire), ensure_ascii=False, default=repr)


def _brief(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _brief(item) for name, item in value.items()}  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, list):
        return [_brief(item) for item in value]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, str) and is_data_uri(value) and len(value) > _LONG_URI:
        return f"{value[:_LONG_URI]}…"
    return value
