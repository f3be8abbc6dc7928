"""A cancellation at any moment of a poll still cancels the job: a half-closed connection must not be in the way."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from runcomfy import AsyncRunComfy

from tests.client.conftest import TOKEN, QueueServer


@pytest.mark.parametrize("stride", [7, pytest.param(1, marks=pytest.mark.ci)])
def test_a_task_cancelled_at_any_step_cancels_its_job(queue: QueueServer, stride: int) -> None:
    def behave(handler: Any, body: bytes) -> bool:
        if handler.path.endswith("/status"):
            handler.answer(b'{"status": "in_queue"}')
            return True
        return False

    queue.behave = behave

    async def main() -> None:
        async with AsyncRunComfy(TOKEN, base_url=queue.base_url) as client:
            for steps in range(0, 150, stride):
                queue.seen.clear()
                task = asyncio.ensure_future(client.model("v/m").run({}))
                while not any(path.endswith("/status") for _, path in queue.seen):  # noqa: ASYNC110 - each step counts
                    await asyncio.sleep(0)
                for _ in range(steps):
                    await asyncio.sleep(0)
                task.cancel()
                with pytest.raises(asyncio.CancelledError) as caught:
                    await task
                assert "cancelled" in " ".join(caught.value.__notes__)
                assert queue.seen[-1][1].endswith("/cancel"), f"cancelled after {steps} steps"

    asyncio.run(main())
