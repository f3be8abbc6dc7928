"""Saved documentation pages: any text at all gives a model or faults, and what it gives can be written and read again."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

from hypothesis import strategies as st

from generator.names.ids import check_model_id, path_of
from generator.plain.faults import FaultsError, Report
from generator.sources.page import page_lines, read_page
from generator.spec import canonical_text, to_document
from tests.programs.fuzz.running import Target

_SAVED = Path(__file__).parents[2] / "generator" / "pages"
_ID = "--url https://model-api.runcomfy.net/v1/models/a/b \\\n"
_POST = "curl --request POST \\\n" + _ID + '--data \'{"prompt": "x"}\'\n'
_STATUS = "curl \\\n--url https://model-api.runcomfy.net/v1/requests/{request_id}/status\n"
_INPUT = '{"type": "object", "properties": {"prompt": {"type": "string"}}, "required": ["prompt"]}'
_OUTPUT = '{"output": {"type": "object", "properties": {"image": {"type": "string"}}}}'
_SMALL = f"# Model\n{_POST}\n{_STATUS}\nInput\n{_INPUT}\nOutput\n{_OUTPUT}\n"
_PIECES = [
    *(
        _ID,
        _POST,
        _STATUS,
        _INPUT,
        _OUTPUT,
        "--url https://model-api.runcomfy.net/v1/models/",
        "--data '",
        "--data",
    ),
    *(
        "{",
        "}",
        "[",
        "]",
        "'",
        '"',
        ":",
        ",",
        "\\",
        "\\u",
        "\\ud800",
        "{}",
        '{"type": ',
        '"properties": {',
        "}}",
        "\n",
    ),
    *(
        "NaN",
        "-0",
        "1e999",
        "0.1" * 30,
        "true",
        "null",
        '"type"',
        '"output"',
        "“",
        "\u00a0",
        "\u202e",
        "\ufeff",
        "\r",
    ),
    *(
        "<pre>",
        "</pre>",
        "<script>",
        "<!--",
        "-->",
        "&lt;",
        "&#0;",
        "&",
        "<a b='",
        "<",
        ">",
        "```",
        "\x00",
        "\ud800",
        "../",
    ),
]
_BASES = [_SMALL, f"<!doctype html><pre>{_SMALL}</pre>", ""] + [
    (_SAVED / name).read_text(encoding="utf-8")
    for name in ("a-unresolved-keys.txt", "markdown.md", "c-ja.txt")
]
_cuts = st.lists(
    st.tuples(
        st.integers(0, 4000), st.integers(0, 60), st.sampled_from(["", *_PIECES]) | st.text(max_size=4)
    ),
    max_size=4,
)


def _damaged(base: str, cuts: list[tuple[int, int, str]]) -> str:
    for place, length, piece in cuts:
        at = place % (len(base) + 1)
        base = base[:at] + piece + base[at + length :]
    return base


_texts = (
    st.builds(_damaged, st.sampled_from(_BASES), _cuts)
    | st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), max_size=16).map("".join)
    | st.text(max_size=60)
)
_files = st.sampled_from(["p.txt", "p.md", "p.html", "P.HTM"])


def _hides(character: str) -> bool:
    """Whether a character moves or hides text on a terminal. Spaces of any kind, and the joiners, do not."""
    return (
        unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and character not in "\u200c\u200d"
    )


def holds(case: list[str]) -> None:
    """One page, under one name."""
    text, file = case
    report = Report()
    last = text.count("\n") + 1
    try:
        spec = read_page(text, file, report)
    except FaultsError as error:
        assert error.faults
        for fault in error.faults:
            assert fault.file == file
            assert not any(_hides(character) for character in fault.message)
            assert fault.line is None or 1 <= fault.line <= last
        return
    assert not report.errors
    assert check_model_id(spec.model_id) is None
    assert spec.model_id in text.replace("\xa0", " ") or file.lower().endswith(("html", "htm")) or "<" in text
    assert not {"", ".", ".."} & set(path_of(spec.model_id).split("/"))
    assert isinstance(spec.input_schema, dict)
    assert spec.output_schema is None or isinstance(spec.output_schema, dict)
    assert spec.example is None or isinstance(spec.example, dict)
    # The document that `add` writes says the same.
    document = json.loads(canonical_text(to_document(spec)))
    assert document["model_id"] == spec.model_id
    assert json.dumps(document["input_schema"]) == json.dumps(spec.input_schema)
    lines = page_lines(text, file, ["/input_schema", "/output_schema"])
    assert all(1 <= line <= last for line in lines.values())
    assert "/input_schema" in lines


TARGET = Target("pages", st.tuples(_texts, _files).map(list), holds)
