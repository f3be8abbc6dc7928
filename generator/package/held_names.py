"""Names that the tree has given: who had one first keeps it, a newcomer takes another, and both are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.names.identifiers import property_names
from generator.names.places import place_models
from generator.plain.text import show

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.names.places import Places
    from generator.plain.faults import Report
    from generator.spec import ModelSpec
    from generator.tree.lock import Lock

__all__ = ["check_property_names", "note_newcomers"]


def note_newcomers(specs: list[ModelSpec], places: Places, old: Lock, report: Report) -> None:
    """Note newcomers whose name was taken, and report models that would lose theirs, as another generator gave it."""
    holders = {model.module: model_id for model_id, model in old.models.items()}
    for spec in specs:
        locked, module = old.models.get(spec.model_id), places.models[spec.model_id].module
        if locked is None:
            wanted = place_models([spec.model_id]).models[spec.model_id].module
            if wanted != module and wanted in holders:
                message = f"{show(spec.model_id)} is called {module}: {show(holders[wanted])} has had the name {wanted}"
                report.note(spec.file, "", message)
        elif locked.module != module:
            report.error(
                spec.file,
                "",
                f"{show(spec.model_id)} would be renamed from {locked.module} to {module}",
                "`generate --fresh-lock` accepts the new names",
            )


def check_property_names(
    specs: list[ModelSpec], names: Mapping[str, Mapping[str, Mapping[str, str]]], old: Lock, report: Report
) -> None:
    """Note new properties whose name was taken, and report properties that would lose theirs; `names` are by model."""
    for spec in specs:
        before = old.models[spec.model_id].names if spec.model_id in old.models else {}
        after = names.get(spec.model_id, {})
        for class_name, wire, name in _newcomers(before, after):
            wanted = property_names([wire])[wire]
            holder = next((one for one, had in before[class_name].items() if had == wanted), None)
            if holder is not None:
                message = (
                    f"{show(wire)} of {class_name} is called {name}: {show(holder)} has had the name {wanted}"
                )
                report.note(spec.file, "", f"the property {message}")
        renamed = [
            (class_name, wire, name, now)
            for class_name, names in before.items()
            for wire, name in names.items()
            if (now := after.get(class_name, {}).get(wire, name)) != name
        ]
        for class_name, wire, name, now in renamed:
            report.error(
                spec.file,
                "",
                f"the property {show(wire)} of {class_name} would be renamed from {name} to {now}",
                "rename the new property, or accept the new names with `generate --fresh-lock`",
            )


def _newcomers(
    before: Mapping[str, Mapping[str, str]], after: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield class, wire name and Python name of what the tree that is there gives no name to."""
    for class_name, names in after.items():
        for wire, name in names.items():
            if class_name in before and wire not in before[class_name]:
                yield class_name, wire, name
