"""The client for asyncio against the running sandbox."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from PIL import Image
from runcomfy.sandbox import Fault, Faults, Sandbox

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from runcomfy import AsyncRunComfy

pytestmark = pytest.mark.usefixtures("manner")

INPUTS: dict[str, Any] = {"prompt": "a fox", "images": ["https://example.com/a.png"]}


def with_client(
    sandbox: Sandbox, quick: dict[str, Any], work: Callable[[AsyncRunComfy], Awaitable[None]]
) -> None:
    async def main() -> None:
        async with sandbox.async_client(**quick) as client:
            await work(client)

    asyncio.run(main())


def test_run_and_save(sandbox: Sandbox, quick: dict[str, Any], tmp_path: Path) -> None:
    async def work(client: AsyncRunComfy) -> None:
        result = await client.openai.gpt_image_2.edit.run(**INPUTS, aspect_ratio="16:9")
        (path,) = await result.save(tmp_path)
        with Image.open(path) as saved:
            assert (saved.format, saved.size) == ("PNG", (1024, 576))

    with_client(sandbox, quick, work)


@pytest.mark.as_written("cost")
def test_submit_and_follow(sandbox: Sandbox, quick: dict[str, Any]) -> None:
    async def work(client: AsyncRunComfy) -> None:
        job = await client.openai.gpt_image_2.edit.submit(**INPUTS)
        states = [update.status async for update in job.updates()]
        assert states[-1] == "completed"
        assert (await job.wait()).cost == Decimal("0.04")

    with_client(sandbox, quick, work)


def test_many_jobs_at_once_over_bad_lines(quick: dict[str, Any]) -> None:
    faults = Faults(
        play=(
            Fault(status=504, route="status", rate=0.1),
            Fault(kind="drop", route="status", rate=0.05),
            Fault(kind="half", route="result", rate=0.05),
        )
    )

    async def work(client: AsyncRunComfy) -> None:
        results = await asyncio.gather(*(client.openai.gpt_image_2.edit.run(**INPUTS) for _ in range(30)))
        assert len({result.request_id for result in results}) == 30

    with Sandbox(queue_time=0.01, run_time=0.02, workers=8, faults=faults) as sandbox:
        with_client(sandbox, quick, work)


def test_cancel_and_failure(quick: dict[str, Any]) -> None:
    async def work(client: AsyncRunComfy) -> None:
        job = await client.openai.gpt_image_2.edit.submit(**INPUTS)
        assert await job.cancel()
        with pytest.raises(runcomfy.JobCancelledError):
            await job.wait(timeout=60)

    with Sandbox(queue_time=60) as sandbox:
        with_client(sandbox, quick, work)


def test_a_paid_request_is_sent_once(sandbox: Sandbox, quick: dict[str, Any]) -> None:
    async def work(client: AsyncRunComfy) -> None:
        sandbox.faults = Faults(play=(Fault(kind="drop", route="submit", after=True),))
        with pytest.raises(runcomfy.SubmissionUnknownError):
            await client.openai.gpt_image_2.edit.submit(**INPUTS)

    with_client(sandbox, quick, work)


def test_a_client_lives_through_two_event_loops(sandbox: Sandbox, quick: dict[str, Any]) -> None:
    client = sandbox.async_client(**quick)

    async def run() -> None:
        assert (await client.openai.gpt_image_2.edit.run(**INPUTS)).urls

    async def last() -> None:
        await run()
        await client.aclose()

    asyncio.run(run())
    asyncio.run(last())
