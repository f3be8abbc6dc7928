"""Finished values into the templates of modules, each held against the allow-list; layout comes after it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, NamedTuple

from generator.modelcode.allowlist import check_module
from generator.plain.text import counted
from generator.writing.literals import comment, docstring, python_literal, word
from generator.writing.source import Source, fill, join, own
from generator.writing.templating import environment

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from generator.dialect import NormalModel
    from generator.modelcode.classes import ModelCode
    from generator.names.places import Place

__all__ = ["render_bound", "render_model", "render_namespace", "render_vendors"]

_MODULES = {
    "typing": frozenset(
        {"Annotated", "Any", "ClassVar", "Final", "Literal", "Required", "TYPE_CHECKING", "TypedDict"}
    ),
    "pydantic": frozenset({"ConfigDict", "Field", "RootModel"}),
    "base": frozenset(
        """
        AudioInput Endpoint Fits ImageInput InputModel MapOf MultipleOf OneOf OutputModel Part Pattern SequenceOf UNSET
        UniqueItems MediaConstraint VideoInput
        """.split()
    ),
}
_RUNTIME = (
    "_base", "_client.async_client", "_client.async_endpoint", "_client.endpoint", "_client.namespace",
    "_client.sync_client", "_client.sync_endpoint",
)  # fmt: skip

_ANY = own("ClientT")
_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")
_NAME = re.compile(r"[^\W\d]\w*")


class _Half(NamedTuple):
    """One half of the client, in generated code."""

    module: Source
    suffix: Source
    endpoint: Source
    client: Source


_HALVES = (
    _Half(own("sync"), own("Sync"), own("SyncEndpoint"), own("SyncClient")),
    _Half(own("async"), own("Async"), own("AsyncEndpoint"), own("AsyncClient")),
)


def render_model(
    model: NormalModel, code: ModelCode, place: Place, helps: Mapping[str, str], leaving: Collection[str] = ()
) -> str:
    """Return the module of one model, not yet formatted.

    `helps` are the texts about it and about those below it; `leaving` are the models that their users are to leave.
    """
    from generator.package.helptext import about  # only where a model is made anew

    used = _names_used(code) | {"Endpoint", "Final"}
    lines = [f"`{model.spec.model_id}`" + (f": {model.title}" if model.title else "")]
    return _render(
        "model.py.jinja",
        place,
        helps,
        leaving,
        model.spec.file,
        doc=docstring("\n".join(lines + (["", model.description] if model.description else [])), ""),
        imports={module: _import(used & names) for module, names in _MODULES.items()},
        exports=python_literal(
            sorted({*(item.name for item in code.classes), *(item.name for item in code.plains), place.name})
        ),
        code=code,
        is_deprecated=any(item.deprecated for item in code.classes),
        # The inputs stand just above, with a text each; a level, where editors see no class, has them all.
        about=docstring(f"{about(model)}\n\nIts inputs are the fields of `{code.input}`.", ""),
        model_id=python_literal(model.spec.alias_of or model.spec.model_id),
    )


def render_bound(
    place: Place, helps: Mapping[str, str], leaving: Collection[str], file: str
) -> dict[str, str]:
    """Return, by path, the modules of a model that is a namespace too: what it is when it is bound to a client.

    There is one for each half of the client, so that a program imports only its own. `file` is the model's document.
    """
    if not place.children:
        return {}
    return {
        place.bound_file(half.module): _render(
            "bound.py.jinja",
            place,
            helps,
            leaving,
            file,
            doc=docstring(f"`{place.wire}`, bound to a client, with the models below it.", ""),
            client=half.client,
            half={
                "module": half.module,
                "base": half.endpoint,
                "client": half.client,
                "name": fill("{}{}", place.class_name, half.suffix),
            },
            exports=python_literal([place.class_name + half.suffix]),
            children_doc=docstring(f"`{place.wire}`, and the models below it.", "    "),
        )
        for half in _HALVES
    }


def render_namespace(place: Place, helps: Mapping[str, str], leaving: Collection[str] = ()) -> str:
    """Return the module of a namespace; `helps` and `leaving` are about the models in it."""
    doc = docstring(_count(place), "    ")
    return _render(
        "namespace.py.jinja",
        place,
        helps,
        leaving,
        doc=doc,
        client=_ANY,
        exports=python_literal([place.class_name]),
    )


def render_vendors(root: Place, helps: Mapping[str, str], leaving: Collection[str] = ()) -> str:
    """Return the module of what both clients show; `helps` and `leaving` are about models."""
    return _render("vendors.py.jinja", root, helps, leaving, client=_ANY)


def _count(place: Place) -> str:
    return f"`{place.wire}`: {counted(place.count, 'model')}."


def _render(
    template: str,
    place: Place,
    helps: Mapping[str, str],
    leaving: Collection[str],
    file: str | None = None,
    **values: object,
) -> str:
    ways = {
        child.name: "deprecated" if child.kind == "endpoint" and child.model_id in leaving else child.kind
        for child in place.children.values()
    }
    kinds = set(ways.values())
    texts = [
        (child, _count(child) if child.model_id is None else helps[child.model_id])
        for child in place.children.values()
    ]
    made = fill("Made from {}", comment(file)) if file else own("Made")
    text = (
        environment()
        .get_template(template)
        .render(
            place=place,
            header=fill("{} by `python -m generator generate`; not to be edited.", made),
            kinds=kinds,
            attached={
                name: own("_Deprecated" if kind == "deprecated" else "_Attached")
                for name, kind in ways.items()
            },
            has_endpoints=bool(kinds - {"namespace"}),
            below=own("" if place.parts else "models."),
            docs={
                child.name: docstring(text, " " * (8 if child.kind == "namespace" else 4))
                for child, text in texts
            },
            **values,
        )
    )
    children = {("." if place.parts else ".models.") + name for name in place.children}
    children |= {f"{name}._{half.module}" for name in children for half in _HALVES}
    check_module(
        ast.parse(text),
        modules={
            "__future__",
            "typing",
            "typing_extensions",
            "pydantic",
            *children,
            *(place.dots + name for name in _RUNTIME),
        },
        namespace=bool(place.children),
    )
    return text


def _import(names: set[str]) -> Source:
    """Return what an import names, in isort's order: constants first."""
    return join(", ", map(word, sorted(names, key=lambda name: (not name.isupper(), name))))


def _names_used(code: ModelCode) -> set[str]:
    """Return every name that the code refers to, so that just those are imported."""
    sources: list[Source | None] = []
    for item in code.classes:
        sources += [item.base, item.config, item.fits]
        for line in item.fields:
            sources += [line.annotation, line.default]
    sources += [key.source for plain in code.plains for key in plain.keys]
    names = {"TypedDict"} if code.plains else set[str]()
    names |= {"ClassVar"} if any(item.config for item in code.classes) else set[str]()
    bare = _STRING.sub("", "\n".join(source for source in sources if source))
    return names | set(_NAME.findall(bare))
