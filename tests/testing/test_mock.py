"""`runcomfy.testing`: a mocked server, as the tests of other people's programs use it."""

from __future__ import annotations

import asyncio
import base64
import io
import os
import subprocess
import sys
import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy
import runcomfy.testing
from PIL import Image
from runcomfy.sandbox import FaultError
from runcomfy.testing import MockApi, mock_model

from tests.testing.kit import BOTH, EDIT, INPUTS, PICTURE, VIDEO, run_sync

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@BOTH
def test_a_job_goes_through_its_script_in_no_time(run: Callable[..., Any]) -> None:
    begun = time.monotonic()
    states = ["in_queue"] * 38 + ["in_progress", "completed"]
    with mock_model(EDIT, states=states, cost=0.04) as mock:
        result = run(prompt="a cat")
    # Between forty looks a real client waits for minutes.
    assert time.monotonic() - begun < 60
    assert result.cost == Decimal("0.04")
    assert result.output.images == ["https://mock.runcomfy.net/mock-1/image-1.png"]
    assert mock.submits[0].json == {"prompt": "a cat", "images": [PICTURE]}
    assert mock.submits[0].headers["authorization"] == "Bearer mock-token"
    assert [route for route, _ in mock.requests] == ["submit", *["status"] * 40, "result"]
    mock.assert_submitted(prompt="a cat", times=1)
    mock.assert_submitted({"images": [PICTURE]})


def test_the_queue_moves_on() -> None:
    with mock_model(
        EDIT, states=["in_queue", "in_queue", {"status": "in_queue", "queue_position": 9}, "completed"]
    ):
        job = runcomfy.RunComfy().openai.gpt_image_2.edit.submit(**INPUTS)
        assert [update.queue_position for update in job.updates()] == [3, 2, 9, None]


@pytest.mark.parametrize(
    ("model", "inputs", "kind", "head"),
    [
        (EDIT, INPUTS, "image", b"\x89PNG"),
        (VIDEO, {"prompt": "a fox"}, "video", b"ftyp"),
        ("acestep-ai/ace-step/text-to-audio", {"tags": "jazz", "duration": 10}, "audio", b"RIFF"),
    ],
)
def test_outputs_come_from_the_schema_and_can_be_saved(
    model: str, inputs: dict[str, Any], kind: str, head: bytes, tmp_path: Path
) -> None:
    with mock_model(model) as mock, runcomfy.RunComfy() as client:
        result = client.model(model).run(inputs)
        (path,) = result.save(tmp_path)
    assert f"{kind}-1." in path.name
    assert head in path.read_bytes()[:12]
    if kind == "image":
        with Image.open(path) as picture:
            assert picture.size == (1, 1)
    mock.assert_submitted(inputs, times=1)


def test_every_generated_model_can_be_mocked() -> None:
    with MockApi() as api:
        for model_id, info in runcomfy.registry.items():
            mock = api.model(info.endpoint)
            assert mock.model_id == model_id
            job = mock._job({}, fails=False)
            output, problems = _read(info, job.output)
            assert not problems, (model_id, problems)
            assert output is not None


def _read(info: runcomfy.ModelInfo, raw: object) -> tuple[object, object]:
    from tests.inside import read_output

    return read_output(info.model_id, info.output_type, raw)


def test_outputs_of_ones_own() -> None:
    with mock_model(
        EDIT, output=lambda inputs: {"images": [f"https://x.runcomfy.net/{inputs['prompt']}.png"]}
    ):
        assert run_sync(prompt="cat").output.images == ["https://x.runcomfy.net/cat.png"]
    with mock_model("new/model", output="https://x.runcomfy.net/a.png"), runcomfy.RunComfy() as client:
        assert client.model("new/model").run({"anything": 1}).urls == ("https://x.runcomfy.net/a.png",)


def test_inputs_are_held_against_the_schema() -> None:
    with mock_model(EDIT) as mock, runcomfy.RunComfy() as client:
        with pytest.raises(runcomfy.RejectedInputError, match="resolution"):
            client.model(EDIT, validate=False).run({**INPUTS, "resolution": "16k"})
        assert mock.last_submit.request_id is None
    with mock_model(EDIT, check_inputs=False), runcomfy.RunComfy() as client:
        assert client.model(EDIT, validate=False).run({"whatever": "16k"}).urls


def test_files_that_came_in_the_body_can_be_looked_at() -> None:
    photo = io.BytesIO()
    Image.new("RGB", (4, 4)).save(photo, "PNG")
    with mock_model(EDIT) as mock:
        run_sync(images=[photo.getvalue(), PICTURE])
    assert mock.last_submit.files == {"images/0": photo.getvalue()}
    assert base64.b64encode(photo.getvalue()).decode() in mock.last_submit.json["images"][0]


def test_a_data_uri_that_is_none_is_no_file() -> None:
    inputs = {**INPUTS, "images": ["data:image/png;base64,abcde", "data:image/png;base64,YQ=="]}
    with mock_model(EDIT, check_inputs=False) as mock, runcomfy.RunComfy() as client:
        client.model(EDIT, validate=False).run(inputs)
    assert mock.last_submit.files == {"images/1": b"a"}
    assert mock.last_submit.json == inputs


@pytest.mark.parametrize("body", [b"[1]", b"{broken", b""])
def test_what_is_no_json_object_is_refused(body: bytes) -> None:
    with mock_model(EDIT) as mock:
        answer = httpx.post(f"https://model-api.runcomfy.net/v1/models/{EDIT}", content=body)
        assert (answer.status_code, answer.json()) == (400, {"detail": "The body must be a JSON object"})
        assert mock.last_submit.json == ([1] if body == b"[1]" else None)
        assert repr(mock) == f"<mock of {EDIT}: 1 submits>"


def test_a_result_is_looked_at_before_it_is_there() -> None:
    with mock_model(EDIT, states=["in_queue", "completed"]), runcomfy.RunComfy() as client:
        job = client.openai.gpt_image_2.edit.submit(**INPUTS)
        with pytest.raises(runcomfy.WaitTimeoutError, match="has not ended yet"):
            job.result()
        assert job.result().urls


def test_a_cancelled_job_has_no_result() -> None:
    with mock_model(EDIT, states=["in_queue"]), runcomfy.RunComfy() as client:
        job = client.openai.gpt_image_2.edit.submit(**INPUTS)
        assert job.cancel()
        with pytest.raises(runcomfy.JobCancelledError):
            job.result()


def test_an_asynchronous_client_of_the_mocked_server() -> None:
    async def main() -> None:
        async with api.async_client(poll_interval=60) as client:
            assert (await client.openai.gpt_image_2.edit.run(**INPUTS)).urls

    with MockApi() as api:
        mock = api.model(EDIT)
        asyncio.run(main())
        assert api.time.slept >= 60
    mock.assert_submitted(INPUTS, times=1)


def test_a_batch_waits_for_nothing_either(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    begun = time.monotonic()

    async def gathered() -> list[Any]:
        async with api.async_client(poll_interval=60) as client:
            return [
                outcome async for outcome in client.batch(requests, requests_per_second=1, progress=False)
            ]

    with MockApi() as api:
        mock = api.model(EDIT, states=["in_queue", "in_progress", "completed"])
        requests = [(EDIT, {**INPUTS, "prompt": f"fox {number}"}) for number in range(6)]
        with api.client(poll_interval=60) as client:
            done = list(client.batch(requests, requests_per_second=1, progress=False))
        assert api.time.slept >= 120
        requests = [(EDIT, {**INPUTS, "prompt": f"hen {number}"}) for number in range(6)]
        done += asyncio.run(gathered())
    assert all(outcome.unwrap().urls for outcome in done)
    assert mock.submit_count == 12
    assert time.monotonic() - begun < 60


def test_several_models_and_other_peoples_routes() -> None:
    with MockApi() as api:
        edit, video = api.model(EDIT), api.model(VIDEO)
        api.router.get(f"{api.base_url}/models").respond(json={"models": [], "total": 0})
        api.router.get("https://example.org/").respond(text="mine")
        with api.client() as client:
            client.openai.gpt_image_2.edit.run(**INPUTS)
            client.model(VIDEO).run({"prompt": "a fox"})
            assert client.catalogue.search() == []
        assert httpx.get("https://example.org/").text == "mine"
        assert api.router["submit"].call_count == 2
    assert (edit.submit_count, video.submit_count) == (1, 1)


def test_what_nothing_mocks_is_told_and_fails_the_test() -> None:
    with (
        pytest.raises(AssertionError, match=rf"nothing mocks POST .*/models/{VIDEO}. Mocked: {EDIT}"),
        mock_model(EDIT),
        runcomfy.RunComfy() as client,
        pytest.raises(
            runcomfy.NotFoundError, match=r"nothing mocks POST .* Several models go into one MockApi"
        ),
    ):
        client.model(VIDEO).run({"prompt": "a fox"})
    with pytest.raises(runcomfy.NotFoundError), mock_model(EDIT), runcomfy.RunComfy() as client:
        client.job("mock-77").result()


def test_assertions_say_what_was_different() -> None:
    with mock_model(EDIT) as mock:
        with pytest.raises(AssertionError, match=f"Nothing was submitted to {EDIT}"):
            mock.assert_submitted()
        with pytest.raises(AssertionError, match="Nothing was submitted"):
            _ = mock.last_submit
        mock.assert_not_submitted()
        run_sync()
        with pytest.raises(
            AssertionError, match=r"submission 1: prompt: 'a fox', not 'a cat'; n: was not sent, not 2"
        ):
            mock.assert_submitted(prompt="a cat", n=2)
        with pytest.raises(AssertionError, match="1 submissions, not 2"):
            mock.assert_submitted(times=2)
        with pytest.raises(AssertionError, match=r"1 submissions, not 0.*\n.*a fox"):
            mock.assert_not_submitted()


@pytest.mark.parametrize(
    ("model", "script", "error", "words"),
    [
        ("openai/gpt-image-2/edits", {}, LookupError, f"Did you mean '{EDIT}'"),
        (EDIT, {"states": []}, ValueError, "states must be a list"),
        (EDIT, {"states": "completed"}, ValueError, "states must be a list"),
        (EDIT, {"states": [{"queue_position": 1}]}, ValueError, "needs a status word"),
        (EDIT, {"faults": ["boom"]}, FaultError, "kind must be one of"),
    ],
)
def test_a_wrong_script_is_refused(
    model: str, script: dict[str, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words), mock_model(model, **script):
        pass


def test_it_leaves_everything_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.inside import Core

    monkeypatch.setenv("RUNCOMFY_TOKEN", "real")
    before = vars(Core)["clock"]
    api = MockApi()
    with api:
        assert os.environ["RUNCOMFY_TOKEN"] == "mock-token"
        assert vars(Core)["clock"] is not before
        with pytest.raises(RuntimeError, match="already in use"), api:
            pass
    assert os.environ["RUNCOMFY_TOKEN"] == "real"
    assert vars(Core)["clock"] is before


OTHER = "http://127.0.0.1:2/v1"


def wait_sync(timeout: float) -> None:
    with runcomfy.RunComfy("t", base_url=OTHER) as client:
        client.with_options(poll_interval=0.02).job("r1").wait(timeout)


def wait_async(timeout: float) -> None:
    async def main() -> None:
        async with runcomfy.AsyncRunComfy("t", base_url=OTHER) as client:
            await client.with_options(poll_interval=0.02).job("r1").wait(timeout)

    asyncio.run(main())


@pytest.mark.parametrize("wait", [wait_sync, wait_async])
def test_clients_of_other_addresses_wait_as_ever(wait: Callable[[float], None]) -> None:
    with MockApi(base_url="http://127.0.0.1:1/v1") as api:
        api.router.get(f"{OTHER}/requests/r1/status").respond(json={"status": "in_queue"})
        begun = time.monotonic()
        with pytest.raises(runcomfy.WaitTimeoutError):
            wait(0.05)
        assert time.monotonic() - begun >= 0.05
        assert api.time.slept == 0


def test_the_package_has_what_it_names_and_nothing_else() -> None:
    assert all(hasattr(runcomfy.testing, name) for name in runcomfy.testing.__all__)
    with pytest.raises(AttributeError, match=r"runcomfy\.testing.*'mock_modle'"):
        _ = runcomfy.testing.mock_modle  # type: ignore[attr-defined]


def test_a_missing_extra_says_how_to_install_it() -> None:
    code = (
        "import sys, importlib.util as u\n"
        "real = u.find_spec; u.find_spec = lambda n, *a: None if n == 'respx' else real(n, *a)\n"
        "import runcomfy.testing\n"
        "assert 'respx' not in sys.modules and 'httpx' not in sys.modules\n"
        "try: runcomfy.testing.mock_model\n"
        "except runcomfy.ConfigError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "runcomfy-client[testing]" in done.stdout


def test_a_client_that_limits_its_money_is_told_the_price() -> None:
    with MockApi() as api, runcomfy.RunComfy(budget_usd=1) as client:
        mocks = [api.model(EDIT, cost=0.04), api.model("acme/other", output={}, cost=0.2)]
        mocks += [api.model(f"acme/{number}", output={}, cost=0.1) for number in range(3)]
        client.openai.gpt_image_2.edit.submit(**INPUTS)
        assert client.budget.reserved == Decimal("0.04")
        client.model("acme/other").submit({})
        assert client.budget.reserved == Decimal("0.24")
        outcomes = list(client.batch([(mock.model_id, INPUTS) for mock in mocks], journal=False))
        assert [outcome.error for outcome in outcomes] == [None] * 5
        assert [mock.submit_count for mock in mocks] == [2, 2, 1, 1, 1]
    assert api.unexpected == []
