"""`Source`: what templates print, and what it is put together of."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

import generator
from generator.modelcode.plans import Metadata, annotated
from generator.names.identifiers import class_name, identifier, property_names, segment_name
from generator.writing import markdown
from generator.writing.literals import comment, docstring, json_literal, makefile_value, python_literal, word
from generator.writing.source import Source, fill, join, own


def test_whatever_makes_finished_text_returns_it_as_such() -> None:
    made: list[Any] = [python_literal(value) for value in ("x", 1, None, [1], {"a": [True]})]
    made += [
        docstring("a", ""),
        docstring(" a\n", "    "),
        identifier("a b"),
        class_name("a_b"),
        segment_name("x", 0),
    ]
    made += [*property_names(["a", "class"]).values(), Metadata("Fits", ({"a": 1},)).source]
    made += [
        markdown.text("a"),
        markdown.code("a"),
        markdown.paragraphs("a\n\nb"),
        markdown.fenced("a", "sh"),
        markdown.link("a", "https://a.example/b"),
    ]
    made += [own("a"), word("a-b/c.d"), comment("a\nb"), json_literal(["a"]), makefile_value("a")]
    assert all(type(value) is Source for value in made)


def test_finished_text_is_put_together_of_finished_text_only() -> None:
    assert fill("{} of {}", Source("a"), 5) == "a of 5"
    assert join(", ", [Source("a"), Source("b")]) == "a, b"
    raw: Any = "raw"
    with pytest.raises(TypeError, match="raw text"):
        fill("{}", raw)
    with pytest.raises(TypeError, match="raw text"):
        join(", ", [Source("a"), raw])


def test_metadata_says_itself() -> None:
    field = Metadata("Field", keywords={"ge": 1, "alias": "a'b"})
    assert field.source == 'Field(ge=1, alias="a\'b")'
    assert (
        annotated(Source("int"), [field, Metadata("UniqueItems")])
        == f"Annotated[int, {field.source}, UniqueItems()]"
    )
    assert annotated(Source("int"), []) == "int"


def test_only_what_makes_finished_text_marks_it_as_such() -> None:
    root = Path(generator.__file__).parent
    found = []
    for path in root.rglob("*.py"):
        place = path.relative_to(root).as_posix()
        if place.startswith(("runtime/", "writing/")) or place == "names/identifiers.py":
            continue
        calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
        found += [f"{place}:{call.lineno}" for call in calls if ast.unparse(call.func) == "Source"]
    assert found == []


@pytest.mark.parametrize("raw", ["a b", "a\n", "$(x)", "a;b", "`a`", "a: b", "<a>"])
def test_a_word_means_nothing_but_itself(raw: str) -> None:
    with pytest.raises(ValueError, match="not a plain word"):
        word(raw)


def test_text_of_others_does_nothing_in_files_that_people_keep() -> None:
    assert makefile_value("/a$(shell x)#b") == "/a$$(shell x)\\#b"
    assert comment("a\nb") == "a\\nb"
