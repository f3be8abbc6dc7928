"""`once`: a key that stands for one paid job, whoever calls with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy
from runcomfy import Journal

from tests.client.conftest import again, log_of, script
from tests.client.many.many_kit import FAST, posts

if TYPE_CHECKING:
    from pathlib import Path

    import respx

    from tests.client.conftest import Kit, QueueServer, VirtualClock

INPUTS = {"prompt": "a fox"}
SUBMIT = ("POST", "/models/v/m")


def test_a_key_is_one_job_for_ever(kit: Kit, queue: QueueServer, tmp_path: Path) -> None:
    client = kit.client(base_url=queue.base_url, journal=tmp_path / "j").with_options(poll_interval=0.01)
    first = kit.call(client.with_options(once="k").model("v/m").run(INPUTS))
    # Another client stands for another process, and other inputs change nothing.
    other = kit.client(base_url=queue.base_url, journal=tmp_path / "j").with_options(poll_interval=0.01)
    result = kit.call(other.with_options(once="k").model("v/m").run({"prompt": "another fox"}))
    job = kit.call(other.with_options(once="k").model("v/m").submit(INPUTS))
    assert first.request_id == result.request_id == job.request_id
    assert posts(queue) == 1
    assert kit.call(other.with_options(once="l").model("v/m").submit(INPUTS)).request_id != first.request_id
    with Journal(tmp_path / "j") as journal:
        assert [entry.once for entry in journal.entries()] == ["k", "l"]


def test_without_a_journal_the_usual_one_is_taken(kit: Kit, queue: QueueServer, tmp_path: Path) -> None:
    client = kit.client(base_url=queue.base_url)
    request = client.openai.gpt_image_2.edit.request(prompt="x", images=["https://e.com/a.png"])
    jobs = [kit.call(client.submit(request, once="k")) for _ in range(2)]
    assert jobs[0] == jobs[1]
    assert kit.call(client.run(request, once="k")).request_id == jobs[0].request_id
    assert (posts(queue), (tmp_path / "state/runcomfy/journal.sqlite3").exists()) == (1, True)


@pytest.mark.usefixtures("clock")
def test_what_was_certainly_not_taken_is_sent_again(kit: Kit, api: respx.MockRouter, tmp_path: Path) -> None:
    script(api)
    api.post("/models/v/m").mock(
        side_effect=[
            httpx.Response(422, json={"detail": "bad"}),
            httpx.ConnectError("refused"),
            httpx.Response(200, json={"request_id": "r1"}),
        ]
    )
    client = kit.client(journal=tmp_path / "j").with_options(once="k", max_retries=0)
    with pytest.raises(runcomfy.RejectedInputError):
        kit.call(client.model("v/m").submit(INPUTS))
    with pytest.raises(runcomfy.APIConnectionError):
        kit.call(client.model("v/m").submit(INPUTS))
    assert [kit.call(client.model("v/m").submit(INPUTS)).request_id for _ in range(3)] == ["r1"] * 3
    assert log_of(api).count(SUBMIT) == 3
    with Journal(tmp_path / "j") as journal:
        assert [(entry.request_id, entry.attempt) for entry in journal.entries()] == [("r1", 3)]


@pytest.mark.usefixtures("clock")
def test_what_nobody_knows_of_is_not_sent_again(kit: Kit, api: respx.MockRouter, tmp_path: Path) -> None:
    script(api)
    api.post("/models/v/m").mock(side_effect=httpx.ReadTimeout("mute"))
    client = kit.client(journal=tmp_path / "j").with_options(once="k")
    for said in ("no answer came in time", r"client\.journal\.forget\(1\)"):
        with pytest.raises(runcomfy.SubmissionUnknownError, match=said):
            kit.call(client.model("v/m").submit(INPUTS))
    assert log_of(api).count(SUBMIT) == 1
    again(api, "r2")
    assert kit.call(client.journal.forget(1)) == 1
    assert kit.call(client.model("v/m").submit(INPUTS)).request_id == "r2"


@pytest.mark.usefixtures("clock")
def test_a_job_that_failed_has_failed(kit: Kit, api: respx.MockRouter, tmp_path: Path) -> None:
    script(api, result={"status": "failed", "error": "too hot"})
    client = kit.client(journal=tmp_path / "j").with_options(once="k")
    for _ in range(2):
        with pytest.raises(runcomfy.JobFailedError, match="too hot"):
            kit.call(client.model("v/m").run(INPUTS))
    assert log_of(api).count(SUBMIT) == 1


def test_a_key_of_another_model_is_a_mistake(kit: Kit, queue: QueueServer, tmp_path: Path) -> None:
    client = kit.client(base_url=queue.base_url, journal=tmp_path / "j").with_options(once="k")
    kit.call(client.model("v/m").submit(INPUTS))
    with pytest.raises(runcomfy.ConfigError, match="stands for a request to v/m, not to v/n"):
        kit.call(client.model("v/n").submit(INPUTS))
    assert posts(queue) == 1


@pytest.mark.parametrize("key", ["", "x" * 256, "a\nb", 7, b"k"])
def test_keys_that_cannot_be(key: Any) -> None:
    with pytest.raises(runcomfy.ConfigError, match="once"):
        runcomfy.ClientOptions(once=key)


def test_a_batch_has_no_key(kit: Kit, queue: QueueServer) -> None:
    client = kit.client(base_url=queue.base_url).with_options(once="k")
    with pytest.raises(runcomfy.ConfigError, match="batch_id"):
        kit.items(client.batch([("v/m", INPUTS)], **FAST))
    assert queue.seen == []


def test_a_handle_leaves_the_key_behind(kit: Kit, queue: QueueServer, tmp_path: Path) -> None:
    import pickle

    client = kit.client(base_url=queue.base_url, journal=tmp_path / "j").with_options(once="k")
    job = kit.call(client.model("v/m").submit(INPUTS))
    assert pickle.loads(pickle.dumps(job))._core.options.once is None


@pytest.mark.as_written("cost")
def test_money_is_counted_once(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.client.conftest import priced

    model = "openai/gpt-image-2/edit"
    priced(monkeypatch, model, base_usd=0.04, unit="output")
    script(api, result={"status": "succeeded", "output": {"a": 1}, "cost": 0.03})
    api.post(f"/models/{model}").respond(json={"request_id": "r1"})
    client = kit.client(journal=tmp_path / "j", budget_usd=1).with_options(once="k")
    inputs = {"prompt": "x", "images": ["https://e.com/a.png"]}
    for _ in range(3):
        kit.call(client.model(model).run(inputs))
    assert (str(client.budget.spent), client.budget.reserved) == ("0.03", 0)
