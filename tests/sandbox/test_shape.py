"""Addresses of files find their place in a model's output schema."""

from __future__ import annotations

from typing import Any

import pytest

from tests.inside import shape_output

URI: dict[str, Any] = {"type": "string", "format": "uri"}
URIS: dict[str, Any] = {"type": "array", "items": URI}
TWO = ["u1", "u2"]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (URI, "u1"),
        (URIS, TWO),
        ({"type": "object", "properties": {"image": URI}}, {"image": "u1"}),
        ({"type": "object", "properties": {"images": URIS, "video": URI}}, {"images": TWO}),
        ({"properties": {"result_image": URI}}, {"result_image": "u1"}),
        ({"properties": {"file": URI, "note": {"type": "string"}}}, {"file": "u1"}),
        ({"properties": {"image": {"type": "object", "properties": {"url": URI}}}}, {"image": {"url": "u1"}}),
        (
            {
                "properties": {
                    "images": {"type": "array", "items": {"type": "object", "properties": {"url": URI}}}
                }
            },
            {"images": [{"url": "u1"}, {"url": "u2"}]},
        ),
        (
            {"properties": {"images": URIS, "seed": {"type": "integer"}}, "required": ["seed", "gone"]},
            {"images": TWO, "seed": 0},
        ),
        (
            {
                "properties": {"image": URI, "seed": {"default": 7}, "ok": {"type": "boolean"}},
                "required": ["image", "seed", "ok"],
            },
            {"image": "u1", "seed": 7, "ok": False},
        ),
        ({"type": ["string", "null"]}, "u1"),
        ({"properties": {"images": {"anyOf": [{"type": "null"}, URIS]}}}, {"images": TWO}),
        ({"properties": {"image": {"anyOf": [URI, {"type": "null"}]}}}, {"image": "u1"}),
        ({"properties": {"images": {"$ref": "#/$defs/all"}}, "$defs": {"all": URIS}}, {"images": TWO}),
        ({"$ref": "#/$defs/out", "$defs": {"out": {"properties": {"image": URI}}}}, {"image": "u1"}),
        ({"anyOf": [{"type": "null"}, {"properties": {"images": URIS}}]}, {"images": TWO}),
        (
            {
                "properties": {"images": {"items": {"$ref": "#/$defs/file"}, "type": "array"}},
                "$defs": {"file": URI},
            },
            {"images": TWO},
        ),
        (
            {
                "properties": {
                    "image": {
                        "type": "object",
                        "properties": {"url": URI, "w": {"minimum": 8, "type": "integer"}},
                        "required": ["url", "w"],
                    }
                }
            },
            {"image": {"url": "u1", "w": 8}},
        ),
        (
            {
                "properties": {
                    "image": URI,
                    "kind": {"enum": ["a", "b"]},
                    "one": {"const": 1},
                    "count": {"type": "integer", "default": None},
                    "maybe": {"anyOf": [{"type": "null"}, {"type": "boolean"}]},
                    "tags": {"type": "array", "minItems": 2, "items": {"type": "string"}},
                    "more": {"type": "object", "properties": {"x": {"type": "number"}}, "required": ["x"]},
                    "loop": {"$ref": "#/$defs/loop"},
                },
                "required": ["image", "kind", "one", "count", "maybe", "tags", "more"],
                "$defs": {"loop": {"$ref": "#/$defs/loop"}},
            },
            {
                "image": "u1",
                "kind": "a",
                "one": 1,
                "count": 0,
                "maybe": False,
                "tags": ["", ""],
                "more": {"x": 0},
            },
        ),
        ({"type": "object"}, {"images": TWO}),
        ({"properties": {"score": {"type": "number"}}}, {"images": TWO}),
    ],
)
def test_the_schema_decides(schema: dict[str, Any], expected: object) -> None:
    assert shape_output(schema, "image", TWO) == expected


@pytest.mark.parametrize(
    ("shape", "expected"), [("string", "u1"), ("list", TWO), ("object", {"image": "u1"})]
)
def test_a_shape_can_be_forced(shape: str, expected: object) -> None:
    assert shape_output({"properties": {"image": URI}}, "image", TWO, shape) == expected


def test_an_object_is_made_where_the_schema_has_none() -> None:
    assert shape_output(URI, "video", TWO, "object") == {"videos": TWO}
