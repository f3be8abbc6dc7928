"""Pages that are refused, each with the reason, and hostile pages, which come to an end."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from generator.plain.faults import Fault, FaultsError
from generator.sources.page import read_page
from tests.pace import seconds_here

PAGE = (Path(__file__).parent / "pages" / "e-indented.txt").read_text(encoding="utf-8")
URL = "--url https://model-api.runcomfy.net/v1/models/"
SCHEMA = '{"type": "object", "properties": {"a": {"type": "string"}}}'


def faults_of(text: str, file: str = "p.txt") -> tuple[Fault, ...]:
    with pytest.raises(FaultsError) as caught:
        read_page(text, file)
    return caught.value.faults


def fault_of(text: str, file: str = "p.txt") -> Fault:
    [fault] = faults_of(text, file)
    return fault


@pytest.mark.parametrize("text", ["", "# A read-me\n\nIt's text.", '{"model_id": "a/b"}'])
def test_what_is_no_page(text: str) -> None:
    assert "not a documentation page" in fault_of(text).message


def test_no_id() -> None:
    fault = fault_of(PAGE.replace(URL, "--url https://example.com/"))
    assert "has no id" in fault.message


def test_no_schema() -> None:
    fault = fault_of(PAGE[: PAGE.index("Input schema")])
    assert "no input schema" in fault.message


def test_two_ids_are_both_named_with_the_second_line() -> None:
    text = PAGE.replace("acme/paint-2/edit", "acme/paint-3", 1)
    fault = fault_of(text)
    assert '"acme/paint-3"' in fault.message
    assert '"acme/paint-2/edit"' in fault.message
    assert fault.line == 1 + text.count("\n", 0, text.index("acme/paint-2/edit"))


def test_many_ids_are_counted() -> None:
    text = "\n".join(f"{URL}a/{number} \\" for number in range(50_000)) + SCHEMA
    assert '"a/0" on line 1 and "a/1", and 49998 more' in fault_of(text).message


@pytest.mark.parametrize("model_id", ["a/../b", "a//b", "/a", "a%2Fb", "a/b?x=1", "a/\u202eb"])
def test_an_id_that_is_none(model_id: str) -> None:
    fault = fault_of(f"\n{URL}{model_id} \\\n{SCHEMA}")
    assert (fault.pointer, fault.line) == ("/model_id", 2)


def test_both_faults_are_told_at_once() -> None:
    pointers = [fault.pointer for fault in faults_of(f"{URL}a/b \\\n{URL}c/d \\\n")]
    assert pointers == ["", "/model_id"]


def test_two_different_input_schemas() -> None:
    fault = fault_of(f"{URL}a/b \\\n{SCHEMA}\nor\n{SCHEMA.replace('string', 'integer')}")
    assert "two different input schemas, on lines 2 and 4" in fault.message


def test_two_different_output_schemas() -> None:
    outputs = '\n{"output": {"type": "string"}}\n{"output": {"type": "array"}}'
    fault = fault_of(f"{URL}a/b \\\n{SCHEMA}{outputs}")
    assert "two different output schemas, on lines 3 and 4" in fault.message
    assert fault.pointer == "/output_schema"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"maxItems": 4,', '"maxItems": 4', "comma or the closing"),
        ('"maximum": 1,', '"maximum": 1,,', "key in double quotes"),
        ('"default": 0.5\n', '"default": 0.5,\n', "comma stands before"),
        ('"default": 0.5\n', '"default": NaN\n', "NaN"),
        ('"default": 0.5\n', '"default": 1e999\n', "too large"),
        ('"default": 0.5\n', '"default": 0.5, "default": 1\n', "stands twice"),
        ('"title": "Seed"', '"title": "\\ud800"', "surrogate"),
        ('"title": "Seed"', '"title": "Se\ned"', "line ends inside"),
        ('"title": "Seed"', '"title": “Seed”', "typographic quote"),
        ('"title": "Seed"', '"title": "Se"ed"', "comma or the closing"),
    ],
)
def test_a_broken_schema_is_placed_and_no_part_of_it_is_taken(old: str, new: str, words: str) -> None:
    assert PAGE.count(old) == 1
    text = PAGE.replace(old, new)
    fault = fault_of(text)
    assert words in fault.message
    assert fault.pointer.startswith("/input_schema")
    line = 1 + text.count("\n", 0, text.index(new))
    assert fault.line in {line, line + 1}


def test_a_broken_output_schema_is_not_simply_missing() -> None:
    text = PAGE.replace('"uri"\n', '"uri",\n')
    assert fault_of(text).pointer == "/output_schema"
    text = PAGE.replace('"modelApiDoc_outDescImage"', "NaN")
    assert fault_of(text).pointer == "/output_schema/properties/image/description"


def test_a_page_that_is_cut_off() -> None:
    fault = fault_of(PAGE[: PAGE.index('"seed"')])
    assert "the text ends" in fault.message


def test_a_nested_schema_is_not_taken_for_a_broken_one() -> None:
    inner = '{"type": "object", "properties": {"loras": {"type": "array", "items": {"type": "object",'
    text = f'{URL}a/b \\\n{inner} "properties": {{"path": {{"type": "string"}}}}}}}},}}'
    assert "broken" in fault_of(text).message


def test_typographic_quotes_everywhere() -> None:
    smart = PAGE[PAGE.index("Input schema") :].replace('"', "”")
    fault = fault_of(PAGE[: PAGE.index("Input schema")] + smart)
    assert "typographic quotes" in fault.message
    assert fault.line is not None


def test_a_schema_that_is_too_deep() -> None:
    text = f'{URL}a/b \\\n{{"type": "object", "x": {"[" * 300}{"]" * 300}}}'
    assert "deeper than 200" in fault_of(text).message


def test_faults_in_html_have_the_line_of_the_schema() -> None:
    html = "<!doctype html>\n<pre>" + PAGE.replace("<", "&lt;").replace('"default": 0.5', '"default": NaN')
    fault = fault_of(html, "p.html")
    assert fault.pointer == "/input_schema/properties/guidance/default"
    assert fault.line == 1 + html.count("\n", 0, html.index('{\n    "title": "modelApiDoc'))


HOSTILE = [
    "{", '{"', '{"a":', '{"a":[', '{"type":', '{"\\', "--data '{", "--data '{\"a\":", "--data ", "}'", '{"a":1',
    "<", "<a ", '<a "', "<a \"'", "<!--", "<!", "<script>", "</script", "<pre>", "&", "&am", "&#", " ", "\n",
    "\u00a0", '{\u00a0"a"\u00a0:\u00a0', "{“", '"', "\\", URL, URL + "a", "{}", '{"a":1}', SCHEMA,
    '{"a":"' + "b" * 50_000, '{"type":[' + "1," * 1000,
]  # fmt: skip


@pytest.mark.sample(12)
@pytest.mark.parametrize("size", [20_000, pytest.param(200_000, marks=pytest.mark.soak)])
@pytest.mark.parametrize("file", ["p.txt", "p.html"])
@pytest.mark.parametrize("piece", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_pages_end_in_seconds(piece: str, file: str, size: int) -> None:
    text = (piece * (size // len(piece) + 1))[:size]
    begin = time.process_time()
    assert faults_of(text, file)
    # Time grows with the text alone; anything quadratic takes far longer.
    assert time.process_time() - begin < seconds_here(size / 10_000)
