"""Schemas into live classes, in memory: what the tests of the generator share."""

from __future__ import annotations

import itertools
import sys
import types
from collections.abc import Iterable
from typing import Any

from generator.dialect import NormalModel, normalise
from generator.diff.trees import packaged_model
from generator.docs.cards import make_card
from generator.docs.pages import model_page, tree_pages
from generator.modelcode.adapter import TypeExpressions
from generator.modelcode.classes import ModelCode, lower_model, model_code
from generator.names.places import Place, place_models
from generator.package.helptext import help_text
from generator.package.render import render_model
from generator.plain.faults import FaultsError, Report
from generator.schema.samples import example_inputs
from generator.schema.value import Schema
from generator.spec import ModelSpec

_count = itertools.count()
_TYPES = TypeExpressions()


def spec_of(
    input_schema: Any, output_schema: Any = None, model_id: str = "vendor/model", **facts: Any
) -> ModelSpec:
    """Return a spec as if it had been read from a canonical document."""
    return ModelSpec(
        model_id=model_id,
        input_schema=input_schema,
        output_schema=output_schema,
        file="schemas/test.json",
        **facts,
    )


def normal(input_schema: Any, output_schema: Any = None, **facts: Any) -> tuple[NormalModel, Report]:
    """Return the normalised model and what was reported; raise FaultsError where it was refused."""
    report = Report()
    model = normalise(spec_of(input_schema, output_schema, **facts), report)
    report.raise_if_errors()
    assert model is not None
    return model, report


def faults_of(input_schema: Any, output_schema: Any = None) -> list[tuple[str, str, str]]:
    """Return severity, pointer and message of everything reported, errors included."""
    report = Report()
    normalise(spec_of(input_schema, output_schema), report)
    return [(fault.severity, fault.pointer, fault.message) for fault in report.faults]


def source_of(model: NormalModel) -> str:
    """Return the source of a model's module, as rendered and before it is laid out."""
    place = place_of(model.spec.model_id)
    code = model_code(lower_model(model, place.class_name), _TYPES)
    return render_model(model, code, place, {model.spec.model_id: help_text(model, code)})


def spec_code(model: NormalModel, place: Place) -> ModelCode:
    """Return the code of a model at a place."""
    return model_code(lower_model(model, place.class_name), _TYPES)


def place_of(model_id: str) -> Place:
    """Return the place of a model that is alone."""
    return place_models([model_id]).models[model_id]


def page_of(document: dict[str, Any]) -> str:
    """Return the page of a packaged document's model."""
    model, place = packaged_model(document, "test.json"), place_of(document["model_id"])
    return model_page(model, model_code(lower_model(model, place.class_name), _TYPES), place, "runcomfy")


def pages_of(documents: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Return the pages that list the models of some packaged documents."""
    models = {document["model_id"]: packaged_model(document, "test.json") for document in documents}
    places = place_models(models).models
    cards = [make_card(model, places[model_id], "runcomfy") for model_id, model in models.items()]
    return {
        path: page.decode() if isinstance(page, bytes) else page for path, page in tree_pages(cards).items()
    }


def inputs_of(document: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Return the example inputs of a packaged document's model."""
    return example_inputs(
        Schema(document["input_schema"]),
        document["example"],
        document.get("kind"),
        document.get("categories") or (),
    )


def load(model: NormalModel) -> types.ModuleType:
    """Return the model's module, live, with the client's runtime underneath."""
    depth = len(model.spec.model_id.split("/"))
    package = ".".join(["runcomfy", "models", *["none"] * (depth - 1)])
    module = types.ModuleType(f"{package}.test_{next(_count)}")
    module.__package__ = package
    sys.modules[module.__name__] = module
    exec(compile(source_of(model), module.__name__, "exec"), module.__dict__)
    return module


__all__ = [
    "FaultsError",
    "faults_of",
    "inputs_of",
    "load",
    "normal",
    "page_of",
    "pages_of",
    "place_of",
    "source_of",
    "spec_code",
    "spec_of",
]
