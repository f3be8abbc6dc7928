"""Which type of a union an error is about: what a web framework shows to whoever sent the value."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, ValidationError
from runcomfy.errors import InputError

from tests.inside import (
    UNSET,
    Fits,
    ImageInput,
    InputModel,
    MapOf,
    MultipleOf,
    OneOf,
    Pattern,
    SequenceOf,
    UniqueItems,
)


class Area(InputModel):
    width: int

    __fits__ = Fits({"not": {"properties": {"width": {"const": 7}}, "required": ["width"]}})


class Named(InputModel):
    name: str
    colour: str


class Kinds(InputModel):
    one: Area | Named = UNSET
    picture: ImageInput | int = UNSET
    texts: str | SequenceOf[str] = UNSET
    several: str | Annotated[SequenceOf[str], Field(min_length=2)] = UNSET
    different: str | Annotated[SequenceOf[str], UniqueItems()] = UNSET
    choice: Annotated[Literal[1, 2], OneOf()] | str = UNSET
    weights: str | MapOf[float] = UNSET
    step: Annotated[int, Field(ge=3), MultipleOf(3)] | str = UNSET
    letter: Annotated[str, Pattern("^a$")] | bool = UNSET
    number: float | str = UNSET
    ruled: Annotated[Area | Named, Fits({"type": "object"})] | int = UNSET
    items: SequenceOf[Area | int] = UNSET


def places(model: type[BaseModel], value: object) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(value)
    return [".".join(map(str, error["loc"])) for error in caught.value.errors()]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("one", ["one.Area", "one.Named"]),
        ("picture", ["picture.image", "picture.int"]),
        ("texts", ["texts.str", "texts.list"]),
        ("several", ["several.str", "several.list"]),
        ("different", ["different.str", "different.list"]),
        ("choice", ["choice.enum", "choice.str"]),
        ("weights", ["weights.str", "weights.dict"]),
        ("step", ["step.int", "step.str"]),
        ("letter", ["letter.str", "letter.bool"]),
        ("number", ["number.float", "number.str"]),
        ("ruled", ["ruled.union.Area", "ruled.union.Named", "ruled.int"]),
    ],
)
def test_a_branch_is_called_after_its_type(name: str, expected: list[str]) -> None:
    assert places(Kinds, {name: object()}) == expected


def test_so_are_branches_of_items() -> None:
    assert places(Kinds, {"items": [{"width": "1"}]}) == ["items.0.Area.width", "items.0.int"]


def test_so_are_classes_in_a_class_of_the_callers_own() -> None:
    class Body(BaseModel):
        one: Area | Named

    assert places(Body, {"one": {"width": 7}})[0] == "one.Area"
    assert places(Body, {"one": {}})[:2] == ["one.Area.width", "one.Named.name"]


def test_a_class_that_only_a_rule_refuses_is_the_one_that_was_meant() -> None:
    with pytest.raises(InputError) as caught:
        Kinds(one={"width": 7})  # pyright: ignore[reportArgumentType]
    assert [(issue.path, issue.message) for issue in caught.value.issues] == [
        ("one", "has a form that is not allowed: {'width': 7}")
    ]


def test_a_rule_about_the_whole_holds_beside_what_a_subclass_does_when_all_fields_are_there() -> None:
    class Watched(Area):
        _seen: int = 0

        def model_post_init(self, context: Any, /) -> None:
            super().model_post_init(context)
            self._seen += 1

    made = Watched(width=1)
    assert made._seen == 1
    for wrong in (lambda: Watched(width=7), lambda: setattr(made, "width", 7)):
        with pytest.raises(InputError, match="has a form that is not allowed"):
            wrong()
    assert made.width == 1
    with pytest.raises(ValidationError):
        Watched.model_validate_json('{"width": 7}')


def test_a_class_that_is_built_anew_looks_at_an_integer_once() -> None:
    class Again(InputModel):
        number: int

    assert Again.model_rebuild(force=True)
    assert str(Again.__pydantic_core_schema__).count("function-before") == 1
