"""asyncio's cancellation: the job is cancelled or left as was chosen, and no paid request is lost."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from runcomfy import AsyncRunComfy

from tests.client.conftest import TOKEN, log_of, script
from tests.client.jobs.test_client_interrupts import CANCEL

if TYPE_CHECKING:
    from collections.abc import Callable

    import respx

    from tests.client.conftest import QueueServer, VirtualClock


async def first_request(queue: QueueServer) -> None:
    while not queue.seen:  # noqa: ASYNC110 (the server is a thread)
        await asyncio.sleep(0.01)


def test_a_cancelled_task_cancels_the_job_or_leaves_it(
    api: respx.MockRouter, clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    script(api, statuses=["in_queue"])

    async def cancelled_at_status(start: Callable[[AsyncRunComfy], Any]) -> asyncio.CancelledError:
        async with AsyncRunComfy(TOKEN) as client:
            task = asyncio.ensure_future(start(client))
            while not any("status" in path for _, path in log_of(api)):  # noqa: ASYNC110 (the mock has no event)
                await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
            assert len(asyncio.all_tasks()) == 1
            return caught.value

    error = asyncio.run(cancelled_at_status(lambda client: client.model("v/m").run({})))
    assert log_of(api)[-1] == CANCEL
    assert "r1: cancelled" in " ".join(error.__notes__)
    api.reset()
    error = asyncio.run(cancelled_at_status(lambda client: client.job("r1").wait()))
    assert CANCEL not in log_of(api)
    assert "client.job('r1')" in " ".join(error.__notes__)
    api.reset()
    asyncio.run(cancelled_at_status(lambda client: client.job("r1").wait(on_interrupt="cancel")))
    assert log_of(api)[-1] == CANCEL
    assert "r1" in caplog.text


@pytest.mark.parametrize("way", ["run", "submit"])
def test_a_task_cancelled_during_the_paid_request_waits_for_its_id(queue: QueueServer, way: str) -> None:
    release = threading.Event()

    def behave(handler: Any, body: bytes) -> bool:
        if "models" in handler.path:
            release.wait(120)
        return False

    queue.behave = behave

    async def main() -> str:
        async with AsyncRunComfy(TOKEN, base_url=queue.base_url) as client:
            task = asyncio.ensure_future(getattr(client.model("v/m"), way)({}))
            await first_request(queue)
            task.cancel()
            await asyncio.sleep(0.05)
            assert not task.done()
            release.set()
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
            return " ".join(caught.value.__notes__)

    assert "job1: cancelled" in asyncio.run(main())
    assert queue.seen == [("POST", "/v1/models/v/m"), ("POST", "/v1/requests/job1/cancel")]


def test_cancelling_again_and_again_loses_no_paid_request(queue: QueueServer) -> None:
    """As some libraries do at every turn of the loop."""
    release = threading.Event()
    queue.behave = lambda *_: release.wait(120) and False

    async def main() -> str:
        async with AsyncRunComfy(TOKEN, base_url=queue.base_url) as client:
            task = asyncio.ensure_future(client.model("v/m").run({}))
            await first_request(queue)
            for _ in range(20):
                task.cancel()
                await asyncio.sleep(0.005)
            release.set()
            while not task.done():
                task.cancel()
                await asyncio.sleep(0)
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
            return " ".join(caught.value.__notes__)

    assert "job1: cancelled" in asyncio.run(main())
    assert ("POST", "/v1/requests/job1/cancel") in queue.seen


def test_a_timeout_of_asyncios_own_cancels_too(api: respx.MockRouter) -> None:
    script(api, statuses=["in_queue"])

    async def main() -> None:
        async with AsyncRunComfy(TOKEN) as client:
            limit = asyncio.timeout(None)

            def look(_request: httpx.Request) -> httpx.Response:
                limit.reschedule(asyncio.get_running_loop().time())
                return httpx.Response(200, json={"status": "in_queue"})

            api.get("/requests/r1/status").mock(side_effect=look)
            with pytest.raises(TimeoutError):
                async with limit:
                    await client.model("v/m").run({})

    asyncio.run(main())
    assert log_of(api)[-1] == CANCEL
