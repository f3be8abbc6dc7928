"""What a request will cost at the base rate; and what is not known is never shown as free."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from hypothesis import given
from hypothesis import strategies as st
from runcomfy import CostEstimate

from tests.client.conftest import priced
from tests.inside import estimate_from, money, shown

if TYPE_CHECKING:
    from tests.client.conftest import Kit

EDIT = "openai/gpt-image-2/edit"
VIDEO = "blackforestlabs/flux-3/extend-video"
SCHEMA: dict[str, Any] = {
    "num_images": {"type": "integer", "default": 1},
    "max_images": {"type": "integer"},
    "duration": {"type": "string", "enum": ["auto", "5", "10"], "default": "5"},
}


def estimate(price: dict[str, Any], inputs: dict[str, Any], schema: dict[str, Any] = SCHEMA) -> CostEstimate:
    return estimate_from(price, schema, inputs)


@pytest.mark.parametrize(
    ("price", "inputs", "low", "high"),
    [
        ({"base_usd": 0.04, "unit": "output"}, {}, "0.04", "0.04"),
        ({"base_usd": 0.04, "unit": "output"}, {"num_images": 3}, "0.12", "0.12"),
        ({"base_usd": 0.04, "unit": "image"}, {"num_images": 2, "max_images": 4}, "0.08", "0.32"),
        ({"base_usd": 0.1, "unit": "second"}, {}, "0.5", "0.5"),
        ({"base_usd": 0.1, "unit": "second"}, {"duration": "10"}, "1", "1"),
        ({"base_usd": 0.1, "unit": "seconds"}, {"duration": "8s"}, "0.8", "0.8"),
        ({"base_usd": 0.1, "unit": "second"}, {"duration": 2.5}, "0.25", "0.25"),
        ({"base_usd": 0.1, "unit": "second"}, {"duration": 5, "num_images": 2}, "1", "1"),
        ({"base_usd": 0.1, "unit": "second"}, {"duration": "auto"}, "0.5", None),
        ({"base_usd": 0.1, "unit": "second"}, {"duration": -1}, "0.5", None),
        ({"base_usd": 0.3, "unit": "run"}, {"num_images": 3}, "0.3", "0.3"),
        ({"base_usd": 0.04, "unit": "output"}, {"num_images": "many"}, "0.04", None),
    ],
)
def test_the_figures(price: dict[str, Any], inputs: dict[str, Any], low: str, high: str | None) -> None:
    found = estimate(price, inputs)
    assert found.low == Decimal(low)
    assert found.high == (None if high is None else Decimal(high))
    assert found.known == (high is not None)
    assert found.currency == "USD"
    assert "base rate, not a quote" in (found.note or "")


@pytest.mark.parametrize(
    ("price", "schema"),
    [
        ({"base_usd": None, "unit": "output"}, SCHEMA),
        ({"base_usd": "soon", "unit": "output"}, SCHEMA),
        ({"base_usd": float("nan"), "unit": "output"}, SCHEMA),
        ({"base_usd": -1, "unit": "output"}, SCHEMA),
        ({"base_usd": True, "unit": "output"}, SCHEMA),
        ({"base_usd": 0.04, "unit": None}, SCHEMA),
        ({"base_usd": 0.04, "unit": "megapixel"}, SCHEMA),
        ({"base_usd": 0.04, "unit": "second"}, {}),
        ({"base_usd": 0.04, "unit": "second"}, {"duration": {"default": "auto"}}),
        ({}, {}),
    ],
)
def test_an_unknown_price_is_never_free(price: dict[str, Any], schema: dict[str, Any]) -> None:
    found = estimate(price, {}, schema)
    assert (found.low, found.high, found.known) == (None, None, False)
    assert str(found).startswith("unknown (")


def test_milliseconds_are_seconds() -> None:
    schema = {"music_length_ms": {"default": 40_000}}
    assert estimate({"base_usd": 0.01, "unit": "second"}, {}, schema).high == Decimal("0.4")


def test_the_basis_says_how_the_figures_came_about() -> None:
    found = estimate({"base_usd": 0.04, "unit": "output", "note": "4k is double."}, {"num_images": 3})
    assert str(found) == "$0.12 (3 outputs at $0.04 each)"
    several = estimate({"base_usd": 0.04, "unit": "output"}, {"max_images": 3})
    assert str(several) == "$0.04 to $0.12 (1 to 3 outputs at $0.04 each)"
    assert (found.note or "").startswith("4k is double. The price is a base rate")
    assert str(estimate({"base_usd": 0.1, "unit": "second"}, {"duration": "auto"})).startswith(
        "$0.50 or more"
    )


@given(st.decimals(0, 10**9, allow_nan=False, places=6))
def test_money_does_not_drift(amount: Decimal) -> None:
    assert money(str(amount)) == amount
    assert money(shown(amount)) == amount


@pytest.mark.parametrize("value", ["", "ten", "nan", "inf", "-1", None, True, [], "1e400", float("inf")])
def test_what_is_no_money(value: object) -> None:
    assert money(value) is None
    assert money(10**5000) is None


def test_endpoints_estimate_bound_and_unbound(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    priced(monkeypatch, EDIT, base_usd=0.04, unit="output", note="Large pictures cost more.")
    inputs: dict[str, Any] = {"prompt": "x", "images": ["https://e.com/a.png"]}
    endpoint = kit.client().openai.gpt_image_2.edit
    found = endpoint.estimate(**inputs)
    assert found == endpoint.unbound.estimate(**inputs) == endpoint.request(**inputs).estimate()
    assert found == kit.client().model(EDIT).estimate(inputs)
    assert (found.low, found.high, found.unit) == (Decimal("0.04"), Decimal("0.04"), "output")
    with pytest.raises(runcomfy.InputError):
        endpoint.estimate(prompt=3)


def test_the_schema_says_what_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    model_id, undecided = "kling/kling-3.0/pro/text-to-video", "blackforestlabs/flux-3/text-to-video/draft"
    for name in (model_id, undecided):
        priced(monkeypatch, name, base_usd=0.1, unit="second")
    endpoint = runcomfy.registry[model_id].endpoint
    assert endpoint.estimate(prompt="x").high == Decimal("0.5")
    assert endpoint.estimate(prompt="x", duration=10).high == Decimal(1)
    found = runcomfy.registry[undecided].endpoint.estimate(prompt="x")
    assert (found.high, found.known) == (None, False)


def test_a_model_without_a_price_says_so(kit: Kit) -> None:
    for model_id in (VIDEO, "new-vendor/new-model"):
        found = kit.client().model(model_id, validate=False).estimate({"prompt": "x"})
        assert (found.low, found.high, found.known) == (None, None, False)
