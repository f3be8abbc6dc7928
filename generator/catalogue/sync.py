"""The live catalogue into `schemas/`: one canonical document for each model, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from generator.catalogue.entries import kind_of, read_entry
from generator.catalogue.fetch import Api
from generator.catalogue.listing import Listing, list_all, list_named
from generator.dialect import NormalModel, normalise
from generator.diff.models import compare_models
from generator.diff.requests import compare_requests
from generator.names.ids import path_of
from generator.plain.faults import Report, refuse
from generator.plain.text import show
from generator.sources import load_tree
from generator.spec import ModelSpec, Price, canonical_text, to_document
from generator.tree.edit import edit_tree
from generator.tree.files import schema_hashes

if TYPE_CHECKING:
    from pathlib import Path

    from generator.diff.change import Change

__all__ = ["Plan", "Wishes", "plan", "sync"]

# Documents of these sources describe models of the catalogue; others may never have been in it.
_OF_THE_CATALOGUE = ("catalogue", "page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What of the catalogue is wanted, and what may be done with it. `day` is written down, as `YYYY-MM-DD`."""

    day: str
    models: tuple[str, ...] = ()
    category: str | None = None
    search: str | None = None
    prune: bool = False
    force: bool = False
    dry_run: bool = False
    base_url: str | None = None


@dataclass(slots=True)
class Plan:
    """What a sync would do: files to write by path below the schemas folder, files to remove, and the ids they are."""

    written: dict[str, str] = field(default_factory=dict[str, str])
    removed: list[str] = field(default_factory=list[str])
    ids: dict[str, list[str]] = field(
        default_factory=lambda: {
            key: [] for key in ("added", "changed", "unchanged", "left", "gone", "removed")
        }
    )
    old: dict[str, NormalModel] = field(default_factory=dict[str, NormalModel])
    new: dict[str, NormalModel] = field(default_factory=dict[str, NormalModel])

    def __bool__(self) -> bool:
        """Say whether any model of the server's could be used, or is known to be gone."""
        return any(self.ids.values())

    def changes(self) -> list[Change]:
        """Return what it means for the users of the models."""
        return compare_models(self.old, self.new)


def sync(schemas: Path, wishes: Wishes, report: Report) -> Plan:
    """Bring the schemas up to date with the server, and return what was done.

    Entries left out and a catalogue that was not read whole are errors to `report`; the others are taken in all the
    same, and nothing is marked or removed on the word of half a catalogue. Raises FaultsError or OSError where it fails
    altogether; nothing is changed then.
    """
    before, known = _read_folder(schemas)
    with Api(wishes.base_url) as api:
        listing = _read(api, wishes, known, report)
    made = plan(_specs(listing, report), known, wishes.day, report, force=wishes.force)
    _mark_missing(made, known, listing.missing, wishes, report)
    if (made.written or made.removed) and not wishes.dry_run:
        if schema_hashes(schemas) != before:
            message = "the folder was changed while the catalogue was read"
            refuse(schemas.name, message, "sync again")
        edit_tree(schemas, {path: text.encode() for path, text in made.written.items()}, made.removed)
    return made


def _read_folder(schemas: Path) -> tuple[dict[str, str], dict[str, ModelSpec]]:
    """Return the hashes of the folder's files and the models in it. Raises FaultsError where one cannot be read."""
    if not schemas.is_dir():
        return {}, {}
    before = schema_hashes(schemas)
    found = Report()
    specs = load_tree(schemas, found)
    # A document that cannot be read could be of any model: writing that model again would make two of it.
    found.raise_if_errors()
    return before, {spec.model_id: spec for spec in specs}


def _read(api: Api, wishes: Wishes, known: dict[str, ModelSpec], report: Report) -> Listing:
    if wishes.models:
        return list_named(api, list(dict.fromkeys(wishes.models)), report)
    query = {key: value for key in ("category", "search") if (value := getattr(wishes, key))}
    expected = [spec.model_id for spec in known.values() if spec.source in _OF_THE_CATALOGUE]
    return list_all(api, query, expected, report, force=wishes.force)


def _specs(listing: Listing, report: Report) -> list[ModelSpec]:
    specs = [spec for entry in listing.entries if (spec := read_entry(entry, report)) is not None]
    return sorted(specs, key=lambda spec: spec.model_id)


def plan(
    specs: list[ModelSpec], known: dict[str, ModelSpec], day: str, report: Report, *, force: bool = False
) -> Plan:
    """Return what brings the known models up to date with those of the catalogue: pure but for the report."""
    made = Plan()
    taken = [spec.path for spec in known.values()]
    for spec in specs:
        there = known.get(spec.model_id)
        if there is None:
            path = path_of(spec.model_id, taken)
            taken.append(path)
            _write(made, "added", replace(spec, as_of=day), None, path)
        elif not there.is_document:
            made.ids["left"].append(spec.model_id)
            report.warning(
                there.file,
                "",
                "nothing of the catalogue can be written into this form of a schema; it is left as it is",
                "to have it kept up to date, move it out of the folder and sync again",
            )
        else:
            joined = _merged(spec, there, day, report, force=force)
            if joined is None:
                made.ids["unchanged"].append(spec.model_id)
            else:
                _write(made, "changed", joined, there, there.path)
    return made


def _merged(spec: ModelSpec, there: ModelSpec, day: str, report: Report, *, force: bool) -> ModelSpec | None:
    """Return a document brought up to date, or None where it is so already.

    What the catalogue does not know stays: output schema, example, unknown keys. An input schema that came from a page
    or from people stays too, unless by `force`: whoever put it there had a reason, and is told where the two differ.
    """
    own = there.source != "catalogue" and not force
    names = ("title", "description", "categories", "price", "page")
    found: dict[str, Any] = {name: getattr(spec, name) or getattr(there, name) for name in names}
    found["price"] = _merged_price(spec.price, there, day, report)
    is_guess = there.source == "catalogue" and there.output_kind == kind_of(there.categories)
    kinds = (spec.output_kind, there.output_kind) if is_guess else (there.output_kind, spec.output_kind)
    joined = replace(
        there,
        **found,
        output_kind=kinds[0] or kinds[1],
        gone_since=None,
        source=there.source if own else "catalogue",
        input_schema=there.input_schema if own else spec.input_schema,
    )
    if own:
        _compare_own(spec, there, report)
    if canonical_text(to_document(joined)) == canonical_text(to_document(there)):
        return None
    return joined if own else replace(joined, as_of=day)


def _merged_price(live: Price | None, there: ModelSpec, day: str, report: Report) -> Price | None:
    """Return the price of now. What only the document knows of the same rate stays: its table, its limit."""
    known = there.price
    if live is None or known is None:
        dated = live is not None and there.source != "catalogue"
        return replace(live, source="catalogue", as_of=day) if live is not None and dated else live or known
    joined = replace(
        known, base_usd=live.base_usd, unit=live.unit or known.unit, note=live.note or known.note
    )
    if live.base_usd is None or joined == known:
        return joined if live.base_usd is not None else replace(joined, base_usd=known.base_usd)
    if (known.base_usd, known.unit) != (joined.base_usd, joined.unit) and (
        known.by or known.max_usd is not None
    ):
        joined = replace(joined, by=(), max_usd=None)
        report.warning(
            there.file, "/price", "the base rate has changed: the table beside it is taken out", ""
        )
    own = there.source != "catalogue" or known.as_of is not None
    return replace(joined, source="catalogue", as_of=day) if own else joined


def _compare_own(spec: ModelSpec, there: ModelSpec, report: Report) -> None:
    mine, theirs = _normal(there), _normal(spec)
    if mine is None or theirs is None:
        return
    changes = compare_requests(spec.model_id, mine.input_schema, theirs.input_schema)
    told = [change for change in changes if change.severity != "patch"]
    if told:
        first = f"{told[0].path}: {told[0].message}" if told[0].path else told[0].message
        report.warning(
            there.file,
            "/input_schema",
            f"the catalogue's input schema differs in {len(told)} places, first {first}; this one is kept",
            "`sync --force` takes the catalogue's",
        )


def _mark_missing(
    made: Plan, known: dict[str, ModelSpec], missing: list[str], wishes: Wishes, report: Report
) -> None:
    """Mark or remove the documents of models that the server does not have any more."""
    for model_id in missing:
        there = known[model_id]
        if not there.is_document:
            made.ids["left"].append(model_id)
            report.warning(
                there.file, "", f"the catalogue no longer lists {show(model_id)}", "remove the file"
            )
        elif wishes.prune:
            made.ids["removed"].append(model_id)
            made.removed.append(there.path)
            _remember(made.old, there)
        elif there.gone_since is None:
            _write(made, "gone", replace(there, gone_since=wishes.day), there, there.path)


def _write(made: Plan, what: str, spec: ModelSpec, there: ModelSpec | None, path: str) -> None:
    made.ids[what].append(spec.model_id)
    made.written[path] = canonical_text(to_document(spec))
    if there is not None:
        _remember(made.old, there)
    _remember(made.new, spec)


def _remember(models: dict[str, NormalModel], spec: ModelSpec) -> None:
    if (model := _normal(spec)) is not None:
        models[spec.model_id] = model


def _normal(spec: ModelSpec) -> NormalModel | None:
    return normalise(spec, Report())
