"""Schemas into live classes, in memory: what the tests of the generator share."""

from __future__ import annotations

import itertools
import sys
import types
from typing import Any

from generator.dialect import NormalModel, normalise
from generator.faults import FaultsError, Report
from generator.modelcode import model_code
from generator.package import arrange
from generator.package.render import render_model
from generator.spec import ModelSpec

_count = itertools.count()


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
    places, nodes = arrange([model.spec.model_id])
    place = places[model.spec.model_id]
    return render_model(model, model_code(model, place.class_prefix), place, nodes[place.parts])


def load(model: NormalModel) -> types.ModuleType:
    """Return the model's module, live, with the client's runtime underneath."""
    depth = len(model.spec.model_id.split("/"))
    package = ".".join(["runcomfy", "models", *["none"] * (depth - 1)])
    module = types.ModuleType(f"{package}.test_{next(_count)}")
    module.__package__ = package
    sys.modules[module.__name__] = module
    exec(compile(source_of(model), module.__name__, "exec"), module.__dict__)
    return module


__all__ = ["FaultsError", "faults_of", "load", "normal", "source_of", "spec_of"]
