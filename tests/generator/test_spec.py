"""The canonical document: written and read again it is the same model and the same bytes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.plain.faults import Report
from generator.plain.strictjson import parse
from generator.sources import from_document
from generator.spec import KEYS, ModelSpec, Price, canonical_text, to_document

texts = st.text()
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=8,
)
objects = st.dictionaries(texts, values, max_size=4)
prices = st.builds(
    Price, st.none() | st.integers(0) | st.floats(0, 1e6), st.none() | texts, st.none() | texts
).filter(lambda price: price != Price())
specs = st.builds(
    ModelSpec,
    model_id=st.sampled_from(["a/b", "minimax/Hailuo Video 01 Live", "画像/生成"]),
    input_schema=objects,
    output_schema=st.none() | st.booleans() | objects,
    title=st.none() | texts,
    description=st.none() | texts,
    categories=st.lists(texts, max_size=3).map(tuple),
    output_kind=st.sampled_from([None, "image", "video", "audio"]),
    price=st.none() | prices,
    example=st.none() | objects,
    page=st.none() | st.sampled_from(["https://a.example", "https://a.example/b/c?d=%20#e"]),
    source=st.none() | texts,
    as_of=st.none() | st.dates().map(str),
    gone_since=st.none() | st.dates().map(str),
    deprecated=st.sampled_from([None, True, "use a/c"]),
    formerly=st.dictionaries(st.sampled_from(["a/old", "画像/前"]), st.none() | st.just("1.2.3"), max_size=2),
    extra=st.dictionaries(texts.filter(lambda key: key not in KEYS), values, max_size=2),
    file=st.just("schemas/a.json"),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(specs)
def test_write_and_read_is_the_identity(spec: ModelSpec) -> None:
    text = canonical_text(to_document(spec))
    report = Report()
    read = from_document(parse(text.encode(), spec.file), spec.file, report)
    assert read == spec
    assert not report.errors
    assert canonical_text(to_document(read)) == text
    assert text.endswith("}\n")


def document() -> dict[str, Any]:
    return {
        "model_id": "a/b",
        "title": "B",
        "description": "It's \u202e \u200b\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        "categories": ["text-to-image"],
        "output_kind": "image",
        "price": {"base_usd": 0.04, "unit": "output", "note": "up"},
        "example": {"z": 1, "a": [1.0, 2]},
        "page": "https://example.com/b",
        "typical_seconds": 12.5,
        "source": "hand",
        "as_of": "2026-01-31",
        "gone_since": "2026-02-28",
        "deprecated": "use a/c",
        "formerly": {"a/old": "0.5.0"},
        "input_schema": {"type": "object", "properties": {"z": {}, "a": {}, "m": {}}},
        "output_schema": True,
    }


def test_text_is_readable_ordered_and_shows_what_hides() -> None:
    text = canonical_text(document())
    assert [key for key in document() if f'\n  "{key}"' in text] == list(KEYS)
    assert text.index('"z": {}') < text.index('"a": {}') < text.index('"m": {}')
    assert "\\u202e \\u200b😀" in text
    assert json.loads(text) == document()


def test_absent_and_null_are_the_same() -> None:
    bare = {"model_id": "a/b", "input_schema": {}}
    report = Report()
    spec = from_document(bare | dict.fromkeys(KEYS[1:8]) | {"output_schema": None}, "f.json", report)
    assert spec is not None
    assert to_document(spec) == bare
    assert not report.faults
    empty_price = from_document(bare | {"price": {}, "categories": []}, "f.json", report)
    assert empty_price is not None
    assert to_document(empty_price) == bare


def test_a_place_in_a_schema_has_a_file_and_a_whole_pointer() -> None:
    one = ModelSpec(model_id="a", input_schema={}, file="schemas/a.json")
    assert one.place("input", "/type") == ("schemas/a.json", "/input_schema/type")
    assert one.place("output") == ("schemas/a.json", "/output_schema")
    two = ModelSpec(
        model_id="a",
        input_schema={},
        file="a/input.json",
        input_pointer="",
        output_file="a/output.json",
        output_pointer="/output",
    )
    assert two.place("input", "/type") == ("a/input.json", "/type")
    assert two.place("output", "/type") == ("a/output.json", "/output/type")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_cannot_hold_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_text({"a": value})
