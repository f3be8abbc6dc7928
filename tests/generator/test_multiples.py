"""`multipleOf` by decimal digits, alike in the client, in the generator's validator and in the sandbox; nothing overflows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runcomfy.errors import InputError

from generator.docs.cards import make_card
from generator.schema.fitting import first_problem
from generator.schema.samples import example_inputs
from generator.schema.value import Schema
from tests.generator.kit import FaultsError, load, normal, place_of
from tests.inside import input_validator, misfit

STEPS = ["0.1", "0.01", "0.05", "0.001", "0.25", "0.7", "1.1", "1e-7", "3", "1e10"]


def _number(text: Decimal) -> int | float:
    return int(text) if text == text.to_integral_value() and abs(text) < 10**15 else float(text)


def _judges(step: float) -> list[Any]:
    schema = {"type": "number", "multipleOf": step}
    model = load(normal({"type": "object", "properties": {"a": schema}})[0]).ModelInput

    def client(value: float) -> bool:
        try:
            model(a=value)
        except InputError:
            return False
        return True

    return [
        client,
        lambda value: misfit(schema, value) is None,
        lambda value: first_problem(schema, value) is None,
        lambda value: bool(input_validator(schema).is_valid(value)),
    ]


@pytest.mark.parametrize("text", STEPS)
def test_the_first_multiples_of_a_step_are_multiples_and_what_lies_between_is_not(text: str) -> None:
    step = Decimal(text)
    for judge in _judges(_number(step)):
        assert [n for n in range(-20, 201) if not judge(_number(n * step))] == []
        assert [n for n in range(1, 50) if judge(float(n * step + step / 2))] == []


@given(st.integers(-(10**6), 10**6), st.decimals("0.0001", 100, places=4))
def test_a_decimal_number_of_steps_is_a_multiple(count: int, step: Decimal) -> None:
    assert misfit({"multipleOf": float(step)}, float(count * step)) is None
    assert first_problem({"multipleOf": float(step)}, float(count * step)) is None


def test_a_default_and_an_example_that_are_multiples_stay() -> None:
    schema = {"type": "number", "multipleOf": 0.1, "default": 0.7}
    model, report = normal({"type": "object", "properties": {"a": schema}})
    assert model.input_schema["properties"]["a"]["default"] == 0.7
    assert not report.warnings


EXTREMES = [1e308, 1e-308, 5e-324, 1.7976931348623157e308, -1e308, 2**63, 2**64, 10**400, -(10**400), 0.1]
NUMBERS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
# What each limit is about, by what its name ends with.
ABOUT = {"Length": "string", "Items": "array", "Properties": "object"}
LIMITS = (*NUMBERS, *(f"{end}{kind}" for kind in ABOUT for end in ("min", "max")))


@pytest.mark.parametrize("keyword", LIMITS)
@pytest.mark.ci
def test_no_limit_is_too_extreme(keyword: str) -> None:
    """Either the schema is refused in words, or its class is built, judges, and has a page."""
    about = ("integer", "number") if keyword in NUMBERS else (ABOUT[keyword[3:]],)
    for kind in ("integer", "number", "string", "array", "object", ["string", "number"]):
        # Of anything else a limit says nothing, whatever it is.
        met = isinstance(kind, list) or kind in about
        for extreme in EXTREMES if met else EXTREMES[::5]:
            schema = {"type": "object", "properties": {"a": {"type": kind, keyword: extreme}}}
            try:
                model, _ = normal(schema)
            except FaultsError:
                continue
            make_card(model, place_of("vendor/model"), "runcomfy")
            example_inputs(Schema(model.input_schema), None)
            made = load(model).ModelInput
            validate = input_validator(model.input_schema).is_valid
            for value in (*EXTREMES, 0, 3, "x", [1], {"a": 1}):
                validate({"a": value})
                try:
                    made(a=value)
                except InputError as error:
                    assert "a" in str(error)
