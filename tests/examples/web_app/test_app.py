"""How its author tests it: the application in this process, and the sandbox."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import httpx
import pytest
from app import app, lifespan
from runcomfy.sandbox import Faults

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from runcomfy.sandbox import Sandbox


def _with_it(use: Callable[[httpx.AsyncClient], Awaitable[None]]) -> None:
    async def run() -> None:
        transport = httpx.ASGITransport(app)
        async with lifespan(app), httpx.AsyncClient(transport=transport, base_url="http://web") as web:
            await use(web)

    asyncio.run(run())


def test_a_picture_is_asked_for_and_looked_at(runcomfy_sandbox: Sandbox) -> None:
    async def use(web: httpx.AsyncClient) -> None:
        made = await web.post("/pictures", content=json.dumps({"prompt": "A fox in the snow"}))
        assert made.status_code == 202
        seen = (await web.get(f"/pictures/{made.json()['id']}")).json()
        assert seen["status"] == "completed"
        assert len(seen["urls"]) == 1
        assert (await web.get("/pictures/nothing")).status_code == 404

    _with_it(use)


@pytest.mark.parametrize(("body", "status"), [("x", 400), ("[]", 400), ("{}", 400), ('{"prompt": 3}', 422)])
def test_what_is_no_request(runcomfy_sandbox: Sandbox, body: str, status: int) -> None:
    async def use(web: httpx.AsyncClient) -> None:
        answer = await web.post("/pictures", content=body)
        assert answer.status_code == status
        assert answer.json()["error"]

    _with_it(use)


def test_a_picture_that_fails(runcomfy_sandbox: Sandbox) -> None:
    runcomfy_sandbox.faults = Faults(fail_rate=1)

    async def use(web: httpx.AsyncClient) -> None:
        made = (await web.post("/pictures", content=json.dumps({"prompt": "A fox"}))).json()
        seen = (await web.get(f"/pictures/{made['id']}")).json()
        assert seen["status"] == "failed"
        assert seen["error"]

    _with_it(use)
