"""What who waits for a job sees of it: on a terminal where that is wanted, in a notebook by itself."""

from __future__ import annotations

import asyncio
import io
import re
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy

from tests.client.conftest import script

if TYPE_CHECKING:
    import respx

    from tests.client.conftest import Kit, Notebook, VirtualClock

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    return Terminal()


def run(kit: Kit, stderr: io.StringIO | None, **options: Any) -> Any:
    with pytest.MonkeyPatch.context() as patched:
        # Here: what stood there before the test's call, pytest takes away.
        patched.setattr(sys, "stderr", stderr)
        return kit.call(kit.client(**options).model("v/m").run({}))


def test_a_terminal_shows_it_where_that_is_wanted(
    kit: Kit,
    api: respx.MockRouter,
    clock: VirtualClock,
    terminal: Terminal,
    capsys: pytest.CaptureFixture[str],
) -> None:
    script(api, statuses=["in_queue", "in_progress", "completed"])
    assert run(kit, terminal, progress=True).request_id == "r1"
    shown = ESCAPES.sub("", terminal.getvalue())
    assert "v/m" in shown
    # It goes away at the end, and standard output is the program's own.
    assert terminal.getvalue().rstrip().endswith(("\x1b[2K", "\x1b[?25h"))
    assert capsys.readouterr().out == ""


def test_without_rich_it_is_a_line_for_each_change(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("rich", "rich.progress"):
        monkeypatch.setitem(sys.modules, name, None)
    script(api, statuses=["in_queue", "in_queue", "in_progress", "thawing", "completed"])
    with pytest.warns(runcomfy.RunComfyWarning, match="unknown status"):
        run(kit, terminal, progress=True)
    lines = terminal.getvalue().splitlines()
    assert lines[0] == "v/m"
    assert [line.removeprefix("v/m: ") for line in lines[1:]] == [
        "in the queue", "running", "thawing", "completed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "on_terminal"), [({"progress": False}, True), ({}, True), ({"progress": True}, False)]
)
def test_elsewhere_it_shows_nothing(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, options: dict[str, Any], on_terminal: bool
) -> None:
    script(api, statuses=["in_queue", "completed"])
    out = Terminal() if on_terminal else io.StringIO()
    run(kit, out, **options)
    assert out.getvalue() == ""
    run(kit, None, **options)


def test_jobs_at_the_same_time_share_the_terminal(
    api: respx.MockRouter, clock: VirtualClock, terminal: Terminal
) -> None:
    script(api, statuses=["in_queue", "completed"] * 8)

    async def many() -> None:
        async with runcomfy.AsyncRunComfy("t", progress=True) as client:
            await asyncio.gather(*(client.job("r1").wait() for _ in range(4)))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "stderr", terminal)
        asyncio.run(many())
    assert "request r1" in ESCAPES.sub("", terminal.getvalue())
    assert [thread for thread in threading.enumerate() if "refresh" in type(thread).__name__.lower()] == []


def test_a_terminal_that_fails_costs_no_job(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    class Broken(Terminal):
        def write(self, text: str) -> int:
            raise OSError("gone")

    script(api, statuses=["in_queue", "completed"])
    assert run(kit, Broken(), progress=True).request_id == "r1"


def test_a_notebook_shows_it_by_itself(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, notebook: Notebook
) -> None:
    shown = notebook.shown
    script(api, statuses=["in_queue", "in_progress", "completed"])
    run(kit, io.StringIO())
    states = [text.rpartition(", ")[2].rstrip(">") for text in shown[1:]]
    assert list(dict.fromkeys(states)) == ["in the queue", "running", "completed"]
    shown.clear()
    script(api, statuses=["in_queue", "completed"])
    run(kit, io.StringIO(), progress=False)
    assert shown == []
    # IPython in a terminal is not a notebook.
    del notebook.kernel
    run(kit, io.StringIO())
    assert shown == []
