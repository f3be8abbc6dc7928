"""Mocked servers that fail, lose, refuse and never end: no test of it waits."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from runcomfy.testing import Fault, MockApi, mock_model

from tests.testing.kit import BOTH, EDIT, INPUTS, run_sync

if TYPE_CHECKING:
    from collections.abc import Callable


@BOTH
def test_a_failed_job(run: Callable[..., Any]) -> None:
    with mock_model(EDIT, error="Out of paint"), pytest.raises(runcomfy.JobFailedError, match="Out of paint"):
        run()
    with mock_model(EDIT, states=["failed"]), pytest.raises(runcomfy.JobFailedError):
        run()
    with mock_model(EDIT, faults=["fail:times=1"], cost=1.0), runcomfy.RunComfy() as client:
        with pytest.raises(runcomfy.JobFailedError):
            client.openai.gpt_image_2.edit.run(**INPUTS)
        assert client.openai.gpt_image_2.edit.run(**INPUTS).cost == 1.0


@BOTH
@pytest.mark.parametrize(
    "fault",
    [
        "504:route=status,times=3",
        "502:route=result,times=2,body=html",
        "429:route=status,times=2,retry_after=30",
        "drop:route=status,times=2",
        "half:route=result,times=1",
        "error_code:route=status,times=2",
        Fault(kind="hang", route="status", times=1),
        Fault(status=429, route="status", times=1, retry_after=3, retry_after_form="date"),
    ],
)
def test_bad_polls_do_not_end_a_wait(run: Callable[..., Any], fault: Fault | str) -> None:
    with mock_model(EDIT, faults=[fault]) as mock:
        assert run().urls
    assert mock.submit_count == 1


@BOTH
@pytest.mark.parametrize(
    "fault", ["drop:route=submit", "drop:route=submit,after", "hang:route=submit", "503:route=submit"]
)
def test_a_lost_submission_is_not_sent_again(run: Callable[..., Any], fault: str) -> None:
    with mock_model(EDIT, faults=[fault]) as mock, pytest.raises(runcomfy.SubmissionUnknownError):
        run()
    mock.assert_submitted(INPUTS, times=1)
    assert (mock.last_submit.request_id is not None) == ("after" in fault)


def test_a_refusal_with_a_wait() -> None:
    with (
        mock_model(EDIT, faults=["429:route=submit,retry_after=7"]) as mock,
        pytest.raises(runcomfy.RateLimitError) as caught,
    ):
        run_sync()
    assert caught.value.retry_after == 7
    assert mock.last_submit.request_id is None


def test_a_waiting_job_is_cancelled_and_a_running_one_is_not() -> None:
    with mock_model(EDIT, states=["in_queue", "in_progress"]) as mock, runcomfy.RunComfy() as client:
        job = client.openai.gpt_image_2.edit.submit(**INPUTS)
        assert job.cancel()
        assert mock.cancelled(job.request_id)
        with pytest.raises(runcomfy.JobCancelledError):
            job.wait()
        other = client.openai.gpt_image_2.edit.submit(**INPUTS)
        assert [other.status().status for _ in range(2)] == ["in_queue", "in_progress"]
        assert not other.cancel()
        assert not mock.cancelled(other.request_id)


def test_a_deadline_passes_without_waiting_for_it() -> None:
    begun = time.monotonic()
    with MockApi() as api:
        api.model(EDIT, states=["in_queue"])
        with api.client(timeout=600) as client, pytest.raises(runcomfy.WaitTimeoutError):
            client.openai.gpt_image_2.edit.run(**INPUTS)
        assert api.time.slept >= 595
    assert time.monotonic() - begun < 60


@BOTH
@pytest.mark.ci
def test_a_wait_for_ever_is_an_error_and_not_a_hang(run: Callable[..., Any]) -> None:
    with mock_model(EDIT, states=["in_progress"]), pytest.raises(AssertionError, match="never end"):
        run()


@pytest.mark.parametrize(
    "wrong",
    [
        {"states": [1]},
        {"states": [None]},
        {"states": [{}]},
        {"cost": "dear"},
        {"cost": -1},
        {"cost": float("nan")},
    ],
)
def test_a_script_that_is_none_is_refused_when_it_is_made(wrong: Any) -> None:
    with MockApi() as api, pytest.raises(ValueError, match=r"state|cost"):
        api.model(EDIT, **wrong)


@pytest.mark.parametrize("faults", ["429:route=submit,retry_after=7", Fault(status=429, route="submit")])
def test_a_fault_may_stand_alone(faults: Any) -> None:
    with (
        mock_model(EDIT, faults=faults),
        runcomfy.RunComfy() as client,
        pytest.raises(runcomfy.RateLimitError),
    ):
        client.openai.gpt_image_2.edit.submit(**INPUTS)


def test_a_cost_may_be_exact() -> None:
    with mock_model(EDIT, cost=Decimal("0.04")), runcomfy.RunComfy() as client:
        assert client.openai.gpt_image_2.edit.run(**INPUTS).cost == Decimal("0.04")
