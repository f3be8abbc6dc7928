"""Where result files may come from."""

from __future__ import annotations

import pytest

from tests.inside import DownloadPolicy, Failed, without_query
from tests.inside import policy_check_url as check_url

USUAL = DownloadPolicy()
LOCAL = DownloadPolicy(allow_loopback=True)
URL = "https://cdn.runcomfy.net/out/a%3Db.png?sig=s"


@pytest.mark.parametrize(
    "url",
    [
        URL,
        "https://a.b.runcomfy.com/x",
        "https://CDN.RunComfy.NET/x",
        "HTTPS://x.runcomfy.net:443/",
        "https://x.runcomfy.net",
    ],
)
def test_allowed_addresses(url: str) -> None:
    check_url(url, USUAL)
    check_url(url, LOCAL)


@pytest.mark.parametrize(
    "url",
    [
        "http://cdn.runcomfy.net/x",
        "ftp://cdn.runcomfy.net/x",
        "file:///etc/passwd",
        "//cdn.runcomfy.net/x",
        "https://runcomfy.net.evil.example/x",
        "https://evilruncomfy.net/x",
        "https://runcomfy.net/x",
        "https://cdn.runcomfy.net@evil.example/x",
        "https://evil.example\\.runcomfy.net/x",
        "https://evil.example#.runcomfy.net/",
        "https://evil.example/.runcomfy.net",
        "https://cdn.runcomfy.net:8443/x",
        "https://user:pw@cdn.runcomfy.net/x",
        "https://cdn.runcomfy.net\n/x",
        "https://cdn.runcomfy.net/\tx",
        "https://cdn.runcomfy.net/ x",
        "https://[::1]/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://127.0.0.1/x",
        "https://localhost/x",
        "http://localhost/x",
        "https://10.0.0.1/x",
        "https://169.254.169.254/latest/meta-data",
        "https://ｃdn.runcomfy.net/x",
        "https://-.runcomfy.net/x",
        "https:///x",
        "https://cdn.runcomfy.net:x/",
        "https://[bad/",
        "",
    ],
)
def test_refused_addresses(url: str) -> None:
    with pytest.raises(Failed):
        check_url(url, USUAL)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "127.1",
        "[::1]",
        "192.168.0.1",
        "x.localhost",
        "db.internal",
        "printer.local",
    ],
)
def test_private_addresses_are_refused_even_where_they_are_allowed(host: str) -> None:
    with pytest.raises(Failed, match="private network"):
        check_url(f"https://{host}/x", DownloadPolicy(allowed_hosts=(host,)))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:80/x",
        "http://localhost:9/x",
        "https://[::1]:9/x",
        "http://127.8.8.8/",
        "http://127.1/x",
        "http://[::ffff:127.0.0.1]:9/x",
    ],
)
def test_this_machine_is_allowed_only_to_an_api_on_this_machine(url: str) -> None:
    check_url(url, LOCAL)
    with pytest.raises(Failed):
        check_url(url, USUAL)
    with pytest.raises(Failed):
        check_url("http://10.0.0.1/x", LOCAL)


def test_messages_never_show_a_signature() -> None:
    assert without_query(URL) == "https://cdn.runcomfy.net/out/a%3Db.png"
    assert without_query("data:image/png;base64,AAAA") == "data:image/png;base64"
