"""What works inside a client: the token, the addresses, the connections, the options.

The client itself is only what users see of it. Handles and results keep the core, which can be pickled: the token stays
behind, and where it is loaded is taken from the environment when it is first needed.
"""

from __future__ import annotations

import weakref
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar
from urllib.parse import urlsplit

from .._books.funds import arrived
from .._books.ledger import Ledger
from .._catalogue.model import wire_of
from .._catalogue.registry import refusal_hint
from .._plain.hosts import is_loopback
from .._plain.locks import make_lock
from .._protocol.context import Context
from .._protocol.options import plain_looks
from .._protocol.pace import Pace
from .._protocol.rates import live_rate
from .._protocol.retry import Clock
from .._transport.settings import TransportSettings
from .._version import __version__
from ..errors import ConfigError
from .config import resolve_balance_base_url, resolve_base_url, resolve_token

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self

    from .._books.choices import Prices
    from .._books.submission import Submission
    from .._catalogue.cost_estimate import CostEstimate
    from .._catalogue.model import Endpoint, ModelRequest
    from .._journal import Journal
    from .._protocol.effects import Operation, Request, Response, TransportError
    from .._protocol.options import ClientOptions, OnInterrupt
    from .._protocol.schedule import Schedule
    from .._transport.trail import Trail
    from .config import Secret

__all__ = ["Core", "Session", "paid_trail"]

TransportT = TypeVar("TransportT")


class Session(Generic[TransportT]):
    """The token, the addresses and the connections: what all views of one client share."""

    def __init__(
        self,
        token: Secret,
        base_url: str,
        connect: Callable[[], TransportT],
        http_hosts: tuple[str, ...] = (),
    ) -> None:
        self.token = token
        self.base_url = base_url
        self.clock: Clock = Clock()
        self._connect = connect
        self._opened: dict[str, TransportT] = {}
        self._closed = False
        self._agent: str | None = None
        self._http_hosts = http_hosts
        self._balance_url: str | None = None

    @property
    def transport(self) -> TransportT:
        """The connections. What makes them is imported when the first request needs them.

        Raises:
            ConfigError: The client was closed before there were any.
        """
        found = self._opened.get("transport")
        if found is None:
            if self._closed:
                raise ConfigError("This client is closed.")
            # Without a lock, which a fork could leave held: of two that are made at once one is left over, unused.
            found = self._opened.setdefault("transport", self._connect())
        return found

    def close(self) -> TransportT | None:
        """Make none from here on, and return those there are, to be closed."""
        self._closed = True
        return self._opened.get("transport")

    @property
    def balance_url(self) -> str:
        """Where the balance is asked for: the one other address that may see the token."""
        if self._balance_url is None:
            self._balance_url = f"{resolve_balance_base_url(self.base_url, self._http_hosts)}/balance"
        return self._balance_url

    def headers(self, request: Request, options: ClientOptions) -> list[tuple[str, str]]:
        """Return all headers of a request. The token goes to the configured addresses and nowhere else.

        Raises:
            ConfigError: The request goes somewhere else.
        """
        if not request.url.startswith(f"{self.base_url}/") and request.url != self._balance_url:
            raise ConfigError("A request to a foreign address was stopped before it was sent.")
        headers = [
            ("authorization", f"Bearer {self.token.reveal()}"),
            ("accept", "application/json"),
            ("accept-encoding", "identity"),
            ("user-agent", self.agent),
        ]
        if request.body is not None:
            headers.append(("content-type", "application/json"))
        if options.headers:
            given = {name.lower() for name in options.headers}
            headers = [(name, value) for name, value in headers if name not in given]
            headers += options.headers.items()
        return headers

    @property
    def agent(self) -> str:
        """What this client calls itself, with Python's version and the HTTP library's."""
        if self._agent is None:
            import platform

            from .._transport.wire import AGENT

            self._agent = f"runcomfy-client/{__version__} python/{platform.python_version()} {AGENT}"
        return self._agent

    def clean(self, response: Response) -> Response:
        """Return the answer without the token."""
        body = self.token.hide(response.body)
        return response if body is response.body else response._replace(body=body)

    def clean_fault(self, fault: TransportError) -> None:
        """Take the token out of a fault: it may quote what came and is no HTTP."""
        fault.message = self.token.hide(fault.message.encode("utf-8", "replace")).decode()
        fault.args = (fault.message,)


# What came out of pickles shares its connections with others of the same kind and address.
_loaded: weakref.WeakValueDictionary[tuple[type, str, tuple[str, ...]], Session[Any]] = (
    weakref.WeakValueDictionary()
)
_loading = make_lock()


class Core(Generic[TransportT]):
    """The half of the two cores that does no IO."""

    is_async: ClassVar[bool]

    def __init__(
        self,
        base_url: str,
        options: ClientOptions,
        session: Session[TransportT] | None = None,
        ledger: Ledger | None = None,
    ) -> None:
        self.base_url = base_url
        self.options = options
        self.ledger: Ledger = ledger or Ledger(partial(_loaded_account, base_url))
        self._session = session
        self._knowledge: dict[str, tuple[Callable[[], Schedule | None], Callable[[float, float], None]]] = {}
        # Whether the server is on this machine.
        self.is_loopback: bool = is_loopback(urlsplit(base_url).hostname or "")

    @staticmethod
    def connect(settings: TransportSettings) -> Any:
        """Return connections with these settings."""
        raise NotImplementedError

    @property
    def session(self) -> Session[TransportT]:
        """The token, the addresses and the connections.

        Raises:
            ConfigError: This came out of a pickle, and there is no token here.
        """
        if self._session is None:
            with _loading:
                hosts = self.options.http_hosts
                key = (type(self), self.base_url, hosts)
                session = _loaded.get(key)
                if session is None:
                    token = resolve_token()
                    connect = partial(self.connect, TransportSettings(http_hosts=hosts))
                    session = Session(token, self.base_url, connect, hosts)
                    _loaded[key] = session
                self._session = session
        return self._session

    def job(self, request_id: str, endpoint: Endpoint[..., Any, Any] | None) -> Any:
        """Return the handle of a job."""
        raise NotImplementedError

    def view(self, options: ClientOptions, ledger: Ledger | None = None) -> Self:
        """Return the same with other options, or another ledger, over the same connections."""
        return type(self)(self.base_url, options, self._session, ledger or self.ledger)

    @property
    def clock(self) -> Clock:
        """Where time comes from, and what passes it: the one thing that tests replace."""
        return self.session.clock

    @property
    def on_interrupt(self) -> OnInterrupt:
        """What an interrupt does to a job of `run` or `submit`. Under a key the next caller picks it up."""
        return self.options.on_interrupt or ("cancel" if self.options.once is None else "detach")

    def now(self) -> float:
        """Return the moment, on the clock of the deadlines."""
        return self.clock.now()

    def deadline(self, timeout: float | None = None) -> float | None:
        """Return the moment so many seconds from now, or the options' deadline from now."""
        seconds = self.options.timeout if timeout is None else timeout
        return None if seconds is None else self.now() + seconds

    def context(self, ends: float | None = None) -> Context:
        """Return what an operation needs to know, with the moment of its deadline."""
        return Context(self.base_url, self.options, self.clock, ends, self.ledger, refusal_hint)

    def pace(
        self, model_id: str | None, submitted: float | None, *, begin: float = 0.0, at_once: bool = True
    ) -> Pace:
        """Return when to look at a job of a model that was taken at that moment; see `Pace`."""
        plain = plain_looks(self.options)
        if self.options.poll == "plain" or model_id is None or submitted is None:
            return Pace(plain, begin=begin)
        known = self._knowledge.get(model_id)
        if known is None:
            # The same for all jobs of the model.
            ledger = self.ledger
            known = partial(ledger.run_times.schedule, model_id, plain), partial(ledger.learn, model_id)
            self._knowledge[model_id] = known
        return Pace(
            plain, submitted=submitted, schedule=known[0], learn=known[1], begin=begin, at_once=at_once
        )

    def accounting(self) -> Self:
        """Return this with a journal, without which `once` means nothing."""
        if self.options.once is None or self.ledger.journal is not None:
            return self
        from .._journal import find_journal

        return self.view(self.options, self.ledger.with_journal(find_journal(True)))

    def entry(self, model_id: str, wire: Mapping[str, Any], size: int) -> Submission:
        """Return the line in the books of a single request of so many bytes."""
        return self.ledger.entry(model_id, wire, once=self.options.once, size=size)

    def priced(self, entry: Submission, ends: float | None) -> Operation[None]:
        """Ask for the rate that a request is counted at, where that matters."""
        if entry.asks_rate:
            entry.rate = yield from live_rate(self.context(ends), self.ledger.rates, entry.model_id)

    def estimate(self, request: ModelRequest[Any, Any], *, live: bool | None) -> Operation[CostEstimate]:
        """Return what a request will cost, by the server's rate or the packaged one."""
        from .._catalogue.price import estimate

        wire, model_id = wire_of(request.endpoint, request.input), request.model_id
        rate = None
        if self.ledger.prices == "live" if live is None else live:
            rate = yield from live_rate(self.context(self.deadline()), self.ledger.rates, model_id)
        return estimate(model_id, wire, rate)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        # A copy of a handle in this process talks through the same client.
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        # The money stays: it is this process's. The journal is a file that any process can open.
        ledger = self.ledger
        money = (ledger.budget.portable(), ledger.prices)
        return _load, (type(self), self.base_url, self.options.portable(), ledger.journal, *money)


def _load(  # noqa: PLR0917 (what a pickle holds)
    cls: type[Core[Any]],
    base_url: str,
    options: ClientOptions,
    journal: Journal | None,
    budget: tuple[Any, ...],
    prices: Prices,
) -> Core[Any]:
    url = resolve_base_url(base_url, options.http_hosts)
    account = partial(_loaded_account, url)
    return cls(url, options, ledger=Ledger(account, arrived(*budget), journal, prices=prices))


def _loaded_account(base_url: str) -> tuple[str, str]:
    """Return the account of what came out of a pickle: the token is this process's own."""
    return base_url, resolve_token().reveal()


def paid_trail() -> Trail:
    """Return what follows a paid request, and knows whether anything of it has left."""
    from .._transport.trail import Trail

    return Trail()
