"""Pairs of schemas as catalogues change them, and a judge of their inputs that knows nothing of `diff`.

The judge is the plain `jsonschema` library: values that stand at the edges of both schemas are tried in both. A value
that the old schema takes and the new one refuses is a witness that a change breaks.
"""

from __future__ import annotations

import copy
import itertools
import math
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["pairs", "witness"]

_WORDS = ["16:9", "9:16", "1:1", "720p", "1080p", "auto", "png", "webp", "5", "10"]
_NAMES = [
    "prompt",
    "seed",
    "duration",
    "aspect_ratio",
    "image",
    "images",
    "loras",
    "guidance",
    "negative",
    "watermark",
]


def _some(base: dict[str, Any], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({key: st.just(value) for key, value in base.items()}, optional=optional)


_text = _some(
    {"type": "string"},
    minLength=st.sampled_from([0, 1, 2]),
    maxLength=st.sampled_from([3, 8, 2000]),
    description=st.sampled_from(["what to draw", "was zu zeichnen ist"]),
)
_whole = _some(
    {"type": "integer"},
    minimum=st.sampled_from([-1, 0, 1, 3]),
    maximum=st.sampled_from([3, 4, 10, 2**32 - 1]),
    exclusiveMinimum=st.sampled_from([-2, 0]),
    multipleOf=st.sampled_from([1, 2, 5]),
)
_number = st.sampled_from(["number", "float"]).flatmap(
    lambda name: _some(
        {"type": name},
        minimum=st.sampled_from([0, 0.5, 1]),
        maximum=st.sampled_from([1, 2.5, 20]),
        multipleOf=st.sampled_from([0.5, 0.1]),
    )
)
_choice = st.one_of(
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4, unique=True).map(
        lambda words: {"type": "string", "enum": words}
    ),
    st.lists(st.integers(1, 6), min_size=1, max_size=4, unique=True).map(
        lambda some: {"type": "integer", "enum": some}
    ),
    st.lists(st.sampled_from(["auto", "5", 5, 10]), min_size=1, max_size=3, unique=True).map(
        lambda some: {"enum": some}
    ),
    st.sampled_from(_WORDS).map(lambda word: {"const": word}),
)
_media = st.sampled_from(["image_uri", "video_uri"]).map(lambda name: {"type": "string", "format": name})
_simple = st.one_of(
    _text, _whole, _number, _choice, _media, st.just({"type": "boolean"}), st.just({"type": "integer"})
)
_list = st.one_of(
    st.tuples(_simple, st.integers(0, 2), st.integers(2, 4)).map(
        lambda drawn: {"type": "array", "items": drawn[0], "minItems": drawn[1], "maxItems": drawn[2]}
    ),
    st.sampled_from([3, 9]).map(lambda most: {"type": "array", "format": "image_uris", "maxItems": most}),
)
_nullable = _simple.map(lambda node: {"anyOf": [node, {"type": "null"}]})
_form = st.tuples(_simple, _simple).map(lambda two: {"anyOf": list(two)})


def _object(children: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    def of(drawn: tuple[dict[str, Any], list[str]]) -> dict[str, Any]:
        properties, required = drawn
        return {
            "type": "object",
            "properties": properties,
            "required": [name for name in required if name in properties],
        }

    properties = st.dictionaries(st.sampled_from(_NAMES), children, min_size=1, max_size=5)
    return st.tuples(properties, st.lists(st.sampled_from(_NAMES), max_size=3, unique=True)).map(of)


_row = _object(_simple).map(lambda node: {"type": "array", "items": node, "maxItems": 3})
_input = st.one_of(_simple, _simple, _simple, _list, _nullable, _form, _row)
_schema = _object(_input)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw a schema, and what a release may make of it: one to three edits, or another schema altogether."""
    old = draw(_schema)
    if draw(st.sampled_from([*[False] * 19, True])):
        return old, draw(_schema)
    new = copy.deepcopy(old)
    for _ in range(draw(st.integers(1, 3))):
        new = draw(_edited(new))
    return old, new


@st.composite
def _edited(draw: st.DrawFn, schema: dict[str, Any]) -> dict[str, Any]:
    schema = copy.deepcopy(schema)
    properties: dict[str, Any] = schema["properties"]
    if not properties:
        return schema
    name = draw(st.sampled_from(sorted(properties)))
    match draw(
        st.sampled_from([*["node"] * 10, "drop", "add", "add", "require", "release", "order", "other"])
    ):
        case "drop":
            del properties[name]
            schema["required"] = [one for one in schema["required"] if one != name]
        case "add":
            properties[draw(st.sampled_from([one for one in _NAMES if one not in properties]))] = draw(_input)
        case "require":
            schema["required"] = sorted({*schema["required"], name})
        case "release":
            schema["required"] = [one for one in schema["required"] if one != name]
        case "order":
            schema["properties"] = dict(reversed(properties.items()))
        case "other":
            properties[name] = draw(_input)
        case _:
            properties[name] = draw(_retouched(properties[name]))
    return schema


@st.composite
def _retouched(draw: st.DrawFn, node: dict[str, Any]) -> dict[str, Any]:  # noqa: PLR0912 - one branch a kind of edit
    node = copy.deepcopy(node)
    if "items" in node and draw(st.booleans()):
        inner = node["items"]
        node["items"] = draw(_edited(inner) if inner.get("type") == "object" else _retouched(inner))
        return node
    if "anyOf" in node:
        index = draw(st.integers(0, len(node["anyOf"]) - 1))
        match draw(st.sampled_from(["inner", "drop", "order", "add"])):
            case "inner":
                node["anyOf"][index] = draw(_retouched(node["anyOf"][index]))
            case "drop":
                return node["anyOf"][index]
            case "order":
                node["anyOf"].reverse()
            case _:
                node["anyOf"].append(draw(_simple))
        return node
    numbers = [key for key in node if key in _LIMITS]
    kinds = ["null", "default", "describe", *(["limit"] * 6 if numbers else [])]
    kinds += ["more", "less", "spell", "const"] if "enum" in node else []
    kinds += ["spell", "widen"] if node.get("type") in ("integer", "number") else []
    match draw(st.sampled_from(kinds)):
        case "null":
            node = {"anyOf": [node, {"type": "null"}]}
        case "default":
            node["default"] = draw(st.sampled_from([1, "auto"]))
        case "describe":
            node["description"] = draw(st.text(max_size=5))
        case "limit":
            key = draw(st.sampled_from(numbers))
            if draw(st.booleans()):
                del node[key]
            else:
                node[key] = _moved(key, node[key], draw(st.sampled_from([-1, 1])))
        case "more":
            node["enum"] = [
                *node["enum"],
                draw(st.sampled_from([word for word in _WORDS if word not in node["enum"]])),
            ]
            node.pop("type", None)
        case "less":
            node["enum"] = node["enum"][1:] or node["enum"]
        case "const":
            node = {"const": node["enum"][0]}
        case "spell":
            node = _spelled(node)
        case "widen":
            node["type"] = "number" if node["type"] == "integer" else "integer"
    return node


_LIMITS = (
    *(
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "multipleOf",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
    ),
)


def _moved(key: str, value: Any, by: int) -> Any:
    if key == "multipleOf":
        return value * 2 if by > 0 else value
    return max(0, value + by) if key.startswith(("minL", "maxL", "minI", "maxI")) else value + by


def _spelled(node: dict[str, Any]) -> dict[str, Any]:
    """Return the same numbers said in the other way: bounds as choices, or choices as bounds."""
    listed = node.get("enum")
    if listed and all(type(value) is int for value in listed):
        return {"type": "integer", "minimum": min(listed), "maximum": max(listed)}
    low, high = node.get("minimum"), node.get("maximum")
    if type(low) is int and type(high) is int and 0 <= high - low < 12:
        return {"type": node["type"], "enum": list(range(low, high + 1))}
    return node


def witness(old: dict[str, Any], new: dict[str, Any]) -> Any:
    """Return a value that the old schema takes and the new one refuses, or None where none was found."""
    before, after = Draft202012Validator(old), Draft202012Validator(new)
    for value in _bodies(old, new):
        if before.is_valid(value) and not after.is_valid(value):
            return value
    return None


def _bodies(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Any]:
    """Give objects around one that the old schema takes: each part at a time goes through what may be told apart."""
    sides = [one.get("properties", {}) for one in (old, new)]
    names = list(dict.fromkeys([*sides[0], *sides[1]]))
    values = {name: _values([side.get(name) for side in sides]) for name in names}
    valid = {
        name: next((value for value in values[name] if Draft202012Validator(node).is_valid(value)), None)
        for name, node in sides[0].items()
    }
    least = {name: valid[name] for name in old.get("required", ()) if name in valid}
    yield least
    yield {**valid, **least}
    for name in names:
        for value in values[name]:
            yield {**least, name: value}


_ANYTHING: list[Any] = [None, True, False, "", "a", "auto", 0, 1, 1.5, -1, [], {}, "5", 5]


def _values(nodes: Iterable[Any]) -> list[Any]:
    """Return values of which some fit and some do not, for each thing that the nodes say."""
    found = [value for node in nodes if isinstance(node, dict) for value in _edges(node)]
    return [*found, *_ANYTHING]


def _edges(node: dict[str, Any]) -> list[Any]:
    found: list[Any] = [*node.get("enum", ())]
    found += [node["const"]] if "const" in node else []
    for key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"):
        if key in node:
            found += [node[key] + by for by in (0, -1, 1, -0.5, 0.5, 0.25, 2, 3, 4, 6)]
            found += [math.floor(node[key]), math.ceil(node[key])]
    for key in ("minLength", "maxLength"):
        if key in node:
            found += ["x" * max(0, node[key] + by) for by in (0, -1, 1)]
    for branch in (*node.get("anyOf", ()), *node.get("oneOf", ())):
        found += _edges(branch)
    if "properties" in node:
        found += list(itertools.islice(_bodies(node, node), 60))
    if "items" in node and isinstance(node["items"], dict):
        items = _values([node["items"]])
        found += [[item] * count for item in items[:40] for count in (1, node.get("minItems", 1), 2)]
    elif node.get("type") == "array":
        found += [[item] for item in _ANYTHING]
    good = next(
        (v for v in found if isinstance(v, list) and v and Draft202012Validator(node).is_valid(v)), None
    )
    for key in ("minItems", "maxItems"):
        if key in node and good:
            found += [[good[0]] * max(0, node[key] + by) for by in (0, -1, 1)]
    return found
