"""One SIGTERM handler serves jobs that follow each other, and does not outlive them."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import Any

import pytest

from tests.inside import AsyncTermination


@pytest.mark.skipif(sys.platform == "win32", reason="its loops have no signal handlers")
def test_jobs_that_follow_each_other_share_one_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.getsignal(signal.SIGTERM)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)

    async def main() -> None:
        loop, added = asyncio.get_running_loop(), list[int]()
        add = loop.add_signal_handler

        def adding(number: int, *rest: Any) -> None:
            added.append(number)
            add(number, *rest)

        monkeypatch.setattr(loop, "add_signal_handler", adding)
        for _ in range(5):
            with AsyncTermination(), AsyncTermination():
                await asyncio.sleep(0)
                assert signal.getsignal(signal.SIGTERM) != signal.SIG_DFL
        assert added == [signal.SIGTERM]
        await asyncio.sleep(0)
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
        with AsyncTermination():
            assert len(added) == 2

    try:
        asyncio.run(main())
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    finally:
        signal.signal(signal.SIGTERM, before)
