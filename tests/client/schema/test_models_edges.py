"""Input objects and answers at their edges: numbers, texts and names that JSON has not, and types that cannot be."""

from __future__ import annotations

import math
from typing import Annotated, Any

import pytest
from pydantic import ConfigDict, Field
from runcomfy.errors import InputError

from tests.inside import (
    UNSET,
    Fits,
    ImageInput,
    InputModel,
    OneOf,
    OutputModel,
    Pattern,
    UniqueItems,
    build_input,
    kind_of_url,
    needs_disk,
    read_output,
    urls_in,
    wire_body,
)


class Layer(InputModel):
    picture: ImageInput = UNSET
    under: Layer | None = None


class Made(InputModel):
    model_config = ConfigDict(extra="allow")

    number: int | float = UNSET
    strength: Annotated[float, Field(ge=0)] = UNSET
    text: str = UNSET
    short: Annotated[str, Field(max_length=9)] = UNSET
    quality: Annotated[Any, OneOf("low", 1)] = UNSET
    tags: Annotated[list[str], UniqueItems()] = UNSET
    size: Annotated[str, Pattern(r"^\d+x\d+$")] = UNSET
    point: Annotated[list[int], Fits({"maxItems": 2})] = UNSET
    layer: Layer = UNSET
    mix: int | list[int] = UNSET


def faults(**inputs: object) -> list[str]:
    with pytest.raises(InputError) as caught:
        build_input("a/b", Made, (), inputs)
    return [f"{one.path} {one.message}" for one in caught.value.issues]


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_json_has_not_is_told_as_such(number: float) -> None:
    for name in ("number", "strength"):
        [message] = faults(**{name: number})
        assert message.startswith(f"{name} must be a finite number, not {number}")


def test_half_of_a_surrogate_pair_is_found_wherever_it_stands() -> None:
    assert faults(short="\ud83d") == ["short holds half of a surrogate pair, which cannot be sent"]
    assert faults(text="\ud83d")[0].startswith("text cannot be sent as JSON: holds half of a surrogate pair")
    [message] = faults(other={"deep": [{"\ud83d": 1}]})
    assert message.startswith("other.deep[0] cannot be sent as JSON: holds half of a surrogate pair")


def test_what_is_no_json_value_is_none_of_those_that_are_allowed() -> None:
    assert faults(quality=object())[0].startswith("quality must be one of 'low', 1, not ")
    assert faults(quality={"a": {1}})[0].startswith("quality must be one of")
    assert wire_body(build_input("a/b", Made, (), {"quality": 1.0})) == {"quality": 1.0}


def test_a_union_of_a_number_and_a_list_names_both() -> None:
    [message] = faults(mix="x")
    assert message == "mix must be an integer or a list, each an integer, not 'x'"


def test_too_deep_an_input_is_refused_and_not_a_crash() -> None:
    deep: Any = 1
    for _ in range(250):
        deep = [deep]
    [message] = faults(other=deep)
    assert "nested" in message


def test_names_beyond_the_schema_are_shown() -> None:
    made = build_input("a/b", Made, (), {"text": "a", "other": "y" * 1000})
    assert repr(made).startswith("Made(text='a', other='yyy")
    assert len(repr(made)) < 300


def test_the_json_schema_of_an_input_holds_its_rules() -> None:
    found = Made.model_json_schema()["properties"]
    assert found["tags"]["uniqueItems"] is True
    assert found["size"]["pattern"] == r"^\d+x\d+$"
    assert found["point"]["allOf"] == [{"maxItems": 2}]


def test_a_file_inside_an_object_inside_itself_needs_the_disk() -> None:
    assert needs_disk(Made, (), {"layer": {"under": {"picture": "a.png"}}})
    assert needs_disk(Made, (), {"layer": {"under": {"picture": b"x"}}})
    assert not needs_disk(Made, (), {"layer": {"under": {"picture": "https://e.com/a.png"}}, "text": "a.png"})


# Answers


class Broken:
    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> Any:
        raise RuntimeError("no schema of this")


class Strange(OutputModel):
    image: str | None = None
    images: list[str] | None = None
    seed: int
    note: Annotated[str, Field(alias="class")] = ""


def test_an_answer_whose_type_cannot_be_is_still_handed_over() -> None:
    raw = {"image": "https://e.com/a.png"}
    output, (problem,) = read_output("v/m", Broken, raw)
    assert output is raw
    assert problem.startswith("v/m: the output could not be read as ")
    assert problem.endswith("RuntimeError")


def test_an_address_that_is_malformed_is_one_of_no_kind() -> None:
    assert kind_of_url("https://[x/a.png") is None
    output, _ = read_output("v/m", Strange, "https://[x/a.png")
    assert output.image == "https://[x/a.png"


def test_a_python_name_in_an_answer_is_a_further_field() -> None:
    output, problems = read_output("v/m", Strange, {"note": "mine", "class": "theirs", "seed": "5"})
    assert output.note == "theirs"
    assert output.model_extra == {"note": "mine"}
    assert output.seed == "5"
    assert len(problems) == 1
    missing, problems = read_output("v/m", Strange, {"image": 3})
    assert (missing.seed, missing.image) == (None, 3)
    assert problems[-1] == "seed is missing"


def test_addresses_are_found_once_and_not_below_every_depth() -> None:
    one, two = "https://e.com/a.png", "https://e.com/b.png"
    deep: Any = two
    for _ in range(500):
        deep = [deep]
    assert list(urls_in({"a": [one, {"b": one}], "c": "no address", "d": two, "e": 5})) == [one, two]
    assert list(urls_in({"a": one, "b": deep})) == [one]
