"""The methods of an endpoint in other people's hands: libraries that retry, threads, partial calls, pickles."""

from __future__ import annotations

import asyncio
import functools
import pickle
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import stamina
import tenacity
from runcomfy import RateLimitError, RunComfy, SubmissionUnknownError

from .conftest import TOKEN

if TYPE_CHECKING:
    import respx

    from .conftest import Kit

INPUTS = {"prompt": "a", "images": ["https://e.com/a.png"]}


def with_stamina(call: Any) -> Any:
    """Retried by its decorator."""
    return stamina.retry(on=RateLimitError, attempts=3)(call)


def with_stamina_caller(call: Any) -> Any:
    """Retried by its object that calls."""
    return functools.partial(stamina.RetryingCaller(attempts=3).on(RateLimitError), call)


def with_tenacity(call: Any) -> Any:
    """Retried by its decorator."""
    return tenacity.retry(
        retry=tenacity.retry_if_exception_type(RateLimitError), stop=tenacity.stop_after_attempt(3)
    )(call)


@pytest.fixture(autouse=True)
def _no_waiting() -> Any:
    with stamina.set_testing(True, attempts=3):
        yield


def refuse_twice(api: respx.MockRouter) -> respx.Route:
    """The server takes the third submit, and the job is done at once."""
    answers = [httpx.Response(429), httpx.Response(429), httpx.Response(200, json={"request_id": "r1"})]
    api.get("/requests/r1/status").respond(json={"status": "completed"})
    output = {"status": "succeeded", "output": {"image": "https://e.com/a.png"}}
    api.get("/requests/r1/result").respond(json=output)
    return api.post("/models/openai/gpt-image-2/edit").mock(side_effect=answers)


@pytest.mark.parametrize("retried", [with_stamina, with_stamina_caller, with_tenacity])
@pytest.mark.parametrize("name", ["submit", "run"])
def test_a_call_is_retried(kit: Kit, api: respx.MockRouter, name: str, retried: Any) -> None:
    if retried is with_stamina_caller and kit.kind == "async":
        pytest.skip("it has another object for what is awaited")
    route = refuse_twice(api)
    edit = kit.client(max_retries=0, journal=False).openai.gpt_image_2.edit
    found = kit.call(retried(getattr(edit, name))(**INPUTS))
    assert found.request_id == "r1"
    assert route.call_count == 3


def test_a_call_is_retried_by_the_object_that_awaits(api: respx.MockRouter) -> None:
    from runcomfy import AsyncRunComfy

    route = refuse_twice(api)

    async def main() -> None:
        async with AsyncRunComfy(TOKEN, max_retries=0, journal=False) as client:
            caller = stamina.AsyncRetryingCaller(attempts=3).on(RateLimitError)
            job = await caller(client.openai.gpt_image_2.edit.submit, **INPUTS)
            assert job.request_id == "r1"

    asyncio.run(main())
    assert route.call_count == 3


def test_other_errors_are_not_retried(kit: Kit, api: respx.MockRouter) -> None:
    route = api.post("/models/openai/gpt-image-2/edit").respond(500)
    edit = kit.client(max_retries=0, journal=False).openai.gpt_image_2.edit
    with pytest.raises(SubmissionUnknownError):
        kit.call(with_stamina(edit.submit)(**INPUTS))
    assert route.call_count == 1


def test_a_partial_call_and_a_thread(api: respx.MockRouter) -> None:
    refuse_twice(api).mock(return_value=httpx.Response(200, json={"request_id": "r1"}))
    with RunComfy(TOKEN, journal=False) as client:
        run = functools.partial(client.openai.gpt_image_2.edit.run, prompt="a")
        result = asyncio.run(asyncio.to_thread(run, images=["https://e.com/a.png"]))
        assert result.output.image == "https://e.com/a.png"


def test_a_method_goes_to_another_process_without_the_token(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit = kit.client(journal=False).openai.gpt_image_2.edit
    kept = pickle.dumps(edit.run)
    assert TOKEN.encode() not in kept
    monkeypatch.setenv("RUNCOMFY_TOKEN", "another")
    back = pickle.loads(kept)
    assert back.__name__ == "run"
    assert back.__self__.model_id == edit.model_id
