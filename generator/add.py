"""Taking a model in: a saved page or a document becomes the canonical document under `schemas/`."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator.dialect import normalise
from generator.dialect.normaliser import is_unresolved
from generator.faults import Fault, FaultsError, Report
from generator.ids import path_of
from generator.jsonvalues import is_array, is_object
from generator.sources import from_document, load_tree, read_file, read_page
from generator.spec import ModelSpec, canonical_text, to_document
from generator.strictjson import decode, parse

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Added", "add_page"]


@dataclass(frozen=True, slots=True)
class Added:
    """A document that is ready to be written."""

    model_id: str
    path: Path
    text: str

    def write(self) -> str:
        """Write the document whole or not at all, and return what that was: added, changed or unchanged."""
        before = self.path.read_text(encoding="utf-8") if self.path.exists() else None
        if before == self.text:
            return "unchanged"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        staged = self.path.with_name(f".{self.path.name}.{os.getpid()}.new")
        try:
            staged.write_text(self.text, encoding="utf-8", newline="\n")
            staged.replace(self.path)
        finally:
            staged.unlink(missing_ok=True)
        return "added" if before is None else "changed"


def add_page(page: Path, schemas: Path, report: Report) -> Added:
    """Read a saved page (or a canonical document) and return its place and text under `schemas`.

    What the page cannot know (title, categories, kind, price) is kept from a document that is already there. Raises
    FaultsError where the page or its schema is refused; nothing is written here.
    """
    spec = without_unresolved(_read(page, report))
    if normalise(spec, report) is None:
        raise FaultsError(*report.errors)
    there = _there(schemas)
    known = there.get(spec.model_id)
    taken = [other.file.partition("/")[2] for other in there.values()]
    below = path_of(spec.model_id, taken) if known is None else known.file.partition("/")[2]
    path = schemas / below
    if known is not None:
        if not known.is_document:
            raise FaultsError(_is_there(page, path))
        spec = _joined(spec, known)
    return Added(spec.model_id, path, canonical_text(to_document(spec)))


def without_unresolved(spec: ModelSpec) -> ModelSpec:
    """Return a page's spec without the site's unresolved texts: they say nothing, and would be warned of for ever."""
    schema, output = _clean(spec.input_schema), _clean(spec.output_schema)
    return replace(spec, input_schema=schema, output_schema=output)


def _clean(node: Any) -> Any:
    if is_array(node):
        return [_clean(item) for item in node]
    if not is_object(node):
        return node
    return {
        key: _clean(value)
        for key, value in node.items()
        if not (key in ("title", "description") and isinstance(value, str) and is_unresolved(value))
    }


def _read(page: Path, report: Report) -> ModelSpec:
    text = decode(read_file(page, page.name), page.name)
    if page.suffix != ".json":
        return read_page(text, page.name, report)
    spec = from_document(parse(text, page.name), page.name, report)
    if spec is None:
        raise FaultsError(*report.errors)
    return spec


def _there(schemas: Path) -> dict[str, ModelSpec]:
    """Return what is there, by id; other documents' faults are theirs, and told by `generate`."""
    return {spec.model_id: spec for spec in load_tree(schemas, Report())} if schemas.is_dir() else {}


def _joined(spec: ModelSpec, known: ModelSpec) -> ModelSpec:
    return replace(
        spec,
        title=spec.title or known.title,
        description=spec.description or known.description,
        categories=spec.categories or known.categories,
        output_kind=spec.output_kind or known.output_kind,
        price=spec.price or known.price,
        example=spec.example or known.example,
        output_schema=known.output_schema if spec.output_schema is None else spec.output_schema,
        extra={**known.extra, **spec.extra},
    )


def _is_there(page: Path, path: Path) -> Fault:
    """Return the fault of a model that stands in a page or as bare schemas, which no document can replace."""
    if path.suffix != ".json":
        message = f"the model is already there as the page {path}"
        return Fault(page.name, "", message, "remove that page, or replace it by this one")
    return Fault(
        page.name,
        "",
        f"the model is already there as the bare schema {path}",
        "remove it, with the output.json beside it",
    )
