"""The sandbox as a server of its own: in a thread of this process, or in the foreground."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import os
import socket
import threading
from collections.abc import Callable, Coroutine, Mapping  # noqa: TC003
from dataclasses import replace
from functools import partial
from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING, Any, Self, Unpack, cast

import uvicorn

from .._plain.brief import brief
from .._plain.hosts import is_loopback
from .._plain.json_values import show
from .._plain.nearest import did_you_mean
from .._plain.steady import steady
from .._protocol.options import OptionChanges  # noqa: TC001
from ..errors import ConfigError
from ._app import create_app
from ._faults import Faults
from ._fields import SettingError, check_documents, check_type
from ._folder import read_folder
from ._protocol import protocol
from ._settings import Settings
from ._tls import Certificate

if TYPE_CHECKING:
    from ..async_client import AsyncRunComfy
    from ..client import RunComfy
    from ._service import Service

__all__ = ["Sandbox"]

_LAST_PORT = 65535
_START_WITHIN = 10.0
_STOP_WITHIN = 10.0


class _NotRunningError(RuntimeError, AttributeError):
    """An AttributeError, too: what looks at every attribute, as a debugger or a mock does, passes over such ones."""


class _Server(uvicorn.Server):
    """Says when it can be reached, and waits for nobody when it stops."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], closing: asyncio.Event) -> None:
        super().__init__(config)
        self._ready = ready
        self._closing = closing

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    def stop(self) -> None:
        """End the serving; for the loop's own thread."""
        self.should_exit = True
        self._closing.set()

    async def main_loop(self) -> None:
        # As uvicorn's, but a stop is noticed at once and not at the next tenth of a second.
        ticks = 0
        while not await self.on_tick(ticks):
            ticks = (ticks + 1) % 864_000
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), 0.1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._closing.set()
        loop = asyncio.get_running_loop()
        for listener in (one for server in self.servers for one in server.sockets):
            with contextlib.suppress(NotImplementedError):  # Windows has no readers
                loop.remove_reader(listener.fileno())
        # What was just accepted needs some turns of the loop to become a connection that can be closed; a server that
        # is closed by then would leave its socket open.
        for _ in range(10):
            await asyncio.sleep(0)
        for connection in list(self.server_state.connections):
            connection.transport.close()
        await super().shutdown(sockets)


def _settings(given: Settings | None, changes: dict[str, Any]) -> Settings:
    """Return the settings that are given, with some changed."""
    if given is not None:
        check_type("settings", given, Settings, "a Settings, or left out for its fields by their names")
    known = Settings.__dataclass_fields__
    for name in changes:
        if name not in known:
            raise SettingError(
                f"There is no setting {name!r}.",
                hint=did_you_mean(name, known) or f"There are {', '.join(known)}.",
            )
    return replace(given or Settings(), **changes)


def _checked(faults: Faults) -> Faults:
    check_type("faults", faults, Faults, "a Faults, such as Faults(play=(Fault(status=504),))")
    return faults


class Sandbox:
    """A local stand-in for the Model API, running while its `with` block does.

        from runcomfy.sandbox import Sandbox

        with Sandbox(queue_time=0, run_time=0.1) as sandbox, sandbox.client() as client:
            client.openai.gpt_image_2.edit.run(prompt="A red fox", images=["photo.png"])

    `settings` may be given whole or by its fields (see `Settings`). It listens on a free port of 127.0.0.1
    unless told otherwise, and takes any token.

    `documents` are schema documents by model id, served in place of those packaged beside the client; `schemas` is a
    folder of further ones, served beside them. `tls` serves https with a certificate made for this run, which
    `environment` makes other programs trust, and which the sandbox's own clients do.

    Raises:
        ConfigError: An argument is of another type or out of its range, which is a `ValueError`, too; the folder cannot
            be read; or, at the start, what `tls` needs is not installed.
        OSError: At the start: the port is taken, or the host is not an address of this machine.
    """

    token: str = "sandbox"  # noqa: S105 - any word will do
    """A token that the sandbox accepts by default."""

    @brief
    def __init__(
        self,
        settings: Settings | None = None,
        *,
        faults: Faults | None = None,
        documents: Mapping[str, Mapping[str, Any]] | None = None,
        schemas: str | os.PathLike[str] | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        tls: bool = False,
        **changes: Any,
    ) -> None:
        self.settings: Settings = _settings(settings, changes)
        if self.settings.tokens:
            self.token = min(self.settings.tokens)
        self._faults = Faults() if faults is None else _checked(faults)
        check_documents(documents)
        if schemas is not None:
            check_type("schemas", schemas, str | os.PathLike, "the path of a folder")
        check_type("host", host, str, "an address of this machine")
        check_type("tls", tls, bool, "True or False")
        if isinstance(port, bool) or not isinstance(cast("object", port), int) or not 0 <= port <= _LAST_PORT:
            raise SettingError(f"port must be an integer from 0 to {_LAST_PORT}, not {show(port)}")
        self._documents = documents
        self._more = None if schemas is None else read_folder(schemas)
        self._tls = tls
        self._certificate: Certificate | None = None
        self._host = host
        self._port = port
        self._root: str | None = None
        self._thread: threading.Thread | None = None
        self._stop: Callable[[], object] | None = None
        self._service: Service | None = None

    @property
    def root_url(self) -> str:
        """The server's address without a path: the base of the balance route.

        Raises:
            RuntimeError: It is not running. The same goes for `base_url` and `environment`.
        """
        if self._root is None:
            raise _NotRunningError("The sandbox is not running; use it in a `with` block")
        return self._root

    @property
    def base_url(self) -> str:
        """The address for a client's `base_url`."""
        return f"{self.root_url}/v1"

    @property
    def authority(self) -> Path | None:
        """The certificate that clients have to trust, as a file; None without `tls`."""
        return None if self._certificate is None else self._certificate.authority

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables that make a client use this sandbox, and trust it."""
        found = {
            "RUNCOMFY_MODEL_API_BASE": self.base_url,
            "RUNCOMFY_SERVERLESS_API_BASE": f"{self.root_url}/prod/v2",
            "RUNCOMFY_TOKEN": self.token,
        }
        if self.authority is not None:
            # OpenSSL and Python, curl, requests, Node.
            for name in ("SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"):
                found[name] = str(self.authority)
        return found

    @property
    def faults(self) -> Faults:
        """How it misbehaves. Setting it takes effect at once, and counts start again."""
        return self._service.faults if self._service else self._faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        self._faults = _checked(faults)
        if self._service:
            self._service.faults = faults

    def reset(self) -> None:
        """Forget all requests, fill the balance up and behave well again, as if it had just been started."""
        self._faults = Faults()
        if self._service:
            self._service.reset()

    def client(self, **options: Unpack[OptionChanges]) -> RunComfy:
        """Return a client for this sandbox; `options` as in `RunComfy.with_options`. Closing it is the caller's."""
        from .._protocol.options import ClientOptions
        from ..client import RunComfy

        return RunComfy(
            self.token,
            base_url=self.base_url,
            options=ClientOptions().changed(options),
            verify=self.authority or True,
        )

    def async_client(self, **options: Unpack[OptionChanges]) -> AsyncRunComfy:
        """Return the same for asyncio."""
        from .._protocol.options import ClientOptions
        from ..async_client import AsyncRunComfy

        return AsyncRunComfy(
            self.token,
            base_url=self.base_url,
            options=ClientOptions().changed(options),
            verify=self.authority or True,
        )

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server in a thread, and return when it answers.

        Raises:
            ConfigError: What `tls` needs is not installed.
            OSError: The port is taken, or the host is not an address of this machine.
            RuntimeError: It is running already, or does not answer within 10 seconds.
        """
        if self._thread is not None:
            raise RuntimeError("The sandbox is already running")
        listener = self._listen()
        ready = threading.Event()
        self._thread = threading.Thread(
            target=lambda: _run(self._serve(listener, ready.set)), name="runcomfy-sandbox", daemon=True
        )
        self._thread.start()
        if not ready.wait(_START_WITHIN):
            raise RuntimeError("The sandbox did not start")

    def stop(self) -> None:
        """Stop the server, close what is open, and wait up to 10 seconds for the thread to end."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        if self._stop:
            self._stop()
        thread.join(_STOP_WITHIN)
        self._root = self._stop = self._service = None
        self._forget_certificate()

    def run(self, ready: Callable[[], None]) -> None:
        """Serve in the foreground until a signal comes; call `ready` once it answers.

        Raises:
            ConfigError: What `tls` needs is not installed.
            OSError: The port is taken, or the host is not an address of this machine.
        """
        listener = self._listen()
        try:
            with contextlib.suppress(KeyboardInterrupt):
                _run(self._serve(listener, ready))
        finally:
            self._forget_certificate()

    def _forget_certificate(self) -> None:
        certificate, self._certificate = self._certificate, None
        if certificate is not None:
            certificate.close()

    def _listen(self) -> socket.socket:
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        # Said in full: asyncio turns Nagle's delay off only where it is told that this is TCP, and with the delay an
        # answer's body waits for the client to confirm its head, which takes 40 ms.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((self._host, self._port))
        except OSError:
            listener.close()
            raise
        host = _reachable(self._host)
        name = self.settings.name
        if self._tls:
            names = {host.strip("[]"), "localhost", "127.0.0.1", "::1", *([name] if name else [])}
            try:
                self._certificate = Certificate(sorted(names))
            except ConfigError:
                listener.close()
                raise
            # Without TLS this client sends no token to a name, so others have to be told the name by hand.
            host = name or host
        self._root = f"http{'s' if self._tls else ''}://{host}:{listener.getsockname()[1]}"
        return listener

    async def _serve(self, listener: socket.socket, ready: Callable[[], None]) -> None:
        closing = asyncio.Event()

        async def sleep(seconds: float) -> None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(closing.wait(), seconds)

        app = create_app(
            self.settings,
            self._faults,
            documents=self._documents,
            more=self._more,
            sleep=sleep,
            loopback_only=is_loopback(self._host),
        )
        self._service = app.state.service
        config = uvicorn.Config(
            app,
            http=protocol(),
            proxy_headers=False,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            backlog=2048,
            ssl_certfile=None if self._certificate is None else self._certificate.chain,
        )
        server = _Server(config, ready, closing)
        self._stop = partial(asyncio.get_running_loop().call_soon_threadsafe, server.stop)
        try:
            await server.serve([listener])
        finally:
            listener.close()


def _run(serving: Coroutine[Any, Any, None]) -> None:
    """Run the server's own loop, also while a test in the same process has stopped Python's clocks."""

    def loop() -> asyncio.AbstractEventLoop:
        made = asyncio.new_event_loop()
        with contextlib.suppress(AttributeError):  # a loop of another make has a clock of its own
            setattr(made, "time", steady)  # noqa: B010 (checkers take it for a mistake)
        return made

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(serving)


def _reachable(host: str) -> str:
    """Return the host as it stands in an address: a server on all interfaces is reached through loopback."""
    if host in ("", "0.0.0.0"):  # noqa: S104 - only compared
        return "127.0.0.1"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 6:
        return f"[{'::1' if address.is_unspecified else address}]"
    return str(address)
