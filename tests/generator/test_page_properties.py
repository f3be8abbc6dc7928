"""Any schema inside any noise comes out unchanged, and any text at all gives a model or faults."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.plain.faults import FaultsError, Report
from generator.sources.page import read_page
from generator.spec import ModelSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.plain.strictjson import Json

PAGES = Path(__file__).parent / "pages"
ID = "acme/Any Model 4K"
LURES = [
    "}'", "'{", '}{"type": "object"}', "{request_id}", "it's", 'say "x"', "\\", "<b>&amp;</b>", "</pre>", "```",
    "--data '{\"a\": 1}'", "--url https://model-api.runcomfy.net/v1/models/other/one \\", "\u00a0\u200b\u2028“”",
    "/v1/requests/x", "modelApiDoc_nav", "\n\r\t\x00\x7f", "{% raw %}", "-->",
]  # fmt: skip
texts = st.text() | st.lists(st.sampled_from(LURES) | st.text(max_size=3), max_size=4).map("".join)
values: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
properties = st.dictionaries(texts, values, max_size=5)
inputs = st.fixed_dictionaries(
    {"type": st.just("object"), "properties": properties}, optional={"title": texts, "x": values}
)
outputs = st.none() | st.fixed_dictionaries({"type": texts}, optional={"description": texts, "items": values})
examples = st.none() | st.dictionaries(texts, values, min_size=1, max_size=4)

# Noise ends with a letter: JSON that is glued to the inside of other JSON would be another document.
NOISE = ["{", "}", "'", '"', "{}", "[", "{request_id}", '{ "status": "in_queue" }', '{"a": ', "<token>",
         "}'", "modelApiDoc_x", "を呼び出す", "“ ”", "\u00a0", "\n", "\r\n", "```json", "# 1. ", "\\"]  # fmt: skip
noise = st.lists(st.sampled_from(NOISE) | st.text(max_size=10), max_size=6).map(
    lambda parts: "".join(parts) + "z"
)


def page(parts: list[str], body: str, schema: str, output: str, glue: str) -> str:
    post = f"curl --request POST \\\n--url https://model-api.runcomfy.net/v1/models/{ID} \\\n"
    if body:
        post += f"--data '{body}'"
    get = "curl \\\n--url https://model-api.runcomfy.net/v1/requests/{request_id}/status \\\n"
    return glue.join(
        [parts[0], "\n" + post, parts[1], "\n" + post, parts[2], "\n" + get, schema + output, parts[3]]
    )


def flat(value: Json, indent: int | None) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return "\n".join(line.lstrip() for line in text.split("\n"))


def as_text(text: str) -> tuple[str, str]:
    return text, "p.txt"


def as_markdown(text: str) -> tuple[str, str]:
    return f"# Page\n\n```\n{text}\n```\n", "p.md"


def as_html(text: str) -> tuple[str, str]:
    return f"<!doctype html><body><pre><code>{html.escape(text)}</code></pre></body>", "p.html"


def as_spans(text: str) -> tuple[str, str]:
    cut = [text[at : at + 7] for at in range(0, len(text), 7)]
    return "<pre>" + "".join(f"<span>{html.escape(part)}</span>" for part in cut) + "</pre>", "p.htm"


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    parts=st.lists(noise, min_size=4, max_size=4),
    schema=inputs,
    output=outputs,
    example=examples,
    indent=st.sampled_from([None, 0, 2]),
    glue=st.sampled_from(["", "\n", "\n\n  "]),
    form=st.sampled_from([as_text, as_markdown, as_html, as_spans]),
)
@pytest.mark.ci
def test_what_is_on_the_page_comes_out(
    *,
    parts: list[str],
    schema: dict[str, Json],
    output: dict[str, Json] | None,
    example: dict[str, Json] | None,
    indent: int | None,
    glue: str,
    form: Callable[[str], tuple[str, str]],
) -> None:
    wrapped = "" if output is None else flat({"output": output}, indent)
    body = "" if example is None else flat(example, indent)
    report = Report()
    spec = read_page(*form(page(parts, body, flat(schema, indent), wrapped, glue)), report)
    assert spec.model_id == ID
    assert json.dumps(spec.input_schema) == json.dumps(schema)
    assert json.dumps(spec.output_schema) == json.dumps(output)
    assert json.dumps(spec.example) == json.dumps(example)
    assert not report.faults


def survives(text: str, file: str) -> None:
    report = Report()
    try:
        spec = read_page(text, file, report)
    except FaultsError as error:
        faults = error.faults
    else:
        assert isinstance(spec, ModelSpec)
        assert not report.errors
        return
    assert faults
    assert all(fault.file == file and fault.message for fault in faults)


PIECES = [
    *NOISE, *LURES, '{"type": "object"}', '{"output": {"type": "string"}}', '{"type": ', '"properties": {', "}}",
    "--url https://model-api.runcomfy.net/v1/models/a/b \\", "--data '", "NaN", "1e999", "<pre>", "<script>", "&lt;",
]  # fmt: skip
files = st.sampled_from(["p.txt", "p.md", "p.html", "p.htm"])


@given(st.text(st.characters()) | st.lists(st.sampled_from(PIECES), max_size=20).map("".join), files)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_text_gives_a_model_or_faults(text: str, file: str) -> None:
    survives(text, file)


@given(
    name=st.sampled_from(["a-unresolved-keys.txt", "markdown.md", "highlighted.html", "line-per-div.htm"]),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from([*PIECES, ""])), max_size=4),
)
def test_damaged_pages_give_a_model_or_faults(name: str, cuts: list[tuple[float, int, str]]) -> None:
    text = (PAGES / name).read_text(encoding="utf-8")
    for place, length, piece in cuts:
        at = int(place * len(text))
        text = text[:at] + piece + text[at + length :]
    survives(text, name)
