"""`--once` and `--journal`: a script that is started again pays for nothing twice."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from runcomfy import Journal
from runcomfy.__main__ import main

from tests.client.cli.test_cli_errors import kill
from tests.client.cli.test_cli_many import quick  # noqa: F401 (looks at jobs at once)
from tests.client.conftest import TOKEN, log_of, script
from tests.client.many.many_kit import posts

if TYPE_CHECKING:
    from pathlib import Path

    import respx

    from tests.client.conftest import QueueServer, VirtualClock

INPUTS = ("v/m", "--untyped", "--input.prompt", "a fox")


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN)


@pytest.fixture
def served(queue: QueueServer, monkeypatch: pytest.MonkeyPatch) -> QueueServer:
    monkeypatch.setenv("RUNCOMFY_MODEL_API_BASE", queue.base_url)
    return queue


def said(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_key_is_one_paid_job(
    served: QueueServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ("--journal", str(tmp_path / "j"))
    first = said(capsys, "submit", *INPUTS, "--once", "order-17", *at)["request_id"]
    assert said(capsys, "submit", *INPUTS, "--once", "order-17", *at)["request_id"] == first
    assert said(capsys, "run", *INPUTS, "--once", "order-17", *at)["request_id"] == first
    assert posts(served) == 1
    assert said(capsys, "submit", *INPUTS, "--once", "order-18", *at)["request_id"] != first
    assert said(capsys, "journal", "list", *at)[0]["state"] == "completed"
    assert said(capsys, "journal", "list") == []
    assert main(["submit", "v/other", *INPUTS[1:], "--once", "order-17", *at]) == 64
    assert "not to v/other" in capsys.readouterr().err
    assert posts(served) == 2


def test_a_key_without_a_journal_is_in_the_usual_one(
    served: QueueServer, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {said(capsys, "submit", *INPUTS, "--once", "k")["request_id"] for _ in range(2)}
    assert (len(found), posts(served)) == (1, 1)
    assert len(said(capsys, "journal", "list")) == 1


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["run", *INPUTS, "--once", "k", "--no-journal"], "--no-journal and --once do not go together"),
        (["submit", *INPUTS, "--no-journal", "--journal", "j"], "--no-journal and --journal do not go"),
        (["batch", "f", "--no-journal", "--journal", "j"], "--no-journal and --journal do not go"),
        # Of a script whose variable is not set.
        (["submit", *INPUTS, "--once", ""], "--once needs a value: KEY"),
        (["submit", *INPUTS, "--journal="], "--journal needs a value: PATH"),
        (["run", *INPUTS, "-o", ""], "--output needs a value: DIR"),
        (["submit", *INPUTS, "--once", "a\nb"], "printable characters"),
        (["batch", "f", "--once", "k"], "A batch is named with --id"),
    ],
)
def test_what_cannot_be_once_sends_nothing(
    served: QueueServer, words: list[str], part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 64
    assert part in capsys.readouterr().err
    assert not served.seen


def test_a_job_and_its_end_are_in_one_journal(
    served: QueueServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ("--journal", str(tmp_path / "j"))
    request_id = said(capsys, "submit", *INPUTS, *at)["request_id"]
    assert said(capsys, "journal", "list", *at)[0]["state"] == "in_queue"
    said(capsys, "wait", request_id, *at)
    assert said(capsys, "journal", "list", *at)[0]["state"] == "completed"
    said(capsys, "submit", *INPUTS, *at)
    assert said(capsys, "resume", *at)["total"] == 1
    assert said(capsys, "resume", *at)["total"] == 0
    assert said(capsys, "resume")["total"] == 0


def test_a_named_batch_is_paid_for_once(
    served: QueueServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "requests"
    file.write_text(
        '{"model": "openai/gpt-image-2/edit", "inputs": {"prompt": "x", "images": ["https://e.com/a"]}}\n'
    )
    at = ("--journal", str(tmp_path / "j"), "--id", "foxes")
    first, second = (said(capsys, "batch", str(file), *at)["outcomes"][0]["request_id"] for _ in range(2))
    assert (first, posts(served)) == (second, 1)
    with Journal(tmp_path / "j") as journal:
        assert [entry.batch for entry in journal.entries()] == ["foxes"]


def test_ctrl_c_leaves_a_job_under_a_key_running(
    api: respx.MockRouter, clock: VirtualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    script(api)
    running = httpx.Response(200, json={"status": "in_progress"})
    api.get("/requests/r1/status").mock(side_effect=kill(signal.SIGINT, running))
    assert main(["run", *INPUTS, "--once", "k"]) == 130
    assert "Request r1 is left running." in capsys.readouterr().err
    assert ("POST", "/requests/r1/cancel") not in log_of(api)
