"""What `help()`, notebooks and `inspect` show of a bound endpoint: its own inputs, with types, defaults and texts.

A bound endpoint is an instance of a class of its own, made when the first one is bound. Its methods are ordinary
functions: copies of those of the class above it, with the model's signature and documentation.
"""

from __future__ import annotations

import ast
import inspect
from types import FunctionType
from typing import TYPE_CHECKING, Any, cast, get_type_hints

from .._catalogue.untyped import json_object
from .._schema.unset import UNSET

if TYPE_CHECKING:
    from .._catalogue.model import Endpoint

__all__ = ["endpoint_help", "own_class"]

# The methods that take the inputs, and what they give.
_GIVES = {
    "run": "{kind}Result[{output}]",
    "submit": "{kind}Job[{output}]",
    "request": "ModelRequest[{input}, {output}]",
    "validate": "{input}",
    "estimate": "CostEstimate",
}
_untyped: dict[type, type] = {}


def own_class(cls: type, endpoint: Endpoint[..., Any, Any]) -> type:
    """Return the class of an endpoint that is bound as a `cls`. Untyped models share one."""
    known = _untyped if _fields(endpoint) is None else endpoint.bound_as
    if cls not in known:
        known[cls] = _make(cls, endpoint)
    return known[cls]


def _make(cls: type, endpoint: Endpoint[..., Any, Any]) -> type:
    parameters = _parameters(endpoint)
    names = {
        "kind": "Async" if inspect.iscoroutinefunction(getattr(cls, "run", None)) else "",
        "input": _name_of(endpoint.input_type),
        "output": _name_of(endpoint.output_type),
    }
    fields = _fields(endpoint)
    text = endpoint_help(endpoint) if fields is not None else ""
    hints = _hints(endpoint)
    gives_input = hints.pop("return")
    members: dict[str, Any] = {"__module__": cls.__module__, "__qualname__": cls.__qualname__}
    members["__doc__"] = text or cls.__doc__
    for name, gives in _GIVES.items():
        function = cast("FunctionType", getattr(cls, name))
        own = _copy(function)
        own.__doc__ = f"{inspect.getdoc(function)}\n\n{text}".rstrip()
        signature = inspect.Signature(parameters, return_annotation=_TextAnnotation(gives.format(**names)))
        own.__signature__ = signature
        # What `typing.get_type_hints` gives to tools that build forms and schemas. What a job or a result is needs
        # imports that only a call makes.
        own.__annotations__ = hints | ({"return": gives_input} if name == "validate" else {})
        members[name] = own
    return type(cls.__name__, (cls,), members)


def _copy(function: FunctionType) -> Any:
    own = FunctionType(
        function.__code__,
        function.__globals__,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    own.__module__, own.__qualname__ = function.__module__, function.__qualname__
    return own


def _parameters(endpoint: Endpoint[..., Any, Any]) -> list[inspect.Parameter]:
    """Return the inputs as keyword arguments, required ones first, behind `self`."""
    this = inspect.Parameter("self", inspect.Parameter.POSITIONAL_ONLY)
    fields = _fields(endpoint)
    if fields is None:
        return [this, *inspect.signature(json_object).parameters.values()]
    annotations = _annotations(endpoint.input_type)
    inputs = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.is_required() else field.default,
            annotation=_TextAnnotation(annotations.get(name, "Any")),
        )
        for name, field in fields.items()
    ]
    # An input that is called `self` goes by its name all the same, and the instance does not.
    if "self" in fields:
        this = this.replace(name="self_")
    return [this, *sorted(inputs, key=lambda one: one.default is not inspect.Parameter.empty)]


def _hints(endpoint: Endpoint[..., Any, Any]) -> dict[str, Any]:
    """Return the types with all that `Annotated` adds, without which pydantic could not tell what a list is."""
    fields = _fields(endpoint)
    if fields is None:
        return get_type_hints(json_object)
    return {name: field.rebuild_annotation() for name, field in fields.items()} | {
        "return": endpoint.input_type
    }


def _annotations(cls: Any) -> dict[str, str]:
    """Return the types as they are written, which is what people read, without what `Annotated` adds."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        for name, text in inspect.get_annotations(base).items():
            if isinstance(text, str):
                found[name] = _without_annotated(text)
            elif name in cls.model_fields:  # a class of the user's own, with types instead of their texts
                found[name] = inspect.formatannotation(cls.model_fields[name].annotation)
    return found


def _without_annotated(text: str) -> str:
    if "Annotated[" not in text:
        return text
    return ast.unparse(_WithoutAnnotated().visit(ast.parse(text, mode="eval").body))


class _WithoutAnnotated(ast.NodeTransformer):
    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """Replace `Annotated[X, ...]` by X, wherever it stands."""
        if isinstance(node.value, ast.Name) and node.value.id == "Annotated":
            return cast("ast.AST", self.visit(cast("ast.Tuple", node.slice).elts[0]))
        return self.generic_visit(node)


class _TextAnnotation:
    """An annotation that shows as its text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def endpoint_help(endpoint: Endpoint[..., Any, Any]) -> str:
    """Return the model and its inputs in words: the packaged text, or what the class of an ungenerated model says."""
    from .._catalogue.registry import known_info

    info = known_info(endpoint.model_id)
    text = info.schema.get("help") if info is not None else None
    if isinstance(text, str):
        return text
    lines = [f"`{endpoint.model_id}`", "", "Inputs:"]
    for parameter in _parameters(endpoint)[1:]:
        required = parameter.default is inspect.Parameter.empty
        shown = f", default {parameter.default!r}" if parameter.default not in (UNSET, None) else ""
        lines.append(f"- {parameter.name}: {parameter.annotation}{', required' if required else shown}")
    return "\n".join(lines)


def _fields(endpoint: Endpoint[..., Any, Any]) -> dict[str, Any] | None:
    """Return the fields of a pydantic input class; None for an untyped model."""
    return getattr(endpoint.input_type, "model_fields", None)


def _name_of(value: object) -> str:
    return "Any" if value is object else getattr(value, "__name__", str(value))
