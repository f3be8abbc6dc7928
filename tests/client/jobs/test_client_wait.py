"""Waiting for a job: when the client looks, what ends the wait, and what never does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy
from runcomfy import RunComfyWarning

from tests.client.conftest import log_of, script
from tests.client.jobs.wait_kit import OUTPUT, run

if TYPE_CHECKING:
    import respx

    from tests.client.conftest import Kit, VirtualClock


def test_looks_at_once_and_then_less_and_less_often(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, statuses=["in_queue"] * 4 + ["in_progress"] * 4 + ["completed"])
    result = run(kit)
    assert result.output == OUTPUT
    assert clock.naps == [1.0, 1.5, 2.25, 3.375, 5.0, 5.0, 5.0, 5.0]


def test_intervals_can_be_set(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    script(api, statuses=["in_queue"] * 4 + ["completed"])
    run(kit, poll_interval=0.2, max_poll_interval=0.3)
    assert clock.naps == pytest.approx([0.2, 0.3, 0.3, 0.3])


@pytest.mark.parametrize(
    "bad",
    [
        408,
        429,
        500,
        502,
        503,
        504,
        httpx.ReadTimeout("slow"),
        httpx.ConnectError("refused"),
        httpx.RemoteProtocolError("cut"),
        httpx.Response(200, text="<html><title>Please wait</title></html>"),
        httpx.Response(200, text=""),
        httpx.Response(200, json=["no", "object"]),
        httpx.Response(200, content=b"[" * 100_000),
        httpx.Response(200, json={"error_code": 503000, "message": "busy"}),
    ],
    ids=str,
)
@pytest.mark.parametrize("at", ["status", "result"])
def test_a_failed_look_never_ends_a_wait(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, bad: Any, at: str
) -> None:
    if at == "status":
        script(api, statuses=[bad] * 20 + ["completed"])
    else:
        script(api, result=[bad] * 20 + [{"status": "succeeded", "output": OUTPUT}])
    assert run(kit).output == OUTPUT
    assert log_of(api).count(("POST", "/models/v/m")) == 1
    assert clock.naps[0] < 2
    assert max(clock.naps) <= 30


@pytest.mark.parametrize(("header", "least"), [("7", 7), ("Tue, 01 Jan 2999 00:00:00 GMT", 60), ("0", 0.1)])
def test_retry_after_is_obeyed_but_not_for_ever(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, header: str, least: float
) -> None:
    script(api, statuses=[httpx.Response(429, headers={"retry-after": header}), "completed"])
    run(kit)
    assert least <= sum(clock.naps) <= least + 5


DAY = {"retry-after": "86400"}


def test_a_wait_that_a_server_asks_for_is_told(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "runcomfy")
    script(api, statuses=[httpx.Response(429, headers=DAY), "completed"])
    api.post("/models/v/m").mock(
        side_effect=[httpx.Response(429, headers=DAY), httpx.Response(200, json={"request_id": "r1"})]
    )
    api.get("/models").mock(
        side_effect=[httpx.Response(503, headers=DAY), httpx.Response(200, json={"models": []})]
    )
    run(kit, resubmit_on_429=True)
    kit.call(kit.client().catalogue.search())
    told = [record.getMessage() for record in caplog.records if "asks for a wait" in record.getMessage()]
    assert [text.partition(": the")[0] for text in told] == [
        "submit of v/m", "request r1: a look at its status", "GET https://model-api.runcomfy.net/v1/models",
    ]  # fmt: skip
    assert all("of 86400 s; it is tried again in 6" in text for text in told)
    assert max(clock.naps) <= 63


def test_trouble_is_logged_without_what_the_server_says(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "runcomfy")
    said = httpx.Response(500, json={"message": "no GPU for 'a secret plan' at https://x/a?sig=123"})
    script(api, statuses=[said] * 6 + ["completed"])
    run(kit)
    assert "failed 5 times in a row: HTTP 500, ServerError" in caplog.text
    assert "secret" not in caplog.text
    assert "sig" not in caplog.text


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, runcomfy.AuthenticationError),
        (403, runcomfy.PermissionDeniedError),
        (301, runcomfy.APIError),
    ],
)
def test_a_clear_refusal_ends_the_wait(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, status: int, error: type[Exception]
) -> None:
    script(api, statuses=[httpx.Response(status, headers={"location": "https://elsewhere.example/"})])
    with pytest.raises(error) as caught:
        run(kit)
    assert caught.value.request_id == "r1"
    assert len(log_of(api)) == 2


def test_not_found_right_after_the_submit_means_not_yet(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, statuses=[404, 404, "completed"])
    assert run(kit).output == OUTPUT


def test_not_found_later_ends_the_wait(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    script(api, statuses=[404])
    with pytest.raises(runcomfy.NotFoundError):
        run(kit)
    assert sum(clock.naps) <= 15


def test_not_found_for_a_handle_from_elsewhere_ends_the_wait_at_once(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, statuses=[404])
    with pytest.raises(runcomfy.NotFoundError):
        kit.call(kit.client().job("r1").wait())
    assert clock.naps == []


def test_an_unknown_status_keeps_the_wait_going_and_warns_once(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, statuses=["warming_up", "warming_up", {"queue_position": 3}, "completed"])
    with pytest.warns(RunComfyWarning) as warned:
        assert run(kit).output == OUTPUT
    assert [str(item.message).count("warming_up") for item in warned] == [1, 0]
