"""The package's files below its folder: what one model adds, what joins the models, and the hand-written half."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.package.docstrings import renamed
from generator.package.render import render_namespace, render_vendors
from generator.spec import without_none
from generator.tree.files import content_of, files_below

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from generator.dialect import NormalModel
    from generator.modelcode.classes import ModelCode
    from generator.names.places import Place, Places

__all__ = [
    "joining_files",
    "joining_keys",
    "joining_modules",
    "registry_entry",
    "runtime_files",
    "schema_text",
]

RUNTIME = Path(__file__).parent.parent / "runtime"


def schema_text(model: NormalModel, help_text: str) -> str:
    """Return the packaged document of a model: its normalised schemas, what is known of it, and the text about it."""
    spec = model.spec
    document = {
        "model_id": spec.model_id,
        "title": model.title,
        "description": model.description,
        "kind": spec.output_kind,
        "categories": list(spec.categories),
        "price": _price(model),
        "example": spec.example,
        **without_none(
            {
                "page": spec.page,
                "typical_seconds": spec.typical_seconds,
                "as_of": spec.as_of,
                "gone_since": spec.gone_since,
                "deprecated": spec.farewell,
            }
        ),
        "help": help_text,
        "input_schema": model.input_schema,
        "output_schema": model.output_schema,
        # As it came, for the sandbox, which stands in for the server that it came from.
        "source_schema": spec.input_schema,
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def registry_entry(model: NormalModel, place: Place, code: ModelCode) -> dict[str, Any]:
    """Return what the registry holds of a model, without importing its module."""
    return {
        "module": place.module,
        "name": place.name,
        "input": code.input,
        "output": code.output,
        "title": model.title,
        "description": model.description,
        "kind": model.spec.output_kind,
        "categories": list(model.spec.categories),
        "price": _price(model),
        **without_none(
            {
                "page": model.spec.page,
                "typical_seconds": model.spec.typical_seconds,
                "gone_since": model.spec.gone_since,
                "deprecated": model.spec.farewell,
            }
        ),
    }


def _price(model: NormalModel) -> dict[str, Any] | None:
    price = model.spec.price
    if price is None:
        return None
    found: dict[str, Any] = {
        "base_usd": price.base_usd,
        "unit": price.unit,
        "note": price.note,
        **price.to_json(),
    }
    if price.as_of is None and model.spec.as_of is not None and model.spec.source == "catalogue":
        # A sync that changes a document has read all of it.
        found["as_of"] = model.spec.as_of
    return found


def joining_modules(
    places: Places, helps: Mapping[str, str], leaving: Collection[str], remembered: Collection[str] = ()
) -> dict[str, str]:
    """Return the modules that join the models, not yet formatted: the clients and the namespaces.

    `helps` are the texts about the models, by id; `leaving` are those that their users are to leave; `remembered` are
    the paths of modules that nobody needs.
    """
    return {
        path: (render_namespace if place.parts else render_vendors)(place, helps, leaving)
        for path, place in _joining(places).items()
        if path not in remembered
    }


def joining_keys(places: Places, helps: Mapping[str, str], leaving: Collection[str]) -> dict[str, str]:
    """Return for each of the modules that join the models, by path, a hash of all that it is made from."""
    return {path: _key_of(place, helps, leaving) for path, place in _joining(places).items()}


def _joining(places: Places) -> dict[str, Place]:
    return {"vendors.py": places.root} | {place.module_file: place for place in places.namespaces()}


def _key_of(place: Place, helps: Mapping[str, str], leaving: Collection[str]) -> str:
    children = [
        (
            *(child.wire, child.name, child.kind, child.class_name, child.count),
            child.model_id and (helps[child.model_id], child.model_id in leaving),
        )
        for child in place.children.values()
    ]
    return hashlib.sha256(json.dumps([place.wire, place.parts, children]).encode()).hexdigest()


def joining_files(entries: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    """Return what else joins them: the registry, and what marks the folders."""
    registry = json.dumps(dict(sorted(entries.items())), indent=1, ensure_ascii=False) + "\n"
    return {
        "models/__init__.py": '"""Every model, in a module named after its id."""\n',
        "registry.json": registry,
        "py.typed": "",
    }


def runtime_files(package: str) -> Iterator[tuple[str, bytes]]:
    """Yield the hand-written half by path below the output, as it is; under another name its docstrings say that name.

    PyInstaller's hook alone is called after the package.
    """
    for path in sorted(files_below(RUNTIME, lambda name: name == "__pycache__" or name.startswith("."))):
        content = content_of(f"{RUNTIME}/{path}")
        if package != "runcomfy" and path.endswith(".py"):
            content = renamed(content.decode(), package).encode()
        yield f"{package}/{path.replace('/hook-runcomfy.', f'/hook-{package}.')}", content
