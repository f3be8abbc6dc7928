"""The `output` of a finished job: addresses of its files in the shape the model's schema has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from .._plain.schema_parts import Schema, branches

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from ._faults import Faults

__all__ = ["job_error", "shape_output"]

_STRANGE: Any = object()
_BLANK: dict[str, object] = {"string": "", "boolean": False}
_DEEPEST = 8


def shape_output(schema: Schema, kind: str, urls: Sequence[str], shape: str = "schema") -> object:
    """Return the output value. `shape` is one of those of `Faults.output`."""
    if shape == "string":
        return urls[0]
    if shape == "list":
        return list(urls)
    parts = _parts(schema, schema)
    value = _first(_fill(part, schema, kind, urls) for part in parts)
    if value is _STRANGE or (shape == "object" and not any(part.get("properties") for part in parts)):
        # No place for a file of this kind in the schema: what most models answer.
        return {f"{kind}s": list(urls)}
    return value


def _parts(schema: object, root: Schema) -> list[Schema]:
    """Return the alternatives of a value that is there."""
    found = branches(schema, root)
    return [part for part in found if part.get("type") != "null"] or found


def _first(values: Iterable[object]) -> object:
    return next((value for value in values if value is not _STRANGE), _STRANGE)


def _fill(part: Schema, root: Schema, kind: str, urls: Sequence[str]) -> object:
    properties = cast("Schema", part.get("properties") or {})
    if not properties:
        return _place(part, root, urls)
    names = [name for name in properties if name.lower().rstrip("s").endswith(kind)]
    names = names or [name for name, one in properties.items() if _holds_file(one, root)]
    filled = {
        name: value for name in names if (value := _place(properties[name], root, urls)) is not _STRANGE
    }
    return {**filled, **_required(part, root, filled)} if filled else _STRANGE


def _place(schema: object, root: Schema, urls: Sequence[str]) -> object:
    """Return the addresses as one value of this schema, or `_STRANGE` where it has no place for them."""
    return _first(_place_in(part, root, urls) for part in _parts(schema, root))


def _place_in(part: Schema, root: Schema, urls: Sequence[str]) -> object:
    kind = part.get("type", "string")
    if kind == "string":
        return urls[0]
    if kind == "array":
        each = [_place(part.get("items") or {}, root, [url]) for url in urls]
        return _STRANGE if _STRANGE in each else each
    if kind == "object" and "url" in (part.get("properties") or {}):
        return {"url": urls[0], **_required(part, root, ("url",))}
    return _STRANGE


def _holds_file(schema: object, root: Schema) -> bool:
    parts = _parts(schema, root)
    parts += [inner for part in parts for inner in _parts(part.get("items"), root)]
    return any(str(part.get("format", "")).rpartition("_")[2] in ("uri", "url", "uris") for part in parts)


def _required(part: Schema, root: Schema, filled: Container[str], depth: int = 0) -> dict[str, object]:
    """Return blank values of what must be there besides what is filled already."""
    properties = cast("Schema", part.get("properties") or {})
    names = [name for name in part.get("required") or () if name in properties and name not in filled]
    return {name: _blank(properties[name], root, depth + 1) for name in names}


def _blank(schema: object, root: Schema, depth: int) -> object:
    part = _parts(schema, root)[0]
    for word in ("default", "const"):
        if part.get(word) is not None:
            return part[word]
    if part.get("enum"):
        return part["enum"][0]
    match part.get("type", "string"):
        case "integer" | "number":
            return max(0, part.get("minimum", 0))
        case "array":
            count = part.get("minItems", 0) if depth < _DEEPEST else 0
            return [_blank(part.get("items") or {}, root, depth + 1)] * count
        case "object":
            return _required(part, root, (), depth) if depth < _DEEPEST else {}
        case kind:
            return _BLANK.get(str(kind))


def job_error(faults: Faults) -> object:
    """Return why a job failed, in the shape that is being played."""
    if faults.error == "string":
        return faults.fail_text
    return {"code": "MODEL_FAILED", "message": faults.fail_text}
