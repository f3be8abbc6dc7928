"""A model as it stands in the tree: what `--keep-going` goes on with where its schema is faulty now."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.diff.trees import packaged_model, schema_files
from generator.plain.faults import FaultsError
from generator.tree.files import hash_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from generator.dialect import NormalModel
    from generator.tree.lock import Lock

__all__ = ["kept_model"]


def kept_model(out: Path, lock: Lock, model_id: str) -> NormalModel | None:
    """Return a model of the tree in `out` from its packaged document, or None where that is not what was written."""
    path = schema_files(lock).get(model_id)
    if path is None:
        return None
    try:
        content = (out / path).read_bytes()
        if hash_bytes(content) != lock.files.get(path):
            return None
        document = json.loads(content)
        model = packaged_model(document, path)
        sources = lock.models[model_id].sources
        spec = replace(
            model.spec,
            input_schema=document["source_schema"],
            file=sources[0],
            output_file=sources[1] if len(sources) > 1 else None,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, FaultsError):
        return None
    return replace(model, spec=spec)
