"""Waiting for a job: when the client looks, what ends the wait, and what never does."""

from __future__ import annotations

import pickle
import warnings
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy
from runcomfy import RunComfyWarning

from tests.client.conftest import log_of, script

if TYPE_CHECKING:
    from pathlib import Path

    import respx

    from tests.client.conftest import Kit, VirtualClock

OUTPUT = {"image": "https://x.runcomfy.net/a.png"}


def run(kit: Kit, **options: Any) -> Any:
    return kit.call(kit.client().with_options(**options).model("v/m").run({"prompt": "x"}))


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


@pytest.mark.parametrize("word", ["completed", "succeeded", "failed", "cancelled", "canceled", "error"])
def test_the_result_alone_decides(kit: Kit, api: respx.MockRouter, clock: VirtualClock, word: str) -> None:
    script(api, statuses=[word])
    assert run(kit).output == OUTPUT


@pytest.mark.parametrize("word", ["pending", "waiting", "starting", "processing", "in_queue", "in_progress"])
def test_a_result_that_is_not_there_yet_is_waited_for(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, word: str
) -> None:
    script(api, result=[{"status": word}, {"status": word, "output": {"image": "half"}}, {"output": OUTPUT}])
    assert run(kit).output == OUTPUT


@pytest.mark.parametrize(
    "document",
    [
        {"status": "succeeded", "output": OUTPUT},
        {"status": "completed", "output": OUTPUT},
        {"status": "Completed", "output": OUTPUT, "error": None, "error_code": None},
        {"output": OUTPUT},
        {"status": "completed", "output": OUTPUT, "error_code": 0, "inputs": {"prompt": "x"}},
    ],
    ids=str,
)
def test_every_way_to_say_that_it_succeeded(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, document: dict[str, Any]
) -> None:
    script(api, result=document)
    assert run(kit).output == OUTPUT


@pytest.mark.parametrize(
    "output", ["https://x.runcomfy.net/a.png", ["https://x.runcomfy.net/a.png"], {}, [], ""]
)
def test_an_output_of_any_shape_is_an_output(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, output: object
) -> None:
    script(api, result={"status": "succeeded", "output": output})
    assert run(kit).raw == output


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"status": "failed", "error": "out of memory"}, "out of memory"),
        ({"status": "failed", "error": {"code": "E1", "message": "out of memory"}}, "out of memory"),
        ({"status": "error", "error_message": "out of memory"}, "out of memory"),
        ({"status": "failed", "error_code": 500001, "message": "out of memory"}, "out of memory"),
        ({"status": "completed", "error": {"detail": [{"msg": "out of memory"}]}}, "out of memory"),
        ({"status": "failed", "error": "429 timeout 504"}, "429 timeout 504"),
        ({"status": "failed"}, "no reason"),
    ],
)
def test_a_failed_job_raises_the_servers_reason(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, document: dict[str, Any], reason: str
) -> None:
    script(api, result=document)
    with pytest.raises(runcomfy.JobFailedError, match=reason) as caught:
        run(kit)
    assert caught.value.request_id == "r1"
    assert caught.value.job.request_id == "r1"
    assert log_of(api)[-1][1].startswith("/requests/r1/result")
    assert len(log_of(api)) == 3


def test_a_cancelled_job_raises(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    script(api, statuses=["canceled"], result={"status": "canceled"})
    with pytest.raises(runcomfy.JobCancelledError):
        run(kit)


def test_finished_without_an_output_is_looked_at_again_and_then_is_a_failure(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, result={"status": "completed", "output": None})
    with pytest.raises(runcomfy.JobFailedError, match="without an output"):
        run(kit)
    assert len([path for _, path in log_of(api) if "result" in path]) == 4


def test_an_error_code_beside_an_output_is_an_error(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, result={"status": "succeeded", "output": OUTPUT, "error_code": 404001})
    with pytest.raises(runcomfy.NotFoundError):
        kit.call(kit.client().job("r1").wait())


# The deadline


def test_at_the_deadline_the_job_is_left_and_can_be_resumed(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, statuses=["in_progress"])
    with pytest.raises(runcomfy.WaitTimeoutError, match="in_progress") as caught:
        run(kit, timeout=10)
    assert clock.time == pytest.approx(1010)
    assert "r1" in str(caught.value)
    assert not any("cancel" in path for _, path in log_of(api))
    api.get("/requests/r1/status").respond(json={"status": "completed"})
    assert kit.call(caught.value.job.wait(timeout=5)).output == OUTPUT


def test_at_the_deadline_the_job_is_cancelled_where_that_is_wanted(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, statuses=["in_queue"])
    with pytest.raises(runcomfy.WaitTimeoutError, match="cancelled") as caught:
        run(kit, timeout=10, on_timeout="cancel")
    assert caught.value.cancellation
    assert log_of(api)[-1] == ("POST", "/requests/r1/cancel")


def test_a_cancellation_that_fails_at_the_deadline_is_told(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, statuses=["in_progress"])
    api.post("/requests/r1/cancel").mock(side_effect=httpx.ConnectError("gone"))
    with pytest.raises(runcomfy.WaitTimeoutError, match="not cancelled") as caught:
        kit.call(kit.client().job("r1").wait(5, on_timeout="cancel"))
    assert not caught.value.cancellation
    assert clock.time <= 1000 + 5 + 5 + 0.1


def test_the_time_of_a_wait_counts_from_its_own_start(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, statuses=["in_progress"])
    job = kit.call(kit.client(timeout=30).model("v/m").submit({}))
    clock.time += 20
    for ends in (1050, 1080):
        with pytest.raises(runcomfy.WaitTimeoutError):
            kit.call(job.wait())
        assert clock.time == pytest.approx(ends)
    with pytest.raises(runcomfy.WaitTimeoutError):
        kit.items(job.updates())
    assert clock.time == pytest.approx(1110)


def test_what_a_timed_out_run_raises_can_be_waited_for(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, statuses=["in_queue"])
    with pytest.raises(TimeoutError) as caught:
        kit.call(kit.client(timeout=0.5).model("v/m").run({}))
    error = caught.value
    assert isinstance(error, runcomfy.WaitTimeoutError)
    assert isinstance(pickle.loads(pickle.dumps(error)), TimeoutError)
    assert error.errno is None
    assert "job.wait()" in str(error)
    assert "r1" in str(error)
    clock.time += 2
    script(api, statuses=["completed"])
    assert kit.call(error.job.wait()).output == OUTPUT


def test_however_short_a_wait_it_looks_once(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    script(api, statuses=["completed"])

    def slow(request: httpx.Request) -> httpx.Response:
        clock.time += 0.2
        return httpx.Response(200, json={"status": "completed"})

    api.get("/requests/r1/status").mock(side_effect=slow)
    assert kit.call(kit.client().job("r1").wait(timeout=1e-9)).output == OUTPUT
    looks = [call.request for call in api.calls]
    assert [look.extensions["timeout"]["read"] for look in looks] == pytest.approx([1, 1], abs=0.05)


def test_a_wait_after_a_download_has_its_own_time(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, tmp_path: Path
) -> None:
    script(api, statuses=["in_queue"])
    job = kit.client().job("r1")
    with pytest.raises(runcomfy.WaitTimeoutError):
        kit.call(job.download(tmp_path, timeout=3))
    clock.time += 10
    script(api, statuses=["completed"])
    assert kit.call(job.wait()).output == OUTPUT


def test_the_deadline_holds_while_every_look_fails(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, statuses=[504])
    with pytest.raises(runcomfy.WaitTimeoutError, match="The last look at it failed"):
        run(kit, timeout=100)
    assert clock.time == pytest.approx(1100)


def test_a_look_has_no_more_time_than_the_deadline(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, statuses=["in_queue"])
    with pytest.raises(runcomfy.WaitTimeoutError):
        run(kit, timeout=3)
    looks = [call.request for call in api.calls if call.request.url.path.endswith("status")]
    assert [look.extensions["timeout"]["read"] for look in looks] == pytest.approx([3, 2, 0.5], abs=0.05)


@pytest.mark.parametrize("timeout", [0, -1, float("nan")])
def test_a_timeout_that_is_none_is_refused(kit: Kit, clock: VirtualClock, timeout: float) -> None:
    with pytest.raises(runcomfy.ConfigError):
        kit.call(kit.client().job("r1").wait(timeout))


# Updates


@pytest.mark.as_written("words")
def test_updates_come_on_change_only(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    queued = [{"status": "in_queue", "queue_position": place} for place in (3, 3, 2)]
    script(api, statuses=[*queued, "pending", "in_progress", "processing", "completed"])
    job = kit.call(kit.client().model("v/m").submit({}))
    updates = kit.items(job.updates())
    assert [(u.status, u.queue_position) for u in updates] == [
        ("in_queue", 3),
        ("in_queue", 2),
        ("in_queue", None),
        ("in_progress", None),
        ("completed", None),
    ]
    assert updates[-1].finished
    assert updates[-1].raw_status == "succeeded"
    assert updates[1].elapsed == pytest.approx(2.5)


def test_after_the_updates_nothing_is_asked_again(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api)
    job = kit.call(kit.client().model("v/m").submit({}))
    kit.items(job.updates())
    before = len(api.calls)
    assert kit.call(job.wait()).output == OUTPUT
    assert kit.call(job.result()).output == OUTPUT
    assert len(api.calls) == before


def test_the_updates_of_a_failed_job_end_and_the_wait_raises(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, result={"status": "failed", "error": "no"})
    job = kit.client().job("r1")
    assert [update.status for update in kit.items(job.updates())] == ["failed"]
    with pytest.raises(runcomfy.JobFailedError):
        kit.call(job.wait())


def test_heartbeats_come_although_nothing_changes(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, statuses=["in_queue"] * 5 + ["completed"])
    updates = kit.items(kit.client().job("r1").updates(heartbeat=2))
    assert [update.elapsed for update in updates] == pytest.approx([0, 2, 4, 6, 8, 10, 12, 13.125], abs=0.01)


def test_updates_end_at_their_timeout(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    script(api, statuses=["in_queue"])
    with pytest.raises(runcomfy.WaitTimeoutError):
        kit.items(kit.client().job("r1").updates(timeout=7))
    assert clock.time == pytest.approx(1007)


def test_a_callback_sees_every_update(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    script(api, statuses=["in_queue", "completed"])
    seen: list[str] = []
    run(kit, on_update=lambda update: seen.append(update.status))
    assert seen == ["in_queue", "completed"]


def test_a_callback_that_fails_does_not_lose_the_job(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, statuses=["in_queue", "completed"])
    with pytest.warns(RunComfyWarning, match="division by zero"):
        assert run(kit, on_update=lambda _: 1 / 0).output == OUTPUT
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert run(kit, on_update=lambda _: 1 / 0).output == OUTPUT


def test_an_async_callback_is_awaited_by_the_async_client_only(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, statuses=["in_queue", "completed"])
    seen: list[str] = []

    async def show(update: runcomfy.JobUpdate) -> None:
        seen.append(update.status)

    if kit.kind == "async":
        run(kit, on_update=show)
        assert seen == ["in_queue", "completed"]
    else:
        with pytest.warns(RunComfyWarning, match="asynchronous client"):
            assert run(kit, on_update=show).output == OUTPUT


# One look


def test_status_is_one_look(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    script(api, statuses=[504, {"status": "waiting", "queue_position": 4}])
    update = kit.call(kit.client().job("r1").status())
    assert (update.status, update.queue_position, update.raw_status) == ("in_queue", 4, "waiting")
    assert update.request_id == "r1"


@pytest.mark.parametrize("position", [None, "3", 2.5, True, []])
def test_a_strange_queue_position_is_none(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, position: object
) -> None:
    script(api, statuses=[{"status": "in_queue", "queue_position": position}])
    assert kit.call(kit.client().job("r1").status()).queue_position is None


def test_a_single_look_gives_up_after_the_retries(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, statuses=[503])
    with pytest.raises(runcomfy.ServerError) as caught:
        kit.call(kit.client().with_options(max_retries=2).job("r1").status())
    assert caught.value.status == 503
    assert len(api.calls) == 3


def test_the_result_of_a_running_job_is_not_waited_for(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, statuses=["in_progress"], result={"status": "in_progress"})
    with pytest.raises(runcomfy.WaitTimeoutError, match="not ended") as caught:
        kit.call(kit.client().job("r1").result())
    assert pickle.loads(pickle.dumps(caught.value)).job.request_id == "r1"
