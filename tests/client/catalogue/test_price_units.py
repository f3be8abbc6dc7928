"""Every unit, tables by the inputs' values, and arithmetic that no setting of the program's decimals changes."""

from __future__ import annotations

import decimal
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.inside import estimate_from, finite, money, note_of, read_rate, rules_in, settled_rate, shown

SIZED: dict[str, Any] = {
    "width": {"type": "integer", "minimum": 64, "maximum": 4096},
    "height": {"type": "integer", "minimum": 64, "maximum": 2048, "default": 1000},
    "num_images": {"type": "integer", "default": 1},
    "num_frames": {"type": "integer"},
    "fps": {"type": "integer", "default": 24},
    "duration": {"type": "integer"},
    "size": {"type": "string"},
}
MEGAPIXEL: dict[str, Any] = {"base_usd": "0.045", "unit": "megapixel"}


@pytest.mark.parametrize(
    ("inputs", "kind", "low", "high"),
    [
        ({"width": 1000, "height": 500}, "image", "0.0225", "0.0225"),
        ({"width": 1000}, "image", "0.045", "0.045"),
        ({"width": 1000, "num_images": 3}, "image", "0.135", "0.135"),
        ({"width": "1024", "height": "1024"}, None, "0.04718592", "0.04718592"),
        ({"width": 1000, "num_frames": 10}, "image", "0.45", "0.45"),
        ({"width": 1000, "duration": 2}, "video", "2.16", "2.16"),
        ({"width": 1000, "duration": 2, "fps": 10}, "video", "0.9", "0.9"),
        ({"width": 1000}, "video", "0.045", None),
        ({}, "image", "0.00288", "0.18432"),
        ({"width": None, "height": "tall"}, "image", "0.00018432", "0.37748736"),
    ],
)
def test_megapixels(inputs: dict[str, Any], kind: str | None, low: str, high: str | None) -> None:
    found = estimate_from(MEGAPIXEL, SIZED, inputs, kind=kind)
    assert (found.low, found.high) == (Decimal(low), None if high is None else Decimal(high))


@pytest.mark.parametrize("size", ["1024x512", "1024*512", "1024:512 (2:1)", "1024 × 512"])
def test_a_size_in_words_counts_too(size: str) -> None:
    assert estimate_from(MEGAPIXEL, {"size": {}}, {"size": size}).high == Decimal("0.02359296")


@pytest.mark.parametrize("size", ["16:9", "square_hd", "auto", "2K"])
def test_what_is_no_number_of_pixels_is_not_known(size: str) -> None:
    assert not estimate_from(MEGAPIXEL, {"size": {}}, {"size": size}).known


@pytest.mark.parametrize("unit", ["second", "output", "image", "megapixel", "request", None, "moon"])
@pytest.mark.parametrize("rate", [0, "0", 0.0, "$0.00"])
def test_nothing_is_a_price(unit: str | None, rate: object) -> None:
    found = estimate_from({"base_usd": rate, "unit": unit}, {}, {"duration": "auto"})
    assert (found.low, found.high, found.known) == (0, 0, True)
    assert str(found).startswith("$0.00 (")


def test_seconds_of_frames() -> None:
    price = {"base_usd": "0.3", "unit": "second"}
    assert estimate_from(price, {}, {"num_frames": 48, "fps": 24}).high == Decimal("0.6")
    found = estimate_from(price, {}, {"num_frames": 10, "fps": 3})
    assert found.low is not None
    assert found.high is not None
    assert found.low < 1 < found.high < Decimal("1.0000001")


TABLE: dict[str, Any] = {
    "base_usd": 0.05,
    "unit": "second",
    "by": [
        {"when": {"resolution": "1080p", "audio": True}, "usd": "0.20"},
        {"when": {"resolution": ["1080p", "4K"]}, "usd": 0.09},
    ],
}
VIDEO: dict[str, Any] = {
    "resolution": {"enum": ["720p", "1080p", "4k"]},
    "audio": {"type": "boolean"},
    "duration": {"default": 10},
}


@pytest.mark.parametrize(
    ("inputs", "low", "high"),
    [
        ({"resolution": "720p"}, "0.5", "0.5"),
        ({"resolution": "4k"}, "0.9", "0.9"),
        ({"resolution": "1080P", "audio": False}, "0.9", "0.9"),
        ({"resolution": "1080p", "audio": True}, "2", "2"),
        ({"resolution": "1080p"}, "0.9", "2"),
        ({}, "0.5", "2"),
        ({"resolution": "auto", "audio": False}, "0.5", "0.9"),
    ],
)
def test_a_table_by_the_inputs(inputs: dict[str, Any], low: str, high: str) -> None:
    found = estimate_from(TABLE, VIDEO, inputs)
    assert (found.low, found.high) == (Decimal(low), Decimal(high))


def test_a_default_decides_as_what_is_given() -> None:
    schema = {**VIDEO, "resolution": {"default": "1080p"}, "audio": {"default": False}}
    assert estimate_from(TABLE, schema, {}).high == Decimal("0.9")


def test_a_table_without_a_base_rate() -> None:
    price = {"unit": "image", "by": [{"when": {"quality": "high"}, "usd": 0.66}]}
    assert estimate_from(price, {}, {"quality": "high"}).high == Decimal("0.66")
    assert not estimate_from(price, {}, {"quality": "low"}).known


def test_a_range_has_both_its_ends() -> None:
    found = estimate_from({"base_usd": 0.01, "max_usd": 0.66, "unit": "image"}, {}, {"n": 2})
    assert (found.low, found.high) == (Decimal("0.02"), Decimal("1.32"))


@pytest.mark.parametrize(
    ("note", "inputs", "high"),
    [
        ("720p: 0.05, 1080p: 0.09", {"resolution": "1080p"}, "0.9"),
        ("$0.05 for most; 1080p: $0.09/s.", {"resolution": "1080p"}, "0.9"),
        ("1080P: 0.09 USD per second\naudio=true: 0.30", {"resolution": "720p", "audio": True}, "3"),
        ("1080p + audio=true: 0.40; 1080p: 0.09", {"resolution": "1080p", "audio": True}, "4"),
        ("Audio is extra: 0.50", {"resolution": "1080p"}, "0.5"),
        ("8K: 0.90", {"resolution": "1080p"}, "0.5"),
        ("1080p: dear", {"resolution": "1080p"}, "0.5"),
    ],
)
def test_a_note_in_the_plain_form_is_a_table(note: str, inputs: dict[str, Any], high: str) -> None:
    price = {"base_price_usd": "0.05", "price_unit": "second", "pricing_note": note}
    found = estimate_from(price, VIDEO, {"audio": False, **inputs})
    assert found.high == Decimal(high)
    assert (found.note or "").startswith(note)


def test_a_value_of_several_inputs_names_none() -> None:
    properties = {"resolution": {"enum": ["high"]}, "quality": {"enum": ["high", "low"]}}
    assert rules_in("high: 0.5", properties) == ()
    assert len(rules_in("quality=high: 0.5", properties)) == 1


def test_a_table_as_a_note_reads_back() -> None:
    rules = read_rate({"by": [{"when": {"resolution": "1080p", "audio": True}, "usd": "0.0000001"}]}).by
    assert rules_in(note_of(rules), VIDEO) == rules


def test_what_only_the_package_knows_of_the_same_rate_is_kept() -> None:
    packaged = read_rate({**TABLE, "max_usd": 1, "note": "n", "as_of": "2026-11"}, source="package")
    same = settled_rate(
        read_rate({"base_price_usd": "$0.05", "price_unit": "seconds"}, source="server"), packaged
    )
    assert (same.by, same.max_usd, same.source, same.note) == (packaged.by, 1, "server", "n")
    other = settled_rate(read_rate({"base_price_usd": 0.06, "price_unit": "second"}), packaged)
    assert (other.by, other.usd) == ((), Decimal("0.06"))
    for silent in (None, read_rate({}), read_rate({"base_price_usd": None, "pricing_note": "ask us"})):
        assert settled_rate(silent, packaged) is packaged
    assert settled_rate(read_rate({"base_price_usd": 0}), packaged).unit == "second"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("$0.05", "0.05"), ("1e-3", "0.001"), (1e-7, "0.0000001"), (" 0.05 USD ", "0.05"), ("US$ 2", "2"), (".5", "0.5"),
        ("-3", "-3"), (0, "0"), (Decimal("0.1"), "0.1"), (0.1, "0.1"),
    ],
)  # fmt: skip
def test_how_money_is_written(written: object, read: str) -> None:
    assert finite(written) == Decimal(read)


@pytest.mark.parametrize(
    "written", ["", "five", "1,5", "0x1", "٣", "1e400", "1e-400", float("nan"), [], {}, True, "$"]
)
def test_what_is_no_money(written: object) -> None:
    assert money(written) is None
    assert money(10**5000) is None


@given(
    st.decimals(0, 10**6, places=9),
    st.integers(1, 10),
    st.decimals("0.001", 600, places=3),
    st.sampled_from([1, 3, 28]),
)
def test_the_decimal_context_of_the_program_changes_nothing(
    rate: Decimal, count: int, length: Decimal, precision: int
) -> None:
    with decimal.localcontext() as context:
        context.prec, context.rounding = precision, decimal.ROUND_DOWN
        for signal in context.traps:
            context.traps[signal] = True
        found = estimate_from({"base_usd": rate, "unit": "second"}, {}, {"n": count, "duration": str(length)})
        said = str(found)
    with decimal.localcontext() as context:
        context.prec = 100
        assert found.high == rate * count * length
        assert said.startswith(shown(rate * count * length))
