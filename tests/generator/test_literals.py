"""Schema text as Python source: the value survives, and nothing of it acts."""

from __future__ import annotations

import ast
import inspect
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.package.ruff import format_sources
from generator.plain.unicode import is_shown
from generator.writing.literals import docstring, python_literal

NASTY = [
    '"""', '\\"', '\\\\"', "'''", '"', "'", "\\", '\\"""', 'ends with "', "ends with \\", "\n", "a\nb", "  indented\n   more", "a\r\nb", "\r",
    "\x0c", "\x85", "\u2028", "\x00", "\ud800", "\u202ereversed", "{{ jinja }}", "{% raw %}", "{braces} %s f'{x}'",
    "</script><script>alert(1)</script>", "tab\tinside", "a\n\n\nb", " edge ", "a \nb", "\t", "#", "a\n    b\n  c",
]  # fmt: skip
texts = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=40), st.lists(st.sampled_from(NASTY), max_size=4).map("".join)
)
json_values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=10,
)


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and repr(one) == repr(other)


@given(json_values)
def test_a_literal_is_the_value(value: Any) -> None:
    assert _same(ast.literal_eval(python_literal(value)), value)


@given(json_values)
def test_a_literal_shows_nothing_that_cannot_be_seen(value: Any) -> None:
    assert is_shown(python_literal(value))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), b"", (1,), {1}, object()])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        python_literal([value])


def _read(source: str) -> str:
    tree = ast.parse(source)
    assert len(tree.body) == 1
    statement = tree.body[0]
    assert isinstance(statement, ast.ClassDef)
    assert len(statement.body) == 1
    text = ast.get_docstring(statement, clean=False)
    assert text is not None
    return text


@given(texts.filter(bool))
def test_a_docstring_is_the_text(text: str) -> None:
    source = f"class C:\n    {docstring(text, '    ')}\n"
    found = _read(source)
    # Either the literal is the text, or its reading as a docstring is.
    assert text in (found, inspect.cleandoc(found))
    assert is_shown(source.replace("\n", ""))


def test_the_layout_changes_no_docstring() -> None:
    sources = {text: f"class C:\n    {docstring(text, '    ')}\n" for text in NASTY if "\ud800" not in text}
    for text, formatted in format_sources(sources).items():
        found = _read(formatted)
        assert text in (found, inspect.cleandoc(found)), text
