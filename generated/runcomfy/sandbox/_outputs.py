"""The `output` of a finished job: addresses of its files in the shape the model's schema has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from ._faults import Faults

__all__ = ["job_error", "shape_output"]

Schema = Mapping[str, Any]

_STRANGE = object()
_BLANK: dict[str, object] = {
    "string": "",
    "integer": 0,
    "number": 0,
    "boolean": False,
    "array": [],
    "object": {},
}


def shape_output(schema: Schema, kind: str, urls: Sequence[str], shape: str = "schema") -> object:
    """Return the output value. `shape` is one of those of `Faults.output`."""
    if shape == "string":
        return urls[0]
    if shape == "list":
        return list(urls)
    value = _fill(schema, kind, urls)
    if value is _STRANGE or (shape == "object" and not schema.get("properties")):
        # No place for a file of this kind in the schema: what most models answer.
        return {f"{kind}s": list(urls)}
    return value


def _fill(schema: Schema, kind: str, urls: Sequence[str]) -> object:
    properties = cast("Mapping[str, Schema]", schema.get("properties") or {})
    if properties:
        names = [name for name in properties if name.lower().rstrip("s").endswith(kind)]
        names = names or [name for name, one in properties.items() if _holds_file(one)]
        filled = {name: value for name in names if (value := _place(properties[name], urls)) is not _STRANGE}
        if not filled:
            return _STRANGE
        required = cast("Sequence[str]", schema.get("required") or ())
        rest = {
            name: _blank(properties[name]) for name in required if name in properties and name not in filled
        }
        return {**filled, **rest}
    return _place(schema, urls)


def _place(schema: Schema, urls: Sequence[str]) -> object:
    """Return the addresses as one value of this schema, or `_STRANGE` where it has no place for them."""
    first = _type(schema)
    if first == "string":
        return urls[0]
    if first == "array":
        each = [_place(cast("Schema", schema.get("items") or {}), [url]) for url in urls]
        return _STRANGE if _STRANGE in each else each
    if first == "object" and "url" in (schema.get("properties") or {}):
        return {"url": urls[0]}
    return _STRANGE


def _holds_file(schema: Schema) -> bool:
    inner = cast("Schema", schema.get("items") or {})
    return any(
        str(one.get("format", "")).rpartition("_")[2] in ("uri", "url", "uris") for one in (schema, inner)
    )


def _blank(schema: Schema) -> object:
    if "default" in schema:
        return schema["default"]
    return _BLANK.get(_type(schema))


def _type(schema: Schema) -> str:
    types: object = schema.get("type", "string")
    # A list of types begins with the one that is not null.
    return str(next(iter(cast("list[object]", types)), "string") if isinstance(types, list) else types)


def job_error(faults: Faults) -> object:
    """Return why a job failed, in the shape that is being played."""
    if faults.error == "string":
        return faults.fail_text
    return {"code": "MODEL_FAILED", "message": faults.fail_text}
