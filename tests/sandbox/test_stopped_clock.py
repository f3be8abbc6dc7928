"""In a test that has stopped Python's clocks the sandbox and the client go on: they wait for each other in real time."""

from __future__ import annotations

from datetime import UTC, datetime

from freezegun import freeze_time
from runcomfy.sandbox import Faults, Sandbox

INPUTS = {"prompt": "a fox", "images": ["https://example.com/a.png"]}


def test_a_job_and_a_batch_under_a_stopped_clock() -> None:
    with (
        freeze_time("2020-01-02"),
        Sandbox(queue_time=0.02, run_time=0.02, faults=Faults(latency=0.01)) as sandbox,
        sandbox.client(timeout=30, poll_interval=0.02) as client,
    ):
        edit = client.openai.gpt_image_2.edit
        result = edit.run(**INPUTS)
        outcomes = list(client.batch([edit.request(**{**INPUTS, "prompt": str(n)}) for n in range(3)]))
        assert datetime.now(UTC).year == 2020
    assert [one.error for one in outcomes] == [None] * 3
    assert str(result.created_at).startswith("2020-01-02")


def test_a_clock_that_stops_while_a_sandbox_runs() -> None:
    with Sandbox(queue_time=0.02, run_time=0.02) as sandbox, sandbox.client(timeout=30) as client:
        with freeze_time("2020-01-02"):
            assert client.openai.gpt_image_2.edit.run(**INPUTS).urls
        assert client.openai.gpt_image_2.edit.run(**INPUTS).urls
