"""httpcore asks at every lock which asynchronous library runs; the answer must be right, and cost no search."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

PROGRAM = """
    import asyncio, importlib.abc, sys
    import httpcore
    from runcomfy import AsyncRunComfy

    asked = []

    class Finder(importlib.abc.MetaPathFinder):
        def find_spec(self, name, path=None, target=None):
            if name == "sniffio":
                asked.append(name)
            return None

    sys.meta_path.insert(0, Finder())
    {before}

    async def main():
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with AsyncRunComfy("t", base_url=f"http://127.0.0.1:{{port}}/v1") as client:
            for _ in range(20):
                assert (await client.job("r-1").status()).status == "in_queue"
        {after}

    async def answer(reader, writer):
        while await reader.readuntil(b"\\r\\n\\r\\n"):
            writer.write(b'HTTP/1.1 200 OK\\r\\ncontent-length: 21\\r\\n\\r\\n{{"status":"in_queue"}}')

    asyncio.run(main())
    print(len(asked))
"""


def searches(before: str = "", after: str = "pass") -> int:
    """How often sniffio was searched for in twenty requests of a program."""
    program = textwrap.dedent(PROGRAM).format(before=before, after=after)
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=600
    )
    assert found.returncode == 0, found.stderr
    return int(found.stdout.split()[-1])


@pytest.mark.ci
def test_a_request_does_not_search_for_a_library_that_nobody_has_imported() -> None:
    # One is anyio's own, for the first connection.
    assert searches("sys.modules.pop('sniffio', None)") <= 1


@pytest.mark.ci
def test_whoever_has_imported_sniffio_is_asked() -> None:
    after = """
        import sniffio
        from httpcore import _synchronization
        token = sniffio.current_async_library_cvar.set("trio")
        assert _synchronization.current_async_library() == "trio"
        sniffio.current_async_library_cvar.reset(token)
    """
    assert (
        searches("import sniffio; asked.clear()", textwrap.indent(textwrap.dedent(after), "    ").strip())
        == 0
    )


def test_another_httpcore_is_left_alone() -> None:
    from tests.inside import spare_searches

    place = sys.modules["httpcore._synchronization"]
    before = place.current_async_library  # type: ignore[attr-defined]
    try:
        del place.current_async_library  # type: ignore[attr-defined]
        spare_searches()
        assert not hasattr(place, "current_async_library")
        place.current_async_library = changed = lambda: "asyncio"  # type: ignore[attr-defined]
        spare_searches()
        assert place.current_async_library is changed  # type: ignore[attr-defined]
    finally:
        place.current_async_library = before  # type: ignore[attr-defined]
