"""What `diff` says of whole models: their facts, their prices, and those that go and come."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.dialect import NormalModel
from generator.diff.models import compare_models
from generator.spec import Price
from tests.generator.diff_kit import TEXT, found, model, obj


def test_facts() -> None:
    plain = obj({"a": TEXT})
    old = model(plain, title="A", price=Price(0.04, "output"), categories=("b", "a"), output_kind="image")
    assert (
        found(
            old,
            model(plain, title="A", price=Price(0.04, "output"), categories=("a", "b"), output_kind="image"),
        )
        == []
    )
    new = model(
        plain,
        title="B",
        price=Price(0.05, "output"),
        categories=("a",),
        output_kind="video",
        example={"a": "x"},
    )
    assert found(old, new) == [
        ("changed-kind", ""),
        ("changed-price", ""),
        ("changed-categories", ""),
        ("changed-example", ""),
        ("changed-text", ""),
    ]
    old_one = model(plain, deprecated="use v/next")
    assert found(model(plain), old_one) == [("model-deprecated", "")]
    assert found(old_one, model(plain)) == [("model-no-longer-deprecated", "")]
    assert found(old_one, model(plain, deprecated="use v/other")) == [("changed-text", "")]
    assert found(model(plain), model({**plain, "deprecated": True})) == [("model-deprecated", "")]
    gone = model(plain, gone_since="2026-01-31")
    assert found(model(plain), gone) == [("gone-model", "")]
    assert found(gone, model(plain)) == [("returned-model", "")]


def _named(model: NormalModel, model_id: str) -> tuple[str, NormalModel]:
    return model_id, replace(model, spec=replace(model.spec, model_id=model_id))


def _changes(old: list[tuple[str, NormalModel]], new: list[tuple[str, NormalModel]]) -> list[tuple[str, str]]:
    return [(change.rule, change.model_id) for change in compare_models(dict(old), dict(new))]


def test_models_that_go_and_come() -> None:
    one, other = model(obj({"a": TEXT})), model(obj({"b": TEXT}))
    assert _changes([_named(one, "v/x")], []) == [("removed-model", "v/x")]
    assert _changes([], [_named(one, "v/x")]) == [("new-model", "v/x")]
    assert _changes([_named(one, "v/model-1")], [_named(one, "v/model-1.1")]) == [
        ("renamed-model", "v/model-1")
    ]
    assert _changes([_named(one, "v/model-1")], [_named(other, "v/model-2")]) == [
        ("removed-model", "v/model-1"),
        ("new-model", "v/model-2"),
    ]
    # Two of the same shape: each goes with the nearest name.
    assert [
        (change.model_id, change.after)
        for change in compare_models(
            dict([_named(one, "v/m/720p"), _named(one, "v/m/1080p")]),
            dict([_named(one, "v/n/1080p"), _named(one, "v/n/720p")]),
        )
    ] == [("v/m/1080p", "v/n/1080p"), ("v/m/720p", "v/n/720p")]
    assert ("renamed-endpoint", "v/A") in _changes(
        [_named(one, "v/A")], [_named(one, "v/A"), _named(one, "v/a")]
    )


ROWS: tuple[Any, ...] = (({"size": "2k"}, 0.09), ({"size": ["4k", "8k"], "sound": True}, "0.2"))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (None, Price(0.05, "image"), ["the base price was not known and is $0.05 per image"]),
        (Price(0.05, "image"), Price(0, "image"), ["the base price was $0.05 per image and is $0 per image"]),
        (Price(0.05, by=ROWS), Price(0.05, by=ROWS[:1]), ["the price where size = 4k or 8k, sound = true is no longer $0.2, but the base price"]),
        (Price(0.05), Price(0.06, by=ROWS[:1]), ["the base price was $0.05 and is $0.06", "the price where size = 2k is $0.09 now"]),
        (Price(0.05, by=ROWS[:1]), Price(0.05, by=(({"size": "2k"}, 0.12),)), ["the price where size = 2k was $0.09 and is $0.12"]),
        (Price(0.05, by=ROWS), Price(0.05, by=ROWS[::-1]), ["the prices by input stand in another order, and the first that fits counts"]),
        (Price(0.05, note="a"), Price(0.05, note="b"), ["the note on the price changed"]),
        (Price(0.05, max_usd=1), Price(0.05, max_usd=2), ["the base price was $0.05 to $1 and is $0.05 to $2"]),
        (Price(0.05, source="page", as_of="2026-10"), Price(0.05, source="user", as_of="2026-11"), []),
    ],
)  # fmt: skip
def test_each_change_of_a_price_says_what_it_was_and_is(
    before: Price | None, after: Price | None, said: list[str]
) -> None:
    changes = compare_models(
        {"v/m": model(obj({"prompt": TEXT}), price=before)},
        {"v/m": model(obj({"prompt": TEXT}), price=after)},
    )
    assert {change.rule for change in changes} <= {"changed-price"}
    assert [change.message for change in changes] == said
