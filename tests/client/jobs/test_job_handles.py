"""A job's handle at the edges: loops that are left, waits that come too late, results without an output, equality."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from runcomfy import AsyncRunComfy

from tests.client.conftest import TOKEN, log_of, script

if TYPE_CHECKING:
    import respx

    from tests.client.conftest import Kit, QueueServer, VirtualClock

CANCEL = ("POST", "/requests/r1/cancel")


def test_a_task_cancelled_in_a_loop_over_updates_leaves_the_job_and_says_so(
    api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, statuses=["in_queue"])

    async def main() -> asyncio.CancelledError:
        async with AsyncRunComfy(TOKEN) as client:

            async def follow() -> None:
                async for _ in client.job("r1").updates():
                    pass

            task = asyncio.ensure_future(follow())
            while not log_of(api):  # noqa: ASYNC110 (the mock has no event)
                await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
            return caught.value

    [note] = asyncio.run(main()).__notes__
    assert "client.job('r1')" in note
    assert CANCEL not in log_of(api)


def test_cancelling_a_task_again_does_not_end_the_cancelling(queue: QueueServer) -> None:
    """The first time has sent the cancellation, whose answer comes late."""
    looked, cancelling, hold = asyncio.Event(), asyncio.Event(), threading.Event()

    async def main() -> asyncio.CancelledError:
        loop = asyncio.get_running_loop()

        def behave(handler: Any, _body: bytes) -> bool:
            if handler.path.endswith("/cancel"):
                loop.call_soon_threadsafe(cancelling.set)
                return hold.wait(30) and False
            if handler.path.endswith("/status"):
                loop.call_soon_threadsafe(looked.set)
                handler.answer(b'{"status": "in_queue"}')
                return True
            return False

        queue.behave = behave
        async with AsyncRunComfy(TOKEN, base_url=queue.base_url) as client:
            task = asyncio.ensure_future(client.model("v/m").run({}))
            await looked.wait()
            task.cancel()
            await cancelling.wait()
            for _ in range(20):
                task.cancel()
                await asyncio.sleep(0.005)
            hold.set()
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
            assert len(asyncio.all_tasks()) == 1
            return caught.value

    [note] = asyncio.run(main()).__notes__
    assert note == "RunComfy request job1: cancelled"


def test_after_the_deadline_no_look_is_taken(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    """What a program does at an update counts, too."""
    script(api, statuses=["in_queue"])
    client = kit.client()
    with pytest.raises(runcomfy.WaitTimeoutError) as caught:
        kit.call(client.job("r1").wait(timeout=30, on_update=lambda _: clock.sleep(60)))
    assert caught.value.request_id == "r1"
    assert log_of(api) == [("GET", "/requests/r1/status")]


@pytest.mark.as_written("words", "output")
def test_a_job_that_ended_well_without_an_output_has_failed(kit: Kit, api: respx.MockRouter) -> None:
    script(api, result={"status": "succeeded", "output": None})
    with pytest.raises(runcomfy.JobFailedError, match="output") as caught:
        kit.call(kit.client().job("r1").result())
    assert caught.value.request_id == "r1"


def test_handles_of_the_same_request_are_the_same(kit: Kit) -> None:
    client = kit.client()
    one, again, other = client.job("r1"), client.job("r1", "v/m"), client.job("r2")
    assert one == again
    assert len({one, again, other}) == 2
    assert one != other
    assert one != "r1"


def test_what_a_handle_shows_holds_no_control_characters(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    bad = "a/\x1b[2J\r\u202eb"
    script(api, statuses=[bad], result={"status": bad, "model_id": bad, "output": "x"})
    job = kit.client().job("r1")
    kit.call(job.status())
    assert repr(job).isprintable()
    assert job._repr_html_().isprintable()
    api.get("/requests/r1/status").respond(200, json={"status": "completed"})
    result = kit.call(job.wait())
    assert result.model_id == bad
    assert "\\x1b[2J \\u202eb" in repr(job)
    for one in (job, result):
        assert repr(one).isprintable()
        assert one._repr_html_().isprintable()
