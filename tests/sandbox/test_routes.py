"""Every route of the Model API, as the client meets it."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from runcomfy.sandbox import Settings

from tests.sandbox.kit import DOCUMENTS, FILM, PAINT, Bench, data_uri, picture


def test_a_job_from_submission_to_file() -> None:
    bench = Bench()
    submitted = bench.call("POST", f"/v1/models/{PAINT}", json={"prompt": "a fox"}).json()
    request_id = submitted["request_id"]
    assert submitted["status_url"] == f"http://127.0.0.1/v1/requests/{request_id}/status"
    assert submitted["result_url"].endswith("/result")
    assert submitted["cancel_url"].endswith("/cancel")

    waiting = bench.status(request_id)
    assert (waiting["status"], waiting["queue_position"]) == ("in_queue", 1)
    bench.clock.now += 10
    running = bench.status(request_id)
    assert running["status"] == "in_progress"
    assert "queue_position" not in running
    assert "output" not in bench.result(request_id)
    bench.clock.now += 20
    assert bench.status(request_id)["status"] == "completed"

    result = bench.result(request_id)
    assert (result["status"], result["model_id"], result["cost"]) == ("succeeded", PAINT, 0.25)
    assert result["created_at"] == "2027-01-15T08:00:00.000Z"
    assert result["finished_at"] == "2027-01-15T08:00:30.000Z"
    file = bench.get(result["output"]["images"][0], token=None)
    assert file.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(file.content)).size == (1024, 1024)


def test_cost_comes_only_when_asked_for() -> None:
    bench = Bench()
    request_id = bench.submit()
    bench.clock.now += 60
    assert "cost" not in bench.get(f"/v1/requests/{request_id}/result").json()


def test_only_a_waiting_job_is_cancelled() -> None:
    bench = Bench()
    early, late = bench.submit(), bench.submit()
    assert bench.cancel(early) == {"request_id": early, "status": "cancelled", "outcome": "cancelled"}
    assert bench.status(early)["status"] == "cancelled"
    assert bench.result(early)["status"] == "cancelled"
    bench.clock.now += 15
    assert bench.cancel(late)["outcome"] == "not_cancellable"
    assert bench.status(late)["status"] == "in_progress"


def test_the_balance_falls_and_a_cancelled_job_is_paid_back() -> None:
    bench = Bench(balance=1.0)

    def balance() -> object:
        return bench.get("/prod/v2/balance").json()

    bench.submit()
    cancelled = bench.submit(num_images=3)
    assert balance() == {"balance_usd": 0.0, "balance_microdollars": 0, "currency": "USD"}
    refused = bench.call("POST", f"/v1/models/{PAINT}", json={"prompt": "one more"})
    assert refused.status_code == 402
    bench.cancel(cancelled)
    assert balance() == {"balance_usd": 0.75, "balance_microdollars": 750_000, "currency": "USD"}


def test_a_video_is_paid_by_the_second() -> None:
    assert Bench().finished(FILM, duration=4)["cost"] == 2.0


def test_what_was_left_to_the_model_is_paid_for_too() -> None:
    # The schema's default, as the client's own estimate counts it; not some usual length.
    document = {**DOCUMENTS[FILM], "input_schema": {"properties": {"duration": {"default": 8}}}}
    assert Bench(documents={FILM: document}).finished(FILM)["cost"] == 4.0
    document = {**DOCUMENTS[PAINT], "input_schema": {"properties": {"num_images": {"default": 3}}}}
    assert Bench(documents={PAINT: document}).finished(PAINT)["cost"] == 0.75


def test_a_request_and_its_files_expire() -> None:
    bench = Bench(keep_for=100)
    result = bench.finished()
    url = result["output"]["image"]
    assert bench.get(url).status_code == 200
    bench.clock.now += 100
    assert bench.get(url).status_code == 404
    assert bench.get(f"/v1/requests/{result['request_id']}/status").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/requests/sbx_unknown/status", 404),
        ("GET", "/v1/requests/sbx_unknown/result", 404),
        ("POST", "/v1/requests/sbx_unknown/cancel", 404),
        ("POST", "/v1/models/acme/unknown", 404),
        ("GET", "/v1/models/acme/unknown", 404),
        ("GET", "/outputs/sbx_unknown/image-1.png", 404),
        ("GET", "/v2/nothing", 404),
        ("DELETE", "/v1/models", 405),
    ],
)
def test_what_is_unknown_is_refused(method: str, path: str, status: int) -> None:
    answer = Bench().call(method, path, json={"prompt": ""} if method == "POST" else None)
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_a_file_is_there_only_when_the_job_is_done() -> None:
    bench = Bench()
    request_id = bench.submit()
    assert bench.get(f"/outputs/{request_id}/image-1.png").status_code == 404
    bench.clock.now += 60
    assert bench.get(f"/outputs/{request_id}/image-1.png").status_code == 200
    assert bench.get(f"/outputs/{request_id}/image-2.png").status_code == 404
    assert bench.get(f"/outputs/{request_id}/..%2Fsecret").status_code == 404


@pytest.mark.parametrize("token", [None, "", "wrong"])
@pytest.mark.parametrize("path", ["/v1/models", "/v1/requests/x/status", "/prod/v2/balance"])
def test_a_token_is_needed(token: str | None, path: str) -> None:
    answer = Bench(Settings(tokens=frozenset({"right"}))).get(path, token=token)
    assert answer.status_code == 401


def test_any_token_will_do_by_default_but_an_empty_one() -> None:
    assert Bench().get("/v1/models", token="anything").status_code == 200
    assert Bench().get("/v1/models", token="").status_code == 401


def test_another_account_cannot_see_the_request() -> None:
    bench = Bench()
    request_id = bench.submit(token="mine")
    assert bench.get(f"/v1/requests/{request_id}/status", token="theirs").status_code == 403
    assert bench.get(f"/v1/requests/{request_id}/status", token="mine").status_code == 200


def test_the_catalogue_is_searched_and_paged() -> None:
    bench = Bench()

    def ids(query: str) -> list[str]:
        return [entry["model_id"] for entry in bench.get(f"/v1/models?{query}").json()["models"]]

    assert ids("") == list(DOCUMENTS)
    assert ids("search=DRAWS+say") == [PAINT]
    assert ids("category=text-to-video") == [FILM]
    assert ids("kind=model") == list(DOCUMENTS)
    assert ids("kind=workflow") == []
    assert ids("limit=1&offset=1") == [FILM]
    assert ids("offset=99") == []
    assert bench.get("/v1/models?limit=1").json()["total"] == len(DOCUMENTS)
    assert bench.get("/v1/models?limit=x").status_code == 422


def test_a_page_says_what_it_was_asked_for_and_is_never_cut_in_silence() -> None:
    many = {f"acme/m{n}": {**DOCUMENTS[PAINT], "model_id": f"acme/m{n}"} for n in range(520)}
    bench = Bench(documents=many)
    page = bench.get("/v1/models?limit=500&offset=7").json()
    assert len(page["models"]) == 500
    assert (page["limit"], page["offset"], page["total"]) == (500, 7, 520)
    usual = bench.get("/v1/models").json()
    assert (len(usual["models"]), usual["limit"], usual["offset"]) == (50, 50, 0)
    for limit in (0, 501, -1):
        refused = bench.get(f"/v1/models?limit={limit}")
        assert refused.status_code == 422
        assert "from 1 to 500" in refused.json()["detail"][0]["msg"]


def test_an_entry_tells_what_the_document_tells() -> None:
    bench = Bench()
    entry = bench.get(f"/v1/models/{PAINT}").json()
    assert entry["input_schema"] == DOCUMENTS[PAINT]["input_schema"]
    assert (entry["display_name"], entry["base_price_usd"], entry["price_unit"]) == ("Paint", 0.25, "output")
    assert bench.get(f"/v1/models/{FILM}").json()["price_unit"] == "second"
    listed = bench.get("/v1/models?include_schema=true").json()["models"][0]
    assert listed == entry
    assert "input_schema" not in bench.get("/v1/models").json()["models"][0]
    assert bench.get("/v1/models/categories").json() == {
        "categories": ["image-to-image", "text-to-audio", "text-to-image", "text-to-video"]
    }


def test_a_part_of_a_file_can_be_asked_for() -> None:
    bench = Bench()
    url = bench.finished()["output"]["image"]
    whole = bench.get(url)
    part = bench.get(url, headers={"range": "bytes=100-199"})
    assert part.status_code == 206
    assert part.content == whole.content[100:200]
    assert part.headers["content-range"] == f"bytes 100-199/{len(whole.content)}"
    rest = bench.get(url, headers={"range": "bytes=500-", "if-range": whole.headers["etag"]})
    assert rest.content == whole.content[500:]
    assert bench.get(url, headers={"range": "bytes=500-", "if-range": '"other"'}).status_code == 200
    assert bench.get(url, headers={"range": "bytes=99999999-"}).status_code == 416


def test_the_answers_hold_no_token() -> None:
    bench = Bench()
    request_id = bench.submit(token="secret-word", images=[data_uri(picture())])
    bench.clock.now += 60
    for path in ("status", "result"):
        answer = bench.get(f"/v1/requests/{request_id}/{path}", token="secret-word")
        assert "secret-word" not in answer.text


def test_the_packaged_models_are_found_by_category_though_their_documents_name_none() -> None:
    bench = Bench(documents=None)
    assert "image-to-video" in bench.get("/v1/models/categories").json()["categories"]
    found = bench.get("/v1/models?category=image-to-video&limit=100").json()
    assert found["total"] > 10
    assert any("/image-to-video" not in entry["model_id"] for entry in found["models"])
