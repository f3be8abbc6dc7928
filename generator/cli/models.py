"""`add` takes models in, `list` tells which there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.cli.reply import DONE

if TYPE_CHECKING:
    import argparse

    from generator.cli.reply import Reply
    from generator.current import Settings
    from generator.plain.faults import Report

__all__ = ["add", "list_models"]


def add(settings: Settings, options: argparse.Namespace, report: Report, reply: Reply) -> int:
    """Take models in from saved pages or documents."""
    from generator.catalogue.add import add_pages

    documents = add_pages(options.pages, settings.schemas, report)
    told: list[dict[str, str]] = []
    for document in documents:
        told.append({"model_id": document.model_id, "path": str(document.path), "written": document.written})
        reply.say(f"{document.path}: {document.written} ({document.model_id})")
    reply.say("run `make generate` to make the client", documents=told)
    return DONE


def list_models(settings: Settings, _: argparse.Namespace, report: Report, reply: Reply) -> int:
    """Tell every model and its module."""
    from generator.build import load_models
    from generator.names.places import place_models
    from generator.tree.lock import read_lock

    specs = load_models(settings, report)
    report.raise_if_errors()
    lock = read_lock(settings.out)
    held = {} if lock is None else {model_id: model.module for model_id, model in lock.models.items()}
    places = place_models([spec.model_id for spec in specs], held).models
    modules = {spec.model_id: f"{settings.package}.models.{places[spec.model_id].module}" for spec in specs}
    width = max(map(len, modules), default=0)
    for model_id, module in modules.items():
        reply.say(f"{model_id:{width}}  {module}")
    reply.facts["models"] = [
        {
            "model_id": spec.model_id,
            "module": modules[spec.model_id],
            "output_kind": spec.output_kind,
            "file": spec.file,
        }
        for spec in specs
    ]
    return DONE
