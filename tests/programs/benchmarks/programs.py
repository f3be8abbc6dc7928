"""What each client's user would write to run one job; the measurements put a frame around it."""

from __future__ import annotations

import textwrap
from importlib.metadata import version
from typing import TYPE_CHECKING

from tests.programs.benchmarks.peers import ROOT, environment
from tests.programs.benchmarks.rows import run_process

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FAL", "HTTPX", "OURS", "run_program"]

OURS, HTTPX, FAL = "runcomfy", "raw httpx", "fal-client 1.0.3"

_INPUTS = 'inputs = dict(prompt="x", images=["https://example.com/a.png"], resolution="2k")'

# Each defines `sync_job()`, `async_job()` and `aclose()`; a job returns what the server answered. `pause` is how long
# raw httpx sleeps between its looks; the others know that themselves.
_PROGRAMS = {
    HTTPX: f"""
        import asyncio, time, httpx
        settings = dict(headers={{"authorization": "Bearer t"}}, timeout=None, limits=httpx.Limits(max_connections=None))
        client, asynchronous = httpx.Client(**settings), httpx.AsyncClient(**settings)
        {_INPUTS}
        def sync_job():
            job = client.post(base + "/v1/models/a/b", json=inputs).json()["request_id"]
            while client.get(f"{{base}}/v1/requests/{{job}}/status").json()["status"] != "completed":
                time.sleep(pause)
            return client.get(f"{{base}}/v1/requests/{{job}}/result").json()
        async def async_job():
            job = (await asynchronous.post(base + "/v1/models/a/b", json=inputs)).json()["request_id"]
            while (await asynchronous.get(f"{{base}}/v1/requests/{{job}}/status")).json()["status"] != "completed":
                await asyncio.sleep(pause)
            return (await asynchronous.get(f"{{base}}/v1/requests/{{job}}/result")).json()
        aclose = asynchronous.aclose
    """,
    OURS: f"""
        from runcomfy import AsyncRunComfy, RunComfy
        client, asynchronous = RunComfy("t", base_url=base + "/v1"), AsyncRunComfy("t", base_url=base + "/v1")
        {_INPUTS}
        one, other = client.openai.gpt_image_2.edit, asynchronous.openai.gpt_image_2.edit
        def sync_job():
            return {{"output": one.run(**inputs).raw}}
        async def async_job():
            return {{"output": (await other.run(**inputs)).raw}}
        aclose = asynchronous.aclose
    """,
    FAL: f"""
        import fal_client.client as fal
        fal.QUEUE_URL_FORMAT = base + "/"
        client, asynchronous = fal.SyncClient(key="t"), fal.AsyncClient(key="t")
        {_INPUTS}
        def sync_job():
            return client.submit("a/b", inputs).get()
        async def async_job():
            return await (await asynchronous.submit("a/b", inputs)).get()
        async def aclose():
            pass
    """,
}


def run_program(client: str, frame: str, base: str, *arguments: object) -> str:
    """Run a frame around a client's program, in the environment that has it, and return what it printed last."""
    python = environment("fal_client", "fal-client==1.0.3") if client == FAL else _as_installed()
    start = "import sys, logging\nlogging.disable(logging.INFO)\nbase, pause = sys.argv[1], 1.0\n"
    source = start + textwrap.dedent(_PROGRAMS[client]) + textwrap.dedent(frame)
    # The client is found in the folder; what it needs is what a user has, and no more.
    env = {"PYTHONPATH": str(ROOT / "generated")}
    run = run_process([python, "-c", source, base, *map(str, arguments)], cwd=python.parent, env=env)
    return run.output.strip().splitlines()[-1]


def _as_installed() -> Path:
    """Return a Python with the two packages that an installed client brings along, in the versions that are here."""
    return environment("client", *(f"{name}=={version(name)}" for name in ("httpx", "pydantic")))
