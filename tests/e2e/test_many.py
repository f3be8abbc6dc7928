"""A batch against the sandbox, well-behaved and not."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from runcomfy.sandbox import Fault, Faults

if TYPE_CHECKING:
    from pathlib import Path

    from runcomfy import RunComfy
    from runcomfy.sandbox import Sandbox

pytestmark = pytest.mark.usefixtures("manner")

EDIT = "openai/gpt-image-2/edit"
FAST: dict[str, Any] = {"requests_per_second": None, "progress": False, "max_in_flight": 8}


@pytest.fixture(autouse=True)
def _state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def requests(count: int) -> list[tuple[str, dict[str, Any]]]:
    return [(EDIT, {"prompt": f"fox {n}", "images": ["https://e.com/a.png"]}) for n in range(count)]


@pytest.mark.as_written("cost")
def test_a_batch_with_saved_files(client: RunComfy, tmp_path: Path) -> None:
    for outcome in client.batch(requests(6), **FAST):
        assert outcome.unwrap().save(tmp_path / "out" / str(outcome.index))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [str(number) for number in range(6)]
    with runcomfy.Journal() as journal:
        entries = journal.entries()
    assert len(entries) == 6
    assert all(entry.files and entry.cost for entry in entries)


def test_an_async_batch(sandbox: Sandbox, quick: dict[str, Any]) -> None:
    async def main() -> list[int]:
        async with sandbox.async_client(**quick) as client:
            return [outcome.index async for outcome in client.batch(requests(6), ordered=True, **FAST)]

    assert asyncio.run(main()) == list(range(6))


@pytest.mark.ci
def test_in_bad_weather_every_request_is_accounted_for(client: RunComfy, sandbox: Sandbox) -> None:
    sandbox.faults = Faults(
        fail_rate=0.1,
        play=(
            Fault(status=429, route="submit", rate=0.2, retry_after=0.1),
            Fault(kind="drop", route="submit", rate=0.1),
            Fault(status=504, route="status", rate=0.2),
            Fault(kind="drop", route="submit", rate=0.1, after=True),
        ),
    )
    outcomes = list(client.batch(requests(30), **FAST))
    assert sorted(outcome.index for outcome in outcomes) == list(range(30))
    allowed = (runcomfy.SubmissionUnknownError, runcomfy.JobFailedError)
    assert all(outcome.ok or isinstance(outcome.error, allowed) for outcome in outcomes)
    unknown = [outcome for outcome in outcomes if isinstance(outcome.error, runcomfy.SubmissionUnknownError)]
    with runcomfy.Journal() as journal:
        assert len(journal.unknown()) == len(unknown)
        assert len(journal.entries()) == 30
        assert journal.open_jobs() == []
