"""The reference pages: what they show is true, runs, and does nothing that its text says."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.docs.commands import command_line, curl, python
from generator.plain.faults import FaultsError
from generator.schema.sample_texts import FILES
from generator.schema.validator import SchemaValidator
from generator.schema.value import Schema
from generator.schema.words import fields
from generator.writing import markdown
from tests.generator.kit import inputs_of, normal, page_of, place_of
from tests.generator.test_equivalence import schemas
from tests.shares import examples

READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")
HOSTILE = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1)) ![y](http://evil.example/x.png) <http://evil.example>",
    "# heading\n---\n* list\n1. one\n> quote\n    code\n```\nfence\n",
    "| a | b |\n|---|---|",
    "`tick` ``two`` $x$ &lt; &#x3c; \\ ~~no~~ **bold** _em_",
    "$(touch pwned) `touch pwned` ; touch pwned\n\"'\\!",
    "it's \u202ereversed \x1b[31m \u200b\ufeff",
    "{{ 7 * 7 }} {% raw %} ${x} %s",
    "-x", "--output=x", "", " ", "JSON", "a\nJSON\nb",
]  # fmt: skip


def document_of(
    schema: Any, model_id: str = "vendor/model", output: Any = None, **more: Any
) -> dict[str, Any]:
    model, _ = normal(schema, output, model_id=model_id)
    return {
        "model_id": model_id,
        "title": None,
        "description": None,
        "kind": None,
        "categories": [],
        "price": None,
        "example": None,
        "input_schema": model.input_schema,
        "output_schema": model.output_schema,
        **more,
    }


def object_of(properties: dict[str, Any], *required: str, **more: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), **more}


def _words(page: str) -> list[str]:
    """Return what the reader of a shell block would run: its words, and what it reads, one after the other."""
    done = subprocess.run(
        ["bash", "-c", "shown() { printf '%s\\0' \"$@\"; }\n" + page],
        capture_output=True,
        check=True,
        env={"PATH": "/usr/bin:/bin", "RUNCOMFY_TOKEN": "the token"},
    )
    assert not done.stderr
    return done.stdout.decode().split("\0")[:-1]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_markdown_is_only_text(text: str) -> None:
    html = READER.render("Before " + markdown.text(text)) + READER.render(markdown.text(text))
    assert set(re.findall(r"<(\w+)", html)) <= {"p"}


@given(st.text())
def test_text_in_markdown_reads_as_it_is(text: str) -> None:
    tokens = READER.parseInline(markdown.text(text))[0].children or []
    assert {token.type for token in tokens} <= {"text", "text_special"}
    assert "".join(token.content for token in tokens) == markdown.visible(" ".join(text.split()))


@given(st.text(min_size=1).filter(str.strip))
def test_a_code_span_reads_as_it_is(value: str) -> None:
    tokens = READER.parseInline(f"x {markdown.code(value)} x")[0].children or []
    assert [token.content for token in tokens if token.type == "code_inline"] == [markdown.visible(value)]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_block_ends_where_it_ends(value: str) -> None:
    tokens = READER.parse(markdown.fenced(value, "sh") + "\n\nafter")
    assert [token.type for token in tokens][:2] == ["fence", "paragraph_open"]


@pytest.mark.ci
def test_a_page_of_hostile_texts_has_only_its_own_marks() -> None:
    properties = {
        f"p{index}": {
            "type": "string",
            "title": text,
            "description": text,
            "default": text,
            "enum": [text, "other"],
        }
        for index, text in enumerate(HOSTILE)
    }
    properties |= {text or "empty": {"type": "string", "pattern": "^a|`b"} for text in HOSTILE}
    for text in HOSTILE:
        document = document_of(
            object_of(properties, *properties),
            output=object_of(properties),
            title=text or None,
            description=text or None,
            categories=[text],
            price={"base_usd": 1, "unit": text, "note": text},
        )
        page = page_of(document)
        assert "\x1b" not in page
        assert "\u202e" not in page
        html = READER.render(page)
        tags = set(re.findall(r"<(\w+)", html))
        assert tags <= {"h1", "h2", "p", "ul", "li", "code", "strong", "pre", "a"}
        assert re.findall(r'href="([^"]*)"', html) == ["../../index.md"]


def test_a_page_tells_all_of_an_input() -> None:
    rules = [
        {"validation_rule": "file_size_mb<", "validation_value": 50},
        {"validation_rule": "width_pixels>", "validation_value": 300},
    ]
    schema = object_of(
        {
            "prompt": {"type": "string", "title": "Prompt", "description": "What to draw", "maxLength": 500},
            "images": {
                "type": "array",
                "items": {"type": "string", "format": "image_uri", "validations": rules},
                "minItems": 1,
                "maxItems": 3,
            },
            "size": {"type": "string", "enum": ["1k", "2k"], "default": "1k"},
            "6_steps": {"type": "integer", "minimum": 1, "maximum": 50, "multipleOf": 2},
            "extras": {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 2},
            "picks": {"type": "array", "items": {"enum": [1, "a"]}},
            "flags": {"type": "array", "items": {"type": "boolean"}},
            "sizes": {"type": "array", "items": {"type": "integer"}},
            "loras": {
                "type": "array",
                "items": object_of({"path": {"type": "string"}, "scale": {"type": "number"}}, "path"),
            },
        },
        "prompt",
        "images",
    )
    page = page_of(
        document_of(schema, price={"base_usd": 0.04, "unit": "output", "note": "more for 4k"}, kind="image")
    )
    for line in (
        "- `prompt`: string, **required**",
        "  Prompt. What to draw",
        "  - Limits: at most 500 characters",
        "- `images`: list of image files, **required**",
        "  - Limits: 1 to 3 items; each: file size less than 50 MB; each: width more than 300 pixels",
        '  - Choices: `"1k"`, `"2k"`',
        '  - Default: `"1k"`',
        "- `6_steps`: integer",
        "  - In Python: `v6_steps`",
        "  - Limits: 1 to 50; a multiple of 2",
        "- `extras`: map of strings",
        "  - Limits: at least 2 entries",
        "- `picks`: list of some values",
        "- `flags`: list (true or false)",
        "- `sizes`: list of integers",
        "  - `loras[].path`: string, **required**",
        "- Price: \\$0.04 per output, a base rate and not a quote: more for 4k",
        "- Makes: image",
        "- Endpoint: `client.vendor.model`",
    ):
        assert line in page.splitlines(), line
    assert "Price: not known here, which does not mean free; `client.estimate` asks the server" in page_of(
        document_of(schema)
    )
    gone = page_of(document_of(schema, gone_since="2026-01-31", as_of="2026-01-01"))
    assert "has not listed this model since 2026-01-31" in gone
    assert "- Schema as of 2026-01-01" in gone


@given(schema=schemas)
@settings(max_examples=examples(1), suppress_health_check=list(HealthCheck))
def test_any_schema_has_a_page_and_an_example_that_is_what_it_says(schema: Any) -> None:
    try:
        document = document_of(schema)
    except FaultsError:
        return
    inputs, complete = inputs_of(document)
    assert SchemaValidator(document["input_schema"]).is_valid(inputs) == complete
    page = page_of(document)
    assert ("may not meet yet" in page) is not complete
    fields(Schema(document["output_schema"]))


def test_a_list_of_its_own_kind_has_apage_of() -> None:
    nest = {"type": "array", "items": {"$ref": "#/$defs/Nest"}, "maxItems": 3}
    document = document_of(object_of({"x": {"$ref": "#/$defs/Nest"}}, "x") | {"$defs": {"Nest": nest}})
    page = page_of(document)
    assert "at most 3 items" in page
    assert "runcomfy-py run" in page


EXAMPLES: list[tuple[dict[str, Any], dict[str, Any] | None, dict[str, Any]]] = [
    (object_of({"prompt": {"type": "string", "default": "a fox"}}, "prompt"), None, {"prompt": "a fox"}),
    (object_of({"prompt": {"type": "string"}, "n": {"type": "integer"}}), None, {"prompt": "A lighthouse at dawn, soft light, long exposure"}),
    (object_of({"prompt": {"type": "string"}}, "prompt"), {"prompt": "mine"}, {"prompt": "mine"}),
    (object_of({"prompt": {"type": "string"}}, "prompt"), {"prompt": "mine", "old": 1}, {"prompt": "mine"}),
    (object_of({"i": {"type": "string", "format": "image_uri"}}, "i"), {"i": "/etc/passwd"}, {"i": FILES["image"]}),
    (object_of({"i": {"type": "string", "format": "video_uri", "default": "x.mp4"}}, "i"), None, {"i": FILES["video"]}),
    (object_of({"image_url": {"type": "string"}}, "image_url"), None, {"image_url": FILES["image"]}),
    (
        object_of({"i": {"type": "array", "items": {"type": "string", "format": "image_uri"}, "minItems": 2, "uniqueItems": True}}, "i"),
        None,
        {"i": [FILES["image"], FILES["image"] + "?2"]},
    ),
    (object_of({"n": {"type": "integer", "minimum": 7, "multipleOf": 5}}, "n"), None, {"n": 10}),
    (object_of({"x": {"type": "number", "exclusiveMinimum": 0, "maximum": 0.5}}, "x"), None, {"x": 0.5}),
    (object_of({"s": {"type": "string", "pattern": "^#[0-9a-f]{6}$"}}, "s"), None, {"s": "#336699"}),
    (object_of({"l": {"type": "array", "items": object_of({"path": {"type": "string"}}, "path")}}, "l"), None, {"l": [{"path": "A lighthouse at dawn, soft light, long exposure"}]}),
    (object_of({"f": {"type": "boolean"}, "n": {"type": "null"}}, "f", "n"), None, {"f": True, "n": None}),
    (object_of({"l": {"type": "array", "items": {"type": "string"}, "maxItems": 0}}, "l"), None, {"l": []}),
    (object_of({"x": {"oneOf": [False, {"type": "integer", "minimum": 3}]}}, "x"), None, {"x": 3}),
    (
        {**object_of({"a": {"type": "string"}, "b": {"type": "integer"}}), "anyOf": [{"minProperties": 3}, {"required": ["b"]}]},
        None,
        {"a": "A lighthouse at dawn, soft light, long exposure", "b": 2},
    ),
    (
        {**object_of({"a": {"type": "string"}, "b": {"type": "integer"}}), "anyOf": [{"required": ["b"]}, {"required": ["a"]}]},
        None,
        {"a": "A lighthouse at dawn, soft light, long exposure"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "example", "expected"), EXAMPLES)
def test_examples(schema: Any, example: Any, expected: Any) -> None:
    assert inputs_of(document_of(schema, example=example)) == (expected, True)


def test_what_cannot_be_made_up_is_said_to_be_missing() -> None:
    schema = object_of({"story": {"type": "string", "minLength": 20_000}}, "story")
    assert inputs_of(document_of(schema)) == ({}, False)


VALUES: list[dict[str, Any]] = [
    *({"prompt": text} for text in HOSTILE),
    {"prompt": "x", "flag": True},
    {"flag": False, "n": -1, "x": 1.5},
    {"words": ["-a", "it's", '["b"]'], "n": 10**20},
    {"words": []},
    {"any": {"deep": [1, None, "it's"]}},
    {"maybe": None},
    {"words": ["a\nb"]},
    {"prompt": "1"},
    {"choice": 5},
]
SCHEMA: dict[str, Any] = object_of(
    {
        "prompt": {"type": "string"},
        "flag": {"type": "boolean"},
        "n": {"type": "integer"},
        "x": {"type": "number"},
        "words": {"type": "array", "items": {"type": "string"}},
        "any": {},
        "maybe": {"type": ["string", "null"]},
        "choice": {"enum": [5, "5"]},
    }
)


@pytest.mark.parametrize("inputs", VALUES)
def test_the_three_forms_say_the_same(
    inputs: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    model_id = "minimax/Hailuo Video (01) Live"
    place = place_of(model_id)
    called: list[Any] = []

    class Anything:
        def __getattr__(self, name: str) -> Anything:
            return self

        def __str__(self) -> str:
            return ""

        def run(self, **arguments: Any) -> Anything:
            called.append(arguments)
            return self

        def save(self, folder: str) -> list[str]:
            return [folder]

    source = python(place, "runcomfy", inputs, Schema(SCHEMA))
    assert source.isprintable() or source.replace("\n", "").isprintable()
    exec(
        compile(source.replace("from runcomfy import RunComfy\n", ""), "page", "exec"), {"RunComfy": Anything}
    )
    assert called == [inputs]

    words = _words(curl(model_id, inputs).replace("curl --request", "shown --request"))
    assert words[3] == "https://model-api.runcomfy.net/v1/models/minimax/Hailuo%20Video%20%2801%29%20Live"
    assert words[5] == "Authorization: Bearer the token"
    assert json.loads(words[-1]) == inputs

    command = command_line(model_id, "runcomfy", inputs, Schema(SCHEMA))
    words = _words(
        "runcomfy-py() { shown \"$@\"; [ -t 0 ] || cat; printf '\\0'; }\n" + f"{command} </dev/null"
        if "<<" not in command
        else "runcomfy-py() { shown \"$@\"; cat; printf '\\0'; }\n" + command
    )
    assert words[:2] == ["run", model_id]
    assert list(Path().iterdir()) == []
    if "<<" in command:
        assert json.loads(words[-1]) == inputs
        assert words[2:6] == ["--input", "-", "-o", "out"]
    else:
        from runcomfy.cli.commands import ROOT, find
        from runcomfy.cli.inputs import input_options
        from runcomfy.cli.values import to_value

        run = find(ROOT, "run")
        assert run is not None
        flags = {
            flag: (option, says)
            for option in input_options(SCHEMA, run.options)
            for flag, says in [(option.flags[0], True), *([(option.no, False)] if option.no else [])]
        }
        given: dict[str, list[Any]] = {}
        rest = words[2:-3]
        while rest:
            option, says = flags[rest.pop(0)]
            given.setdefault(option.name, []).append(rest.pop(0) if option.metavar else says)
        assert {
            name: to_value(name, SCHEMA["properties"][name], SCHEMA, texts) for name, texts in given.items()
        } == inputs
