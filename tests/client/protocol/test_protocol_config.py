"""Tokens, addresses, ids and options: which are taken, which are refused, and what the refusals do not show."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from runcomfy import ClientOptions, ConfigError, HTTPTimeouts, InputError, RunComfy

from tests.inside import check_model_id, check_request_id, resolve_base_url, resolve_token
from tests.inside import config_is_loopback as is_loopback

if TYPE_CHECKING:
    from pathlib import Path


def test_the_token_is_looked_for_in_this_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="profile page") as caught:
        resolve_token()
    assert "RUNCOMFY_TOKEN" in str(caught.value)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("RUNCOMFY_CONFIG_DIR", str(tmp_path / "own"))
    for name, directory in (
        ("home", "home/.config/runcomfy"),
        ("xdg", "xdg/runcomfy"),
        ("own", "own"),
    ):
        (tmp_path / directory).mkdir(parents=True)
        (tmp_path / directory / "token.json").write_text(json.dumps({"access_token": f"from-{name}"}))
    assert resolve_token().reveal() == "from-own"
    monkeypatch.delenv("RUNCOMFY_CONFIG_DIR")
    assert resolve_token().reveal() == "from-xdg"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert resolve_token().reveal() == "from-home"
    for name in ("RUNCOMFY_API_KEY", "RUNCOMFY_API_TOKEN", "RUNCOMFY_TOKEN"):
        monkeypatch.setenv(name, name.lower())
        assert resolve_token().reveal() == name.lower()
    assert resolve_token("argument").reveal() == "argument"


@pytest.mark.parametrize(
    "token", ["", "  ", "abc\n", "a\r\nX-Evil: 1", "a b", "schlüssel", "a\x00b", "a\x7f", 17, b"a"]
)
def test_a_token_that_can_be_none_is_refused_and_not_shown(token: Any) -> None:
    with pytest.raises(ConfigError) as caught:
        resolve_token(token)
    assert "Evil" not in str(caught.value)
    assert "schl" not in str(caught.value)


def test_a_broken_token_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RUNCOMFY_CONFIG_DIR", str(tmp_path))
    file = tmp_path / "token.json"
    for content in ("{", "[" * 100_000, '{"access_token": 5}', '{"access_token": "a\\nb"}'):
        file.write_text(content)
        with pytest.raises(ConfigError, match=r"token\.json"):
            resolve_token()
    for content in ("[]", "{}", '{"access_token": null}'):
        file.write_text(content)
        with pytest.raises(ConfigError, match="There is no RunComfy token"):
            resolve_token()


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("https://model-api.runcomfy.net", "https://model-api.runcomfy.net/v1"),
        ("https://model-api.runcomfy.net/", "https://model-api.runcomfy.net/v1"),
        ("https://model-api.runcomfy.net/v1/", "https://model-api.runcomfy.net/v1"),
        ("https://proxy.example:8443/runcomfy/v1", "https://proxy.example:8443/runcomfy/v1"),
        ("http://localhost:8000", "http://localhost:8000/v1"),
        ("http://127.1.2.3:8000/v1", "http://127.1.2.3:8000/v1"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1"),
    ],
)
def test_base_urls(given: str, used: str) -> None:
    assert resolve_base_url(given) == used


@pytest.mark.parametrize(
    "url",
    [
        "",
        "model-api.runcomfy.net/v1",
        "ftp://x/v1",
        "http://example.com/v1",
        "http://localhost.evil.example/v1",
        "http://127.0.0.1.evil.example/v1",
        "http://2130706433/v1",
        "https://user:pass@example.com/v1",
        "https://@example.com/v1",
        "https://example.com/v1?x=1",
        "https://example.com/v1#x",
        "https://example.com/v1?",
        "https://exa mple.com/v1",
        "https://example.com\\@evil.example/v1",
        "https://example.com/v1\n",
        "https:///v1",
        "https://example.com:x/v1",
        "https://[::1/v1",
        "https://exämple.com/v1",
    ],
)
def test_base_urls_that_are_refused(url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        resolve_base_url(url)
    assert "pass" not in str(caught.value).replace("password", "")


@pytest.mark.parametrize(
    "url", ["127.0.0.1:8188", "localhost:8188/v1", "model-api.runcomfy.net", "https://[::1"]
)
def test_how_a_base_url_begins_is_told_where_it_does_not(url: str) -> None:
    with pytest.raises(ConfigError, match="begins with https://"):
        resolve_base_url(url)


def test_loopback() -> None:
    assert all(map(is_loopback, ("localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1")))
    assert not any(map(is_loopback, ("", "localhost.com", "128.0.0.1", "0.0.0.0", "::2", "10.0.0.1")))


@pytest.mark.parametrize("model_id", ["openai/gpt-image-2/edit", "v/m", "m", "a/b c/D.e", "v/模型"])
def test_model_ids(model_id: str) -> None:
    assert check_model_id(model_id) == model_id


@pytest.mark.parametrize(
    "model_id",
    [
        "",
        None,
        17,
        "/v/m",
        "v/m/",
        "v//m",
        "v/../m",
        "..",
        "v/./m",
        "v/ m",
        "v/m ",
        "v\\m",
        "v/m%2e",
        "v/m?x",
        "v/m#x",
        "v/\nm",
        "v/\x00m",
        "v/m\u202e",
        "https://e.com/v/m",
        "x" * 513,
    ],
)
def test_model_ids_that_are_refused(model_id: Any) -> None:
    with pytest.raises(InputError):
        check_model_id(model_id)
    with pytest.raises(InputError):
        RunComfy("t").model(model_id)


@pytest.mark.parametrize("request_id", ["", None, 5, "a/b", "../x", "a b", "a\n", "x" * 129, "ü", "a?b"])
def test_request_ids_that_are_refused(request_id: Any) -> None:
    with pytest.raises(InputError):
        check_request_id(request_id)
    with pytest.raises(InputError):
        RunComfy("t").job(request_id)


@pytest.mark.parametrize(
    "changes",
    [
        {"timeout": 0},
        {"timeout": -1},
        {"timeout": "5"},
        {"timeout": True},
        {"timeout": float("inf")},
        {"poll_interval": 0},
        {"heartbeat": float("nan")},
        {"max_retries": -1},
        {"max_retries": 1.5},
        {"max_body_bytes": 0},
        {"on_timeout": "explode"},
        {"on_interrupt": "ignore"},
        {"local_files": "upload"},
        {"on_update": 5},
        {"http_timeout": -1},
        {"headers": {"Authorization": "Bearer other"}},
        {"headers": {"authorization": "Bearer other"}},
        {"headers": {"Host": "evil.example"}},
        {"headers": {"X": "a\r\nY: b"}},
        {"headers": {"X\n": "a"}},
        {"download_hosts": "*"},
        {"download_hosts": ("cdn.example.com", "*")},
        {"download_hosts": "*.com"},
        {"download_hosts": "*."},
        {"download_hosts": "**.example.com"},
        {"download_hosts": "a.*.example.com"},
        {"download_hosts": "*example.com"},
        {"download_hosts": "https://cdn.example.com"},
        {"download_hosts": "cdn.example.com/"},
        {"download_hosts": "cdn.example.com:8443"},
        {"download_hosts": "cdn.example.com, other.example.com"},
        {"download_hosts": "cdn.example.com\n"},
        {"download_hosts": ""},
        {"download_hosts": [""]},
        {"download_hosts": None},
        {"download_hosts": 5},
        {"download_hosts": [b"cdn.example.com"]},
        {"no_such_option": 1},
    ],
    ids=str,
)
def test_options_that_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ConfigError):
        RunComfy("t").with_options(**changes)


@pytest.mark.parametrize(
    ("given", "hosts"),
    [
        ("*.MyCDN.com", ("*.mycdn.com",)),
        ("cdn.example.com", ("cdn.example.com",)),
        (["*.a.example", "B.example"], ("*.a.example", "b.example")),
        ({"one.example"}, ("one.example",)),
        ((), ()),
    ],
)
def test_hosts_for_downloads(given: Any, hosts: tuple[str, ...]) -> None:
    from tests.inside import Failed
    from tests.inside import policy_check_url as check_url
    from tests.inside import policy_DownloadPolicy as DownloadPolicy

    assert RunComfy("t").with_options(download_hosts=given).options.download_hosts == hosts
    assert ClientOptions(download_hosts=given).download_hosts == hosts
    for foreign in ("https://evil.example/x", "https://c/x", "https://runcomfy.net/x"):
        with pytest.raises(Failed):
            check_url(foreign, DownloadPolicy(hosts))


def test_a_wrong_option_is_told_the_right_one() -> None:
    with pytest.raises(ConfigError, match="max_retries"):
        RunComfy("t").with_options(max_retry=5)  # type: ignore[call-arg]
    with pytest.raises(ConfigError, match="http_timeout"):
        RunComfy("t", http_timeouts=5)  # type: ignore[call-arg]
    with pytest.raises(ConfigError, match="'token'"):
        RunComfy(tokn="t")  # type: ignore[call-arg]


def test_one_number_stands_for_every_phase() -> None:
    assert RunComfy("t", http_timeout=7).options.http_timeout == HTTPTimeouts(7, 7, 7, None)
    assert RunComfy("t", http_timeout=HTTPTimeouts(read=3)).options.http_timeout.connect == 10


def test_settings_that_exclude_each_other_are_refused() -> None:
    import httpx

    transport = httpx.MockTransport(lambda _: httpx.Response(200))
    with httpx.Client() as client, pytest.raises(ConfigError):
        RunComfy("t", transport=transport, http_client=client)
    with pytest.raises(ConfigError):
        RunComfy("t", transport=transport, verify=False)
    with pytest.raises(ConfigError):
        RunComfy("t", transport=transport, proxy="http://localhost:1")
    with pytest.raises(ConfigError):
        RunComfy("t", verify="/no/such/file")


def test_options_are_one_value() -> None:
    assert ClientOptions().changed({"timeout": 5}) == ClientOptions(timeout=5)
    assert "secret" not in repr(ClientOptions(headers={"X-Key": "secret"}))
