"""Schema documents from a folder, for models that are not packaged.

They are read in the forms that the generator takes and that need no generator: a document with a `model_id`, a
`<model_id>/input.json` with or without an `output.json` beside it, and an answer of the catalogue with its schemas.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ..errors import ConfigError

if TYPE_CHECKING:
    import os

    from ._model import Document

__all__ = ["read_folder"]

_LARGEST = 32 * 1024 * 1024
_INPUT, _OUTPUT = "input.json", "output.json"


def read_folder(folder: str | os.PathLike[str]) -> dict[str, Document]:
    """Return the documents below a folder, by model id.

    Raises:
        ConfigError: There is no such folder, it holds no document, or a file in it cannot be one.
    """
    root = Path(folder)
    if not root.is_dir():
        raise ConfigError(f"There is no folder {folder}.", hint="Name a folder of schema documents.")
    found: dict[str, Document] = {}
    for path in sorted(root.rglob("*.json")):
        parts = path.relative_to(root).parts
        if any(part.startswith(".") for part in parts) or not path.is_file():
            continue
        for document in _documents(path, "/".join(parts[:-1])):
            model_id = document["model_id"]
            if model_id in found:
                raise ConfigError(f"{path}: the model {model_id!r} is in another file already.")
            found[model_id] = document
    if not found:
        raise ConfigError(
            f"{folder} holds no schema document.",
            hint="Documents end in .json; `make add PAGE=…` makes one of a saved page.",
        )
    return found


def _documents(path: Path, place: str) -> list[Document]:
    value = _read(path)
    if isinstance(value, dict):
        document = cast("dict[str, Any]", value)
        entries = document.get("models")
        if isinstance(entries, list):
            return [_checked(one, path) for one in cast("list[object]", entries)]
        if "model_id" in document or "input_schema" in document:
            return [_checked(document, path)]
        if path.name == _OUTPUT and (path.parent / _INPUT).is_file():
            return []  # read with its input
        if path.name == _INPUT and place:
            output = path.parent / _OUTPUT
            more = {"output_schema": _read(output)} if output.is_file() else {}
            return [_checked({"model_id": place, "input_schema": document, **more}, path)]
    raise ConfigError(
        f"{path} is not a schema document.",
        hint='It needs a "model_id" and an "input_schema", or to be saved as <model_id>/input.json.',
    )


def _checked(value: object, path: Path) -> Document:
    document: Document = cast("Document", value) if isinstance(value, Mapping) else {}
    model_id, schema = document.get("model_id"), document.get("input_schema")
    if not isinstance(model_id, str) or not model_id:
        raise ConfigError(f"{path}: a document needs a model_id.")
    if not isinstance(schema, Mapping):
        raise ConfigError(
            f"{path}: {model_id} has no input_schema.",
            hint="A list of the catalogue holds schemas where it was asked with include_schema=true.",
        )
    categories = document.get("categories")
    if categories is not None and not isinstance(categories, list):
        raise ConfigError(f"{path}: the categories of {model_id} must be a list.")
    return document


def _read(path: Path) -> object:
    try:
        if path.stat().st_size > _LARGEST:
            raise ConfigError(f"{path} is larger than 32 MiB.")
        value: object = json.loads(path.read_bytes())
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror or error}.") from None
    except (ValueError, RecursionError):
        raise ConfigError(f"{path} is not valid JSON.") from None
    return value
