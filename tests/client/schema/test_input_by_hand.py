"""Input objects that are made and changed by hand, and those that a framework makes."""

from __future__ import annotations

import inspect
from typing import Annotated, Any

import pytest
from pydantic import Field, TypeAdapter, ValidationError
from runcomfy import InputError

from tests.inside import UNSET, Fits, InputModel


class Lora(InputModel):
    path: str


class Edit(InputModel):
    prompt: str
    seed: Annotated[int, Field(ge=0)] = UNSET
    loras: list[Lora] = UNSET


class Closed(InputModel):
    __fits__ = Fits({"properties": {"a": {"const": 1}}})
    a: int = UNSET


def test_what_is_wrong_is_an_input_error() -> None:
    values: dict[str, Any] = {"prompt": 1, "seed": -1, "sed": 2, "loras": [{"path": 5}]}
    with pytest.raises(InputError) as caught:
        Edit(**values)
    error = caught.value
    assert [issue.path for issue in error.issues] == ["prompt", "seed", "loras[0].path", "sed"]
    assert str(error).startswith("Edit: 4 inputs are wrong; nothing was sent")
    assert error.__cause__ is error.__context__ is None
    with pytest.raises(InputError, match="prompt"):
        Edit()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def test_so_is_a_change() -> None:
    made = Edit(prompt="a")
    with pytest.raises(InputError, match="seed"):
        made.seed = -1
    made.seed = 3
    assert made.model_dump() == {"prompt": "a", "seed": 3}
    with pytest.raises(InputError):
        made.sed = 3  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def test_so_is_what_does_not_fit_as_a_whole() -> None:
    with pytest.raises(InputError, match="Closed"):
        Closed(a=2)
    assert Closed(a=1).a == 1


def test_what_fits_as_a_whole_does_so_after_a_change_and_inside_others() -> None:
    made = Closed(a=1)
    with pytest.raises(InputError, match="Closed"):
        made.a = 2
    assert made.a == 1, "a refused change leaves everything as it was"
    empty = Closed()
    with pytest.raises(InputError, match="Closed"):
        empty.a = 2
    assert empty == Closed()
    assert empty.model_fields_set == set()
    listed: TypeAdapter[list[Closed]] = TypeAdapter(list[Closed])
    assert listed.validate_python([{"a": 1}, Closed(a=1)]) == [made, made]
    with pytest.raises(ValidationError):
        listed.validate_python([{"a": 1}, {"a": 2}])
    assert listed.json_schema()["$defs"]["Closed"]["allOf"] == [{"properties": {"a": {"const": 1}}}]


def test_a_framework_gets_pydantics_own_error() -> None:
    for check in (Edit.model_validate, TypeAdapter(Edit).validate_python):
        with pytest.raises(ValidationError) as caught:
            check({"prompt": 1, "loras": [{"path": 5}]})
        assert [error["loc"] for error in caught.value.errors()] == [("prompt",), ("loras", 0, "path")]
    with pytest.raises(ValidationError):
        Edit.model_validate_json("{}")


def test_the_signature_names_the_fields() -> None:
    assert list(inspect.signature(Edit).parameters) == ["prompt", "seed", "loras"]
