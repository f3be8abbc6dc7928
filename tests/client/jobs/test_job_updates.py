"""The updates of a job, callbacks and single looks."""

from __future__ import annotations

import pickle
import warnings
from typing import TYPE_CHECKING

import pytest
import runcomfy
from runcomfy import RunComfyWarning

from tests.client.conftest import script
from tests.client.jobs.wait_kit import OUTPUT, run

if TYPE_CHECKING:
    import respx

    from tests.client.conftest import Kit, VirtualClock


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
