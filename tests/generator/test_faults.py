"""Faults: order, text for people, JSON for programs, and hostile text that must not act."""

from __future__ import annotations

import json
import pickle
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.plain.faults import Fault, FaultsError, Report, child, render_json, render_text, summary
from generator.plain.text import escape, show

ERROR = Fault("schemas/b.json", "/properties/a", "it is wrong", "make it right", line=3)
WARNING = Fault("schemas/a.json", "", "it is odd", severity="warning")


def test_text_groups_by_file_and_indents_hints() -> None:
    text = render_text([ERROR, WARNING, Fault("schemas/b.json", "", "whole", line=1)], color=False)
    assert text == (
        "schemas/a.json: warning: it is odd\n"
        "\n"
        "schemas/b.json:1: error: whole\n"
        "schemas/b.json:3: error: /properties/a: it is wrong\n"
        "    make it right"
    )


def test_colour_adds_nothing_but_colour() -> None:
    colored = render_text([ERROR, WARNING], color=True)
    assert "\x1b[1;31merror\x1b[0m" in colored
    assert "\x1b[1;33mwarning\x1b[0m" in colored
    for code in ("\x1b[1m", "\x1b[2m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[0m"):
        colored = colored.replace(code, "")
    assert colored == render_text([ERROR, WARNING], color=False)


def test_no_faults_render_to_nothing() -> None:
    assert render_text([], color=True) == ""
    assert summary([]) == ""
    assert json.loads(render_json([])) == {"version": 1, "errors": 0, "warnings": 0, "notes": 0, "faults": []}


def test_json_has_every_key() -> None:
    assert json.loads(render_json([ERROR, WARNING])) == {
        "version": 1,
        "errors": 1,
        "warnings": 1,
        "notes": 0,
        "faults": [
            {
                "severity": "warning",
                "file": "schemas/a.json",
                "line": None,
                "pointer": "",
                "message": "it is odd",
                "hint": "",
            },
            {
                "severity": "error",
                "file": "schemas/b.json",
                "line": 3,
                "pointer": "/properties/a",
                "message": "it is wrong",
                "hint": "make it right",
            },
        ],
    }


def test_summary_counts() -> None:
    assert summary([ERROR]) == "1 error in 1 file"
    assert summary([WARNING, ERROR, ERROR.at_line(9)]) == "2 errors and 1 warning in 2 files"


def test_report_sorts_and_keeps_each_fault_once() -> None:
    report = Report()
    assert report.faults == ()
    report.add(ERROR, WARNING, ERROR)
    report.error("schemas/a.json", "/z", "later")
    report.warning("schemas/a.json", "/y", "sooner", "hint", line=None)
    assert report.faults == tuple(report)
    assert [fault.message for fault in report] == ["it is odd", "sooner", "later", "it is wrong"]
    assert [fault.message for fault in report.errors] == ["later", "it is wrong"]
    assert [fault.message for fault in report.warnings] == ["it is odd", "sooner"]


def test_only_errors_raise() -> None:
    report = Report()
    report.add(WARNING)
    report.raise_if_errors()
    report.add(ERROR)
    with pytest.raises(FaultsError) as caught:
        report.raise_if_errors()
    assert caught.value.faults == (ERROR,)
    assert "make it right" in str(caught.value)
    assert pickle.loads(pickle.dumps(caught.value)).faults == (ERROR,)


def test_pointers_are_escaped() -> None:
    assert child("", "properties", "a/b~c", 0, "") == "/properties/a~1b~0c/0/"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("日本語 é “q”", "日本語 é “q”"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x9b\x00", "\\x9b\\x00"),
        ("\u202eabc\u2066", "\\u202eabc\\u2066"),
        ("\u2028\ufeff\ud800", "\\u2028\\ufeff\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("back\\slash", "back\\slash"),
    ],
)
def test_escape(text: str, shown: str) -> None:
    assert escape(text) == shown
    assert escape(shown) == shown


@given(st.text(st.characters()), st.text(st.characters()), st.booleans())
def test_no_text_acts_on_a_terminal(text: str, other: str, color: bool) -> None:
    rendered = render_text([Fault(text, other, show(text) + other, text)], color=color)
    for code in ("\x1b[1m", "\x1b[2m", "\x1b[1;31m", "\x1b[0m"):
        rendered = rendered.replace(code, "")
    lines = rendered.split("\n")
    assert len(lines) == (2 if text else 1)
    assert not {unicodedata.category(character) for line in lines for character in line} & {
        "Cc", "Cf", "Cs", "Co", "Zl", "Zp",
    }  # fmt: skip
    document = render_json([Fault(text, other, text)])
    assert document.isascii()
    assert json.loads(document)["faults"][0]["pointer"] == other or any(
        "\ud800" <= character <= "\udfff" for character in other
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("it's", '"it\'s"'),
        ('say "x"', '"say \\"x\\""'),
        (1, "1"),
        (None, "null"),
        ([1, "a"], '[1, "a"]'),
        (object, "<type>"),
    ],
)
def test_show(value: object, shown: str) -> None:
    assert show(value) == shown


def test_show_shortens() -> None:
    assert show(10**5000) == "<int>"
    assert show("x" * 10_000_000) == '"' + "x" * 79 + "…"
    assert len(show(list(range(1000)), 20)) == 21
