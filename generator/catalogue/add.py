"""Taking models in: saved pages or documents become canonical documents under `schemas/`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator.dialect import normalise
from generator.dialect.texts import is_unresolved
from generator.names.ids import path_of
from generator.plain.faults import Fault, FaultsError, Report
from generator.plain.strictjson import parse
from generator.plain.values import is_array, is_object
from generator.sources import from_document, load_tree, read_file
from generator.sources.page import read_page
from generator.sources.page_file import page_text
from generator.spec import ModelSpec, canonical_text, to_document
from generator.tree.edit import edit_tree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["Added", "add_pages", "without_unresolved"]


@dataclass(frozen=True, slots=True)
class Added:
    """A document that was taken in; `written` says what that was: added, changed or unchanged."""

    model_id: str
    path: Path
    written: str


def add_pages(pages: Sequence[Path], schemas: Path, report: Report) -> list[Added]:
    """Take saved pages (or canonical documents) in, all or none, and return what became of each.

    What a page cannot know (title, categories, kind, price, its address) is kept from a document that is already there.
    Raises FaultsError where a page or its schema is refused, OSError where the disk refuses; nothing is written then.
    """
    # Other documents' faults are theirs, and told by `generate`.
    known = {spec.model_id: spec for spec in load_tree(schemas, Report())} if schemas.is_dir() else {}
    texts: dict[str, str] = {}
    added: list[Added] = []
    for page in pages:
        spec = without_unresolved(_read(page, report))
        if normalise(spec, report) is None:
            raise FaultsError(*report.errors)
        there = known.get(spec.model_id)
        below = there.path if there else path_of(spec.model_id, [other.path for other in known.values()])
        path = schemas / below
        if there is not None:
            if not there.is_document:
                raise FaultsError(_already_there(page, path))
            spec = _merged(spec, there)
        before = texts.get(below) or (path.read_text(encoding="utf-8") if path.exists() else None)
        text = canonical_text(to_document(spec))
        if before != text:
            texts[below] = text
        written = "unchanged" if before == text else "added" if before is None else "changed"
        added.append(Added(spec.model_id, path, written))
        known[spec.model_id] = replace(spec, file=f"{schemas.name}/{below}")
    report.raise_if_errors()
    if texts:
        edit_tree(schemas, {path: text.encode() for path, text in texts.items()})
    return added


def without_unresolved(spec: ModelSpec) -> ModelSpec:
    """Return a page's spec without the site's unresolved texts: they say nothing, and would be warned of for ever."""
    schema, output = (
        _without_unresolved_texts(spec.input_schema),
        _without_unresolved_texts(spec.output_schema),
    )
    return replace(spec, input_schema=schema, output_schema=output)


def _without_unresolved_texts(node: Any) -> Any:
    if is_array(node):
        return [_without_unresolved_texts(item) for item in node]
    if not is_object(node):
        return node
    return {
        key: _without_unresolved_texts(value)
        for key, value in node.items()
        if not (key in ("title", "description") and isinstance(value, str) and is_unresolved(value))
    }


def _read(page: Path, report: Report) -> ModelSpec:
    data = read_file(page, page.name)
    if page.suffix != ".json":
        return read_page(page_text(data, page.name), page.name, report)
    spec = from_document(parse(data, page.name), page.name, report)
    if spec is None:
        raise FaultsError(*report.errors)
    return spec


def _merged(spec: ModelSpec, known: ModelSpec) -> ModelSpec:
    names = (
        "title",
        "description",
        "categories",
        "output_kind",
        "price",
        "example",
        "page",
        "typical_seconds",
    )
    found: dict[str, Any] = {name: getattr(spec, name) or getattr(known, name) for name in names}
    output = known.output_schema if spec.output_schema is None else spec.output_schema
    return replace(spec, **found, output_schema=output, extra={**known.extra, **spec.extra})


def _already_there(page: Path, path: Path) -> Fault:
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
