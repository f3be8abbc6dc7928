"""A few bytes that unpack to gigabytes: from the API, from a file server, from the catalogue. The memory is bounded."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from tests.client.faults.fault_server import Exchange, running

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the bound is Linux's")

LIMIT = 128  # MB beyond what the program has when it begins
SIZE = 256  # MB


@pytest.fixture(scope="module")
def bombs() -> dict[str, bytes]:
    """By their content-encoding."""
    packer = zlib.compressobj(1, wbits=31)
    once = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(SIZE)) + packer.flush()
    found, encoding = {"gzip": once}, "gzip"
    for _ in range(2):
        packer = zlib.compressobj(9, wbits=31)
        encoding, once = f"{encoding}, gzip", packer.compress(once) + packer.flush()
        found[encoding] = once
    assert len(once) < 2000
    return found


def bomb(encoding: str, content: bytes) -> Any:
    async def fault(exchange: Exchange) -> None:
        await exchange.read()
        if exchange.seen.method == "POST":
            exchange.answer()
        exchange.send(200, content, (("content-encoding", encoding), ("content-type", "application/json")))

    return fault


def bounded(program: str, *arguments: str) -> list[str]:
    """Run a program with so much memory more than it has at first, and return its lines."""
    frame = f"""
        import resource
        def bound():
            pages = int(open("/proc/self/statm").read().split()[0])
            most = pages * resource.getpagesize() + {LIMIT} * 1_000_000
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
    """
    source = textwrap.dedent(frame) + textwrap.dedent(program)
    done = subprocess.run(
        [sys.executable, "-c", source, *arguments],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        env={"MALLOC_ARENA_MAX": "1", "PATH": "", "HOME": arguments[-1], "RUNCOMFY_TOKEN": "t"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


FILES = """
    import asyncio, sys
    from runcomfy import AsyncRunComfy, DownloadError, RunComfy

    def sync(base, folder):
        with RunComfy("t", base_url=base) as client:
            result = client.model("t/good").run({"marker": "good"})
            assert len(result.save(folder)) == 1
            bound()
            for _ in range(3):
                try:
                    client.model("t/bad").run({"marker": "bad"}).save(folder)
                except DownloadError as error:
                    print(error.message)

    async def asynchronous(base, folder):
        async with AsyncRunComfy("t", base_url=base) as client:
            result = await client.model("t/good").run({"marker": "good"})
            assert len(await result.save(folder)) == 1
            bound()
            for _ in range(3):
                try:
                    await (await client.model("t/bad").run({"marker": "bad"})).save(folder)
                except DownloadError as error:
                    print(error.message)

    sync(*sys.argv[2:]) if sys.argv[1] == "sync" else asyncio.run(asynchronous(*sys.argv[2:]))
"""


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.ci
def test_files(kind: str, bombs: dict[str, bytes], tmp_path: Path) -> None:
    with running() as server:
        server.script("bad", file=[bomb(encoding, content) for encoding, content in bombs.items()])
        lines = bounded(FILES, kind, server.base_url, str(tmp_path))
    assert len(lines) == 3
    for line, encoding in zip(lines, bombs, strict=True):
        assert f"packed as {encoding!r}, which was not asked for" in line
    assert [path.name for path in tmp_path.iterdir()] == ["good.png"]


API = """
    import sys
    from runcomfy import RunComfy, RunComfyError

    with RunComfy("t", base_url=sys.argv[1], max_retries=0) as patient:
        patient.model("t/good").run({"marker": "good"})
        job = patient.model("t/status").submit({"marker": "status"})
        bound()
        for call in (
            lambda: job.wait(1),
            lambda: patient.model("t/submit").run({"marker": "submit"}),
        ):
            try:
                call()
            except RunComfyError as error:
                print(type(error).__name__)
"""


@pytest.mark.parametrize("layers", [1, 3])
@pytest.mark.ci
def test_answers_of_the_api(layers: int, bombs: dict[str, bytes], tmp_path: Path) -> None:
    encoding = ", ".join(["gzip"] * layers)
    fault = bomb(encoding, bombs[encoding])
    with running() as server:
        server.script("status", status=[fault] * 50)
        server.script("submit", submit=fault)
        assert bounded(API, server.base_url, str(tmp_path)) == ["WaitTimeoutError", "SubmissionUnknownError"]
    assert any(seen.path.endswith("/status") for seen in server.seen)


SYNC = """
    import sys
    from generator.cli import main

    bound()
    print(main(["sync", "--base-url", sys.argv[1], "--schemas", sys.argv[2]]))
"""


@pytest.mark.parametrize("layers", [1, 3])
@pytest.mark.ci
def test_the_catalogue(layers: int, bombs: dict[str, bytes], tmp_path: Path) -> None:
    encoding = ", ".join(["gzip"] * layers)
    with running() as server:
        server.always["file"] = bomb(encoding, bombs[encoding])
        assert bounded(SYNC, server.base_url, str(tmp_path))[-1] == "2"
    assert list(tmp_path.rglob("*.json")) == []
