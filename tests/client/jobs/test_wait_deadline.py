"""The time of a wait: what is left of a job at its end, and what counts in it."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import httpx
import pytest
import runcomfy

from tests.client.conftest import log_of, script
from tests.client.jobs.wait_kit import OUTPUT, run

if TYPE_CHECKING:
    from pathlib import Path

    import respx

    from tests.client.conftest import Kit, VirtualClock


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
