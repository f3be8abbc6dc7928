"""A request as httpx gets it: the same as the one that httpx would have made of it, only sooner."""

from __future__ import annotations

import httpx
import pytest

from tests.inside import Request, TransportError, httpx_request, spot

HOSTS = [
    "http://127.0.0.1:8000",
    "https://model-api.runcomfy.net",
    "http://[::1]:8",
    "https://Example.com:443",
]
PATHS = [
    "/v1/requests/job-1/status", "/v1/requests/job_1/result?include_cost=true", "/v1/models/kling/kling-3.0/a",
    "/v1/models?limit=100&offset=0", "/v1/models?", "/v1/models?output=a%20b", "/v1/a/../b", "/v1/./a", "/v1/a b",
    "/v1/é", "/v1//a", "/v1/a#b", "/v1/a/", "", "/",
]  # fmt: skip
SENT = [("authorization", "Bearer t"), ("content-type", "application/json")]


def essence(request: httpx.Request) -> tuple[object, ...]:
    url = request.url
    place = (str(url), url, url.raw_path, url.host, url.port, url.netloc)
    return (
        request.method,
        place,
        sorted((name.lower(), value) for name, value in request.headers.raw),
        request.content,
    )


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("method", "body"), [("GET", None), ("POST", None), ("POST", b"{}")])
def test_it_is_the_one_that_httpx_makes(host: str, path: str, method: str, body: bytes | None) -> None:
    made = httpx_request(Request(method, host + path, body), list(SENT))
    assert essence(made) == essence(httpx.Request(method, host + path, headers=SENT, content=body))


def test_no_request_gets_the_path_of_another_one() -> None:
    first, second = (httpx_request(Request("GET", f"{HOSTS[0]}/v1/{name}"), []) for name in "ab")
    assert [str(one.url) for one in (first, second)] == [f"{HOSTS[0]}/v1/a", f"{HOSTS[0]}/v1/b"]


def test_where_httpx_keeps_the_parts_of_a_url_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spot("parsed_origin"), lambda _text: None)
    request = Request("GET", f"{HOSTS[0]}/v1/models?limit=1")
    assert essence(httpx_request(request, [])) == essence(httpx.Request("GET", request.url))


@pytest.mark.parametrize(
    ("url", "headers"), [("http://a:b/", []), ("http://a/\x01", []), ("http://a/b", [("x", "\N{SNOWMAN}")])]
)
def test_what_cannot_be_built_is_said_without_the_headers(url: str, headers: list[tuple[str, str]]) -> None:
    given = [*SENT, *headers]
    with pytest.raises(TransportError, match="cannot be built") as caught:
        httpx_request(Request("GET", url), given)
    assert caught.value.unsent
    assert caught.value.lasting
    assert given == []
