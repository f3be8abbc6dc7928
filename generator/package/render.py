"""Finished values into templates. A template prints nothing but what is marked as source here."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from generator.faults import escape
from generator.literals import docstring, python_literal
from generator.modelcode.allowlist import check_module
from generator.templating import Source, environment

if TYPE_CHECKING:
    from generator.dialect import NormalModel
    from generator.modelcode import ModelCode
    from generator.naming import Place
    from generator.package.nodes import Node

__all__ = ["render_client", "render_model", "render_namespace"]

_TYPING = frozenset({"Annotated", "Any", "Literal"})
_PYDANTIC = frozenset({"ConfigDict", "Field", "RootModel"})


def render_model(model: NormalModel, code: ModelCode, place: Place, node: Node) -> str:
    """Return the module of one model, checked against the allow-list, not yet formatted."""
    used = _names_used(code)
    base = {"Endpoint"} | (used - _TYPING - _PYDANTIC - {"__fits__"}) & _BASE_NAMES
    typing = used & _TYPING
    if node.children:
        typing |= {"TYPE_CHECKING"}
    exports = sorted({*(item.name for item in code.classes), place.name, *_nested_classes(node)})
    lines = [f"`{model.spec.model_id}`" + (f": {model.title}" if model.title else "")]
    if model.description:
        lines += ["", model.description]
    context: dict[str, Any] = {
        "doc": Source(docstring("\n".join(lines), "")),
        "header": _header(model.spec.file),
        "typing": Source(", ".join(sorted(typing, key=_import_order))),
        "pydantic": Source(", ".join(sorted(used & _PYDANTIC))),
        "base": Source(", ".join(sorted(base, key=_import_order))),
        "dots": Source(node.dots),
        "exports": Source(python_literal(exports)),
        "classes": [
            {
                "name": Source(item.name),
                "base": Source(item.base),
                "doc": Source(item.doc),
                "config": item.config and Source(item.config),
                "fits": item.fits and Source(item.fits),
                "fields": [
                    {
                        "name": Source(line.name),
                        "annotation": Source(line.annotation),
                        "default": line.default and Source(line.default),
                        "doc": line.doc and Source(line.doc),
                    }
                    for line in item.fields
                ],
            }
            for item in code.classes
        ],
        "name": Source(place.name),
        "id": Source(python_literal(model.spec.model_id)),
        "input": Source(code.input),
        "output": Source(code.output),
        "class": Source(place.class_prefix),
        **_children(node),
    }
    text = environment().get_template("model.py.jinja").render(model=context)
    _check(text, node)
    return text


def render_namespace(node: Node) -> str:
    """Return the module of a namespace."""
    count = node.count
    context: dict[str, Any] = {
        "doc": Source(docstring(f"`{node.wire}`: {count} model{'' if count == 1 else 's'}.", "    ")),
        "header": _header(None),
        "dots": Source(node.dots),
        "exports": Source(python_literal([node.class_name])),
        "class": Source(node.class_name),
        **_children(node),
    }
    text = environment().get_template("namespace.py.jinja").render(node=context)
    _check(text, node)
    return text


def render_client(root: Node) -> str:
    """Return the module of the two clients."""
    text = (
        environment()
        .get_template("client.py.jinja")
        .render(node={"header": _header(None), **_children(root)})
    )
    _check(text, root)
    return text


def _children(node: Node) -> dict[str, Any]:
    below = "" if node.parts else "models."
    children = [
        {
            "name": Source(name),
            "module": Source(below + name),
            "kind": child.kind,
            "class": Source(child.class_name),
        }
        for name, child in sorted(node.children.items())
    ]
    kinds = {child["kind"] for child in children}
    return {
        "children": children,
        "children_table": Source(python_literal(node.table)),
        "children_doc": Source(docstring(f"`{node.wire}`, and the models below it.", "    ")),
        "has_nested": "nested" in kinds,
        "has_namespaces": "namespace" in kinds,
    }


def _nested_classes(node: Node) -> list[str]:
    return [f"{node.class_name}{which}" for which in ("Async", "Sync")] if node.children else []


def _header(file: str | None) -> Source:
    made_from = f"Made from {escape(file)}" if file else "Made"
    return Source(f"{made_from} by `python -m generator generate`; not to be edited.")


_BASE_NAMES = frozenset(
    """
    AudioInput Fits ImageInput InputModel MultipleOf OneOf OutputModel Pattern UNSET UniqueItems Validation VideoInput
    """.split()
)


def _import_order(name: str) -> tuple[bool, str]:
    """Sort as isort does: constants first."""
    return not name.isupper(), name


def _names_used(code: ModelCode) -> set[str]:
    """Return every name that the code refers to, so that just those are imported."""
    sources = [code.input, code.output]
    for item in code.classes:
        sources += [item.base, item.config or "None", item.fits or "None"]
        for line in item.fields:
            sources += [line.annotation, line.default or "None"]
    names: set[str] = set()
    for source in sources:
        names |= {node.id for node in ast.walk(ast.parse(source, mode="eval")) if isinstance(node, ast.Name)}
    return names


def _check(text: str, node: Node) -> None:
    runtime = ("_async_client", "_base", "_endpoint", "_namespace", "_sync_client")
    children = {("." if node.parts else ".models.") + name for name in node.children}
    check_module(
        ast.parse(text),
        modules={"__future__", "typing", "pydantic", *children, *(node.dots + name for name in runtime)},
        namespace=bool(node.children),
    )
