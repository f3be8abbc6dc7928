"""`rename`: a model has another id now, and its old name stays for a while as a deprecated one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.plain.faults import Report, refuse
from generator.plain.text import show
from generator.sources import load_tree
from generator.spec import canonical_text, to_document
from generator.tree.edit import edit_tree

if TYPE_CHECKING:
    from pathlib import Path

    from generator.spec import ModelSpec

__all__ = ["end_names", "rename"]


def rename(schemas: Path, old: str, new: str, until: str | None) -> Path:
    """Note in the document of `new` that it was called `old`, take the one of `old` away, and return the former.

    `until` is the version with which the old name goes, or None for no end. The names that the old model had itself are
    kept too. Raises FaultsError where `new` has no document of its own, or nothing is known of `old`.
    """
    report = Report()
    known = {spec.model_id: spec for spec in load_tree(schemas, report)}
    report.raise_if_errors()
    there, before = known.get(new), known.get(old)
    if there is None or not there.is_document or new == old:
        hint = "sync first, or name a model that has a document of its own"
        refuse(str(schemas), f"there is no document of {show(new)}", hint)
    if before is None and old not in there.formerly:
        refuse(str(schemas), f"there is no model {show(old)}", "check the id")
    names = {**(before.formerly if before else {}), **there.formerly, old: until}
    removed = [file.partition("/")[2] for file in before.files] if before else []
    _write(schemas, [replace(there, formerly=names)], removed)
    return schemas / there.path


def end_names(schemas: Path, version: str) -> list[str]:
    """Take the former names out of the documents that go with `version` or went before it, and return them."""
    changed: list[ModelSpec] = []
    ended: list[str] = []
    for spec in load_tree(schemas, Report()) if schemas.is_dir() else ():
        over = [
            old
            for old, until in spec.formerly.items()
            if until and _version_key(until) <= _version_key(version)
        ]
        if over:
            changed.append(
                replace(spec, formerly={old: end for old, end in spec.formerly.items() if old not in over})
            )
            ended += over
    _write(schemas, changed, [])
    return ended


def _write(schemas: Path, specs: list[ModelSpec], removed: list[str]) -> None:
    if specs:
        texts = {spec.path: canonical_text(to_document(spec)).encode() for spec in specs}
        edit_tree(schemas, texts, removed)


def _version_key(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]
