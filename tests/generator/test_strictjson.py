"""Strict JSON: what `json` reads is read alike, and what it swallows is a fault with a place."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.plain.faults import Fault, FaultsError
from generator.plain.scanner import Scanner
from generator.plain.strictjson import MAX_BYTES, MAX_DEPTH, Json, lines_of, parse
from tests.pace import seconds_here

values: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=5),
    max_leaves=30,
)


def faults_of(text: str | bytes, **options: Any) -> tuple[Fault, ...]:
    with pytest.raises(FaultsError) as caught:
        parse(text, "f.json", **options)
    return caught.value.faults


def fault_of(text: str | bytes) -> Fault:
    [fault] = faults_of(text)
    return fault


@given(values, st.booleans(), st.sampled_from([None, 0, 2]))
def test_valid_documents_read_as_json_reads_them(value: Json, ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    for data in (text, text.encode(), b"\xef\xbb\xbf" + text.encode(), f" \r\n\t{text}\n"):
        read = parse(data, "f.json")
        assert json.dumps(read) == json.dumps(value)
    scanner = Scanner(text)
    assert scanner.run() == len(text)
    assert scanner.problems == []


@given(st.text(st.sampled_from("{}[]\",:\\ \n/'utrefalsn0123456789.-+eEN\u00a0“é\ud800"), max_size=40))
def test_any_text_is_read_as_json_reads_it_or_refused(text: str) -> None:
    try:
        read = parse(text, "f.json")
    except FaultsError as error:
        faults = error.faults
    else:
        assert read == json.loads(text)
        return
    assert faults
    assert all(fault.file == "f.json" for fault in faults)
    assert all(fault.message != "the JSON cannot be read" for fault in faults)


@given(values)
def test_a_cut_document_is_refused(value: Json) -> None:
    text = json.dumps([value])
    for end in range(0, len(text), max(1, len(text) // 20)):
        assert fault_of(text[:end]).message


@pytest.mark.parametrize(
    ("text", "line", "pointer", "words"),
    [
        ("", None, "", "empty"),
        (" \n", None, "", "white space"),
        ('{"a": 1,}', 1, "/a", "comma stands before"),
        ("[1,\n2,\n]", 2, "/1", "comma stands before"),
        ("[1\n2]", 2, "/0", "comma or the closing"),
        ('{"a" 1}', 1, "/a", "colon"),
        ("{'a': 1}", 1, "", "single quote"),
        ("{a: 1}", 1, "", "key in double quotes"),
        ("{“a”: 1}", 1, "", "typographic quote"),
        ('{"a": True}', 1, "/a", "True is not JSON"),
        ('{"a":\n\u00a01}', 2, "/a", "no-break space"),
        ("// note\n{}", 1, "", "comment"),
        ("<!DOCTYPE html>", 1, "", "HTML"),
        ("{}\n{}", 2, "", "follows the end"),
        ('["a\nb"]', 1, "/0", "line ends inside"),
        ('["a\tb"]', 1, "/0", "control character"),
        ('{"a": {"b": "c', 1, "/a/b", "ends inside this string"),
        ('{"a": {"b": 1', 1, "/a/b", "text ends"),
        ('["\\x"]', 1, "/0", "not a JSON escape"),
        ('["\\u12"]', 1, "/0", "not a JSON escape"),
        ("[01]", 1, "/0", "not a JSON value"),
        ("[1.]", 1, "/0", "not a JSON value"),
        ("[.5]", 1, "/0", "not a JSON value"),
        ("[+1]", 1, "/0", "not a JSON value"),
        ('{"a": 1]', 1, "/a", "comma or the closing"),
        ("[,1]", 1, "/0", '","'),
        ('{"a": NaN}', 1, "/a", "NaN"),
        ('{"a": [-Infinity]}', 1, "/a/0", "-Infinity"),
        ('{"a": 1e400}', 1, "/a", "too large for a double"),
        ('{"a": ' + "9" * 400 + ".5}", 1, "/a", "too large for a double"),
        ('{"a": ' + "9" * 4301 + "}", 1, "/a", "integer of 4301 digits"),
        ('{"a":\n"\\ud83d"}', 2, "/a", "surrogate"),
        ('{"a": "\\ude00\\ud83d"}', 1, "/a", "surrogate"),
        ('{"\\udfff": 1}', 1, "/\udfff", "surrogate"),
        ('"\ud800"', 1, "", "surrogate"),
        ('{"a": 1,\n "b": {"c": 1,\n\n "c": 2}}', 4, "/b/c", "stands twice"),
        ('{"a/b~": {"": 1, "": 1}}', 1, "/a~1b~0/", "stands twice"),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), 1, "/0" * MAX_DEPTH, "deeper than 200"),
        ("[" * 1_000_000, 1, "/0" * MAX_DEPTH, "deeper than 200"),
        ('{"a":' * 100_000, 1, "/a" * MAX_DEPTH, "deeper than 200"),
    ],
)
def test_faults_have_a_place_and_a_reason(text: str, line: int | None, pointer: str, words: str) -> None:
    fault = fault_of(text)
    assert words in fault.message
    assert (fault.line, fault.pointer) == (line, pointer)
    assert fault.severity == "error"


def test_all_that_does_not_stop_the_reading_is_told_at_once() -> None:
    text = '{"a": NaN,\n"b": 1e999,\n"c": "\\ud800",\n"a": 2,\n"d": [Infinity}'
    assert [(fault.pointer, fault.line) for fault in faults_of(text)] == [
        ("/a", 1),
        ("/b", 2),
        ("/c", 3),
        ("/a", 4),
        ("/d/0", 5),
        ("/d/0", 5),
    ]


def test_endless_faults_come_to_an_end() -> None:
    faults = faults_of('{"a": 1' + ',\n"a": 1' * 500_000 + "}")
    assert len(faults) == 1001
    assert [fault.line for fault in faults[:3]] == [2, 3, 4]
    assert "1000 faults" in faults[-1].message


def test_values_at_the_limits_are_read() -> None:
    deep = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert json.dumps(parse(deep, "f")) == deep
    assert parse("9" * 4300, "f") == int("9" * 4300)
    assert parse('"\\ud83d\\ude00"', "f") == "😀"
    assert parse("1e308", "f") == 1e308
    assert repr(parse("[1, 1.0, -0.0, 1E2, 0.1]", "f")) == "[1, 1.0, -0.0, 100.0, 0.1]"


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        ("{}".encode("utf-16"), None, "UTF-16"),
        ("{}".encode("utf-32"), None, "UTF-16"),
        ("{} ".encode("utf-16-le"), None, "UTF-16"),
        ('{\n"a": "é"}'.encode("latin-1"), 2, "byte 0xe9 at offset 8"),
        (b'"\xed\xa0\x80"', 1, "not UTF-8"),
        (b" " * (MAX_BYTES + 1), None, "larger than 32 MiB"),
        (" " * (MAX_BYTES + 1), None, "longer than 33554432 characters"),
    ],
)
def test_wrong_encodings_and_sizes(data: bytes, line: int | None, words: str) -> None:
    fault = fault_of(data)
    assert words in fault.message
    assert fault.line == line
    assert fault.hint


def test_a_text_is_no_longer_than_a_file() -> None:
    assert "longer than" in fault_of(" " * (MAX_BYTES + 1)).message


def test_a_part_of_a_file_is_placed_in_it() -> None:
    [fault] = faults_of('{"a":\nNaN}', first_line=10)
    assert (fault.pointer, fault.line) == ("/a", 11)


def test_line_of() -> None:
    text = '{\n"a": 1,\n"b": {\n  "c/d": [\n   1,\n   {"x": 2}]\n},\n"": 3}'
    expected = {
        "": 1,
        "/a": 2,
        "/b": 3,
        "/b/c~1d": 4,
        "/b/c~1d/0": 5,
        "/b/c~1d/1": 6,
        "/b/c~1d/1/x": 6,
        "/": 8,
    }
    assert lines_of(text, [*expected, "/no", "/b/c~1d/2", "/a/x"]) == expected
    assert lines_of(text + "{", expected) == expected
    assert lines_of('{"a": 1,\n"b" 2,\n"c": 3}', ["/a", "/c"]) == {"/a": 1}


@given(values)
def test_every_value_has_a_line(value: Json) -> None:
    text = json.dumps(value, indent=1)
    lines = text.split("\n")

    def visit(item: Json, pointer: str) -> None:
        line = lines_of(text, [pointer])[pointer]
        if pointer.endswith("/mark") and isinstance(item, int):
            assert lines[line - 1].strip(" ,") == f'"mark": {item}'
        members = (
            item.items() if isinstance(item, dict) else enumerate(item) if isinstance(item, list) else ()
        )
        for key, inner in members:
            visit(inner, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")

    visit(value, "")


@pytest.mark.parametrize("count", [1_400, pytest.param(14_000, marks=pytest.mark.soak)])
def test_megabytes_take_seconds(count: int) -> None:
    leaf = {"type": "string", "description": "x" * 100, "enum": ["a", "b", 1]}
    text = json.dumps({"properties": {f"p{number}": leaf for number in range(count)}})
    assert len(text) > 150 * count
    begin = time.process_time()
    assert len(parse(text, "f")["properties"]) == count
    assert len(faults_of(text[:-1] + ', "a": 1, "a": 2}')) == 1
    assert "text ends" in fault_of(text[:-1]).message
    assert time.process_time() - begin < seconds_here(count / 400)
