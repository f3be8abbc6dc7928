"""A sandbox on another host, over plain http: only where its host is named, and then without a proxy."""

from __future__ import annotations

import pickle
import socket
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from runcomfy import ClientOptions, ConfigError, DownloadError
from runcomfy.sandbox import Sandbox

from tests.client.conftest import TOKEN
from tests.inside import resolve_balance_base_url, resolve_base_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.client.conftest import Kit

EDIT = "openai/gpt-image-2/edit"
INPUTS = {"prompt": "A fox", "images": ["https://example.com/a.png"]}


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A sandbox that goes by the name of its container, which leads to a private address."""
    real = socket.getaddrinfo

    def lead(host: Any, port: Any, *more: Any, **named: Any) -> Any:
        return real("127.0.0.1" if host in {"sandbox", b"sandbox"} else host, port, *more, **named)

    with Sandbox(name="sandbox", queue_time=0, run_time=0) as sandbox:
        monkeypatch.setattr(socket, "getaddrinfo", lead)
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN)
        yield f"http://sandbox:{sandbox.root_url.rpartition(':')[2]}/v1"


def test_nothing_by_default(kit: Kit) -> None:
    with pytest.raises(ConfigError, match=r"plain http.*\n.*http_hosts=\('sandbox',\)"):
        kit.client(base_url="http://sandbox:8188/v1")
    for hosts in ("other", ("sandbox.example",), ("sandbo",)):
        with pytest.raises(ConfigError, match="plain http"):
            kit.client(base_url="http://sandbox:8188/v1", http_hosts=hosts)


@pytest.mark.parametrize(
    "hosts", ["*", "*.example.com", "http://sandbox", "sandbox:8188", "", 5, [b"sandbox"]]
)
def test_only_whole_names(kit: Kit, hosts: Any) -> None:
    with pytest.raises(ConfigError, match="http_hosts"):
        kit.client(http_hosts=hosts)


def test_a_named_host_is_used_for_all_of_it(kit: Kit, address: str, tmp_path: Path) -> None:
    client = kit.client(base_url=address, http_hosts=("Sandbox",), poll_interval=0.01)
    result = kit.call(client.model(EDIT).run(INPUTS))
    assert result.urls[0].startswith("http://sandbox:")
    [path] = kit.call(result.save(tmp_path))
    assert path.stat().st_size
    assert kit.call(client.balance()).balance_usd is not None
    again = pickle.loads(pickle.dumps(result))
    assert kit.call(again.save(tmp_path / "again"))
    job = pickle.loads(pickle.dumps(client.job(result.request_id)))
    assert kit.call(job.result()).request_id == result.request_id


def test_files_from_elsewhere_are_refused_as_before(kit: Kit, address: str, tmp_path: Path) -> None:
    client = kit.client(base_url=address, http_hosts="sandbox", poll_interval=0.01)
    result = kit.call(client.model(EDIT).run(INPUTS))
    bare = kit.client(base_url=address, http_hosts="sandbox").with_options(http_hosts=())
    with pytest.raises(DownloadError, match="only https is allowed"):
        kit.call(kit.call(bare.job(result.request_id).result()).save(tmp_path))


def test_no_proxy_sees_the_token(kit: Kit) -> None:
    with pytest.raises(ConfigError, match="proxy= cannot be used"):
        kit.client(base_url="http://sandbox:8188/v1", http_hosts="sandbox", proxy="http://127.0.0.1:9")


def test_where_the_balance_is_asked_for() -> None:
    assert resolve_balance_base_url("http://sandbox:1/v1", ("sandbox",)) == "http://sandbox:1/prod/v2"
    assert resolve_balance_base_url("https://elsewhere.example/v1", ("sandbox",)).startswith(
        "https://api.runcomfy.net"
    )
    assert resolve_base_url("http://sandbox:1", ("sandbox",)) == "http://sandbox:1/v1"


def test_it_is_an_option_that_travels() -> None:
    options = pickle.loads(pickle.dumps(ClientOptions(http_hosts="Sandbox")))
    assert options.http_hosts == ("sandbox",)
    assert runcomfy.RunComfy("t", http_hosts=["a", "b"]).options.http_hosts == ("a", "b")


def test_the_command_line_takes_it_too(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    from runcomfy.__main__ import main

    assert main(["balance", "--base-url", address]) != 0
    assert "plain http" in capsys.readouterr().err
    assert main(["balance", "--base-url", address, "--http-host", "sandbox"]) == 0
