"""What a submission may hold, and how it is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.sandbox.kit import PAINT, Bench, data_uri, picture


def refusal(inputs: Any, status: int = 422) -> Any:
    content = inputs if isinstance(inputs, bytes) else json.dumps(inputs).encode()
    answer = Bench().call("POST", f"/v1/models/{PAINT}", content=content)
    assert answer.status_code == status, answer.text
    return answer.json()["detail"]


@pytest.mark.parametrize(
    ("inputs", "place", "kind"),
    [
        ({}, ["prompt"], "missing"),
        ({"prompt": 5}, ["prompt"], "string_type"),
        ({"prompt": None}, ["prompt"], "string_type"),
        ({"prompt": "", "aspect_ratio": "2:1"}, ["aspect_ratio"], "enum"),
        ({"prompt": "", "num_images": 9}, ["num_images"], "less_than_equal"),
        ({"prompt": "", "num_images": "2"}, ["num_images"], "int_type"),
        ({"prompt": "", "images": ["https://a.b/c"] * 4}, ["images"], "too_long"),
        ({"prompt": "", "images": ["https://a.b/c", 1]}, ["images", 1], "string_type"),
        ({"prompt": "", "images": ["ftp://a.b/c"]}, ["images", 0], "url_parsing"),
    ],
)
def test_a_fault_is_named_with_its_place(inputs: Any, place: list[object], kind: str) -> None:
    (detail,) = refusal(inputs)
    assert detail["loc"] == ["input", *place]
    assert detail["type"] == kind
    assert detail["msg"]


def test_all_faults_come_in_one_answer() -> None:
    assert len(refusal({"prompt": 1, "num_images": 0, "resolution": "8k"})) == 3


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a.png?x=%3D",
        "http://127.0.0.1:99/a.png",
        "http://localhost/a.png",
        "http://[::1]:1/a.png",
        data_uri(picture()),
        data_uri(picture(form="JPEG"), "image/jpeg"),
        data_uri(b"whatever", "application/octet-stream"),
        data_uri(b"no picture at all"),
    ],
)
def test_media_that_are_taken(url: str) -> None:
    assert Bench().submit(images=[url])


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/a.png",
        "https://",
        "https:///a.png",
        "https://exa mple.com/a.png",
        "file:///etc/passwd",
        "photo.png",
        "",
        "data:image/png,abc",
        "data:image/png;base64,@@@",
        "data:image/png;base64,YQ",
        data_uri(b"x", "video/mp4"),
        "http://[::1",
    ],
)
def test_media_that_are_refused(url: str) -> None:
    (detail,) = refusal({"prompt": "", "images": [url]})
    assert detail["type"] == "url_parsing"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b'{"prompt": NaN}',
        b'{"prompt": 1e999}',
        b'{"prompt": ' + b"9" * 5000 + b"}",
        b"\xff\xfe{}",
        b"[" * 100_000,
        b'{"a":' * 2000 + b"1" + b"}" * 2000,
        b'{"a":' * 100 + b"1" + b"}" * 100,
        b'{"a":[' + b"[]," * 60_000 + b"1]}",
        b'{"a":[' + b"0," * 600_000 + b"1]}",
    ],
)
def test_what_is_no_sane_json_object_is_a_400(body: bytes) -> None:
    assert refusal(body, 400)


def test_a_number_too_large_for_arithmetic_is_refused() -> None:
    assert refusal(b'{"prompt": "", "num_images": ' + b"9" * 4000 + b"}")


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_beyond_the_limit_is_refused(declared: bool) -> None:
    async def pieces() -> Any:
        for _ in range(20):
            yield b"x" * 100

    bench = Bench(max_body=1000)
    content = b"x" * 1001 if declared else pieces()
    assert bench.call("POST", f"/v1/models/{PAINT}", content=content).status_code == 413


@pytest.mark.parametrize(("said", "status"), [("soon", 200), ("-1", 200), ("9" * 5000, 413)])
def test_a_length_that_is_none_is_not_believed(said: str, status: int) -> None:
    headers = {"content-length": said}
    answer = Bench().call("POST", f"/v1/models/{PAINT}", content=b'{"prompt": "a fox"}', headers=headers)
    assert answer.status_code == status


def test_a_refusal_does_not_repeat_a_huge_value() -> None:
    answer = Bench().call("POST", f"/v1/models/{PAINT}", json={"prompt": "", "resolution": "x" * 100_000})
    assert answer.status_code == 422
    assert len(answer.content) < 2000


def test_what_is_kept_of_a_picture_is_small() -> None:
    bench = Bench()
    request_id = bench.submit(images=[data_uri(picture(size=(3000, 2000)))])
    job = bench.app.state.service.job(request_id, None)
    assert len(job.pictures) == 1
    assert len(json.dumps(job.inputs)) < 300


def test_half_a_surrogate_pair_breaks_nothing() -> None:
    bench = Bench()
    answer = bench.call("POST", f"/v1/models/{PAINT}", content=b'{"prompt": "\\ud83d end"}')
    bench.clock.now += 60
    result = bench.result(answer.json()["request_id"])
    assert bench.get(result["output"]["image"]).status_code == 200


def test_a_refused_submission_costs_nothing() -> None:
    bench = Bench()
    bench.call("POST", f"/v1/models/{PAINT}", json={})
    assert bench.get("/prod/v2/balance").json()["balance_usd"] == 100.0
