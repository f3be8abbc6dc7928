"""What a batch shows on a terminal while it runs."""

from __future__ import annotations

import io
import json
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.client.conftest import Kit, Notebook, Queue, QueueServer

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    return Terminal()


def run(kit: Kit, queue: QueueServer, stderr: Terminal | None, **settings: Any) -> list[Any]:
    def behave(handler: Queue, body: bytes) -> bool:
        if not body or json.loads(body)["n"] != 1:
            return False
        handler.answer(b'{"detail": "bad"}', 422)
        return True

    queue.behave = behave
    client = kit.client(base_url=queue.base_url).with_options(poll_interval=0.01)
    requests = [("v/m", {"n": n}) for n in range(3)]
    with pytest.MonkeyPatch.context() as patched:
        # Here: what stood there before the test's call, pytest takes away.
        patched.setattr(sys, "stderr", stderr)
        return kit.items(client.batch(requests, requests_per_second=None, journal=False, **settings))


def test_a_terminal_shows_what_is_done_failed_and_spent(
    kit: Kit, queue: QueueServer, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(run(kit, queue, terminal)) == 3
    shown = ESCAPES.sub("", terminal.getvalue())
    assert "RunComfy" in shown
    assert re.search(r"3/3 +0 running, 1 failed, \$0\.02", shown)
    # It goes away at the end, and standard output is the program's own.
    assert terminal.getvalue().rstrip().endswith(("\x1b[2K", "\x1b[?25h"))
    assert capsys.readouterr().out == ""


def test_nothing_is_shown_where_that_is_not_wanted(kit: Kit, queue: QueueServer, terminal: Terminal) -> None:
    assert len(run(kit, queue, terminal, progress=False)) == 3
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("why", ["no rich", "no terminal", "no standard error"])
def test_a_batch_runs_where_nothing_can_be_shown(
    kit: Kit, queue: QueueServer, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    if why == "no rich":
        monkeypatch.setitem(sys.modules, "rich.progress", None)
    elif why == "no terminal":
        monkeypatch.setattr(terminal, "isatty", lambda: False)
    assert len(run(kit, queue, None if why == "no standard error" else terminal)) == 3
    assert terminal.getvalue() == ""


def test_a_notebook_shows_it_by_itself(kit: Kit, queue: QueueServer, notebook: Notebook) -> None:
    assert len(run(kit, queue, None)) == 3
    assert notebook.shown[0].startswith("RunComfy: 0 of 3 done, ")
    assert notebook.shown[-1] == "RunComfy: 3 of 3 done, 0 running, 1 failed, $0.02"
    assert '<progress value="3" max="3">' in notebook.pages[-1]
    # Never the same twice, and no message to the browser for each of a thousand changes.
    assert len(set(notebook.shown)) == len(notebook.shown)


def test_a_notebook_shows_nothing_where_that_is_not_wanted(
    kit: Kit, queue: QueueServer, notebook: Notebook
) -> None:
    run(kit, queue, None, progress=False)
    run(kit, queue, None, progress=lambda _: None)
    assert notebook.shown == []
