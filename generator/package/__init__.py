"""The generated package as `{path: content}`: a pure function of models, place and runtime; nothing is written here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.modelcode import model_code
from generator.modelcode.adapter import AdapterError
from generator.modelcode.allowlist import CodeRefusedError
from generator.modelcode.plans import LoweringError
from generator.naming import Place, place_models
from generator.package.nodes import Node, build_tree
from generator.package.render import render_client, render_model, render_namespace
from generator.package.ruff import format_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.dialect import NormalModel
    from generator.faults import Report

__all__ = [
    "RUNTIME",
    "ModelFiles",
    "Node",
    "arrange",
    "build_tree",
    "model_files",
    "runtime_files",
    "tree_files",
]

RUNTIME = Path(__file__).parent.parent / "runtime"


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """What one model adds to the package: its files, its entry in the registry and its names.

    `names` are, by class, the properties that could not keep their own name.
    """

    files: dict[str, str]
    entry: dict[str, Any]
    names: dict[str, dict[str, str]]


def model_files(
    models: Iterable[NormalModel],
    places: Mapping[str, Place],
    nodes: Mapping[tuple[str, ...], Node],
    report: Report,
    step: Callable[[], None],
) -> dict[str, ModelFiles]:
    """Return the files of each model, by its id; paths are below the package.

    A schema that no class can say goes to the report. `step` is called after each model.
    """
    sources: dict[str, str] = {}
    finished: dict[str, ModelFiles] = {}
    for model in models:
        place = places[model.spec.model_id]
        node = nodes[place.parts]
        path = node.path
        step()
        try:
            code = model_code(model, place.class_prefix)
            sources[path] = render_model(model, code, place, node)
        except LoweringError as error:
            report.error(*model.spec.place(error.part, error.pointer), error.message, error.hint)
            continue
        except (AdapterError, CodeRefusedError) as error:
            hint = "this is a fault of the generator; please report it with the schema"
            report.error(model.spec.file, "", f"no code could be made: {error}", hint)
            continue
        document = json.dumps(_schema_document(model), indent=2, ensure_ascii=False) + "\n"
        files = {path: "", schema_path(place): document}
        entry = _entry(model, place, code.input, code.output)
        finished[model.spec.model_id] = ModelFiles(files, entry, code.field_names)
    formatted = format_sources(sources)
    for model_id, own in finished.items():
        path = nodes[places[model_id].parts].path
        own.files[path] = formatted[path]
    return finished


def tree_files(
    nodes: Mapping[tuple[str, ...], Node], entries: Mapping[str, dict[str, Any]], kept: Mapping[str, str]
) -> dict[str, str]:
    """Return what joins the models: the clients, the namespaces and the registry. `kept` are finished namespaces."""
    sources = {"client.py": render_client(nodes[()])}
    for node in nodes.values():
        if node.parts and node.place is None and node.path not in kept:
            sources[node.path] = render_namespace(node)
    registry = json.dumps({key: entries[key] for key in sorted(entries)}, indent=1, ensure_ascii=False) + "\n"
    return {
        **kept,
        **format_sources(sources),
        "models/__init__.py": '"""Every model, in a module named after its id."""\n',
        "registry.json": registry,
        "py.typed": "",
    }


def runtime_files() -> dict[str, bytes]:
    """Return the hand-written half, as it is."""
    return {
        path.relative_to(RUNTIME).as_posix(): path.read_bytes()
        for path in sorted(RUNTIME.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }


def arrange(model_ids: Iterable[str]) -> tuple[dict[str, Place], dict[tuple[str, ...], Node]]:
    """Return where every model stands, and the tree of namespaces over them."""
    places = place_models(model_ids)
    return places, build_tree(places.values())


def schema_path(place: Place) -> str:
    """Return where a model's schema document is packaged, below the package."""
    return f"schemas/{'/'.join(place.parts)}.json"


def _schema_document(model: NormalModel) -> dict[str, Any]:
    spec = model.spec
    return {
        "model_id": spec.model_id,
        "title": model.title,
        "description": model.description,
        "kind": spec.output_kind,
        "categories": list(spec.categories),
        "price": _price(model),
        "example": spec.example,
        **({"as_of": spec.as_of} if spec.as_of else {}),
        **({"gone_since": spec.gone_since} if spec.gone_since else {}),
        "input_schema": model.input_schema,
        "output_schema": model.output_schema,
        # As it came, for the sandbox, which stands in for the server that it came from.
        "source_schema": spec.input_schema,
    }


def _entry(model: NormalModel, place: Place, input_name: str, output_name: str) -> dict[str, Any]:
    return {
        "module": place.module,
        "name": place.name,
        "input": input_name,
        "output": output_name,
        "title": model.title,
        "kind": model.spec.output_kind,
        "categories": list(model.spec.categories),
        "price": _price(model),
    }


def _price(model: NormalModel) -> dict[str, Any] | None:
    price = model.spec.price
    return None if price is None else {"base_usd": price.base_usd, "unit": price.unit, "note": price.note}
