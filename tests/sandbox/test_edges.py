"""The sandbox where it is asked oddly: its addresses, its page's picture, full queues, files that were forgotten."""

from __future__ import annotations

import asyncio
import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image
from runcomfy.sandbox import Faults, Sandbox

from tests.inside import Catalogue, spot
from tests.sandbox.kit import DOCUMENTS, PAINT, Bench, data_uri, picture


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", "localhost"),
        ("", "127.0.0.1"),
        ("::1", "[::1]"),
        ("::", "[::1]"),
    ],
)
def test_its_address_leads_to_it(host: str, shown: str) -> None:
    sandbox = Sandbox(host=host, documents=DOCUMENTS)
    try:
        sandbox.start()
    except OSError:
        if ":" not in host:
            raise
        pytest.skip("this machine has no such address")
    with sandbox.client() as client:
        sandbox.stop()
        assert client.base_url.startswith(f"http://{shown}:")


def test_what_is_set_before_the_start_holds_after_it() -> None:
    sandbox = Sandbox(documents=DOCUMENTS, faults=Faults(fail_rate=1))
    sandbox.reset()
    assert sandbox.faults == Faults()
    sandbox.faults = Faults(echo_inputs=True)
    with sandbox:
        assert sandbox.faults == Faults(echo_inputs=True)


def test_the_page_has_a_picture_to_try_editing_with() -> None:
    answer = Bench().get("/sandbox/sample.png", token=None)
    assert answer.headers["content-type"] == "image/png"
    with Image.open(io.BytesIO(answer.content)) as sample:
        assert min(sample.size) >= 256


def test_a_queue_that_is_full_says_so_until_requests_expire() -> None:
    bench = Bench(max_jobs=2, keep_for=100)
    bench.submit()
    bench.submit()
    answer = bench.call("POST", f"/v1/models/{PAINT}", json={"prompt": ""})
    assert answer.status_code == 503
    assert "remembers too many requests" in answer.text
    assert bench.get("/prod/v2/balance").json()["balance_usd"] == 99.5
    bench.clock.now += 1000
    bench.submit()


@pytest.mark.ci
def test_a_file_that_was_forgotten_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spot("CACHE_BYTES"), 1)
    bench = Bench()
    urls = bench.finished(num_images=2)["output"]["images"]
    first = [bench.get(url).content for url in urls]
    assert first[0] != first[1]
    assert [bench.get(url).content for url in urls] == first


def test_a_client_that_hangs_up_while_it_sends_is_no_error() -> None:
    bench = Bench()
    sent: list[Any] = []
    scope = {
        "type": "http", "method": "POST", "path": f"/v1/models/{PAINT}", "raw_path": b"", "query_string": b"",
        "headers": [(b"authorization", b"Bearer t"), (b"host", b"127.0.0.1")], "scheme": "http",
        "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 9), "http_version": "1.1",
    }  # fmt: skip
    messages = [{"type": "http.request", "body": b'{"prom', "more_body": True}, {"type": "http.disconnect"}]

    async def receive() -> Any:
        return messages.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(bench.app(scope, receive, send))
    assert sent == []
    assert bench.app.state.service.jobs(None, 9) == []


@pytest.mark.parametrize(
    ("price", "expected"),
    [
        (0.3, (0.3, "output")),
        ("$0.045 per image", (0.045, "output")),
        ("on request", (0.04, "output")),
        (True, (0.04, "output")),
        (-1, (0.04, "output")),
        ({"usd": "1.5", "unit": "run"}, (1.5, "run")),
        ({"unit": "run"}, (0.04, "run")),
        (None, (0.04, "output")),
    ],
)
def test_prices_in_whatever_form_a_document_has_them(price: object, expected: tuple[float, str]) -> None:
    model = Catalogue({PAINT: {**DOCUMENTS[PAINT], "price": price}}).get(PAINT)
    assert model is not None
    assert (float(model.price.rate), model.price.unit) == expected


def test_all_of_an_input_is_kept_small_however_deep() -> None:
    document = {**DOCUMENTS[PAINT], "input_schema": {"type": "object"}}
    bench = Bench(documents={PAINT: document})
    request_id = bench.submit(
        deep={"list": [{"photo": data_uri(picture())}]},
        broken="data:image/png;base64,%%%",
        huge=data_uri(_bomb()),
    )
    kept = bench.get(f"/sandbox/jobs/{request_id}").json()["input"]
    assert kept["deep"]["list"][0]["photo"].startswith("data:image/png;sha256=")
    assert kept["broken"] == "data:image/png;base64,%%%"
    assert kept["huge"].startswith("data:image/png;sha256=")
    bench.clock.now += 60
    [url, *_] = bench.result(request_id)["output"]["images"]
    with Image.open(io.BytesIO(bench.get(url).content)) as drawn:
        assert drawn.size[0] > 0


def _bomb() -> bytes:
    """A small PNG that says it is a thousand million pixels large."""
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", 40_000, 25_000, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"")),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
