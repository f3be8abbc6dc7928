"""What works inside a client: the token, the addresses, the connections, the options.

The client itself is only what users see of it. Handles and results keep the core, which can be pickled: the token stays
behind, and where it is loaded is taken from the environment when it is first needed.
"""

from __future__ import annotations

import os
import platform
import threading
import weakref
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast
from urllib.parse import urlsplit

from ._books import Books
from ._config import is_loopback, resolve_balance_base_url, resolve_base_url, resolve_token
from ._options import Options
from ._protocol.context import Context
from ._protocol.effects import Answer, Request
from ._protocol.retry import Clock
from ._version import __version__
from .errors import ConfigError

if TYPE_CHECKING:
    from typing import Self

    from ._config import Secret
    from ._endpoint import Endpoint
    from ._journal import Journal

__all__ = ["Core", "Session", "check_connection", "starting_options"]

TransportT = TypeVar("TransportT")

_REAL_TOKEN = 16  # characters; those that RunComfy gives out are longer


class Session(Generic[TransportT]):
    """The token, the addresses and the connections: what all views of one client share."""

    def __init__(self, token: Secret, base_url: str, transport: TransportT, agent: str) -> None:
        self.token = token
        self.base_url = base_url
        self.transport = transport
        self.clock = Clock()
        self._agent = f"runcomfy-client/{__version__} python/{platform.python_version()} {agent}"
        self._balance_url: str | None = None

    @property
    def balance_url(self) -> str:
        """Where the balance is asked for: the one other address that may see the token."""
        if self._balance_url is None:
            self._balance_url = f"{resolve_balance_base_url(self.base_url)}/balance"
        return self._balance_url

    def headers(self, request: Request, options: Options) -> list[tuple[str, str]]:
        """All headers of a request. The token goes to the configured addresses and nowhere else.

        Raises:
            ConfigError: The request goes somewhere else.
        """
        if not request.url.startswith(f"{self.base_url}/") and request.url != self._balance_url:
            raise ConfigError("A request to a foreign address was stopped before it was sent.")
        headers = [
            ("authorization", f"Bearer {self.token.reveal()}"),
            ("accept", "application/json"),
            ("accept-encoding", "identity"),
            ("user-agent", self._agent),
        ]
        if request.body is not None:
            headers.append(("content-type", "application/json"))
        if options.headers:
            given = {name.lower() for name in options.headers}
            headers = [(name, value) for name, value in headers if name not in given]
            headers += options.headers.items()
        return headers

    def clean(self, answer: Answer) -> Answer:
        """The answer without the token, should the server repeat it: an error would show it.

        A short token is no secret, but made up for a test, and may well be a part of some other word.
        """
        token = self.token.reveal().encode()
        if len(token) < _REAL_TOKEN or token not in answer.body:
            return answer
        return Answer(answer.status, answer.headers, answer.body.replace(token, b"[token]"), answer.cut)


# What came out of pickles shares its connections with others of the same kind and address.
_loaded: weakref.WeakValueDictionary[tuple[type, str], Session[Any]] = weakref.WeakValueDictionary()
_loading = threading.Lock()


class Core(Generic[TransportT]):
    """The half of the two cores that does no IO."""

    is_async: ClassVar[bool]

    def __init__(
        self,
        base_url: str,
        options: Options,
        session: Session[TransportT] | None = None,
        books: Books | None = None,
    ) -> None:
        self.base_url = base_url
        self.options = options
        self.books = books or Books()
        self._session = session
        # Whether the server is on this machine.
        self.is_loopback = is_loopback(urlsplit(base_url).hostname or "")

    def open_transport(self) -> TransportT:
        """Connections with the usual settings, for a core that came out of a pickle."""
        raise NotImplementedError

    def agent(self) -> str:
        """The name and version of the HTTP library."""
        from ._transport import AGENT

        return AGENT

    @property
    def session(self) -> Session[TransportT]:
        """The token, the addresses and the connections.

        Raises:
            ConfigError: This came out of a pickle, and there is no token here.
        """
        if self._session is None:
            with _loading:
                key = (type(self), self.base_url)
                session = _loaded.get(key)
                if session is None:
                    token = resolve_token()
                    session = Session(token, self.base_url, self.open_transport(), self.agent())
                    _loaded[key] = session
                self._session = session
        return self._session

    def job(self, request_id: str, endpoint: Endpoint[..., Any, Any] | None) -> Any:
        """The handle of a job."""
        raise NotImplementedError

    def view(self, options: Options, books: Books | None = None) -> Self:
        """The same with other options, or other books, over the same connections."""
        return type(self)(self.base_url, options, self._session, books or self.books)

    def now(self) -> float:
        """The moment, on the clock of the deadlines."""
        return self.session.clock.now()

    def deadline(self, timeout: float | None = None) -> float | None:
        """The moment so many seconds from now, or the options' deadline from now."""
        seconds = self.options.deadline if timeout is None else timeout
        return None if seconds is None else self.now() + seconds

    def context(self, ends: float | None = None) -> Context:
        """What an operation needs to know, with the moment of its deadline."""
        return Context(self.base_url, self.options, self.session.clock, ends)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        # A copy of a handle in this process talks through the same client.
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        # The budget stays: it is the money of this process. The journal is a file that any process can open.
        return _load, (type(self), self.base_url, self.options.portable(), self.books.journal)


def _load(cls: type[Core[Any]], base_url: str, options: Options, journal: Journal | None = None) -> Core[Any]:
    return cls(resolve_base_url(base_url), options, books=Books(journal=journal))


def check_connection(
    proxy: object, verify: object, transport: object, http_client: object, *, is_async: bool
) -> None:
    """Refuse settings that exclude each other, or are of the other client's kind.

    Raises:
        ConfigError: They do.
    """
    if transport is not None and http_client is not None:
        raise ConfigError("Give either transport= or http_client=, not both.")
    wanted, method = ("Async", "handle_async_request") if is_async else ("", "handle_request")
    if transport is not None and not hasattr(transport, method):
        raise ConfigError(f"transport= must be an httpx.{wanted}BaseTransport here.")
    if http_client is not None and not hasattr(http_client, "aclose" if is_async else "close"):
        raise ConfigError(
            f"http_client= must be an httpx.{wanted}Client here, not a {type(http_client).__name__}."
        )
    given = "transport=" if transport is not None else "http_client=" if http_client is not None else None
    if given is not None and (proxy is not None or verify is not True):
        raise ConfigError(f"proxy= and verify= have no effect beside {given}: set them there.")
    if isinstance(verify, str | os.PathLike) and not os.path.exists(cast("str", verify)):  # noqa: PTH110
        raise ConfigError(f"There are no certificates at verify={os.fspath(cast('str', verify))!r}.")


def starting_options(options: Options | None, headers: object, timeout: object) -> Options:
    """The options of a new client, with the two that have an argument of their own."""
    changes: dict[str, Any] = {}
    if headers is not None:
        changes["headers"] = headers
    if timeout is not None:
        changes["timeouts"] = timeout
    return (options or Options()).changed(changes)
