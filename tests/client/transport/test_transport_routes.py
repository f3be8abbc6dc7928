"""Which way a request takes: what is for this machine stays on it, and what is not follows the environment."""

from __future__ import annotations

import logging
import urllib.request
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from runcomfy import ConfigError

from tests.client.transport.wire_kit import Raw, good, proxying, raw, sending, server_tls, trusting
from tests.inside import TransportError, environment_proxy
from tests.inside import config_is_loopback as is_loopback

if TYPE_CHECKING:
    import socket
    from pathlib import Path

    from tests.client.conftest import Kit, QueueServer

KINDS = ["sync", "async"]
HERE = ["localhost", "LOCALHOST", "localhost.", "127.0.0.1", "127.1", "[::1]", "[0:0:0:0:0:0:0:1]"]


def eavesdrop(connection: socket.socket, server: Raw) -> None:
    """A proxy that must not be asked."""
    server.read(connection)


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "LocalHost", "localhost.", "127.0.0.1", "127.9.9.9", "127.1", "127.0.1", "127.256", "0x7f.1",
        "0177.0.0.1", "127.0.0.1.", "::1", "[::1]", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "::1%lo",
    ],
)  # fmt: skip
def test_what_this_machine_is_called(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    [
        "", "localhost.com", "localhost.localdomain", "xlocalhost", "a.localhost", "128.0.0.1", "0.0.0.0", "::2", "1",
        "10.0.0.1", "127.0.0.1.nip.io", "127.0.0.1 x", "::ffff:10.0.0.1", "127", "127.", ".", "127..1", "fe80::1",
        "127.16777216", "0x7f", "0x7f000001", "2130706433", "１２７.0.0.1", "127.0.0.1\n", "localhost\n",
    ],
)  # fmt: skip
def test_what_it_is_not_called(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_a_request_to_this_machine_takes_no_proxy_of_the_environment(
    kit: Kit, queue: QueueServer, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with raw(eavesdrop) as proxy:
        monkeypatch.setenv(variable, f"http://127.0.0.1:{proxy.port}")
        for host in ("127.0.0.1", "localhost", "localhost."):
            client = kit.client(base_url=queue.base_url.replace("127.0.0.1", host))
            assert kit.call(client.model("v/m").run({})).output
        assert proxy.accepted == 0


def test_nor_does_a_file_of_this_machine(
    kit: Kit, queue: QueueServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from runcomfy.sandbox import Sandbox

    with raw(eavesdrop) as proxy:
        for variable in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(variable, f"http://127.0.0.1:{proxy.port}")
        with Sandbox(queue_time=0, run_time=0) as sandbox:
            client = kit.client(base_url=sandbox.base_url)
            made = kit.call(client.openai.gpt_image_2.edit.run(prompt="x", images=["https://e.com/a.png"]))
            assert all(path.stat().st_size for path in kit.call(made.save(tmp_path)))
        assert proxy.accepted == 0


@pytest.mark.parametrize("host", HERE)
def test_an_explicit_proxy_for_this_machine_is_refused(kit: Kit, host: str) -> None:
    with pytest.raises(ConfigError, match="proxy="):
        kit.client(base_url=f"http://{host}:8188/v1", proxy="http://127.0.0.1:9")
    assert kit.client(base_url=f"http://{host}:8188/v1")
    assert kit.client(proxy="http://127.0.0.1:9")


@pytest.mark.parametrize("way", ["environment", "argument"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_elsewhere_goes_through_the_proxy(
    kind: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with raw(good, tls=server_tls()) as server, raw(proxying(server)) as proxy:
        address = f"http://127.0.0.1:{proxy.port}"
        if way == "environment":
            monkeypatch.setenv("HTTPS_PROXY", address.removeprefix("http://"))
        own = {"proxy": address} if way == "argument" else {}
        with sending(kind, verify=trusting(), **own) as sender:
            for _ in range(2):
                assert sender.send("https://api.test/v1/x").body == b'{"request_id": "right"}'
            assert sender.fetch("https://api.test/a.png") == b'{"request_id": "right"}'
        assert [request.split()[:2] for request in proxy.requests] == [[b"CONNECT", b"api.test:443"]] * 2
        # The token is within the tunnel only.
        assert not any(b"authorization" in request.lower() for request in proxy.requests)


@pytest.mark.parametrize("kind", KINDS)
def test_a_client_of_ones_own_that_would_take_a_proxy_here_is_refused(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cls: Any = httpx.AsyncClient if kind == "async" else httpx.Client
    with raw(eavesdrop) as proxy, raw(good) as server:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
        by_environment = cls()
        monkeypatch.delenv("HTTP_PROXY")
        for own in (by_environment, cls(proxy=f"http://127.0.0.1:{proxy.port}")):
            with sending(kind, http_client=own) as sender:
                with pytest.raises(ConfigError, match="to a proxy"):
                    sender.send(server.url())
                assert sender.trail.unsent
                sender.runner.run(own.aclose()) if sender.runner else own.close()
        plain = cls(trust_env=False)
        with sending(kind, http_client=plain) as sender:
            assert sender.send(server.url()).status == 200
            sender.runner.run(plain.aclose()) if sender.runner else plain.close()
        assert proxy.accepted == 0


EXCEPTIONS = [
    ("*", "https://api.test/", True),
    ("api.test", "https://api.test/", True),
    ("API.test", "https://api.TEST./", True),
    (".test", "https://api.test/", True),
    ("*.test", "https://api.test/", True),
    ("a.test, api.test", "https://api.test/", True),
    ("api.test:443", "https://api.test/", True),
    ("api.test:80", "https://api.test/", False),
    ("https://api.test", "https://api.test/", True),
    ("http://api.test", "https://api.test/", False),
    ("pi.test", "https://api.test/", False),
    ("api.test.com", "https://api.test/", False),
    ("192.0.2.7", "https://192.0.2.7/", True),
    ("192.0.2.0/24", "https://192.0.2.7/", True),
    ("192.0.3.0/24", "https://192.0.2.7/", False),
    ("2001:db8::/32", "https://[2001:db8::7]/", True),
    ("[2001:db8::7]", "https://[2001:db8::7]/", True),
    ("[2001:db8::7]:443", "https://[2001:db8::7]/", True),
    ("[2001:db8::]/32", "https://[2001:db8::7]/", True),
    ("::1/128", "https://api.test/", False),
    ("[::1]", "https://api.test/", False),
    ("[::1", "https://api.test/", False),
    ("::1/129,/,:,::,://,[],*x", "https://api.test/", False),
    ("", "https://api.test/", False),
    (",,", "https://api.test/", False),
]


@pytest.mark.parametrize(("exceptions", "url", "excepted"), EXCEPTIONS)
def test_exceptions(exceptions: str, url: str, excepted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.test:3128")
    monkeypatch.setenv("NO_PROXY", exceptions)
    found = environment_proxy(httpx.URL(url), urllib.request.getproxies())
    assert found == (None if excepted else "http://proxy.test:3128")


def test_each_scheme_has_its_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "s.test:1")
    monkeypatch.setenv("ALL_PROXY", "socks5://a.test:2")
    found = urllib.request.getproxies()
    assert environment_proxy(httpx.URL("https://x.test"), found) == "http://s.test:1"
    assert environment_proxy(httpx.URL("http://x.test"), found) == "socks5://a.test:2"
    assert environment_proxy(httpx.URL("http://localhost:1"), found) is None


@pytest.mark.parametrize(
    "exceptions", ["::1/128", "[::1]", "[::1", "localhost,127.0.0.0/8,::1", "fe80::%eth0"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_exceptions_that_httpx_does_not_understand(
    kind: str, exceptions: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", exceptions)
    with raw(good) as server, sending(kind) as sender:
        assert sender.send(server.url()).status == 200
        monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{server.port}")
    with raw(eavesdrop) as server:
        monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{server.port}")
        with sending(kind) as sender, pytest.raises(TransportError) as caught:
            sender.send("https://api.test/v1/x")
        assert caught.value.unsent
        assert [request.split()[0] for request in server.requests] == [b"CONNECT"]


@pytest.mark.parametrize("given", [False, True], ids=["own", "http_client"])
@pytest.mark.parametrize("proxied", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_httpx_logs_no_address(
    kind: str, proxied: bool, given: bool, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)
    if proxied:
        monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("FTP_PROXY", "http://127.0.0.1:9")
    cls: Any = httpx.AsyncClient if kind == "async" else httpx.Client
    own = cls(trust_env=False) if given else None
    with raw(good) as server, sending(kind, http_client=own) as sender:
        sender.send(server.url())
        sender.fetch(server.url("/a.png?signature=secret"))
        assert "secret" not in caplog.text
        assert "HTTP Request" not in caplog.text
        if given:
            # Whoever uses the client for something else has its log as ever.
            fetch = own.get(server.url("/other"))
            sender.runner.run(_wait(fetch)) if sender.runner else None
            assert "/other" in caplog.text
            sender.runner.run(own.aclose()) if sender.runner else own.close()


async def _wait(value: Any) -> Any:
    return await value


def test_a_malformed_proxy_of_the_environment_is_no_matter_of_this_machine(
    kit: Kit, queue: QueueServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "odd://nonsense")
    assert kit.call(kit.client(base_url=queue.base_url).model("v/m").submit({})).request_id == "job1"
    with pytest.raises(ConfigError, match="proxy"):
        kit.call(kit.client().model("v/m").submit({}))
