"""The decisions for one file: what to ask for, how to read the answer, when to try again."""

from __future__ import annotations

import pytest

from tests.inside import Clock, DownloadPolicy, Failed, Fetch, TransportError

USUAL = DownloadPolicy()
URL = "https://cdn.runcomfy.net/out/a%3Db.png?sig=s"


class Time:
    def __init__(self) -> None:
        self.at = 0.0

    def clock(self) -> Clock:
        return Clock(now=lambda: self.at, chance=lambda: 0.0)


def fetch(policy: DownloadPolicy = USUAL, ends: float | None = None) -> Fetch:
    return Fetch(URL, policy, Time().clock(), ends)


OK = {"Content-Length": "10", "ETag": '"v1"', "Content-Type": "image/png"}


def test_a_file_in_one_piece() -> None:
    one = fetch()
    assert one.url == URL
    assert one.headers() == {}
    assert one.answered(200, OK)
    one.received(10)
    assert one.ended()
    assert (one.total, one.content_type) == (10, "image/png")


def test_a_broken_file_goes_on_where_it_broke() -> None:
    one = fetch()
    assert one.answered(200, OK)
    one.received(4)
    one.broke(TransportError("reset"))
    assert one.headers() == {"range": "bytes=4-", "if-range": '"v1"'}
    assert one.pause > 0
    assert one.answered(206, {"Content-Range": "bytes 4-9/10"})
    one.received(6)
    assert one.ended()


def test_a_file_server_is_waited_for_a_minute_at_most(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "runcomfy")
    one = fetch()
    assert not one.answered(503, {"Retry-After": "86400"})
    assert 60 <= one.pause <= 63
    assert "file https://cdn.runcomfy.net/out/a%3Db.png: the server asks for a wait of 86400 s" in caplog.text
    assert "sig" not in caplog.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Length": "10"},
        {**OK, "ETag": 'W/"weak"'},
        {**OK, "Accept-Ranges": "none"},
    ],
)
def test_without_a_strong_validator_it_begins_again(headers: dict[str, str]) -> None:
    one = fetch()
    assert one.answered(200, headers)
    one.received(4)
    one.broke(TransportError("reset"))
    assert one.headers() == {}
    assert one.got == 0


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (200, OK),
        (206, {"Content-Range": "bytes 5-9/10"}),
        (206, {"Content-Range": "bytes 4-9/11"}),
        (206, {"Content-Range": "bytes 4-10/*"}),
        (206, {"Content-Range": "bytes 4-9/10", "ETag": '"v2"'}),
        (206, {"Content-Range": "bytes 4-9/10", "ETag": 'W/"v1"'}),
        (206, {"Content-Range": "bytes 4-9/10", "Content-Length": "5"}),
        (206, {"Content-Range": "bytes ٤-٩/١٠"}),
        (206, {}),
        (416, {}),
    ],
)
def test_a_server_that_cannot_go_on_is_read_from_the_start(status: int, headers: dict[str, str]) -> None:
    one = fetch()
    one.answered(200, OK)
    one.received(4)
    one.broke(TransportError("reset"))
    assert one.answered(status, headers) is (status == 200)
    assert one.got == 0


def test_parts_of_two_versions_are_not_put_together() -> None:
    one = fetch()
    dated = {"Content-Length": "10", "Last-Modified": "Sat, 28 Nov 2026 01:00:00 GMT"}
    one.answered(200, dated)
    one.received(4)
    one.broke(TransportError("reset"))
    later = {"Content-Range": "bytes 4-9/10", "Last-Modified": "Sat, 28 Nov 2026 02:00:00 GMT"}
    assert not one.answered(206, later)
    assert (one.got, one.headers()) == (0, {})


def test_a_length_that_only_a_part_tells_counts_too() -> None:
    one = fetch()
    one.answered(200, {"ETag": '"v1"'})
    one.received(4)
    one.broke(TransportError("reset"))
    assert one.answered(206, {"Content-Range": "bytes 4-9/10", "ETag": '"v1"', "Content-Length": "6"})
    assert one.total == 10
    one.received(5)
    assert not one.ended()


@pytest.mark.parametrize("range_", ["bytes 4-9/10", "bytes 0-4/10", "bytes 0-9/*", "bytes */10", "4-9", ""])
def test_a_part_that_says_200_is_not_taken_for_the_whole(range_: str) -> None:
    one = fetch()
    for _ in range(2):
        assert not one.answered(200, {**OK, "Content-Length": "6", "Content-Range": range_})
        assert one.got == 0
    one = fetch()
    one.answered(200, OK)
    one.received(4)
    one.broke(TransportError("reset"))
    assert not one.answered(200, {**OK, "Content-Length": "6", "Content-Range": range_})
    assert (one.got, one.headers()) == (0, {})


def test_the_whole_may_say_that_it_is_a_part_of_itself() -> None:
    assert fetch().answered(200, {**OK, "Content-Range": "bytes 0-9/10"})


@pytest.mark.parametrize(
    "encoding", ["gzip", "GZIP", "br", "deflate, gzip", "identity, gzip", "gzip, gzip", "zstd", "x"]
)
@pytest.mark.parametrize("status", [200, 206])
def test_what_comes_packed_is_refused_unread(encoding: str, status: int) -> None:
    with pytest.raises(Failed, match="was not asked for"):
        fetch().answered(status, {**OK, "Content-Encoding": encoding})


@pytest.mark.parametrize("encoding", ["", "identity", "Identity", "aws-chunked", "identity, identity"])
def test_what_says_that_it_is_not_packed_is_not(encoding: str) -> None:
    assert fetch().answered(200, {**OK, "Content-Encoding": encoding})


def test_a_wrong_length_is_tried_again() -> None:
    one = fetch()
    one.answered(200, OK)
    one.received(4)
    assert not one.ended()
    assert one.headers()["range"] == "bytes=4-"
    one.answered(206, {"Content-Range": "bytes 4-9/10"})
    one.received(7)
    assert not one.ended()
    assert one.got == 0


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 599])
def test_passing_faults_are_tried_again_a_few_times(status: int) -> None:
    one = fetch()
    pauses = []
    for _ in range(4):
        assert not one.answered(status, {})
        pauses.append(one.pause)
    assert pauses == [0.25, 0.5, 1.0, 2.0]
    with pytest.raises(Failed, match=f"the server answered {status}"):
        one.answered(status, {})


def test_progress_earns_new_tries() -> None:
    one = fetch()
    one.answered(200, {**OK, "Content-Length": "1000"})
    for _ in range(30):
        one.received(1)
        one.broke(TransportError("reset"))
        one.answered(206, {"Content-Range": f"bytes {one.got}-999/1000"})
    assert one.got == 30


def test_the_wait_that_is_asked_for_is_kept() -> None:
    one = fetch()
    one.answered(503, {"Retry-After": "7"})
    assert 7 <= one.pause < 8


def test_no_try_begins_that_the_deadline_forbids() -> None:
    one = fetch(ends=5.0)
    assert one.timeouts().read == 5.0
    with pytest.raises(Failed, match="no time"):
        one.answered(503, {"Retry-After": "7"})


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 304, 300])
def test_lasting_faults_are_not(status: int) -> None:
    with pytest.raises(Failed, match=str(status)):
        fetch().answered(status, {})


def test_redirects_are_checked_at_every_hop() -> None:
    one = fetch()
    assert not one.answered(302, {"Location": "https://eu.runcomfy.com/b%3Dc"})
    assert one.url == "https://eu.runcomfy.com/b%3Dc"
    assert one.pause == 0
    assert not one.answered(307, {"location": "/d%3De"})
    assert one.url == "https://eu.runcomfy.com/d%3De"


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("https://evil.example/x", "'evil.example' is not allowed"),
        ("http://cdn.runcomfy.net/x", "only https is allowed"),
        ("//127.0.0.1/x", "an address or a name of a private network"),
        ("file:///etc/passwd", "only https is allowed"),
        ("https://[x", "redirected to a malformed address"),
    ],
)
def test_redirects_that_are_refused(target: str, reason: str) -> None:
    with pytest.raises(Failed, match=reason):
        fetch().answered(302, {"location": target})


def test_redirects_end_and_a_retry_begins_at_the_first_address() -> None:
    one = fetch()
    for _ in range(5):
        one.answered(302, {"location": "/again"})
    one.answered(503, {})
    assert one.url == URL
    for _ in range(5):
        one.answered(302, {"location": "/again"})
    with pytest.raises(Failed, match="more than 5 times"):
        one.answered(302, {"location": "/again"})


def test_the_size_is_capped_announced_or_not() -> None:
    small = DownloadPolicy(max_bytes=5)
    with pytest.raises(Failed, match="more than the 5 bytes"):
        fetch(small).answered(200, OK)
    one = fetch(small)
    one.answered(200, {})
    one.received(5)
    with pytest.raises(Failed, match="larger than 5 bytes"):
        one.received(1)


def test_an_empty_file_is_a_fault() -> None:
    one = fetch()
    one.answered(200, {"Content-Length": "0"})
    assert not one.ended()
