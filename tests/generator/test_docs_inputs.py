"""What the pages say of inputs in odd forms: alternatives, unnamed inputs, ids and texts that look like something else."""

from __future__ import annotations

import json
import shlex
import subprocess
from typing import Any

import pytest
from runcomfy.cli.inputs import input_options
from runcomfy.cli.parser import parse
from runcomfy.cli.values import to_value

from generator.docs.commands import command_line, python
from generator.docs.pages import field_texts
from generator.schema.value import Schema
from generator.schema.words import Field, fields
from generator.spec import Price
from tests.generator.kit import inputs_of, normal, page_of, pages_of, place_of

TEXT = {"type": "string"}


def _document(properties: dict[str, Any], model_id: str = "vendor/model", **more: Any) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, **more.pop("schema", {})}
    model, _ = normal(schema, model_id=model_id)
    empty = dict.fromkeys(("title", "description", "kind", "price", "example"))
    return {
        **empty,
        "model_id": model_id,
        "categories": [],
        "input_schema": model.input_schema,
        "output_schema": model.output_schema,
        **more,
    }


def _fields(document: dict[str, Any]) -> list[Field]:
    return fields(Schema(document["input_schema"]))


def _only(node: Any) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    (found,) = _fields(_document({"a": node}))
    return found.type, found.limits, found.choices


@pytest.mark.parametrize(
    ("node", "kind", "limits", "choices"),
    [
        (
            {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 99}, {"type": "null"}]},
            "integer or null",
            ("0 to 99",),
            (),
        ),
        (
            {"anyOf": [{"type": "string", "enum": ["1k", "2k"]}, {"type": "integer", "minimum": 5}]},
            "string or integer",
            ("integer: at least 5",),
            ('"1k"', '"2k"'),
        ),
        ({"oneOf": [{"const": "a"}, {"const": "b"}]}, "one of some values", (), ('"a"', '"b"')),
        (
            {"anyOf": [{"type": "array", "items": {"enum": ["a"]}, "maxItems": 1}, {"enum": ["a", "b"]}]},
            "list of some values or one of some values",
            ("list of some values: at most 1 item",),
            ('"a"', '"b"'),
        ),
        ({"type": "array", "items": TEXT, "minItems": 1, "maxItems": 1}, "list of strings", ("1 item",), ()),
        ({"type": "array", "items": TEXT, "minItems": 2, "maxItems": 2}, "list of strings", ("2 items",), ()),
        (
            {"type": "object", "additionalProperties": {"enum": ["a", "b"]}, "maxProperties": 3},
            "map of some values",
            ("at most 3 entries",),
            ('"a"', '"b"'),
        ),
        (
            {"type": "array", "items": {"type": "object", "additionalProperties": {**TEXT, "maxLength": 9}}},
            "list of map of strings",
            ("each: each: at most 9 characters",),
            (),
        ),
        ({"type": "object", "additionalProperties": True}, "object", (), ()),
    ],
)
def test_alternatives_keep_their_limits_and_choices(
    node: Any, kind: str, limits: tuple[str, ...], choices: tuple[str, ...]
) -> None:
    assert _only(node) == (kind, limits, choices)


def test_what_stands_under_any_name_has_its_place() -> None:
    point = {"type": "object", "properties": {"x": {"type": "integer", "maximum": 9}}}
    mixed = {"type": "object", "properties": {"a": TEXT}, "additionalProperties": point}
    found = _fields(_document({"m": {"type": "object", "additionalProperties": point}, "n": mixed}))
    assert [(one.path, one.type, one.limits) for one in found] == [
        ("m", "map of objects", ()),
        ("m.*.x", "integer", ("at most 9",)),
        ("n", "object", ()),
        ("n.a", "string", ()),
        ("n.*.x", "integer", ("at most 9",)),
    ]
    (inner,) = _fields(_document({}, schema={"additionalProperties": point}))
    assert inner.path == "*.x"


def test_an_example_of_a_schema_that_contains_itself() -> None:
    part = {"type": "array", "items": {"$ref": "#"}}
    schema = {
        "type": "object",
        "properties": {"prompt": {"type": "string"}, "parts": part},
        "required": ["parts"],
    }
    # The whole of it does not fit, so each input is taken that does.
    example = {"prompt": 3, "parts": [{"prompt": "a lighthouse", "parts": []}]}
    model, _ = normal(schema, example=example)
    assert model.example == ({"parts": example["parts"]}, True)


def test_an_example_with_inputs_that_are_not_named() -> None:
    example = {"prompt": "x", "other": 1, "the-third": [2]}
    document = _document({"prompt": TEXT}, example=example, schema={"additionalProperties": True})
    assert inputs_of(document) == (example, True)
    schema, place = Schema(document["input_schema"]), place_of("vendor/model")
    source = python(place, "runcomfy", example, schema)
    assert '    prompt="x",\n    **{"other": 1, "the-third": [2]},\n)' in source
    command = command_line("vendor/model", "runcomfy", example, schema)
    assert json.loads(command.partition("\n")[2].removesuffix("\nJSON")) == example
    assert "**{" in page_of(document)


@pytest.mark.parametrize("name", ["self", "x_y"])
def test_an_example_that_python_cannot_call_is_not_shown(name: str) -> None:
    document = _document(
        {"x y": TEXT, "prompt": TEXT}, example={name: 1}, schema={"additionalProperties": True}
    )
    inputs, complete = inputs_of(document)
    assert complete
    assert name not in inputs


@pytest.mark.parametrize("model_id", ["-x/y", "--help/me"])
def test_an_id_that_looks_like_an_option_is_none(model_id: str) -> None:
    schema = Schema(_document({"prompt": TEXT}, model_id)["input_schema"])
    first = command_line(model_id, "runcomfy", {"prompt": "x"}, schema).partition(" <<")[0]
    assert first == f"runcomfy-py run --input - -o out -- {model_id}"
    assert parse(["run", "--untyped", *first.split()[2:]]).place("MODEL") == model_id


def test_a_title_that_is_only_a_number_or_a_dot() -> None:
    def told(**texts: str) -> list[str]:
        (found,) = _fields(_document({"a": {**TEXT, **texts}}))
        return field_texts(found)

    assert told(title="1.") == ["1"]
    assert told(title=" . ", description="Made of dots...") == ["Made of dots"]
    assert told(title="A size", description="A size. In pixels.") == ["A size. In pixels"]


@pytest.mark.parametrize(
    ("price", "text"),
    [
        (Price(0, "output"), "$0 per output"),
        (Price(1e-11, "output"), "$1e-11 per output"),
        (Price(1e200), "$1e+200"),
        (Price(0.04, " \n"), "$0.04"),
        (Price(0.04, 'a\n"big"\u202e one'), '$0.04 per a "big"\\u202e one'),
        (Price(0.04, "x" * 50), f"$0.04 per {'x' * 40}…"),
    ],
)
def test_a_price_in_words(price: Price, text: str) -> None:
    assert price.text == text


def test_categories_of_several_lines_and_of_none_can_be_chosen() -> None:
    document = _document({"a": TEXT}, categories=["x\r\n to y", "", " ", "x to y"])
    assert "- Categories: `x to y`\n" in page_of(document)
    pages = pages_of([document])
    assert '<option value="">all</option><option value="x to y">' in pages["docs/catalogue.html"]
    assert '"categories":["x to y"]' in pages["docs/catalogue.html"]
    assert pages["docs/index.md"].count("### x to y\n") == 1


def test_a_reference_to_a_reference_is_told_as_what_it_means() -> None:
    schema = {
        "$defs": {
            "Size": {"$ref": "#/$defs/Base"},
            "Base": {"type": "integer", "minimum": 64, "maximum": 2048, "description": "In pixels"},
            "Round": {"$ref": "#/$defs/Trip"},
            "Trip": {"type": "object", "properties": {"leg": {"$ref": "#/$defs/Size"}}},
        },
    }
    found = _fields(
        _document(
            {
                "size": {"$ref": "#/$defs/Size"},
                "named": {"$ref": "#/$defs/Size", "title": "Named", "default": 128},
                "round": {"$ref": "#/$defs/Round"},
                "sizes": {"type": "array", "items": {"$ref": "#/$defs/Size"}},
            },
            schema=schema,
        )
    )
    told = {one.path: (one.type, one.limits, one.description, one.default) for one in found}
    assert told == {
        "size": ("integer", ("64 to 2048",), "In pixels", None),
        "named": ("integer", ("64 to 2048",), "In pixels", "128"),
        "round": ("object", (), None, None),
        "round.leg": ("integer", ("64 to 2048",), "In pixels", None),
        "sizes": ("list of integers", ("each: 64 to 2048",), None, None),
    }
    assert {one.path: one.title for one in found}["named"] == "Named"


def test_a_definition_that_holds_itself_is_told_once_a_level() -> None:
    node = {"type": "object", "properties": {"next": {"$ref": "#/$defs/Node", "description": "The next one"}}}
    found = _fields(_document({"first": {"$ref": "#/$defs/Node"}}, schema={"$defs": {"Node": node}}))
    assert [one.path for one in found] == ["first", "first.next"]


@pytest.mark.parametrize("keyword", ["items", "additionalProperties", "anyOf"])
def test_a_list_or_map_that_holds_itself_beside_a_text_ends(keyword: str) -> None:
    inner = {"$ref": "#/$defs/Deep", "description": "Another one"}
    node = {keyword: [{"type": "array", "items": inner}, {"type": "null"}] if keyword == "anyOf" else inner}
    found = _fields(_document({"first": {"$ref": "#/$defs/Deep"}}, schema={"$defs": {"Deep": node}}))
    assert [one.path for one in found] == ["first"]


@pytest.mark.parametrize("value", ["x", True, 5])
def test_an_input_s_name_is_never_run_by_the_shell(value: Any) -> None:
    kind = {"x": "string", True: "boolean", 5: "integer"}[value]
    names = ["touch X", "$(touch X)", "`touch X`", "a;touch X", "'", '"', "\\", "-", "*", "~", "\n", "é x"]
    schema = Schema(_document({name: {"type": kind} for name in names})["input_schema"])
    plain = 0
    for name in names:
        command = command_line("v/m", "runcomfy", {name: value}, schema)
        if "<<'JSON'" in command:
            continue
        plain += 1
        words = shlex.split(command.replace("\\\n", ""))
        assert words[:3] == ["runcomfy-py", "run", "v/m"]
        done = subprocess.run(
            ["bash", "-c", f"runcomfy-py() {{ printf '%s\\0' \"$@\"; }}\n{command}"],
            capture_output=True,
            check=True,
        )
        assert done.stdout.decode().split("\0")[:-1] == words[1:]
    assert plain


@pytest.mark.parametrize(
    ("node", "value", "option"),
    [
        ({"type": "string"}, "[1]", None),
        ({"type": "string"}, "null", "--a null"),
        ({"type": ["string", "null"]}, "null", None),
        ({"type": ["string", "integer"]}, "5", None),
        ({"enum": ["5", 5]}, "5", None),
        ({"enum": ["x", "y"]}, "y", "--a y"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, 5, "--a 5"),
        ({"type": "boolean"}, False, "--no-a"),
        ({"type": ["boolean", "null"]}, True, "--a true"),
        ({"type": "number"}, 1e-7, "--a 1e-07"),
        ({"type": "array", "items": {"type": "integer"}}, [1, 2], "--a 1 \\\n  --a 2"),
        ({"type": "array", "items": {"type": "string"}}, ["[x]"], None),
        ({"type": ["array", "null"], "items": {"type": "integer"}}, [1], None),
        ({"type": "array", "items": {"type": "integer"}}, [], None),
        ({"type": "object"}, {"x": 1}, None),
        ({}, "x", None),
    ],
)
def test_an_option_is_shown_only_where_it_says_the_same(node: Any, value: Any, option: str | None) -> None:
    document = _document({"a": node})
    command = command_line("v/m", "runcomfy", {"a": value}, Schema(document["input_schema"]))
    assert ("<<" in command) == (option is None)
    if option is not None:
        assert option in command
        words = shlex.split(command.replace("\\\n", ""))
        schema_of = {"v/m": document["input_schema"]}
        options = {one.flags[0]: one for one in input_options(schema_of["v/m"], ())}
        given = [True if len(part) == 1 else part[1] for part in _uses(words[3:-2])]
        if option.startswith("--no-"):
            assert options["--a"].no == "--no-a"
        else:
            assert (
                to_value("a", document["input_schema"]["properties"]["a"], document["input_schema"], given)
                == value
            )


def _uses(words: list[str]) -> list[list[str]]:
    found: list[list[str]] = []
    for word in words:
        if word.startswith("--"):
            found.append([])
        found[-1].append(word)
    return found
