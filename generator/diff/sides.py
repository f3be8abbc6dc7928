"""The two sides of a comparison: a folder of schemas, one of a git commit, or what the generated tree was made from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.dialect import normalise
from generator.diff.gitref import export_tree, find_tree
from generator.diff.trees import packaged_model, schema_files
from generator.names.ids import root_prefix
from generator.plain.faults import Report, refuse
from generator.plain.strictjson import parse
from generator.plain.temporary import temporary_folder
from generator.sources import load_tree, locate, read_file
from generator.spec import with_aliases
from generator.tree.lock import read_lock

if TYPE_CHECKING:
    from generator.dialect import NormalModel

__all__ = ["LOCK", "load_folder", "load_side"]

LOCK = "lock"
"""The side that stands for the generated tree."""


def load_side(name: str, schemas: Path, out: Path, report: Report) -> dict[str, NormalModel]:
    """Return the models of one side by id; faults go to the report, named by the side.

    `lock` is the generated tree in `out`, an existing folder is itself, anything else a git `REF:PATH`, or a `REF`
    alone for the folder of the schemas. Raises FaultsError where there is no such thing.
    """
    if name == LOCK:
        return _load_lock(out)
    if name and Path(name).is_dir():
        return load_folder(Path(name), name.rstrip("/"), report)
    reference = name
    if ":" not in name:
        # `./` makes git look below the current folder, as every other path here is meant.
        below = schemas.as_posix()
        reference = f"{name}:{below if schemas.is_absolute() else './' + below}"
    tree = find_tree(reference) if name else None
    if tree is None:
        hint = "name a folder, `lock`, or a git reference such as HEAD~1 or HEAD~1:schemas"
        refuse(name, "there is no such folder and no such folder in git", hint)
    with temporary_folder() as place:
        folder = place / "schemas"
        folder.mkdir()
        export_tree(name, tree, folder)
        return load_folder(folder, reference, report)


def load_folder(folder: Path, name: str, report: Report) -> dict[str, NormalModel]:
    """Return the models of a folder of schemas; only errors are told, warnings are `generate`'s to tell."""
    found = Report()
    models = {
        spec.model_id: model
        for spec in with_aliases(load_tree(folder, found))
        if (model := normalise(spec, found)) is not None
    }
    prefix = root_prefix(folder)
    for fault in locate(found.errors, folder):
        report.add(replace(fault, file=f"{name}/{fault.file.removeprefix(prefix)}"))
    return models


def _load_lock(out: Path) -> dict[str, NormalModel]:
    """Return the models that the generated tree was made from, as its packaged documents have them."""
    lock = read_lock(out)
    if lock is None:
        hint = "name another folder with --out, or run `make generate`"
        refuse(str(out), "there is no generated tree", hint)
    return {
        model_id: packaged_model(parse(read_file(out / path, path), path), path)
        for model_id, path in schema_files(lock).items()
    }
