"""What pickles and copies hold: all that is needed to go on, and no token."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING

import pytest
import runcomfy
from runcomfy import RunComfy
from runcomfy.models.openai.gpt_image_2.edit import edit

from tests.client.conftest import TOKEN, script

if TYPE_CHECKING:
    import respx

    from tests.client.conftest import Kit, QueueServer, VirtualClock


def test_handles_go_to_other_processes_without_the_token(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(api)
    client = kit.client(headers={"X-Key": "other-secret"}).with_options(timeout=50, on_update=print)
    job = kit.call(client.model("v/m").submit({}))
    bound = client.openai.gpt_image_2.edit
    things = [client, job, bound, client.openai, client.model("v/m"), bound.run]
    for thing in things:
        data = pickle.dumps(thing)
        assert TOKEN.encode() not in data
        assert b"other-secret" not in data
    loaded = pickle.loads(pickle.dumps(job))
    assert loaded == job
    # There is no token here yet, and that is said when one is needed, not before.
    with pytest.raises(runcomfy.ConfigError, match="RUNCOMFY_TOKEN"):
        kit.call(loaded.wait())
    monkeypatch.setenv("RUNCOMFY_TOKEN", "another-token")
    assert kit.call(loaded.wait()).request_id == "r1"
    assert api.calls[-1].request.headers["authorization"] == "Bearer another-token"
    assert kit.call(pickle.loads(pickle.dumps(job)).with_client(client).wait()).request_id == "r1"
    assert api.calls[-1].request.headers["authorization"] == f"Bearer {TOKEN}"
    other = pickle.loads(pickle.dumps(client))
    assert other.options.timeout == 50
    assert other.base_url == client.base_url
    assert repr(pickle.loads(pickle.dumps(bound))) == repr(bound)
    kit.call(other.aclose() if kit.kind == "async" else other.close())


def test_what_is_loaded_shares_its_connections(queue: QueueServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", "t")
    with RunComfy(TOKEN, base_url=queue.base_url) as client:
        data = pickle.dumps([client.job(f"r{n}") for n in range(10)])
    for job in pickle.loads(data) + pickle.loads(data):
        job.wait()
    assert queue.connections <= 2


def test_endpoints_requests_and_results_pickle(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    assert pickle.loads(pickle.dumps(edit)) is edit
    own = runcomfy.Endpoint("my/model", edit.input_type, edit.output_type)
    assert pickle.loads(pickle.dumps(own)) == own
    request = edit.request(prompt="x", images=["https://e.com/a.png"])
    assert pickle.loads(pickle.dumps(request)) == request
    script(api)
    result = kit.call(kit.client().model("v/m").run({}))
    assert TOKEN.encode() not in pickle.dumps(result)
    loaded = pickle.loads(pickle.dumps(result))
    assert (loaded.output, loaded.request_id, loaded.urls) == (result.output, "r1", result.urls)
    assert copy.deepcopy(edit) == edit


def test_a_copy_in_the_same_process_keeps_the_client(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api)
    job = kit.call(kit.client().model("v/m").submit({}))
    for copied in (copy.copy(job), copy.deepcopy(job), copy.deepcopy([job])[0]):
        assert copied == job
        assert kit.call(copied.wait()).request_id == "r1"
    assert {call.request.headers["authorization"] for call in api.calls} == {f"Bearer {TOKEN}"}


ERRORS: list[runcomfy.RunComfyError] = [
    runcomfy.RunComfyError("m", hint="h"),
    runcomfy.ConfigError("m"),
    runcomfy.InputError("m", model_id="v/m", issues=[runcomfy.InputIssue("a[0]", "wrong", 1, "2", "3")]),
    *(
        cls("m", status=400, code="c", request_id="r", method="GET", url="https://e.com", body="b", hint="h")
        for cls in (
            runcomfy.APIError,
            runcomfy.AuthenticationError,
            runcomfy.PermissionDeniedError,
            runcomfy.InsufficientBalanceError,
            runcomfy.NotFoundError,
            runcomfy.RejectedInputError,
            runcomfy.RateLimitError,
            runcomfy.ServerError,
        )
    ),
    runcomfy.APIConnectionError("m", request_id="r", method="GET", url="https://e.com"),
    runcomfy.APITimeoutError("m"),
    runcomfy.SubmissionUnknownError("m", model_id="v/m", status=502, body="b", hint="h"),
    runcomfy.JobFailedError("m", request_id="r", reason={"code": 1}),
    runcomfy.JobCancelledError("m", request_id="r"),
    runcomfy.WaitTimeoutError("m", request_id="r", status="in_queue"),
    runcomfy.DownloadError("m", url="https://e.com/a", path="a", failures=[runcomfy.DownloadError("n")]),
    runcomfy.BudgetError("m"),
    runcomfy.JournalError("m", path="/a/journal.sqlite3", transient=True, hint="h"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_every_error_pickles_whole(error: runcomfy.RunComfyError) -> None:
    error.add_note("a note")
    loaded = pickle.loads(pickle.dumps(error))
    assert type(loaded) is type(error)
    assert str(loaded) == str(error)
    assert loaded.__notes__ == ["a note"]
    different = {
        name for name, value in vars(error).items() if vars(loaded)[name] != value and name != "failures"
    }
    assert not different
    assert copy.copy(error).args == error.args


def test_no_error_was_forgotten_above() -> None:
    from runcomfy import errors

    known = {
        value
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, errors.RunComfyError)
    }
    assert known - {type(error) for error in ERRORS} == {errors.JobError}


def test_an_error_of_a_job_brings_the_job_along(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(api, result={"status": "failed", "error": {"a": 1}})
    with pytest.raises(runcomfy.JobFailedError) as caught:
        kit.call(kit.client().model("v/m").run({}))
    data = pickle.dumps(caught.value)
    assert TOKEN.encode() not in data
    loaded = pickle.loads(data)
    assert (loaded.job.request_id, loaded.reason) == ("r1", {"a": 1})
