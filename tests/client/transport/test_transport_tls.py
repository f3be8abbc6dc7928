"""A set-up that cannot work is said at once, with the host and the cause, and nothing is sent."""

from __future__ import annotations

import ssl
import subprocess
import sys
import textwrap
import time
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from runcomfy import ConfigError, DownloadError

from tests.client.transport.wire_kit import good, proxying, raw, sending, server_tls, trusting
from tests.inside import Downloader, DownloadPolicy, SyncTransport, TransportError, TransportSettings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.client.conftest import Kit

KINDS = ["sync", "async"]


def answering(connection: Any, server: Any) -> None:
    """A web server, also to whoever speaks TLS to one that does not."""
    if server.tls is None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n")
    else:
        good(connection, server)


def old_server() -> ssl.SSLContext:
    context = server_tls()
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_2
    return context


def new_client() -> ssl.SSLContext:
    context = trusting()
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


CASES: dict[str, tuple[Callable[[], Any], Callable[[], Any], str]] = {
    "an unknown authority": (server_tls, lambda: True, r"certificate of 127\.0\.0\.1:\d+ is not trusted"),
    "another host's certificate": (
        lambda: server_tls("other.test"),
        trusting,
        r"127\.0\.0\.1.*not trusted.*mismatch",
    ),
    "no TLS at all": (lambda: None, trusting, r"127\.0\.0\.1:\d+ does not speak TLS"),
    "no common version": (old_server, new_client, r"127\.0\.0\.1:\d+ does not speak TLS"),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_tried_once(kit: Kit, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runcomfy._protocol.retry.FIRST", 5.0)
    make, verify, said = CASES[case]
    with raw(answering, tls=make()) as server:
        base = server.url("/v1").replace("http://", "https://")
        client = kit.client(base_url=base, verify=verify())
        begun = time.monotonic()
        for call in (
            lambda: client.model("v/m").submit({}),
            lambda: client.job("r1").status(),
            lambda: client.job("r1").wait(),
            client.catalogue.search,
        ):
            with pytest.raises(runcomfy.APIConnectionError, match=f"(?s){said}") as caught:
                kit.call(call())
            assert not isinstance(caught.value, runcomfy.APITimeoutError)
        assert time.monotonic() - begun < 20  # eight of the pauses would be more
        assert server.accepted == 4
        assert server.requests == []


@pytest.mark.parametrize("case", CASES)
def test_a_tunnel_makes_no_difference(case: str) -> None:
    make, verify, _ = CASES[case]
    for kind in KINDS:
        with raw(answering, tls=make()) as server, raw(proxying(server)) as proxy:
            own = {"verify": verify(), "proxy": f"http://127.0.0.1:{proxy.port}"}
            with sending(kind, **own) as sender:
                with pytest.raises(
                    TransportError, match=r"api\.unknown\.test.*(not trusted|does not speak)"
                ) as caught:
                    sender.send("https://api.unknown.test/v1/x")
                assert (caught.value.unsent, caught.value.lasting) == (True, True)


def test_a_file_server_is_tried_once_too(tmp_path: Path) -> None:
    def again(_seconds: float) -> None:
        raise AssertionError("it is of no use to try again")

    with raw(good, tls=server_tls()) as server:
        transport = SyncTransport(TransportSettings())
        policy = DownloadPolicy(allow_loopback=True)
        with pytest.raises(DownloadError, match="not trusted"):
            Downloader(transport, policy, sleep=again).save([server.url("/a.png")], tmp_path)
        transport.close()
        assert server.accepted == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_handshake_that_breaks_off_may_work_the_next_time(kind: str) -> None:
    def leave(connection: Any, _server: Any) -> None:
        connection.recv(10)

    with raw(leave) as server, sending(kind) as sender:
        with pytest.raises(TransportError) as caught:
            sender.send(f"https://127.0.0.1:{server.port}/v1/x")
        assert (caught.value.unsent, caught.value.lasting) == (True, False)


def test_a_certificate_is_trusted_that_was_given(kit: Kit, tmp_path: Path) -> None:
    from tests.client.transport.wire_kit import authority_file

    with raw(good, tls=server_tls()) as server:
        client = kit.client(base_url=server.url("/v1"), verify=authority_file(tmp_path))
        assert kit.call(client.model("v/m").submit({})).request_id == "right"


# What the environment says of certificates.

BROKEN = {
    "SSL_CERT_FILE is missing": ("SSL_CERT_FILE", None),
    "SSL_CERT_FILE holds nothing": ("SSL_CERT_FILE", b""),
    "SSL_CERT_FILE is something else": ("SSL_CERT_FILE", b"\x00\xff not a certificate"),
    "SSL_CERT_FILE is half a certificate": (
        "SSL_CERT_FILE",
        b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    ),
    "SSL_CERT_DIR is missing": ("SSL_CERT_DIR", None),
    "SSL_CERT_DIR is a file": ("SSL_CERT_DIR", b"x"),
    "SSLKEYLOGFILE cannot be written": ("SSLKEYLOGFILE", None),
}


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has not read the certificates yet."""
    monkeypatch.setattr("runcomfy._transport.connections._shared_context", None)
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("case", BROKEN)
def test_certificates_that_cannot_be_read(
    kit: Kit, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    variable, content = BROKEN[case]
    path = tmp_path / "missing" / "certs"
    if content is not None:
        path = tmp_path / "certs"
        path.write_bytes(content)
    monkeypatch.setenv(variable, str(path))
    client = kit.client(base_url="https://127.0.0.1:9/v1", budget_usd=1, unknown_price="allow")
    with pytest.raises(ConfigError, match=variable) as caught:
        kit.call(client.model("v/m").submit({}))
    assert str(path) in str(caught.value)
    # It leaves no mark, and is not a matter of the process: corrected, it works.
    assert client.budget.unpriced == 0
    monkeypatch.delenv(variable)
    with pytest.raises(runcomfy.APIConnectionError, match="nothing was sent"):
        kit.call(client.with_options(max_retries=0).model("v/m").submit({}))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.ci
def test_a_missing_certificate_file_in_a_fresh_process(kind: str) -> None:
    program = f"""
        import asyncio, os
        os.environ["SSL_CERT_FILE"] = "/no/such/file.pem"
        import runcomfy
        try:
            if {kind == "async"}:
                asyncio.run(runcomfy.AsyncRunComfy("t").model("v/m").submit({{}}))
            else:
                runcomfy.RunComfy("t").model("v/m").submit({{}})
        except runcomfy.ConfigError as error:
            print(error)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert "SSL_CERT_FILE=/no/such/file.pem is not a usable set of certificates" in done.stdout
    assert done.stderr == ""
