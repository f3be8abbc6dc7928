"""Other people's mocks and measuring tools see a client as they see httpx's, also one that has talked before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from unittest import mock

import httpx
import pytest
import respx
import runcomfy
import vcr
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_httpx import HTTPXMock

    from tests.client.conftest import Kit, QueueServer


@pytest.fixture(params=["fresh", "used"])
def client(request: pytest.FixtureRequest, kit: Kit, queue: QueueServer) -> Any:
    """A client of a real server, whose real POSTs `queue.count` counts."""
    client = kit.client(base_url=queue.base_url)
    if request.param == "used":
        for _ in range(2):
            kit.call(client.model("v/m").run({}))
        queue.count = 0
        queue.seen.clear()
    return client


def submitted(kit: Kit, client: Any) -> str:
    request_id: str = kit.call(client.model("v/m").submit({})).request_id
    return request_id


def test_pytest_httpx(kit: Kit, queue: QueueServer, client: Any, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(method="POST", json={"request_id": "mocked"})
    assert submitted(kit, client) == "mocked"
    httpx_mock.add_exception(httpx.ReadTimeout("as told"))
    with pytest.raises(runcomfy.SubmissionUnknownError):
        submitted(kit, client)
    assert queue.count == 0
    assert [request.method for request in httpx_mock.get_requests()] == ["POST"] * 2


@pytest.mark.httpx_mock(assert_all_requests_were_expected=False)
def test_what_pytest_httpx_has_no_answer_for_ends_a_wait(
    kit: Kit, client: Any, httpx_mock: HTTPXMock
) -> None:
    """It raises what a network might, and would for ever."""
    httpx_mock.add_response(method="POST", json={"request_id": "r1"})
    with pytest.raises(runcomfy.APITimeoutError, match=r"No response can be found for GET request on .*/r1/"):
        kit.call(client.model("v/m", validate=False).run({}))
    assert len(httpx_mock.get_requests()) == 2


@pytest.mark.parametrize("using", ["httpx", "httpcore"])
def test_respx(kit: Kit, queue: QueueServer, client: Any, using: str) -> None:
    with respx.mock(using=using, base_url=queue.base_url) as router:
        router.post("/models/v/m").respond(json={"request_id": "mocked"})
        assert submitted(kit, client) == "mocked"
    assert queue.count == 0
    # And without it all is as it was.
    assert submitted(kit, client) == "job1"


@pytest.mark.parametrize(
    "target",
    ["httpx.{}HTTPTransport.handle_{}request", "httpx.{}Client.send", "httpx.{}Client._send_single_request"],
)
def test_a_patch(kit: Kit, queue: QueueServer, client: Any, target: str) -> None:
    name = target.format(*(("Async", "async_") if kit.kind == "async" else ("", "")))
    made = httpx.Response(200, json={"request_id": "mocked"}, request=httpx.Request("POST", "https://x"))
    with mock.patch(name, return_value=made) as patched:
        assert submitted(kit, client) == "mocked"
    assert patched.call_count == 1
    assert queue.count == 0


def test_vcr_records_and_plays(kit: Kit, queue: QueueServer, client: Any, tmp_path: Path) -> None:
    path = tmp_path / "cassette.yaml"
    recorder = vcr.VCR(filter_headers=["authorization"], record_mode="once")
    with recorder.use_cassette(str(path)):
        first = kit.call(client.model("v/m").run({"prompt": "x"}))
    assert queue.count == 1
    with recorder.use_cassette(str(path)) as cassette:
        again = kit.call(client.model("v/m").run({"prompt": "x"}))
        assert cassette.all_played
    assert queue.count == 1
    assert (first.request_id, first.output) == (again.request_id, again.output)


def test_a_client_is_asked_for_nothing_while_a_cassette_plays(
    kit: Kit, queue: QueueServer, client: Any, tmp_path: Path
) -> None:
    with (
        vcr.VCR(record_mode="none").use_cassette(str(tmp_path / "empty.yaml")),
        pytest.raises(Exception, match=r"(?i)overwrite|cannot|can't"),
    ):
        submitted(kit, client)
    assert queue.count == 0


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    instrumentor = HTTPXClientInstrumentor()
    instrumentor.instrument(tracer_provider=provider)
    yield exporter
    instrumentor.uninstrument()
    provider.shutdown()


def test_opentelemetry_sees_each_request(
    kit: Kit, queue: QueueServer, client: Any, spans: InMemorySpanExporter
) -> None:
    kit.call(client.model("v/m").run({}))
    found = [span.attributes or {} for span in spans.get_finished_spans()]
    methods = [facts.get("http.method") or facts.get("http.request.method") for facts in found]
    assert methods == ["POST", "GET", "GET"]
    assert "tok-" not in json.dumps([dict(facts) for facts in found])


def test_a_file_is_mocked_too(kit: Kit, client: Any, httpx_mock: HTTPXMock, tmp_path: Path) -> None:
    picture = "https://cdn.runcomfy.net/a.png"
    done = {"status": "succeeded", "output": {"image": picture}}
    httpx_mock.add_response(method="POST", json={"request_id": "r1"})
    httpx_mock.add_response(
        url=httpx.URL(f"{client.base_url}/requests/r1/status"), json={"status": "completed"}
    )
    httpx_mock.add_response(
        url=httpx.URL(f"{client.base_url}/requests/r1/result?include_cost=true"), json=done
    )
    httpx_mock.add_response(url=picture, content=b"\x89PNG\r\n\x1a\n" + bytes(50))
    [path] = kit.call(kit.call(client.model("v/m").run({})).save(tmp_path))
    assert path.stat().st_size == 58
