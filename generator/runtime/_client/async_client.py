"""The client for asyncio: any event loop."""

from __future__ import annotations

import contextlib
import os  # noqa: TC003 (like the others below: `get_type_hints` looks for it here)
from collections.abc import Mapping  # noqa: TC003
from decimal import Decimal  # noqa: TC003
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, TypeVar, Unpack, cast, overload

from .._books.budget import Budget
from .._books.choices import Prices, UnknownPrice  # noqa: TC001
from .._catalogue.model import Endpoint, check_request
from .._catalogue.untyped import endpoint_for, known_endpoint
from .._jobs.client_base import ClientBase
from .._jobs.config import resolve_base_url, resolve_token
from .._plain.brief import MISTAKES, brief
from .._plain.late import LateModule
from .._plain.names import PACKAGE
from .._protocol.options import ClientOptions, OptionChanges, options_of
from .._transport.settings import TransportSettings, check_connection
from .async_endpoint import AsyncEndpoint
from .async_reading import AsyncReading
from .endpoint import Bound

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncGenerator, Callable, Iterable
    from concurrent.futures import Executor
    from types import TracebackType
    from typing import Self

    import httpx

    from .._catalogue.cost_estimate import CostEstimate
    from .._catalogue.entries import AccountBalance
    from .._catalogue.model import ModelRequest
    from .._jobs.async_core import AsyncCore
    from .._jobs.async_job import AsyncJob
    from .._jobs.async_result import AsyncResult
    from .._jobs.sync_result import Result
    from .._journal import journal as journals
    from .._many import BatchOutcome, BatchRequest, BatchSettings
    from .async_catalogue import AsyncCatalogue
    from .async_journal_view import AsyncClientJournal
else:
    httpx, ssl, journals = LateModule("httpx"), LateModule("ssl"), LateModule(f"{PACKAGE}._journal.journal")

__all__ = ["AnyAsyncEndpoint", "AsyncClient"]

In = TypeVar("In")  # the type of the inputs
Out = TypeVar("Out")  # and of the output
AnyAsyncEndpoint: TypeAlias = Endpoint[..., Any, Out] | AsyncEndpoint[..., Any, Out]
"""An endpoint, whether or not it is bound to an `AsyncRunComfy`."""


class AsyncClient(AsyncReading, ClientBase["AsyncCore"]):
    """The client for asyncio. `AsyncRunComfy` is this with an attribute for every vendor."""

    is_async: ClassVar[bool] = True
    _endpoint_type: ClassVar[type[Any]] = AsyncEndpoint

    @brief
    def __init__(
        self,
        token: str | None = None,
        *,
        base_url: str | None = None,
        options: ClientOptions | None = None,
        proxy: str | httpx.Proxy | None = None,
        verify: bool | str | os.PathLike[str] | ssl.SSLContext = True,
        transport: httpx.AsyncBaseTransport | None = None,
        http_client: httpx.AsyncClient | None = None,
        max_connections: int = 32,
        budget_usd: float | str | Decimal | None = None,
        unknown_price: UnknownPrice = "refuse",
        max_job_usd: float | str | Decimal | None = None,
        prices: Prices = "live",
        journal: bool | str | os.PathLike[str] | journals.Journal = False,
        journal_inputs: bool = False,
        **changes: Unpack[OptionChanges],
    ) -> None:
        """
        Args:
            token: Your API token; without it RUNCOMFY_TOKEN, RUNCOMFY_API_TOKEN, RUNCOMFY_API_KEY and the official
                command line's token file are looked at.
            base_url: The address of the API with its `/v1`; without it RUNCOMFY_MODEL_API_BASE, else RunComfy's. An
                address without a path gets the `/v1`. It must be https, unless it is this machine's.
            options: How the client behaves, as one value.
            proxy: The proxy's address; without it the usual environment variables count.
            verify: A file or directory of certificates, or a TLS context; False checks nothing.
            transport: An httpx transport to use.
            http_client: An httpx client to use, and not to close. Its proxies and event hooks count; its headers,
                cookies and authentication do not.
            max_connections: The most HTTP requests in flight at once. Jobs in flight are not limited.
            budget_usd: What this client and its views may spend, in US dollars. A request whose estimate would pass
                what is left is refused before it is sent. The money is this process's: the same client, forked or
                pickled into another one, spends nothing there.
            unknown_price: What a limit does with requests whose price is not known: `refuse`, `allow`, or an amount
                in US dollars, which allows them and counts each at so much until its model's jobs tell better.
            max_job_usd: What a single request may cost by its estimate, in US dollars; a dearer one is refused.
            prices: Whose rates count where money is limited, and for `estimate`: `live` asks the server for a model's
                rate, keeps it for five minutes, and takes the packaged one where the server does not say; `packaged`
                asks nobody.
            journal: Whether paid requests are written down in a file that outlives a crash: True for the usual place,
                or a path, or a `Journal`.
            journal_inputs: Whether the inputs, such as prompts, are written down, too.
            **changes: Any option by its name, the same words as in `with_options`: `timeout` in seconds is for the
                whole of a run or wait (none by default), `http_timeout` for each phase of one HTTP request (10 s to
                connect, 60 s to read or write), `max_retries` (4) for reads that fail; all are in `ClientOptions`.

        Raises:
            ConfigError: There is no token, or something here cannot be.
        """
        check_connection(proxy, verify, transport, http_client, is_async=True)
        chosen = options_of(options, changes)
        hosts = chosen.http_hosts
        secret, url = resolve_token(token), resolve_base_url(base_url, hosts)
        settings = TransportSettings(proxy, verify, transport, http_client, max_connections, url, hosts)

        def make() -> AsyncCore:
            from .._books.ledger import make_ledger
            from .._jobs.async_core import AsyncCore
            from .._jobs.core import Session

            ledger = make_ledger(
                lambda: (url, secret.reveal()),
                budget_usd,
                unknown_price,
                journal,
                keep_inputs=journal_inputs,
                prices=prices,
                max_job_usd=max_job_usd,
            )
            return AsyncCore(
                url, chosen, Session(secret, url, partial(AsyncCore.connect, settings), hosts), ledger
            )

        self._begin(url, chosen, make)
        self._check((budget_usd, unknown_price, max_job_usd, prices, journal, journal_inputs))

    @property
    def base_url(self) -> str:
        """The address of the API, with its `/v1`."""
        return cast("str", self.__dict__["_base_url"])

    @property
    def options(self) -> ClientOptions:
        """How this client behaves."""
        return cast("ClientOptions", self.__dict__["_options"])

    @property
    def budget(self) -> Budget:
        """What this client has spent, has set aside, and may spend; without `budget_usd` there is no limit."""
        return Budget(self._core.ledger.budget)

    @property
    def journal(self) -> AsyncClientJournal:
        """The journal, as far as it is of this client's account; what it offers raises `ConfigError` if it is off."""
        from .async_journal_view import AsyncClientJournal

        return AsyncClientJournal(self._core)

    @property
    def catalogue(self) -> AsyncCatalogue:
        """The models that the server offers now: `search`, `get` and `categories`."""
        from .async_catalogue import AsyncCatalogue

        return AsyncCatalogue(self._core)

    @brief
    def with_options(self, **changes: Unpack[OptionChanges]) -> Self:
        """Return the same client with some options changed, over the same connections; see `ClientOptions`.

        Raises:
            ConfigError: There is no such option, or it cannot have that value.
        """
        return _view(self, self._core.view(self.options.changed(changes)))

    @brief
    def model(self, model_id: str, *, validate: bool = True) -> AsyncEndpoint[..., Mapping[str, object], Any]:
        """Return a model by its id. It takes its inputs as a JSON object, and need not be a generated one.

        Args:
            model_id: Such as `openai/gpt-image-2/edit`.
            validate: Whether the inputs are checked where the model is a generated one.

        Raises:
            InputError: It is not a model id.
            ConfigError: The package's registry is missing, and `validate` asks for a check.
        """
        return AsyncEndpoint(endpoint_for(model_id, validate=validate), self)

    @overload
    def job(self, request_id: str, model: AnyAsyncEndpoint[Out]) -> AsyncJob[Out]: ...
    @overload
    def job(self, request_id: str, model: str | None = None) -> AsyncJob[Any]: ...
    @brief
    def job(self, request_id: str, model: AnyAsyncEndpoint[Any] | str | None = None) -> AsyncJob[Any]:
        """Return the handle of a job that was submitted earlier, or by another process. Nothing is sent.

        Args:
            request_id: The id that `AsyncJob.request_id` gave.
            model: The model's endpoint or id, for a typed output; without it the server may tell.

        Raises:
            InputError: It cannot be a request id.
            ConfigError: `model` is neither an endpoint nor an id.
        """
        from .._jobs.async_job import AsyncJob

        endpoint = known_endpoint(model.unbound if isinstance(model, Bound) else model)
        return AsyncJob(self._core, request_id, endpoint)

    @brief
    async def run(self, request: ModelRequest[Any, Out], *, once: str | None = None) -> AsyncResult[Out]:
        """Run a request made by an endpoint's `request(...)`: as that endpoint's `run`.

        Args:
            request: The request.
            once: A key that stands for one paid job for ever; see `ClientOptions`.
        """
        check_request(request)
        return await self._core_for(once).run(request.endpoint, (request.input,), {})

    @brief
    async def submit(self, request: ModelRequest[Any, Out], *, once: str | None = None) -> AsyncJob[Out]:
        """Submit a request made by an endpoint's `request(...)`: as that endpoint's `submit`.

        Args:
            request: The request.
            once: A key that stands for one paid job for ever; see `ClientOptions`.
        """
        check_request(request)
        return await self._core_for(once).submit(request.endpoint, (request.input,), {})

    async def estimate(self, request: ModelRequest[Any, Any], *, live: bool | None = None) -> CostEstimate:
        """Return what a request made by an endpoint's `request(...)` will cost. No job is made.

        Args:
            request: The request.
            live: Whether the server is asked for the model's rate, which is then kept for five minutes; None is as the
                client's `prices`. Where it does not say, or is not to be reached, the packaged rate counts: the
                estimate's `source` and `as_of` tell.
        """
        check_request(request)
        core = self._core
        return await core.perform(core.estimate(request, live=live))

    def _core_for(self, once: str | None) -> AsyncCore:
        core = self._core
        return core if once is None else core.view(core.options.changed({"once": once}))

    @overload
    def batch(
        self,
        requests: Iterable[ModelRequest[Any, Out]],
        *,
        executor: Executor | None = None,
        then: Callable[[Result[Any]], Any] | None = None,
        **settings: Unpack[BatchSettings],
    ) -> AsyncGenerator[BatchOutcome[AsyncResult[Out], AsyncJob[Out]]]: ...
    @overload
    def batch(
        self,
        requests: Iterable[BatchRequest],
        *,
        executor: Executor | None = None,
        then: Callable[[Result[Any]], Any] | None = None,
        **settings: Unpack[BatchSettings],
    ) -> AsyncGenerator[BatchOutcome[AsyncResult[Any], AsyncJob[Any]]]: ...
    async def batch(
        self,
        requests: Iterable[BatchRequest],
        *,
        executor: Executor | None = None,
        then: Callable[[Result[Any]], Any] | None = None,
        **settings: Unpack[BatchSettings],
    ) -> AsyncGenerator[BatchOutcome[Any, Any]]:
        """Run many requests, a bounded number at a time, and yield what comes of each as it ends.

        All are checked before the first one is sent. Breaking off the loop leaves the jobs on the server running.
        Every request has its row in a journal: started again after a crash, the same batch picks up what the server
        has accepted, and submits only the rest. A 429 makes the whole batch wait and is then tried again.

        Args:
            requests: Values of `endpoint.request(...)`, (model id, inputs), or `{"model": ..., "inputs": {...}}`.
            max_in_flight: How many jobs there are at once, 16 by default.
            ordered: Whether outcomes come in the order of the requests.
            on_error: `yield` an outcome with the error, or `raise` the first one and stop.
            budget_usd: What this batch may spend, within the client's budget.
            unknown_price: What the budget does with requests whose price is not known; None is as the client does.
            max_job_usd: What a single request may cost by its estimate; None is no limit but the client's.
            journal: Where it is written down: a path, a `Journal`, False; None is the client's, or the usual place.
            batch_id: The batch's name, by which it is the same one for ever. Without one, each request is known by its
                inputs until every request of its batch has a job that ended: a list that is longer, shorter or in
                another order after a crash pays for what is new only.
            on_invalid: `refuse` the whole batch over a request that cannot be sent, or `skip` it.
            dedupe: Whether the same request is sent once only, and shares its outcome.
            resubmit_unknown: Whether requests are sent again of which nobody can say what became of them.
            requests_per_second: The most HTTP requests of this batch in a second, 20 by default; None is no limit.
            progress: Whether a notebook shows it, and a terminal where rich is installed; or a function of a
                `BatchProgress`.
            executor: Any `concurrent.futures.Executor` whose workers call `then`. They need no token and no journal:
                what is paid for stays in this process.
            then: Called with the `Result` of each job that has ended, in a worker; its value is the outcome's `value`.
                A worker that dies repeats only this call. It pickles, where the executor's workers are processes.

        Raises:
            InputError: Some requests cannot be sent; none was. Each fault says which.
            JournalError: The journal cannot be trusted; nothing was sent. `journal=False` goes on without one.
            ConfigError: An argument cannot be.
        """
        from .._many import Batch, listed, settings_of
        from .._many.aio import outcomes

        try:
            batch = Batch(self._core, settings_of(cast("dict[str, Any]", settings)), executor, then)
            async with contextlib.aclosing(outcomes(batch, listed(requests))) as found:
                async for outcome in found:
                    yield outcome
        except MISTAKES as error:
            error.__traceback__ = None
            raise

    async def balance(self) -> AccountBalance:
        """Return what the account holds.

        Raises:
            APIError, APIConnectionError: The server does not tell, after the retries.
        """
        from .._catalogue.entries import AccountBalance
        from .._protocol import reads

        core = self._core
        url = core.session.balance_url
        return AccountBalance.read(await core.perform(reads.balance(core.context(core.deadline()), url)))

    async def aclose(self) -> None:
        """Close the connections, also those of the views made by `with_options`. Jobs go on."""
        from .._files.tasks import in_thread

        await in_thread(self._core.ledger.close)
        transport = self._core.session.close()
        if transport is not None:
            await transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.base_url}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _load, (type(self), self._core)


ClientT = TypeVar("ClientT", bound=AsyncClient)


def _view(client: ClientT, core: AsyncCore) -> ClientT:
    return _load(type(client), core)


def _load(cls: type[ClientT], core: AsyncCore) -> ClientT:
    client = cls.__new__(cls)
    client._begin(core.base_url, core.options, lambda: core)  # pyright: ignore[reportPrivateUsage] (this is its constructor)
    return client
