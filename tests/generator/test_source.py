"""`Source`: what templates print, and what it is put together of."""

from __future__ import annotations

from typing import Any

import pytest

from generator.modelcode.plans import Metadata, annotated
from generator.names.identifiers import class_name, identifier, property_names, segment_name
from generator.writing import markdown
from generator.writing.literals import docstring, python_literal
from generator.writing.source import Source, fill, join


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
    ]
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
