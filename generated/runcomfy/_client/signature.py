"""What `help()` and notebooks show of a bound endpoint: its inputs with their types, defaults and descriptions."""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import BaseModel

    from .._catalogue.model import Model

__all__ = ["Call", "describe", "signature_of"]


class Call:
    """A method of bound endpoints whose signature and documentation are the model's own."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.__doc__ = function.__doc__
        self.__name__ = function.__name__
        self.__qualname__ = function.__qualname__
        self.__module__ = function.__module__
        self.__signature__ = inspect.signature(function)

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else BoundCall(self.function, instance)

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        return self.function(*args, **kwargs)


class BoundCall:
    """One such method of one endpoint. What it shows is worked out when someone looks."""

    __slots__ = ("__self__", "_function")

    def __init__(self, function: Callable[..., Any], instance: Any) -> None:
        self._function = function
        self.__self__ = instance

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        return self._function(self.__self__, *args, **kwargs)

    # Having it makes `inspect` and `pydoc` take this for the routine that it is.
    def __get__(self, instance: Any, owner: type | None = None) -> BoundCall:
        return self

    def __getattr__(self, name: str) -> Any:
        if name in {"__name__", "__qualname__", "__module__", "__func__"}:
            return self._function if name == "__func__" else getattr(self._function, name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    @property
    def __signature__(self) -> inspect.Signature:
        result = inspect.signature(self._function).return_annotation
        return signature_of(self.__self__.unbound(), result)

    @property
    def __doc__(self) -> str:  # type: ignore[override]
        return f"{inspect.getdoc(self._function)}\n\n{describe(self.__self__.unbound())}"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BoundCall):
            return NotImplemented
        return self._function is other._function and self.__self__ is other.__self__

    def __hash__(self) -> int:
        return hash((self._function, id(self.__self__)))

    def __repr__(self) -> str:
        return f"<{self._function.__name__} of {self.__self__.model_id}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return getattr, (self.__self__, self._function.__name__)


def signature_of(endpoint: Model[..., Any, Any], result: object) -> inspect.Signature:
    """The inputs as keyword arguments, and for the output's type its name."""
    fields = _fields(endpoint)
    if fields is None:
        return inspect.signature(endpoint.input_type).replace(return_annotation=result)
    annotations = _annotations(endpoint.input_type)
    parameters = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.is_required() else field.default,
            annotation=_Shown(annotations.get(name, str(field.annotation))),
        )
        for name, field in fields.items()
    ]
    # Parameters without a default may follow others here: they are all keywords.
    text = str(result).replace(
        "[In, Out_co]", f"[{_name(endpoint.input_type)}, {_name(endpoint.output_type)}]"
    )
    text = text.replace("[Out_co]", f"[{_name(endpoint.output_type)}]")
    text = _name(endpoint.input_type) if text == "In" else text
    return inspect.Signature(parameters, return_annotation=_Shown(text))


def _annotations(cls: Any) -> dict[str, str]:
    """The types as they are written, which is what people read, without what `Annotated` adds."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        for name, text in inspect.get_annotations(base).items():
            if isinstance(text, str):
                found[name] = _bare(text)
    return found


def _bare(text: str) -> str:
    node = ast.parse(text, mode="eval").body
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Annotated":
        first = node.slice.elts[0] if isinstance(node.slice, ast.Tuple) else node.slice
        return ast.unparse(first)
    return text


class _Shown:
    """An annotation that shows as its text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def describe(endpoint: Model[..., Any, Any]) -> str:
    """The model and its inputs in words, from its packaged schema document."""
    from .._catalogue.registry import known_info
    from .._schema.texts import field_texts
    from .._schema.wire import wire_name

    info = known_info(endpoint.model_id)
    document = {} if info is None else info.schema
    lines = [f"Model: {endpoint.model_id}"]
    lines += [text for name in ("title", "description") if (text := document.get(name))]
    properties = _properties(document)
    fields = _fields(endpoint)
    names = (
        {name: wire_name(name, field) for name, field in fields.items()}
        if fields
        else {n: n for n in properties}
    )
    if names:
        lines += ["", "Inputs:"]
    texts: Mapping[str, str] = field_texts(cast("type[BaseModel]", endpoint.input_type)) if fields else {}
    for name, wire in names.items():
        schema = properties.get(wire, {})
        text = schema.get("description") or texts.get(name)
        lines.append(f"    {name}: {_kind(schema)}{f'. {text}' if text else ''}")
    return "\n".join(lines)


def _properties(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    schema = document.get("input_schema")
    properties = cast("dict[str, Any]", schema).get("properties") if isinstance(schema, dict) else None
    return cast("dict[str, dict[str, Any]]", properties) if isinstance(properties, dict) else {}


def _kind(schema: dict[str, Any]) -> str:
    kind = str(schema.get("format") or schema.get("type") or "any")
    parts = [kind]
    if schema.get("enum"):
        parts = [" | ".join(repr(value) for value in schema["enum"])]
    for name, word in (
        ("minimum", "from"),
        ("maximum", "to"),
        ("minItems", "at least"),
        ("maxItems", "at most"),
    ):
        if name in schema:
            parts.append(f"{word} {schema[name]!r}")
    if "default" in schema:
        parts.append(f"default {schema['default']!r}")
    return ", ".join(parts)


def _fields(endpoint: Model[..., Any, Any]) -> dict[str, Any] | None:
    """The fields of a pydantic input class; None for an untyped model."""
    return getattr(endpoint.input_type, "model_fields", None)


def _name(value: object) -> str:
    return "Any" if value is object else getattr(value, "__name__", str(value))
