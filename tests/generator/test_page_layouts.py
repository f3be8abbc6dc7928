"""Every known layout of a saved page, as text, Markdown and HTML, gives the same model."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from generator.plain.faults import Report
from generator.sources import load_tree
from generator.sources.page import read_page
from generator.sources.page_text import PageText

PAGES = Path(__file__).parent / "pages"
EXPECTED: dict[str, Any] = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
NAMES = sorted(path.name for path in PAGES.iterdir() if path.suffix != ".json")


def read(name: str) -> str:
    return (PAGES / name).read_bytes().decode()


def test_all_layouts_are_there() -> None:
    assert {name[0] for name in NAMES if name[1] == "-"} == set("abcdefg")
    assert {Path(name).suffix for name in NAMES} == {".txt", ".md", ".html", ".htm"}
    assert sum(name.startswith("c-") for name in NAMES) == 9


@pytest.mark.parametrize("name", NAMES)
def test_layout(name: str) -> None:
    report = Report()
    spec = read_page(read(name), "schemas/" + name, report)
    assert not report.faults
    expected = "acme/Paint Video 01 Live" if "spaces" in name else "acme/paint-2/edit"
    assert spec.model_id == expected
    # As text, so that the order of the keys counts.
    assert json.dumps(spec.input_schema) == json.dumps(EXPECTED["input_schema"])
    assert json.dumps(spec.output_schema) == json.dumps(EXPECTED["output_schema"])
    assert spec.example == EXPECTED["example"]
    assert (spec.source, spec.file) == ("page", "schemas/" + name)
    assert spec.title is None
    assert spec.description is None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
def test_line_ends_and_a_byte_order_mark_do_not_matter(name: str, line_end: str) -> None:
    text = read(name).replace("\r\n", "\n")
    assert read_page("\ufeff" + text.replace("\n", line_end), name) == read_page(text, name)


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".txt") and name[0] in "abcd"])
def test_a_copy_that_lost_its_line_ends(name: str) -> None:
    assert read_page(read(name).replace("\n", " "), name) == read_page(read(name), name)


def test_html_is_known_by_its_beginning_too() -> None:
    spec = read_page(read("highlighted.html"), "page.txt")
    assert spec.input_schema == EXPECTED["input_schema"]


def test_without_the_output_there_is_none() -> None:
    text = read("e-indented.txt")
    assert read_page(text[: text.index("Output schema")], "x.txt").output_schema is None


def test_without_the_curl_body_there_is_no_example() -> None:
    text = read("markdown.md")
    body = text[text.index(" \\\n--data '") : text.index("}'") + 2]
    report = Report()
    spec = read_page(text.replace(body, ""), "x.md", report)
    assert spec.example is None
    assert not report.faults


def test_a_broken_example_is_a_warning_with_its_line() -> None:
    text = read("e-indented.txt").replace("'OPEN' on the door\",", '"OPEN" on the door",')
    report = Report()
    spec = read_page(text, "x.txt", report)
    assert spec.example is None
    assert spec.input_schema == EXPECTED["input_schema"]
    [fault] = report
    assert (fault.severity, fault.pointer) == ("warning", "/example")
    assert fault.line == 1 + text.count("\n", 0, text.index("--data"))


def test_an_example_that_names_a_property_twice_is_a_warning() -> None:
    text = re.sub(r"(--data '\{)", r'\1"twice": 1, "twice": 2, ', read("e-indented.txt"))
    report = Report()
    spec = read_page(text, "x.txt", report)
    assert spec.example is None
    assert spec.input_schema == EXPECTED["input_schema"]
    [fault] = report
    assert (fault.severity, fault.pointer) == ("warning", "/example")
    assert "twice" in fault.message


def test_the_second_of_two_examples_stands_in_for_a_broken_one() -> None:
    text = read("a-unresolved-keys.txt").replace("'OPEN' on the door\",", '"OPEN" on the door",', 1)
    report = Report()
    assert read_page(text, "x.txt", report).example == EXPECTED["example"]
    assert not report.faults


def test_schemas_before_the_request_routes_are_found() -> None:
    text = read("e-indented.txt")
    start, end = text.index("Input schema"), text.index("The end")
    turned = text[start:end] + text[:start] + text[end:]
    assert read_page(turned, "x.txt") == read_page(text, "x.txt")


def test_the_same_schema_twice_is_one() -> None:
    text = read("e-indented.txt")
    start, end = text.index("Input schema"), text.index("The end")
    assert read_page(text + text[start:end], "x.txt") == read_page(text, "x.txt")


def test_answers_shown_on_the_page_are_no_schemas() -> None:
    answer = '{"request_id": "x", "status": "completed", "output": {"images": ["https://example.com/a.png"]}}'
    bare = '{"output": {"image": "https://example.com/a.png"}}'
    text = read("e-indented.txt").replace("Input schema", f"{answer}\n{bare}\nInput schema") + answer + bare
    assert read_page(text, "x.txt") == read_page(read("e-indented.txt"), "x.txt")


def test_what_a_text_inside_the_schema_says_is_only_text() -> None:
    lure = "curl --url https://model-api.runcomfy.net/v1/models/other/model \\\\\\n --data '{\\\"a\\\": 1}'"
    text = read("a-unresolved-keys.txt").replace("-1 for a random one", lure)
    spec = read_page(text, "x.txt")
    assert spec.model_id == "acme/paint-2/edit"
    assert "other/model" in spec.input_schema["properties"]["seed"]["description"]
    assert spec.output_schema == EXPECTED["output_schema"]


@pytest.mark.parametrize(
    "line",
    [
        "--url https://model-api.runcomfy.net/v1/models/a/Big Model 4K \\",
        "--url 'https://model-api.runcomfy.net/v1/models/a/Big Model 4K'",
        '--url="http://model-api.runcomfy.net/v1/models/a/Big Model 4K" -H "x: y"',
        "--url https://model-api.runcomfy.net/v1/models/a/Big\u00a0Model 4K   ",
        "`--url https://model-api.runcomfy.net/v1/models/a/Big Model 4K`",
        '--url https://model-api.runcomfy.net/v1/models/a/Big Model 4K --header "x: y"',
        "--url https://model-api.runcomfy.net/v1/models/a/Big Model 4K -X POST",
    ],
)
def test_spellings_of_the_id_line(line: str) -> None:
    noise = [
        "--url https://example.com/v1/models/x/y \\",
        "--url https://model-api.runcomfy.net/v1/models/{model_id} \\",
        "--url https://model-api.runcomfy.net/v1/models/<model_id> \\",
        "--url https://model-api.runcomfy.net/v1/requests/{request_id}/status \\",
        "https://model-api.runcomfy.net/v1/models/not/an/option",
    ]
    text = "\n".join([*noise, line, '{"type": "object"}'])
    assert read_page(text, "x.txt").model_id == "a/Big Model 4K"


def test_pages_are_read_from_a_folder(tmp_path: Path) -> None:
    for name in ("a-unresolved-keys.txt", "id-with-spaces.txt"):
        (tmp_path / name).write_bytes((PAGES / name).read_bytes())
    report = Report()
    specs = load_tree(tmp_path, report)
    assert [spec.model_id for spec in specs] == ["acme/Paint Video 01 Live", "acme/paint-2/edit"]
    assert not report.faults


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>a&amp;lt;b &lt;i&gt; &#39;&quot;&nbsp;x</p>", "\na&lt;b <i> '\"\u00a0x\n"),
        ("a<br>b<BR/>c<span\nclass='x>y'>d</span>e", "a\nb\ncde"),
        ("a\n   b  c", "a b  c"),
        ("<pre>a\n   b</pre>c\nd", "\na\n   b\nc d"),
        ("<code>a\n b</code>", "a\n b"),
        ("x<!-- <p> {\"a\": 1} -->y<script>'</p>'</script>z<style>q", "xyz"),
        ("<!doctype html><?xml?><![CDATA[x]]>a", "a"),
        ("1 < 2 > 0 <3 </ >", "1 < 2 > 0 <3 "),
        ("<p title=it's>a", "\na"),
        ("<!-- never closed", ""),
        ("</pre></pre>a\nb", "\n\na b"),
    ],
)
def test_html_is_read_as_a_browser_shows_it(source: str, text: str) -> None:
    assert PageText(source, is_html=True).text == text


def test_lines_of_html_are_those_of_the_file() -> None:
    page = PageText("<html>\n<p\n>one</p>\n<pre>two\nthree &lt;\nfour</pre>\n<!--\n\n-->five", is_html=True)
    for line, word in ((3, "one"), (4, "two"), (5, "three"), (6, "four"), (9, "five")):
        assert page.line(page.text.index(word)) == line
