"""`python -m generator sync`: the live catalogue into `schemas/`, one canonical document a model, all or nothing."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from generator.catalogue import Entry, kind_of, read_catalogue, read_entry, read_one
from generator.dialect import NormalModel, normalise
from generator.diff.models import compare_models
from generator.diff.render import change_document, closing, render_text
from generator.diff.requests import compare_requests
from generator.faults import Fault, FaultsError, Report, show
from generator.fetch import FILE, Api, MissingError
from generator.ids import path_of
from generator.lock import schema_hashes
from generator.sources import load_tree
from generator.spec import canonical_text, to_document
from generator.tree import edit_tree

if TYPE_CHECKING:
    import argparse

    from generator.build import Settings
    from generator.diff.change import Change
    from generator.spec import ModelSpec

__all__ = ["Plan", "plan", "sync"]

_MOST_MISSING = 500
# Documents of these sources describe models of the catalogue; others may never have been in it.
_OF_THE_CATALOGUE = ("catalogue", "page")


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

    def changes(self) -> list[Change]:
        """Return what it means for the users of the models."""
        return compare_models(self.old, self.new)


def sync(settings: Settings, options: argparse.Namespace, report: Report) -> int:
    """Bring the schemas up to date with the server, and tell what changed; 2 where entries had to be left out.

    Raises FaultsError or OSError where it fails in the middle; nothing is changed then.
    """
    day = options.date or datetime.now(UTC).date().isoformat()
    before, known = _there(settings)
    with Api(options.base_url) as api:
        entries, missing = _read(api, options, known, report)
    specs = _specs(entries, report)
    made = plan(specs, known, day, report, force=options.force)
    if missing is not None:
        _miss(made, known, missing, day, report=report, options=options)
    if (made.written or made.removed) and not options.dry_run:
        if schema_hashes(settings.schemas) != before:
            message = "the folder was changed while the catalogue was read"
            raise FaultsError(Fault(settings.schemas.name, "", message, "sync again"))
        edit_tree(
            settings.schemas, {path: text.encode() for path, text in made.written.items()}, made.removed
        )
    _tell(made, options)
    return 2 if report.errors else 0


def _there(settings: Settings) -> tuple[dict[str, str], dict[str, ModelSpec]]:
    """Return the hashes of the folder's files and the models in it. Raises FaultsError where one cannot be read."""
    if not settings.schemas.is_dir():
        return {}, {}
    before = schema_hashes(settings.schemas)
    found = Report()
    specs = load_tree(settings.schemas, found)
    # A document that cannot be read could be of any model: writing that model again would make two of it.
    found.raise_if_errors()
    return before, {spec.model_id: spec for spec in specs}


def _read(
    api: Api, options: argparse.Namespace, known: dict[str, ModelSpec], report: Report
) -> tuple[list[Entry], list[str] | None]:
    """Return the entries, and the ids that the whole catalogue lacks; None where it was not read whole."""
    if options.model:
        entries, absent = _one_by_one(api, list(dict.fromkeys(options.model)), 0, report)
        for position, (model_id, said) in absent.items():
            message = f"the server has no model {show(model_id)}"
            report.error(FILE, f"/models/{position}", message, said or "check the id")
        return entries, None
    query = {key: value for key in ("category", "search") if (value := getattr(options, key))}
    entries = read_catalogue(api, query, report)
    if query:
        if not entries:
            report.warning(FILE, "", "no model of the catalogue fits")
        return entries, None
    if not entries:
        raise FaultsError(Fault(FILE, "", "the server's catalogue is empty; nothing is changed"))
    listed = {entry.model_id for entry in entries}
    candidates = [
        spec.model_id
        for spec in known.values()
        if spec.model_id not in listed and spec.source in _OF_THE_CATALOGUE
    ]
    if len(candidates) > _MOST_MISSING:
        message = f"the catalogue lacks {len(candidates)} of {len(known)} models; nothing is changed"
        raise FaultsError(Fault(FILE, "", message, "check --base-url"))
    # The list may have moved between two pages, so each one is asked for by name before it is called gone.
    found, absent = _one_by_one(api, candidates, len(entries), report)
    return entries + found, [model_id for model_id, _ in absent.values()]


def _one_by_one(
    api: Api, model_ids: list[str], begin: int, report: Report
) -> tuple[list[Entry], dict[int, tuple[str, str]]]:
    """Return the entries of single models, and by place those the server does not have, with what it said."""
    entries: list[Entry] = []
    absent: dict[int, tuple[str, str]] = {}
    for position, model_id in enumerate(model_ids, begin):
        try:
            entry = read_one(api, model_id, position, report)
        except MissingError as error:
            absent[position] = (model_id, str(error))
        else:
            entries += [entry] if entry is not None else []
    return entries, absent


def _specs(entries: list[Entry], report: Report) -> list[ModelSpec]:
    specs = [spec for entry in entries if (spec := read_entry(entry, report)) is not None]
    return sorted(specs, key=lambda spec: spec.model_id)


def plan(
    specs: list[ModelSpec], known: dict[str, ModelSpec], day: str, report: Report, *, force: bool = False
) -> Plan:
    """Return what brings the known models up to date with those of the catalogue: pure but for the report."""
    made = Plan()
    taken = [_below(spec) for spec in known.values()]
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
            joined = _joined(spec, there, day, report, force=force)
            if joined is None:
                made.ids["unchanged"].append(spec.model_id)
            else:
                _write(made, "changed", joined, there, _below(there))
    return made


def _joined(spec: ModelSpec, there: ModelSpec, day: str, report: Report, *, force: bool) -> ModelSpec | None:
    """Return a document brought up to date, or None where it is so already.

    What the catalogue does not know stays: output schema, example, unknown keys. An input schema that came from a page
    or from people stays too, unless by `force`: whoever put it there had a reason, and is told where the two differ.
    """
    own = there.source != "catalogue" and not force
    joined = replace(
        there,
        title=spec.title or there.title,
        description=spec.description or there.description,
        categories=spec.categories or there.categories,
        output_kind=(spec.output_kind or there.output_kind)
        if there.source == "catalogue" and there.output_kind == kind_of(there.categories)
        else (there.output_kind or spec.output_kind),
        price=spec.price or there.price,
        gone_since=None,
        source=there.source if own else "catalogue",
        input_schema=there.input_schema if own else spec.input_schema,
    )
    if own:
        _compare_own(spec, there, report)
    if canonical_text(to_document(joined)) == canonical_text(to_document(there)):
        return None
    return joined if own else replace(joined, as_of=day)


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


def _miss(
    made: Plan,
    known: dict[str, ModelSpec],
    missing: list[str],
    day: str,
    *,
    report: Report,
    options: argparse.Namespace,
) -> None:
    """Mark or remove the documents of models that the server does not have any more."""
    listed = sum(spec.source in _OF_THE_CATALOGUE for spec in known.values())
    if options.prune and len(missing) > max(listed / 2, 1) and not options.force:
        message = (
            f"the catalogue lacks {len(missing)} of {listed} models, and to remove so many may be a mistake"
        )
        raise FaultsError(Fault(FILE, "", message, "`--prune --force` removes them"))
    for model_id in missing:
        there = known[model_id]
        if not there.is_document:
            made.ids["left"].append(model_id)
            report.warning(
                there.file, "", f"the catalogue no longer lists {show(model_id)}", "remove the file"
            )
        elif options.prune:
            made.ids["removed"].append(model_id)
            made.removed.append(_below(there))
            _remember(made.old, there)
        elif there.gone_since is None:
            _write(made, "gone", replace(there, gone_since=day), there, _below(there))


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


def _below(spec: ModelSpec) -> str:
    return spec.file.partition("/")[2]


def _tell(made: Plan, options: argparse.Namespace) -> None:
    changes = made.changes()
    if options.format == "json":
        options.facts.update(dry_run=options.dry_run, **made.ids, **change_document(changes, ()))
        return
    lines = [render_text(changes) if changes else closing(changes)]
    counts = ", ".join(f"{len(ids)} {what}" for what, ids in made.ids.items() if ids) or "nothing found"
    lines.append(f"{'would be' if options.dry_run else 'done'}: {counts}")
    if (made.written or made.removed) and not options.dry_run:
        lines.append("run `make generate` to make the client")
    sys.stdout.write("\n".join(lines) + "\n")
