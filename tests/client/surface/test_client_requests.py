"""What goes over the wire when all is well: the order, the addresses, the headers, the bodies, and nothing else."""

from __future__ import annotations

import json
import platform
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy
from runcomfy.models.openai.gpt_image_2.edit import EditInput, EditOutput, edit

from tests.client.conftest import BASE, TOKEN, again, log_of, script

if TYPE_CHECKING:
    from pathlib import Path

    import respx

    from tests.client.conftest import Kit, VirtualClock

EDIT = "openai/gpt-image-2/edit"
PICTURE = "https://example.com/a.png"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)


@pytest.fixture(autouse=True)
def _virtual(clock: VirtualClock) -> None:
    """No test here waits."""


@pytest.fixture
def edits(api: respx.MockRouter) -> respx.MockRouter:
    api.post(f"/models/{EDIT}").respond(json={"request_id": "r1"})
    api.get("/requests/r1/status").mock(
        side_effect=[
            httpx.Response(200, json={"status": "in_queue", "queue_position": 1}),
            httpx.Response(200, json={"status": "completed"}),
        ]
    )
    api.get("/requests/r1/result").respond(
        json={
            "request_id": "r1",
            "status": "succeeded",
            "output": {
                "images": ["https://cdn.runcomfy.net/1.png", "https://cdn.runcomfy.net/1.png"],
                "x": 1,
            },
            "cost": 0.04,
            "created_at": "2026-01-01T00:00:00Z",
        }
    )
    return api


@pytest.mark.as_written("words", "cost")
def test_a_run_is_these_requests_in_this_order(kit: Kit, edits: respx.MockRouter) -> None:
    client = kit.client()
    result = kit.call(client.openai.gpt_image_2.edit.run(prompt="a cat", images=[PICTURE], resolution="2k"))
    assert log_of(edits) == [
        ("POST", f"/models/{EDIT}"),
        ("GET", "/requests/r1/status"),
        ("GET", "/requests/r1/status"),
        ("GET", "/requests/r1/result?include_cost=true"),
    ]
    post = edits.calls[0].request
    # What was not given is not sent: the server's defaults stay the server's.
    assert json.loads(post.content) == {"prompt": "a cat", "images": [PICTURE], "resolution": "2k"}
    assert type(result) is (runcomfy.Result if kit.kind == "sync" else runcomfy.AsyncResult)
    assert isinstance(result.output, EditOutput)
    assert result.output.images == ["https://cdn.runcomfy.net/1.png"] * 2
    assert result.urls == ("https://cdn.runcomfy.net/1.png",)
    assert result.raw["x"] == 1
    assert result.cost == Decimal("0.04")
    assert (result.request_id, result.model_id, result.status) == ("r1", EDIT, "succeeded")
    assert result.created_at == "2026-01-01T00:00:00Z"


def test_every_request_has_these_headers(kit: Kit, edits: respx.MockRouter) -> None:
    kit.call(kit.client().openai.gpt_image_2.edit.run(prompt="a cat", images=[PICTURE]))
    assert {call.request.method for call in edits.calls} == {"GET", "POST"}
    for call in edits.calls:
        headers = call.request.headers
        assert headers["authorization"] == f"Bearer {TOKEN}"
        assert headers["user-agent"] == (
            f"runcomfy-client/{runcomfy.__version__} python/{platform.python_version()} httpx/{httpx.__version__}"
        )
        assert ("content-type" in headers) == (call.request.method == "POST")
        assert "cookie" not in headers


def test_the_cancellation_has_no_body(kit: Kit, api: respx.MockRouter) -> None:
    script(api)
    assert kit.call(kit.client().job("r1").cancel())
    request = api.calls[0].request
    assert (request.method, request.content) == ("POST", b"")
    assert request.headers["content-length"] == "0"


def test_cookies_are_not_kept(kit: Kit, api: respx.MockRouter) -> None:
    script(api)
    api.post("/models/v/m").respond(json={"request_id": "r1"}, headers={"set-cookie": "a=b"})
    kit.call(kit.client().model("v/m").run({}))
    assert len(api.calls) == 3
    assert all("cookie" not in call.request.headers for call in api.calls)


def test_submit_returns_at_once(kit: Kit, edits: respx.MockRouter) -> None:
    job = kit.call(kit.client().openai.gpt_image_2.edit.submit(prompt="a cat", images=[PICTURE]))
    assert log_of(edits) == [("POST", f"/models/{EDIT}")]
    assert (job.request_id, job.model_id) == ("r1", EDIT)
    assert kit.call(job.wait()).output.images


def test_an_input_object_is_as_good_as_keywords(kit: Kit, edits: respx.MockRouter) -> None:
    given = EditInput(prompt="a cat", images=[PICTURE])
    client = kit.client()
    kit.call(client.submit(client.openai.gpt_image_2.edit.request_for(given)))
    assert json.loads(edits.calls[0].request.content) == {"prompt": "a cat", "images": [PICTURE]}


def test_a_request_is_checked_early_and_sent_later(kit: Kit, edits: respx.MockRouter) -> None:
    client = kit.client()
    request = edit.request(prompt="a cat", images=[PICTURE])
    assert request == client.openai.gpt_image_2.edit.request(prompt="a cat", images=[PICTURE])
    with pytest.raises(runcomfy.InputError):
        edit.request(prompt="a cat", images=[])
    assert log_of(edits) == []
    assert kit.call(client.run(request)).output.images
    again(edits, "r2", path="/models/openai/gpt-image-2/edit")
    assert kit.call(client.submit(request)).request_id == "r2"


@pytest.mark.parametrize(
    ("model_id", "path"),
    [
        ("new/Hailuo Video 01 Live", "/models/new/Hailuo%20Video%2001%20Live"),
        ("new/kling-o9/4K/text-to-video", "/models/new/kling-o9/4K/text-to-video"),
        ("new/new/v5.5/transition", "/models/new/new/v5.5/transition"),
        ("a/b_c~d", "/models/a/b_c~d"),
        ("a/ü@:x", "/models/a/%C3%BC%40%3Ax"),
    ],
)
def test_slashes_stay_and_the_rest_is_escaped(
    kit: Kit, api: respx.MockRouter, model_id: str, path: str
) -> None:
    route = api.post(url__startswith=f"{BASE}/models/").respond(json={"request_id": "r1"})
    kit.call(kit.client().model(model_id).submit({}))
    assert route.calls[0].request.url.raw_path.decode() == f"/v1{path}"


def test_a_model_that_is_not_generated_works_untyped(kit: Kit, api: respx.MockRouter) -> None:
    script(api)
    result = kit.call(kit.client().model("v/m").run({"anything": [1, {"goes": None}]}))
    assert result.output == result.raw == {"image": "https://x.runcomfy.net/a.png"}
    assert result.urls == ("https://x.runcomfy.net/a.png",)


def test_a_generated_model_by_its_id_is_checked_by_wire_names(kit: Kit, edits: respx.MockRouter) -> None:
    client = kit.client()
    result = kit.call(client.model(EDIT).run({"prompt": "a cat", "images": [PICTURE]}))
    assert isinstance(result.output, EditOutput)
    with pytest.raises(runcomfy.InputError, match="resolution"):
        kit.call(client.model(EDIT).run({"prompt": "a cat", "images": [PICTURE], "resolution": "9k"}))


def test_the_check_can_be_left_out(kit: Kit, edits: respx.MockRouter) -> None:
    kit.call(kit.client().model(EDIT, validate=False).submit({"prompt": "a cat", "resolution": "9k"}))
    assert json.loads(edits.calls[0].request.content)["resolution"] == "9k"


@pytest.mark.parametrize("wrong", [([1],), ("prompt",), ({}, {})])
def test_untyped_inputs_are_one_mapping(kit: Kit, wrong: Any) -> None:
    with pytest.raises(runcomfy.InputError):
        kit.call(kit.client().model("v/m").run(*wrong))


def test_a_job_is_found_again_by_its_id(kit: Kit, edits: respx.MockRouter) -> None:
    client = kit.client()
    for model in (edit, EDIT, client.openai.gpt_image_2.edit):
        job = client.job("r1", model)
        assert isinstance(kit.call(job.result()).output, EditOutput)
        assert job.model_id == EDIT
    assert kit.call(client.job("r1").result()).model_id is None


@pytest.mark.as_written("cost")
def test_the_server_may_tell_the_model_of_a_job(kit: Kit, api: respx.MockRouter) -> None:
    output = {"images": [PICTURE]}
    script(api, result={"status": "succeeded", "model_id": EDIT, "output": output, "cost": "0.5"})
    result = kit.call(kit.client().job("r1").wait())
    assert isinstance(result.output, EditOutput)
    assert (result.model_id, result.cost) == (EDIT, 0.5)


@pytest.mark.parametrize("cost", [None, "free", -1, True, [], float("inf"), "NaN"])
def test_a_cost_that_is_none_is_none(kit: Kit, api: respx.MockRouter, cost: object) -> None:
    content = json.dumps({"status": "succeeded", "output": {}, "cost": cost})
    script(api, result=httpx.Response(200, text=content))
    assert kit.call(kit.client().job("r1").wait()).cost is None


def test_an_output_that_does_not_fit_is_there_with_a_warning(kit: Kit, api: respx.MockRouter) -> None:
    script(api, result={"status": "succeeded", "output": {"images": 17}})
    with pytest.warns(runcomfy.RunComfyWarning, match="images"):
        result = kit.call(kit.client().job("r1", edit).wait())
    assert result.raw == {"images": 17}


def test_the_cost_need_not_be_asked_for(kit: Kit, edits: respx.MockRouter) -> None:
    kit.call(kit.client().with_options(include_cost=False).job("r1").wait())
    assert log_of(edits)[-1] == ("GET", "/requests/r1/result")


def test_a_local_file_goes_into_the_body(kit: Kit, edits: respx.MockRouter, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(PNG)
    client = kit.client()
    kit.call(client.openai.gpt_image_2.edit.submit(prompt="a cat", images=[path, PICTURE]))
    local, remote = json.loads(edits.calls[0].request.content)["images"]
    assert local.startswith("data:image/png;base64,")
    assert remote == PICTURE
    refusing = client.with_options(local_files="refuse")
    with pytest.raises(runcomfy.InputError, match="images"):
        kit.call(refusing.openai.gpt_image_2.edit.submit(prompt="a cat", images=[path]))
    assert len(edits.calls) == 1


def test_headers_of_ones_own_go_along(kit: Kit, edits: respx.MockRouter) -> None:
    client = kit.client(headers={"X-Trace": "1", "User-Agent": "mine"})
    kit.call(client.with_options(headers={"X-Trace": "2"}).job("r1").result())
    kit.call(client.job("r1").result())
    second, first = edits.calls[0].request.headers, edits.calls[1].request.headers
    assert (first["x-trace"], first["user-agent"]) == ("1", "mine")
    assert second["x-trace"] == "2"
    assert first.get_list("user-agent") == ["mine"]


def test_options_belong_to_the_view(kit: Kit) -> None:
    client = kit.client()
    view = client.with_options(timeout=5, max_retries=0)
    assert (view.options.timeout, client.options.timeout) == (5, None)
    assert view.with_options(timeout=None).options.max_retries == 0
    assert type(view) is type(client)
    assert view.openai is not client.openai


def test_the_base_url_may_come_from_the_environment(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNCOMFY_MODEL_API_BASE", "http://127.0.0.1:9/v1/")
    assert kit.client().base_url == "http://127.0.0.1:9/v1"
    assert kit.client(base_url="https://e.com/x").base_url == "https://e.com/x"


@pytest.mark.parametrize(
    ("document", "true"),
    [
        ({"outcome": "cancelled"}, True),
        ({"outcome": "canceled"}, True),
        ({"status": "cancelled"}, True),
        ({"status": "canceled", "outcome": "not_cancellable"}, True),
        ({"outcome": "not_cancellable", "status": "in_progress"}, False),
        ({"outcome": "not_cancellable"}, False),
        ({"status": "completed"}, False),
        ({"outcome": 17}, False),
        ({}, False),
    ],
    ids=str,
)
def test_a_cancellation_is_what_the_server_says(
    kit: Kit, api: respx.MockRouter, document: dict[str, Any], true: bool
) -> None:
    api.post("/requests/r1/cancel").respond(202, json=document)
    outcome = kit.call(kit.client().job("r1").cancel())
    assert bool(outcome) is outcome.cancelled is true
    assert bool(outcome.reason) is not true


def test_a_cancellation_without_a_word_is_not_believed(kit: Kit, api: respx.MockRouter) -> None:
    api.post("/requests/r1/cancel").respond(202)
    assert not kit.call(kit.client().job("r1").cancel())
    api.post("/requests/r1/cancel").respond(409, json={"message": "too late"})
    assert "too late" in kit.call(kit.client().job("r1").cancel()).reason


def test_a_cancellation_is_tried_again(kit: Kit, api: respx.MockRouter) -> None:
    api.post("/requests/r1/cancel").mock(
        side_effect=[
            httpx.ReadError("reset"),
            httpx.Response(502),
            httpx.Response(202, json={"outcome": "cancelled"}),
        ]
    )
    assert kit.call(kit.client().job("r1").cancel())
    api.post("/requests/r1/cancel").respond(404, json={"error_code": 404001})
    with pytest.raises(runcomfy.NotFoundError):
        kit.call(kit.client().job("r1").cancel())


def test_download_waits_and_saves_within_one_deadline(
    kit: Kit, api: respx.MockRouter, tmp_path: Path
) -> None:
    script(api, statuses=["in_queue", "completed"])
    route = api.get("https://x.runcomfy.net/a.png").respond(
        content=PNG, headers={"content-type": "image/png"}
    )
    paths = kit.call(kit.client().job("r1").download(tmp_path, timeout=60))
    assert [path.read_bytes() for path in paths] == [PNG]
    assert "authorization" not in route.calls[0].request.headers
    assert TOKEN not in repr(route.calls[0].request.headers.raw)
