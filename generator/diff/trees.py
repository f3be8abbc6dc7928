"""What the packaged documents of a generated tree say, and what changes where another tree takes its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.dialect import NormalModel
from generator.diff.models import compare_models
from generator.plain.faults import FaultsError, Report
from generator.sources import from_document
from generator.tree.files import hash_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.diff.change import Change
    from generator.tree.lock import Lock

__all__ = ["changes_of_tree", "packaged_model", "schema_files"]

_FACTS = frozenset(
    {
        "categories",
        "description",
        "example",
        "model_id",
        "page",
        "price",
        "title",
        "typical_seconds",
        "as_of",
        "gone_since",
        "deprecated",
    }
)


def changes_of_tree(out: Path, old: Lock, new: Lock, files: Mapping[str, bytes]) -> list[Change] | None:
    """Return what changes for users where the tree in `out` becomes `files`; None where it cannot be read.

    Reads only the documents that differ. Must be called before the tree is replaced.
    """
    before: dict[str, NormalModel] = {}
    after: dict[str, NormalModel] = {}
    known, now = schema_files(old), schema_files(new)
    try:
        for model_id, path in known.items():
            if model_id in now and old.files.get(path) == new.files[now[model_id]]:
                continue
            content = (out / path).read_bytes()
            if hash_bytes(content) != old.files.get(path):  # somebody else's words, of which nothing is known
                return None
            before[model_id] = packaged_model(json.loads(content), path)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, FaultsError):
        return None  # perhaps another version wrote it
    for model_id, path in now.items():
        if model_id in before or model_id not in known:
            after[model_id] = packaged_model(json.loads(files[path]), path)
    return compare_models(before, after)


def schema_files(lock: Lock) -> dict[str, str]:
    """Return where the packaged document of each model is, below the output folder."""
    prefix = f"{lock.package}/schemas/"
    return {
        model_id: path
        for model_id, model in lock.models.items()
        for path in model.files
        if path.startswith(prefix)
    }


def packaged_model(document: Any, file: str) -> NormalModel:
    """Return the model of a packaged document, whose schemas are normalised already. Raises FaultsError."""
    report = Report()
    canonical = {key: value for key, value in document.items() if key in _FACTS}
    canonical |= {"output_kind": document.get("kind"), "input_schema": document["input_schema"]}
    spec = from_document(canonical, file, report)
    if spec is None:
        raise FaultsError(*report.errors)
    texts = document.get("title"), document.get("description")
    return NormalModel(spec, document["input_schema"], document["output_schema"], *texts)
