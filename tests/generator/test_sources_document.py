"""Reading the canonical document: every wrong type has its pointer, nothing unknown is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.plain.faults import Report
from generator.sources import from_document
from generator.spec import Price, to_document

if TYPE_CHECKING:
    from generator.plain.strictjson import Json

GOOD: dict[str, Json] = {
    "model_id": "acme/paint",
    "title": "Paint",
    "categories": ["text-to-image"],
    "output_kind": "image",
    "price": {"base_usd": 0.04, "unit": "output"},
    "example": {"prompt": "a door"},
    "source": "catalogue",
    "input_schema": {"type": "object", "properties": {"prompt": {"type": "string"}}},
    "output_schema": {"type": "object"},
}


def test_a_good_document() -> None:
    report = Report()
    spec = from_document(GOOD, "schemas/x.json", report)
    assert not report.faults
    assert spec is not None
    assert spec.model_id == "acme/paint"
    assert spec.price == Price(0.04, "output")
    assert spec.categories == ("text-to-image",)
    assert spec.input_schema == GOOD["input_schema"]
    assert (spec.file, spec.input_pointer, spec.output_pointer) == (
        "schemas/x.json",
        "/input_schema",
        "/output_schema",
    )
    assert to_document(spec) == GOOD


@pytest.mark.parametrize(
    ("change", "pointer", "words"),
    [
        ({"model_id": 1}, "/model_id", "must be a string, not a number"),
        ({"model_id": "a/../b"}, "/model_id", "relative path"),
        ({"model_id": None}, "", "no model_id"),
        ({"input_schema": None}, "", "no input_schema"),
        ({"input_schema": []}, "/input_schema", "a list"),
        ({"input_schema": True}, "/input_schema", "a boolean"),
        ({"output_schema": "x"}, "/output_schema", "a string"),
        ({"title": 1.5}, "/title", "a number"),
        ({"description": {}}, "/description", "an object"),
        ({"source": ["page"]}, "/source", "a list"),
        ({"categories": "x"}, "/categories", "a string"),
        ({"categories": ["x", 1]}, "/categories/1", "a number"),
        ({"categories": [None]}, "/categories/0", "null"),
        ({"output_kind": "hologram"}, "/output_kind", '"hologram" is not one of image, video, audio'),
        ({"output_kind": True}, "/output_kind", "true"),
        ({"typical_seconds": "12"}, "/typical_seconds", "a string"),
        ({"typical_seconds": True}, "/typical_seconds", "a boolean"),
        ({"typical_seconds": 0}, "/typical_seconds", "above 0"),
        ({"typical_seconds": 1e9}, "/typical_seconds", "above 0"),
        ({"price": 0.04}, "/price", "a number"),
        ({"price": {"base_usd": "cheap"}}, "/price/base_usd", "US dollars"),
        ({"price": {"max_usd": []}}, "/price/max_usd", "a list"),
        ({"price": {"as_of": "yesterday"}}, "/price/as_of", "not a date"),
        ({"price": {"by": {}}}, "/price/by", "when"),
        ({"price": {"by": [{"when": {}, "usd": 1}]}}, "/price/by/0", "a rule"),
        ({"price": {"by": [{"when": {"prompt": "x"}, "usd": "?"}]}}, "/price/by/0", "a rule"),
        ({"price": {"by": [{"when": {"prmpt": "x"}, "usd": 1}]}}, "/price/by/0/when/prmpt", "no input"),
        ({"price": {"base_usd": True}}, "/price/base_usd", "a boolean"),
        ({"price": {"base_usd": -1}}, "/price/base_usd", "negative"),
        ({"price": {"unit": 1}}, "/price/unit", "a number"),
        ({"price": {"note": []}}, "/price/note", "a list"),
        ({"example": [1]}, "/example", "a list"),
    ],
)
def test_wrong_values_are_placed(change: dict[str, Json], pointer: str, words: str) -> None:
    report = Report()
    assert from_document(GOOD | change, "f.json", report) is None
    [fault] = report.errors
    assert fault.pointer == pointer
    assert words in fault.message


def test_all_faults_of_a_document_are_told() -> None:
    report = Report()
    document: Json = {"model_id": 1, "title": 2, "input_schema": 3, "price": {"base_usd": "x", "unit": 4}}
    assert from_document(document, "f.json", report) is None
    assert [fault.pointer for fault in report.errors] == [
        "/input_schema",
        "/model_id",
        "/price/base_usd",
        "/price/unit",
        "/title",
    ]


@pytest.mark.parametrize("document", [[], [GOOD], "x", 1, None, True])
def test_only_an_object_is_a_document(document: Json) -> None:
    report = Report()
    assert from_document(document, "f.json", report) is None
    [fault] = report.errors
    assert "must be a JSON object, not" in fault.message


def test_a_bare_schema_is_told_where_it_belongs() -> None:
    report = Report()
    assert from_document(GOOD["input_schema"], "f.json", report) is None
    [fault] = report.errors
    assert "no model_id" in fault.message
    assert "input.json" in fault.hint


def test_unknown_keys_are_kept_with_a_warning_and_a_guess() -> None:
    report = Report()
    more: dict[str, Json] = {"output_shema": {"a": 1}, "zzz": [1], "$schema": "x", "$comment": "y"}
    spec = from_document(GOOD | more, "f.json", report)
    assert spec is not None
    assert spec.extra == more
    assert to_document(spec) == GOOD | more
    assert [(fault.pointer, fault.hint) for fault in report] == [
        ("/output_shema", 'did you mean "output_schema"?'),
        ("/zzz", ""),
    ]
    assert not report.errors


def test_an_unknown_key_of_the_price_is_a_warning() -> None:
    report = Report()
    assert from_document(GOOD | {"price": {"base_uds": 1}}, "f.json", report)
    [fault] = report.warnings
    assert (fault.pointer, fault.hint) == ("/price/base_uds", 'did you mean "base_usd"?')


def test_a_document_in_the_names_of_the_api_is_understood() -> None:
    """The answer of the server to a question for one model, as it came."""
    document: Json = {
        "model_id": "acme/paint", "display_name": "Paint", "categories": ["text-to-image"], "kind": "model",
        "base_price_usd": "$0.05", "price_unit": "image", "pricing_note": "4K costs more", "description": "Paints.",
        "model_url": "https://x/paint", "inputs": ["prompt"], "required_inputs": [], "input_schema": GOOD["input_schema"],
    }  # fmt: skip
    report = Report()
    spec = from_document(document, "f.json", report)
    assert spec is not None
    assert (spec.title, spec.categories, spec.description) == ("Paint", ("text-to-image",), "Paints.")
    assert spec.price == Price(0.05, "image", "4K costs more")
    assert not report.faults
    assert "base_price_usd" not in to_document(spec)


@pytest.mark.parametrize(
    ("written", "read"), [("$0.05", 0.05), ("1e-3", 0.001), (0, 0), ("0.10 USD", 0.1), (None, None)]
)
def test_prices_are_read_however_they_are_written(written: Json, read: float | None) -> None:
    spec = from_document(GOOD | {"price": {"base_usd": written, "unit": "image"}}, "f.json", Report())
    assert spec is not None
    assert spec.price == Price(read, "image")


def test_a_table_of_prices_comes_back_as_it_was() -> None:
    price: Json = {
        "base_usd": 0.05, "max_usd": 1, "unit": "image", "by": [{"when": {"prompt": ["a", "b"]}, "usd": 0.09}],
        "source": "page", "as_of": "2026-11",
    }  # fmt: skip
    spec = from_document(GOOD | {"price": price}, "f.json", Report())
    assert spec is not None
    assert to_document(spec)["price"] == price
