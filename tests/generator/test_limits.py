"""Reading takes time in proportion, up to limits that are stated; what is beyond is a fault in words."""

from __future__ import annotations

import time
from typing import Any

import pytest

from generator.dialect.table import LONGEST_TEXT
from generator.docs.cards import make_card
from generator.modelcode.plans import LoweringError
from tests.generator.kit import normal, page_of, place_of, source_of
from tests.pace import seconds_here


def _seconds(schema: dict[str, Any], description: str | None = None) -> float:
    begun = time.process_time()
    model, _ = normal(schema, description=description)
    source_of(model)
    make_card(model, place_of("vendor/model"), "runcomfy")
    page_of(
        {
            "model_id": "vendor/model", "title": None, "description": description, "kind": None, "categories": [],
            "price": None, "example": None, "input_schema": model.input_schema, "output_schema": model.output_schema,
        }
    )  # fmt: skip
    return time.process_time() - begun


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


LARGE = {
    "texts": lambda count: _object(a={"type": "string", "enum": [f"value {i}" for i in range(count)]}),
    "numbers": lambda count: _object(a={"type": "integer", "enum": list(range(count)), "minimum": 3}),
    "mixed": lambda count: _object(a={"enum": [*range(count), "x", 0.5]}),
    "against the type": lambda count: _object(a={"type": "integer", "enum": [str(i) for i in range(count)]}),
    "half of it": lambda count: _object(
        a={"type": "integer", "enum": [i if i % 2 else str(i) for i in range(count)]}
    ),
    "twice": lambda count: _object(a={"enum": [i // 2 for i in range(count)]}),
    "required": lambda count: {**_object(a={}), "required": [f"p{i}" for i in range(count)]},
    "default": lambda count: _object(
        a={"type": "array", "items": {"enum": list(range(count))}, "default": [count - 1] * 9}
    ),
}


@pytest.mark.parametrize("kind", LARGE)
@pytest.mark.sample(3)
def test_five_thousand_of_anything_are_read_at_once(kind: str) -> None:
    # What grows with the square takes a minute and more.
    assert _seconds(LARGE[kind](5_000)) < seconds_here(8)


@pytest.mark.parametrize(
    "text",
    ["A lighthouse. ", "灯塔 ", "*_`# ", "\u200b", '"\\', "- a\n", "`", "1) \n\n", "\U0001fae8"],
    ids=ascii,
)
@pytest.mark.sample(3)
def test_a_long_description_is_read_at_once(text: str) -> None:
    long = (text * LONGEST_TEXT)[:LONGEST_TEXT]
    assert _seconds(_object(a={"type": "string", "description": long}), long) < seconds_here(8)


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_a_union_of_very_many_is_a_fault(keyword: str) -> None:
    def schema(count: int) -> dict[str, Any]:
        return _object(a={keyword: [{"const": f"x{i}"} for i in range(count)]})

    source_of(normal(schema(200))[0])
    with pytest.raises(LoweringError, match="at most 200"):
        source_of(normal(schema(201))[0])


def test_where_a_schema_stands_that_no_class_can_say() -> None:
    many = {"oneOf": [{"const": f"x{i}"} for i in range(201)]}
    inside = {
        "type": "object",
        "properties": {"x/y": {"anyOf": [{"type": "array", "items": many}, {"type": "null"}]}},
    }
    for schema, place in (
        ({**_object(a={"$ref": "#/definitions/A"}), "definitions": {"A": inside}}, "/definitions/A"),
        (
            _object(a={"$ref": "#/properties/b/items"}, b={"type": "array", "items": inside}),
            "/properties/b/items",
        ),
    ):
        model = normal(schema)[0]
        with pytest.raises(LoweringError) as caught:
            source_of(model)
        where = f"/input_schema{place}/properties/x~1y/anyOf/0/items/oneOf"
        assert model.place(caught.value.part, caught.value.pointer) == ("schemas/test.json", where)
