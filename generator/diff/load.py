"""The two sides of a comparison: a folder of schemas, one of a git commit, or what the generated tree was made from."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.dialect import NormalModel, normalise
from generator.diff.gitref import export_tree, find_tree
from generator.faults import Fault, FaultsError, Report
from generator.ids import root_prefix
from generator.lock import read_lock
from generator.sources import from_document, load_tree, locate, read_file
from generator.strictjson import parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.build import Settings
    from generator.lock import Lock

__all__ = ["LOCK", "load_folder", "load_lock", "load_side", "packaged_model", "schema_files"]

LOCK = "lock"
"""The side that stands for the generated tree."""


def load_side(name: str, settings: Settings, report: Report) -> dict[str, NormalModel]:
    """Return the models of one side by id; faults go to the report, named by the side.

    `lock` is the generated tree, an existing folder is itself, anything else a git `REF:PATH`, or a `REF` alone for
    the folder of the schemas. Raises FaultsError where there is no such thing.
    """
    if name == LOCK:
        return load_lock(settings)
    if name and Path(name).is_dir():
        return load_folder(Path(name), name.rstrip("/"), report)
    reference = name
    if ":" not in name:
        # `./` makes git look below the current folder, as every other path here is meant.
        below = settings.schemas.as_posix()
        reference = f"{name}:{below if settings.schemas.is_absolute() else './' + below}"
    tree = find_tree(reference) if name else None
    if tree is None:
        hint = "name a folder, `lock`, or a git reference such as HEAD~1 or HEAD~1:schemas"
        raise FaultsError(Fault(name, "", "there is no such folder and no such folder in git", hint))
    with tempfile.TemporaryDirectory(prefix="generator-") as place:
        folder = Path(place) / "schemas"
        folder.mkdir()
        export_tree(name, tree, folder)
        return load_folder(folder, reference, report)


def load_folder(folder: Path, name: str, report: Report) -> dict[str, NormalModel]:
    """Return the models of a folder of schemas; only errors are told, warnings are `generate`'s to tell."""
    found = Report()
    models = {
        spec.model_id: model
        for spec in load_tree(folder, found)
        if (model := normalise(spec, found)) is not None
    }
    prefix = root_prefix(folder)
    for fault in locate(found.errors, folder):
        report.add(replace(fault, file=f"{name}/{fault.file.removeprefix(prefix)}"))
    return models


def load_lock(settings: Settings) -> dict[str, NormalModel]:
    """Return the models that the generated tree was made from, as its packaged documents have them."""
    lock = read_lock(settings.out)
    if lock is None:
        hint = "name another folder with --out, or run `make generate`"
        raise FaultsError(Fault(str(settings.out), "", "there is no generated tree", hint))
    return {
        model_id: packaged_model(parse(read_file(settings.out / path, path), path), path)
        for model_id, path in schema_files(lock).items()
    }


def schema_files(lock: Lock, model_ids: Iterable[str] | None = None) -> dict[str, str]:
    """Return where the packaged document of each model is, below the output folder."""
    prefix = f"{lock.package}/schemas/"
    return {
        model_id: path
        for model_id, model in lock.models.items()
        if model_ids is None or model_id in model_ids
        for path in model.files
        if path.startswith(prefix)
    }


def packaged_model(document: Any, file: str) -> NormalModel:
    """Return the model of a packaged document, whose schemas are normalised already. Raises FaultsError."""
    report = Report()
    facts = {"categories", "description", "example", "model_id", "price", "title", "as_of", "gone_since"}
    canonical = {key: value for key, value in document.items() if key in facts}
    canonical |= {"output_kind": document.get("kind"), "input_schema": document["input_schema"]}
    spec = from_document(canonical, file, report)
    if spec is None:
        raise FaultsError(*report.errors)
    return NormalModel(
        spec,
        document["input_schema"],
        document["output_schema"],
        document.get("title"),
        document.get("description"),
    )
