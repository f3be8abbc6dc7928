"""The requests and options of a batch, checked before the first is sent."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy

from tests.client.conftest import Kit
from tests.client.many.many_kit import FAST, client_of, posts, requests

if TYPE_CHECKING:
    from tests.client.conftest import QueueServer

EDIT = "openai/gpt-image-2/edit"


def test_wrong_requests_are_refused_together_before_the_first_post(kit: Kit, queue: QueueServer) -> None:
    given = [("v/m", {}), (EDIT, {"prompt": 3}), ("no id", {}, 1), {"model": "a/b"}, (EDIT, 7), ("../x", {})]
    with pytest.raises(runcomfy.InputError) as caught:
        kit.items(client_of(kit, queue).batch(given, **FAST))
    assert "5 of 6 requests cannot be sent, and none was" in str(caught.value)
    assert {issue.path.split(".")[0] for issue in caught.value.issues} == {"[1]", "[2]", "[3]", "[4]", "[5]"}
    assert {"[1].prompt", "[1].images"} <= {issue.path for issue in caught.value.issues}
    assert queue.seen == []


UNSENDABLE: dict[str, dict[Any, Any]] = {
    "half a surrogate pair": {"n": "\ud800"},
    "a name that is not a text": {7: "seven"},
    "deep inside": {"a": [{"b": {None: 1}}]},
    "no number": {"n": float("inf")},
    "too large": {"n": "x" * 3000},
}


@pytest.mark.parametrize("inputs", UNSENDABLE.values(), ids=UNSENDABLE.keys())
def test_what_no_body_can_hold_is_found_before_the_first_post(
    kit: Kit, queue: QueueServer, inputs: dict[Any, Any]
) -> None:
    client = client_of(kit, queue).with_options(max_body_bytes=2000)
    with pytest.raises(runcomfy.InputError, match="1 of 4 requests cannot be sent") as caught:
        kit.items(client.batch([*requests(3), ("v/m", inputs)], **FAST))
    assert caught.value.issues[0].path.startswith("[3]")
    with pytest.raises(runcomfy.InputError):
        kit.call(client.model("v/m").submit(inputs))
    assert queue.seen == []


def test_pictures_too_large_for_a_body_are_found_before_the_first_post(kit: Kit, queue: QueueServer) -> None:
    from PIL import Image

    noise = Image.frombytes("RGB", (64, 64), random.Random(1).randbytes(64 * 64 * 3))
    client = client_of(kit, queue).with_options(max_body_bytes=9000)
    given = [(EDIT, {"prompt": "x", "images": [picture]}) for picture in ("https://e.com/a.png", noise)]
    with pytest.raises(runcomfy.InputError, match=r"\[1\]\.images\[0\]: takes .* of a body of at most"):
        kit.items(client.batch(given, **FAST))
    assert queue.seen == []


@pytest.mark.parametrize("ordered", [False, True])
def test_wrong_requests_can_be_left_out(kit: Kit, queue: QueueServer, ordered: bool) -> None:
    given = [(EDIT, {"prompt": 3}), *requests(3), (EDIT, {})] * 2
    found = kit.items(
        client_of(kit, queue).batch(given, on_invalid="skip", ordered=ordered, max_in_flight=1, **FAST)
    )
    wrong = {outcome.index for outcome in found if not outcome.ok}
    assert wrong == {0, 4, 5, 9}
    assert all(isinstance(one.error, runcomfy.InputError) for one in found if one.index in wrong)
    assert posts(queue) == 6


@pytest.mark.parametrize("ordered", [False, True])
def test_duplicates_are_sent_once_by_option(kit: Kit, queue: QueueServer, ordered: bool) -> None:
    client = client_of(kit, queue)
    given = [
        ("v/m", {"a": 1, "b": 2}),
        ("v/m", {"n": 0}),
        ("v/m", {"b": 2, "a": 1}),
        ("v/n", {"a": 1, "b": 2}),
    ]
    assert len(kit.items(client.batch(given, **FAST))) == posts(queue) == 4
    found = kit.items(client.batch(given * 20, dedupe=True, ordered=ordered, max_in_flight=1, **FAST))
    assert posts(queue) == 7
    assert sorted(outcome.index for outcome in found) == list(range(80))
    first = {outcome.index: outcome for outcome in found}
    assert (first[0].duplicate_of, first[2].duplicate_of, first[4].duplicate_of) == (None, 0, 0)
    assert first[2].result is first[0].result


@pytest.mark.parametrize(
    "wrong",
    [
        {"max_in_flight": 0}, {"max_in_flight": 1.5}, {"on_error": "ignore"}, {"on_invalid": "x"},
        {"requests_per_second": 0}, {"budget_usd": -1}, {"journal": 3},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(kit: Kit, queue: QueueServer, wrong: dict[str, Any]) -> None:
    with pytest.raises(runcomfy.ConfigError):
        kit.items(client_of(kit, queue).batch(requests(1), **wrong))
