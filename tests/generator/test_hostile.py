"""Hostile text in every text position of a schema: it survives as a value, and never becomes code."""

from __future__ import annotations

import ast
import inspect
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.dialect import normalise
from generator.modelcode.adapter import TypeExpressions
from generator.modelcode.classes import lower_model, model_code
from generator.package.files import registry_entry, schema_text
from generator.plain.faults import FaultsError, Report
from generator.plain.unicode import is_known
from generator.spec import Price
from generator.writing.source import Source
from generator.writing.templating import environment
from tests.generator.kit import load, normal, place_of, source_of, spec_of
from tests.shares import examples

NASTY = [
    '"""', "'''", '"', "'", "\\", "\\n", "a\nb", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x00",
    "\u202e", "\u2066", "\u200b", "{{ 7*7 }}", "{% include 'x' %}", "{# c #}", "{x!r:>{y}}", "%s%n", "f'{1}'",
    "</script><script>alert(1)</script>", "<!--", "]]>", "&lt;", "import os; os.system('x')", "__import__('os')",
    "#", "# type: ignore", "*/", "`x`", "```", "$(x)", "🦊", "ﬁ", "é", "日本語", " ", "", "A" * 300,
]  # fmt: skip
texts = st.one_of(
    st.sampled_from(NASTY),
    st.lists(st.sampled_from(NASTY), min_size=2, max_size=4).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)


def _schema(text: str, key: str) -> dict[str, Any]:
    return {
        "type": "object",
        "title": text,
        "description": text,
        "required": [key],
        "properties": {
            key: {"type": "string", "title": text, "description": text, "default": text, "example": text},
            "choice": {"enum": [text, "other"], "default": text, "description": text},
            "fixed": {"const": text},
            "nested": {"type": "object", "description": text, "properties": {key: {"enum": [text, 1]}}},
            "format": {"type": "string", "format": text, "x-note": text, "$comment": text, text: text},
            "picture": {
                "type": "string",
                "format": "image_uri",
                "validations": [
                    {"validation_rule": "file_size_mb<", "validation_value": 1, "validation_error": text}
                ],
            },
        },
        "patternProperties": {"^zz": {"enum": [text]}},
    }


@settings(max_examples=examples(0.4))
@given(text=texts, key=texts)
def test_the_text_is_there_and_nothing_of_it_acts(text: str, key: str) -> None:
    from tests.inside import validate_wire, wire_body

    schema = _schema(text, key)
    model, _ = normal(
        schema, schema, title=text, description=text, categories=(text,), price=Price(1, text, text)
    )
    source = source_of(model)
    # The allow-list has run in it; beside, every name in it is one of ours.
    tree = ast.parse(source)
    # What Unicode has had for a few years only stands as it is.
    assert all(
        character.isprintable() or not is_known(character) for character in source if character != "\n"
    )
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not names & {"os", "__import__", "exec", "eval", "open", "alert"}
    module = load(model)
    body = {key: text, "choice": text, "fixed": text, "nested": {key: text}}
    if key in ("choice", "fixed", "nested"):
        return
    assert wire_body(validate_wire("vendor/model", module.ModelInput, body)) == body
    constants = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert text in constants
    if text.strip():
        docs = {inspect.cleandoc(value) for value in constants if isinstance(value, str)} | constants
        assert any(
            isinstance(value, str) and value.startswith((text, inspect.cleandoc(text))) for value in docs
        )


@settings(max_examples=examples(0.4))
@given(text=texts)
def test_the_json_beside_the_code_holds_the_text_as_it_is(text: str) -> None:
    spec = spec_of(
        _schema(text, "prompt"), title=text, description=text, categories=(text,), price=Price(1, text, text)
    )
    report = Report()
    model = normalise(spec, report)
    assert model is not None
    document = json.loads(schema_text(model, text))
    assert document["input_schema"]["properties"]["choice"]["enum"] == [text, "other"]
    assert document["input_schema"]["properties"]["prompt"]["default"] == text
    assert document["categories"] == [text]
    if text.strip():
        assert document["title"] == text
        assert document["input_schema"]["properties"]["choice"]["description"] == text
    place = place_of(spec.model_id)
    code = model_code(lower_model(model, place.class_name), TypeExpressions())
    assert registry_entry(model, place, code)["price"]["note"] == text


@pytest.mark.parametrize(
    "hook",
    [
        "customTypePath",
        "customBasePath",
        "x-python-type",
        "x-python-import",
        "default_factory",
        "customTypeAnnotation",
    ],
)
def test_a_hook_for_code_is_stripped_wherever_it_stands(hook: str) -> None:
    poison = {hook: "unittest.__main__.main"}
    schema = {
        "type": "object",
        **poison,
        "properties": {
            "a": {"type": "string", **poison},
            "b": {"type": "array", "items": {"type": "string", **poison}, **poison},
            "c": {"anyOf": [{"type": "string", **poison}, {"type": "integer", **poison}]},
            "d": {"$ref": "#/$defs/D"},
        },
        "$defs": {"D": {"type": "object", **poison, "properties": {"x": {"type": "string", **poison}}}},
    }
    model, report = normal(schema, schema)
    assert "unittest" not in source_of(model)
    assert hook not in json.dumps([model.input_schema, model.output_schema])
    assert sum(f'"{hook}"' in fault.message for fault in report.warnings) >= 8


@pytest.mark.parametrize(
    "reference",
    ["http://127.0.0.1:9/x", "file:///etc/passwd", "../x.json", "/etc/passwd", "x.json#/a", "//h/x"],
)
def test_no_file_and_no_address_is_opened(reference: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins
    import socket

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError(f"opened {args}")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(builtins, "open", refuse)
    with pytest.raises(FaultsError):
        normal({"type": "object", "properties": {"a": {"$ref": reference}}})


def test_a_template_refuses_text_that_nobody_has_finished() -> None:
    template = environment().from_string("x = {{ value }}")
    assert template.render(value=Source("1")) == "x = 1"
    for raw in ("1", 1, None, ["1"]):
        with pytest.raises(TypeError, match="raw text"):
            template.render(value=raw)
