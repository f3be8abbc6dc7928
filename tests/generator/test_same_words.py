"""What limits a value is said by the same words on the page, on the card, in help, in hovers, and when a value breaks it."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from runcomfy import InputError

from generator.diff.limits import numbers
from generator.package.helptext import help_text
from tests.generator.kit import load, normal, page_of, pages_of, place_of, spec_code
from tests.inside import Wording, input_options, resolved, validate_wire

# A node, what is told of it, a value that breaks it, and which of these words the message about that holds.
ODD: dict[str, tuple[Any, list[str], Any, list[str]]] = {
    "exclusive bounds": (
        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1.5},
        ["more than 0", "less than 1.5"], 0, ["more than 0", "less than 1.5"],
    ),
    "one exclusive bound": (
        {"type": "number", "minimum": 0, "exclusiveMaximum": 1}, ["at least 0", "less than 1"], 1, ["at least 0", "less than 1"],
    ),
    "both bounds": ({"type": "integer", "minimum": 4, "maximum": 30}, ["4 to 30"], 31, ["4 to 30"]),
    "multiples": (
        {"type": "integer", "minimum": 64, "multipleOf": 8}, ["at least 64", "a multiple of 8"], 65, ["a multiple of 8"],
    ),
    "one length": ({"type": "string", "minLength": 4, "maxLength": 4}, ["4 characters"], "abc", ["4 characters"]),
    "a single character": ({"type": "string", "maxLength": 1}, ["at most 1 character"], "ab", ["at most 1 character"]),
    "a list": (
        {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 1, "maxItems": 3, "uniqueItems": True},
        ["1 to 3 items", "no item twice", "each: at least 1"], [1, 2, 3, 4], ["1 to 3 items", "no item twice", "at least 1"],
    ),
    "an entry": (
        {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1},
        ["at least 1 entry"], {}, ["at least 1 entry"],
    ),
    "null alone": ({"const": None}, [], 1, []),
    "a union of lists": (
        {"anyOf": [
            {"type": "array", "items": {"type": "integer", "minimum": 2}},
            {"type": "array", "items": {"type": "string"}, "maxItems": 2},
        ]},
        ["list of integers: each: at least 2", "list of strings: at most 2 items"], True, ["at least 2", "at most 2 items"],
    ),
    "a union with null": (
        {"anyOf": [{"type": "integer", "maximum": 9}, {"type": "null"}]}, ["at most 9"], 10, ["at most 9"],
    ),
    "a reference to a reference": ({"$ref": "#/$defs/Size"}, ["16 to 64"], 65, ["16 to 64"]),
    "a format": ({"type": "string", "format": "color", "minLength": 7}, ["at least 7 characters"], "#12", ["at least 7 characters"]),
    "backticks": (
        {"type": "string", "pattern": "^`[a-z|*]+`$"}, ['matches the pattern "^`[a-z|*]+`$"'], "x", ["the pattern '^`[a-z|*]+`$'"],
    ),
    "a file": (
        {"type": "string", "format": "image_uri", "validations": [{"validation_rule": "file_size_mb<", "validation_value": 50}]},
        ["file size less than 50 MB"], 1, [],
    ),
    "a file's shape": (
        {"type": "array", "items": {"type": "string", "format": "video_uri"}, "format": "video_uris", "maxItems": 1,
         "validations": [{"validation_rule": "width/height>", "validation_value": 0.5}]},
        ["at most 1 item", "width divided by height more than 0.5"], "", ["at most 1 item"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_a_limit_has_the_same_words_everywhere(name: str, tmp_path: Path) -> None:
    node, words, broken, said = ODD[name]
    schema = {
        "type": "object",
        "properties": {"a": node},
        "$defs": {
            "Size": {"$ref": "#/$defs/Base"},
            "Base": {"type": "integer", "minimum": 16, "maximum": 64},
        },
    }
    model, _ = normal(schema)
    (field,) = [found for found in model.inputs if found.path == "a"]
    assert list(field.limits) == words
    document = {
        "model_id": "vendor/model", "title": None, "description": None,
        "input_schema": model.input_schema, "output_schema": model.output_schema,
    }  # fmt: skip
    page = re.sub(r"\\([\\`*_\[\]<>&|~#$])", r"\1", page_of(document))
    assert "; ".join(words) in page
    card = pages_of([document])["docs/catalogue.html"]
    assert all(json.dumps(text)[1:-1] in html.unescape(card) for text in words)
    code = spec_code(model, place_of("vendor/model"))
    assert ", ".join(words) in help_text(model, code)
    # The client words a schema by itself, as one may come from the server.
    wording = Wording(lambda part: resolved(part, model.input_schema))
    assert list(wording.limits(node)) == words
    assert wording.type_of(node) == field.type
    (option,) = input_options(model.input_schema, ())
    assert "; ".join(words) in option.help
    with pytest.raises(InputError) as caught:
        validate_wire("vendor/model", load(model).ModelInput, {"a": broken})
    message = str(caught.value)
    assert all(text in message for text in said), message


@pytest.mark.parametrize("junk", [
    {"type": 3, "minimum": "x", "maximum": True, "multipleOf": [], "minLength": {}, "pattern": 5, "uniqueItems": "yes"},
    {"anyOf": "x", "oneOf": 3, "items": 4, "additionalProperties": [1], "validations": [3, {"validation_rule": 1}]},
    {"$ref": "#/nowhere"}, {"$ref": "#"}, {"$ref": 3}, {"anyOf": [{"$ref": "#"}, True, None]}, "x", None, [],
    {"type": ["string", None, 3], "format": 4}, {"type": "array", "items": {"type": "array", "items": {"$ref": "#"}}},
    {"validations": {"validation_rule": "file_size_mb<"}}, {"type": "object", "properties": [], "additionalProperties": {}},
])  # fmt: skip
def test_what_a_server_says_is_put_into_words_whatever_it_is(junk: Any) -> None:
    wording = Wording(lambda part: resolved(part, junk))
    assert isinstance(wording.type_of(junk), str)
    assert all(isinstance(text, str) for text in wording.limits(junk))


def test_what_changed_of_a_bound_is_told_by_these_words_too() -> None:
    node = {"type": "number", "exclusiveMinimum": 0, "maximum": 5}
    told = [
        message for _, message, _, _ in numbers(node, {"type": "number", "minimum": 1, "exclusiveMaximum": 5})
    ]
    assert told == [
        "the least value was more than 0 and is 1", "the greatest value was 5 and is less than 5",
    ]  # fmt: skip
