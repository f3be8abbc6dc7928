"""The app without a server: the asynchronous client talks to it directly."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import httpx
import runcomfy
from runcomfy.sandbox import Faults, Settings, create_app

if TYPE_CHECKING:
    from pathlib import Path

INPUTS: dict[str, Any] = {"prompt": "a fox", "images": ["https://example.com/a.png"]}


def test_a_client_over_the_app_itself(tmp_path: Path) -> None:
    app = create_app(Settings(queue_time=0, run_time=0))

    async def main() -> None:
        async with runcomfy.AsyncRunComfy(
            "any", base_url="http://127.0.0.1/v1", transport=httpx.ASGITransport(app=app)
        ) as client:
            result = await client.openai.gpt_image_2.edit.run(**INPUTS)
            (path,) = await result.save(tmp_path)
            assert path.read_bytes().startswith(b"\x89PNG")
            assert (await client.balance()).balance_usd == Decimal("99.96")
            app.state.service.faults = Faults(fail_rate=1)
            try:
                await client.openai.gpt_image_2.edit.run(**INPUTS)
            except runcomfy.JobFailedError as error:
                assert Faults().fail_text in str(error)

    asyncio.run(main())
    assert len(app.state.service.jobs(None, 9)) == 2
