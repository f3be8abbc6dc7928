"""How the shop tests its task, without a broker, a worker, the network or money."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tasks import app, picture

if TYPE_CHECKING:
    from pathlib import Path

    from runcomfy.testing import MockApi

KLEIN = "blackforestlabs/flux-2-klein/4b/text-to-image"


# Everything is done where it is called, retries included.
app.conf.task_always_eager = True


@pytest.fixture(autouse=True)
def _a_journal_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RUNCOMFY_JOURNAL", str(tmp_path / "journal.sqlite3"))


def test_the_same_order_twice_is_one_job(runcomfy_mock: MockApi, tmp_path: Path) -> None:
    model = runcomfy_mock.model(KLEIN)
    first = picture.delay(7, "A fox", str(tmp_path / "out")).get()
    second = picture.delay(7, "A fox", str(tmp_path / "out")).get()
    assert first["job"] == second["job"]
    model.assert_submitted(prompt="A fox", times=1)


def test_each_order_is_a_job_of_its_own(runcomfy_mock: MockApi, tmp_path: Path) -> None:
    model = runcomfy_mock.model(KLEIN)
    jobs = {picture.delay(order, "A fox", str(tmp_path / "out")).get()["job"] for order in range(3)}
    assert len(jobs) == 3
    assert model.submit_count == 3


def test_a_refusal_is_tried_again(runcomfy_mock: MockApi, tmp_path: Path) -> None:
    model = runcomfy_mock.model(KLEIN, faults=["429:route=submit,times=2"])
    assert picture.delay(8, "A fox", str(tmp_path / "out")).get()["job"]
    assert model.submit_count == 3
