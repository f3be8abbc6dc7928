"""The client for ordinary code against the running sandbox."""

from __future__ import annotations

import io
import pickle
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from PIL import Image
from runcomfy.sandbox import Fault, Faults, Sandbox, Words

if TYPE_CHECKING:
    from pathlib import Path

    from runcomfy import RunComfy

pytestmark = pytest.mark.usefixtures("manner")

INPUTS: dict[str, Any] = {"prompt": "a fox", "images": ["https://example.com/a.png"]}
EDIT = "openai/gpt-image-2/edit"


@pytest.mark.as_written("output", "cost")
def test_run_and_save(client: RunComfy, tmp_path: Path) -> None:
    photo = io.BytesIO()
    Image.new("RGB", (80, 60), "orange").save(photo, "PNG")
    result = client.openai.gpt_image_2.edit.run(
        prompt="a fox", images=[photo.getvalue()], aspect_ratio="16:9", output_format="webp"
    )
    assert result.cost == Decimal("0.04")
    assert result.model_id == EDIT
    assert result.output.images
    assert list(result.urls) == result.output.images
    (path,) = result.save(tmp_path)
    with Image.open(path) as saved:
        assert (saved.format, saved.size) == ("WEBP", (1024, 576))


def test_submit_and_wait_shows_every_state(quick: dict[str, Any]) -> None:
    for pace in (1, 10, 100):
        with (
            Sandbox(queue_time=0.2 * pace, run_time=0.1 * pace, crowd=3) as sandbox,
            sandbox.client(**quick) as client,
        ):
            job = client.openai.gpt_image_2.edit.submit(**INPUTS)
            updates = list(job.updates())
            result = job.wait()
        states = list(dict.fromkeys(update.status for update in updates))
        positions = [update.queue_position for update in updates if update.queue_position is not None]
        assert positions == sorted(positions, reverse=True)
        assert states == [state for state in ("in_queue", "in_progress", "completed") if state in states]
        if len(states) == 3 and len(set(positions)) > 1:
            break  # a busy machine looks too seldom to see all of a quick job
    assert states == ["in_queue", "in_progress", "completed"]
    assert len(set(positions)) > 1
    assert result.request_id == job.request_id


def test_a_waiting_job_is_cancelled() -> None:
    with Sandbox(queue_time=60) as sandbox, sandbox.client() as client:
        job = client.openai.gpt_image_2.edit.submit(**INPUTS)
        assert job.cancel()
        with pytest.raises(runcomfy.JobCancelledError):
            job.wait(timeout=60)


def test_a_running_job_is_not(quick: dict[str, Any]) -> None:
    with Sandbox(queue_time=0, run_time=60) as sandbox, sandbox.client(**quick) as client:
        job = client.openai.gpt_image_2.edit.submit(**INPUTS)
        outcome = job.cancel()
        assert not outcome
        with pytest.raises(runcomfy.WaitTimeoutError):
            job.wait(timeout=0.1)


@pytest.mark.as_written("cost")
def test_another_handle_finds_the_job(client: RunComfy) -> None:
    job = client.openai.gpt_image_2.edit.submit(**INPUTS)
    again = client.job(job.request_id)
    assert again.wait(timeout=60).cost == Decimal("0.04")
    assert pickle.loads(pickle.dumps(job)).request_id == job.request_id


def test_a_model_by_its_id(client: RunComfy) -> None:
    result = client.model(EDIT).run(INPUTS)
    assert result.urls


def test_the_server_refuses_what_is_not_checked_here(client: RunComfy) -> None:
    with pytest.raises(runcomfy.RejectedInputError, match="resolution"):
        client.model(EDIT, validate=False).run({**INPUTS, "resolution": "16k"})
    with pytest.raises(runcomfy.NotFoundError):
        client.model("acme/unknown").run({})


def test_the_client_refuses_before_anything_is_sent(client: RunComfy, sandbox: Sandbox) -> None:
    sandbox.faults = Faults(play=(Fault(kind="drop"),))
    with pytest.raises(runcomfy.InputError, match="resolution"):
        client.model(EDIT).run({**INPUTS, "resolution": "16k"})


@pytest.mark.parametrize("dialect", ["A", "B", "200"])
def test_errors_in_every_dialect(dialect: Any, quick: dict[str, Any]) -> None:
    with Sandbox(tokens=frozenset({"right"}), balance=0, faults=Faults(dialect=dialect)) as sandbox:
        with sandbox.client(**quick) as client:
            with pytest.raises(runcomfy.InsufficientBalanceError):
                client.openai.gpt_image_2.edit.submit(**INPUTS)
            with pytest.raises(runcomfy.NotFoundError):
                client.job("sbx_unknown").result()
            with pytest.raises(runcomfy.NotFoundError):
                client.model("acme/unknown").submit({})
            with pytest.raises(runcomfy.RejectedInputError):
                client.model(EDIT, validate=False).submit({})
        with (
            runcomfy.RunComfy("tok-1234", base_url=sandbox.base_url) as stranger,
            pytest.raises(runcomfy.AuthenticationError) as caught,
        ):
            stranger.openai.gpt_image_2.edit.submit(**INPUTS)
        assert "wrong" not in str(caught.value).replace(
            "wrong", "", str(caught.value).count("missing or wrong")
        )


@pytest.mark.parametrize(
    "words",
    [
        Words(queued="pending", running="processing", finished="succeeded", succeeded="completed"),
        Words(queued="waiting", running="starting"),
    ],
)
def test_every_word_for_a_state(words: Words, client: RunComfy, sandbox: Sandbox) -> None:
    sandbox.faults = Faults(words=words)
    assert client.openai.gpt_image_2.edit.run(**INPUTS).urls


@pytest.mark.parametrize("shape", ["object", "string", "list"])
def test_every_shape_of_an_output(shape: Any, client: RunComfy, sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.faults = Faults(output=shape)
    result = client.openai.gpt_image_2.edit.run(**INPUTS)
    assert len(result.urls) == 1
    assert len(result.save(tmp_path)) == 1


@pytest.mark.parametrize("shape", ["string", "object"])
@pytest.mark.parametrize("words", [Words(), Words(finished_badly="failed")])
def test_a_failed_job(shape: Any, words: Words, client: RunComfy, sandbox: Sandbox) -> None:
    sandbox.faults = Faults(fail_rate=1, fail_text="Out of paint", error=shape, words=words)
    with pytest.raises(runcomfy.JobFailedError, match="Out of paint"):
        client.openai.gpt_image_2.edit.run(**INPUTS)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=504, route="status", times=1),
        Fault(status=502, route="result", times=1, body="html"),
        Fault(status=429, route="status", times=1, retry_after=0.05),
        Fault(status=429, route="status", times=1, retry_after=0, retry_after_form="date"),
        Fault(kind="drop", route="status", times=1),
        Fault(kind="half", route="result", times=1),
        Fault(status=500, route="*", skip=1, times=1, body="empty"),
    ],
)
def test_bad_polls_do_not_end_the_wait(fault: Fault, client: RunComfy, sandbox: Sandbox) -> None:
    sandbox.faults = Faults(play=(fault,))
    assert client.openai.gpt_image_2.edit.run(**INPUTS).urls


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind="drop", route="submit", after=True),
        Fault(kind="half", route="submit"),
        Fault(status=500, route="submit", after=True),
        Fault(status=504, route="submit", after=True, body="html"),
    ],
)
def test_a_paid_request_is_sent_once(
    fault: Fault, client: RunComfy, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUNCOMFY_SERVERLESS_API_BASE", sandbox.root_url)
    before = client.balance().balance_usd
    assert before is not None
    sandbox.faults = Faults(play=(fault,))
    with pytest.raises(runcomfy.SubmissionUnknownError):
        client.openai.gpt_image_2.edit.submit(**INPUTS)
    # One request of 4 cents was taken, and no second one.
    assert client.balance().balance_usd == before - Decimal("0.04")


def test_a_submission_refused_with_429(client: RunComfy, sandbox: Sandbox) -> None:
    sandbox.faults = Faults(play=(Fault(status=429, route="submit", retry_after=7),))
    with pytest.raises(runcomfy.RateLimitError) as caught:
        client.openai.gpt_image_2.edit.submit(**INPUTS)
    assert caught.value.retry_after == 7


def test_foreign_addresses_are_not_followed(client: RunComfy, sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.faults = Faults(foreign_host="evil.example", foreign_links=True, foreign_outputs=True)
    result = client.openai.gpt_image_2.edit.run(**INPUTS)
    assert result.urls[0].startswith("https://evil.example/")
    with pytest.raises(runcomfy.DownloadError):
        result.save(tmp_path)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_balance_is_asked_of_the_sandbox_itself(client: RunComfy, sandbox: Sandbox) -> None:
    before = client.balance().balance_usd
    assert before is not None
    client.openai.gpt_image_2.edit.submit(**INPUTS)
    assert client.balance().balance_usd == before - Decimal("0.04")


def test_a_misfortune_by_a_header(client: RunComfy) -> None:
    unlucky = client.with_options(headers={"X-Sandbox-Fault": "402:route=submit"})
    with pytest.raises(runcomfy.InsufficientBalanceError):
        unlucky.openai.gpt_image_2.edit.run(**INPUTS)
    assert client.openai.gpt_image_2.edit.run(**INPUTS).urls


def test_the_catalogue(client: RunComfy) -> None:
    assert EDIT in [entry.model_id for entry in client.catalogue.search()]
    assert client.catalogue.search("no such model anywhere") == []
