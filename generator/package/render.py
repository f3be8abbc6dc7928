"""Finished values into the templates of modules, each held against the allow-list; layout comes after it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from generator.modelcode.allowlist import check_module
from generator.plain.text import counted, escape
from generator.writing.literals import docstring, python_literal
from generator.writing.source import Source
from generator.writing.templating import environment

if TYPE_CHECKING:
    from generator.dialect import NormalModel
    from generator.modelcode.classes import ModelCode
    from generator.names.places import Place

__all__ = ["render_client", "render_model", "render_namespace"]

_MODULES = {
    "typing": frozenset({"Annotated", "Any", "Literal", "TYPE_CHECKING"}),
    "pydantic": frozenset({"ConfigDict", "Field", "RootModel"}),
    "base": frozenset(
        """
        AudioInput Endpoint Fits ImageInput InputModel MultipleOf OneOf OutputModel Pattern UNSET UniqueItems Validation
        VideoInput
        """.split()
    ),
}
_RUNTIME = (
    "_base", "_client.async_client", "_client.endpoint", "_client.namespace", "_client.sync_client"
)  # fmt: skip
_CLIENTS = {"any": Source("ClientT"), "sync": Source("SyncClient"), "asyncio": Source("AsyncClient")}


def render_model(model: NormalModel, code: ModelCode, place: Place) -> str:
    """Return the module of one model, not yet formatted."""
    used = _names_used(code) | {"Endpoint"} | ({"TYPE_CHECKING"} if place.children else set[str]())
    nested = [f"{place.class_name}{which}" for which in ("Async", "Sync")] if place.children else []
    lines = [f"`{model.spec.model_id}`" + (f": {model.title}" if model.title else "")]
    return _render(
        "model.py.jinja",
        place,
        model.spec.file,
        doc=docstring("\n".join(lines + (["", model.description] if model.description else [])), ""),
        imports={module: _import(used & names) for module, names in _MODULES.items()},
        exports=python_literal(sorted({*(item.name for item in code.classes), place.name, *nested})),
        code=code,
        model_id=python_literal(model.spec.model_id),
        children_doc=docstring(f"`{place.wire}`, and the models below it.", "    "),
    )


def render_namespace(place: Place) -> str:
    """Return the module of a namespace."""
    doc = docstring(f"`{place.wire}`: {counted(place.count, 'model')}.", "    ")
    return _render("namespace.py.jinja", place, doc=doc, exports=python_literal([place.class_name]))


def render_client(root: Place) -> str:
    """Return the module of the two clients."""
    return _render("client.py.jinja", root)


def _render(template: str, place: Place, file: str | None = None, **values: object) -> str:
    made_from = f"Made from {escape(file)}" if file else "Made"
    text = (
        environment()
        .get_template(template)
        .render(
            place=place,
            header=Source(f"{made_from} by `python -m generator generate`; not to be edited."),
            kinds={child.kind for child in place.children.values()},
            table=python_literal(place.table),
            clients=_CLIENTS,
            **values,
        )
    )
    children = {("." if place.parts else ".models.") + name for name in place.children}
    check_module(
        ast.parse(text),
        modules={"__future__", "typing", "pydantic", *children, *(place.dots + name for name in _RUNTIME)},
        namespace=bool(place.children),
    )
    return text


def _import(names: set[str]) -> Source:
    """Return what an import names, in isort's order: constants first."""
    return Source(", ".join(sorted(names, key=lambda name: (not name.isupper(), name))))


def _names_used(code: ModelCode) -> set[str]:
    """Return every name that the code refers to, so that just those are imported."""
    sources: list[Source | None] = []
    for item in code.classes:
        sources += [item.base, item.config, item.fits]
        for line in item.fields:
            sources += [line.annotation, line.default]
    trees = [ast.parse(source, mode="eval") for source in sources if source is not None]
    return {node.id for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name)}
