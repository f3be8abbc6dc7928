"""Runs operations on the running event loop."""

from __future__ import annotations

import asyncio
from functools import cache, partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from .._catalogue.model import checked_input, needs_disk, wire_of
from .._files.tasks import in_thread
from .._plain.log import logger
from .._plain.loop import running_loop
from .._plain.tracing import traced
from .._protocol.effects import Send, Sleep, TransportError, WithheldError
from .._protocol.submit import submit, submit_note
from .async_drive import drive_async, iterate_async
from .async_job import AsyncJob, follow, interrupted
from .bounds import BOUND
from .core import Core, paid_trail
from .job import download_policy, output_reader, result_facts
from .termination import AsyncTermination, settled

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from .._catalogue.model import Endpoint
    from .._files.aio import AsyncDownloader
    from .._protocol.effects import Operation, Response, Work
    from .._protocol.submit import Accepted
    from .._states import JobUpdate
    from .._transport.aio import AsyncTransport
    from .._transport.settings import TransportSettings
    from .async_result import AsyncResult

__all__ = ["AsyncCore"]

T = TypeVar("T")


class AsyncCore(Core["AsyncTransport"]):
    """What works inside `AsyncRunComfy`. Strictly private."""

    is_async: ClassVar[bool] = True
    _loaded: ClassVar[bool] = False

    @staticmethod
    def connect(settings: TransportSettings) -> AsyncTransport:
        """Return connections with these settings."""
        from .._transport.aio import AsyncTransport

        return AsyncTransport(settings)

    async def load(self) -> None:
        """Import what a job needs to its end, before it is paid for: a process that is ending imports nothing new."""
        if not self._loaded:
            await _import_in_thread(self._load)

    def _load(self) -> None:
        _ = self.session.transport, output_reader(), _result_types()
        AsyncCore._loaded = True

    def deadline(self, timeout: float | None = None) -> float | None:
        """Return the moment of a deadline. Every operation begins so: where none can run, that is said first."""
        running_loop()
        return super().deadline(timeout)

    async def send(self, effect: Send) -> Response:
        """Send one request."""
        session, options = self.session, self.options
        await self.load()
        trail = paid_trail() if effect.paid else None
        try:
            response = await session.transport.send(
                effect.request,
                headers=session.headers(effect.request, options),
                timeouts=options.http_timeout.silent_for(effect.silence),
                limit=effect.limit,
                trail=trail,
            )
        except TransportError as fault:
            session.clean_fault(fault)
            raise
        except BaseException as error:
            if trail is not None and trail.unsent:
                raise WithheldError(error) from None
            raise
        return session.clean(response)

    async def do(self, effect: Send | Sleep | Work) -> object:
        """Carry one effect out."""
        if isinstance(effect, Send):
            return await self.send(effect)
        if isinstance(effect, Sleep):
            return await self.clock.sleep_async(effect.seconds)
        return await in_thread(effect.do) if effect.blocking else effect.do()

    async def perform(self, operation: Operation[T]) -> T:
        """Run an operation to its end."""
        return await drive_async(operation, self.do)

    def iterate(self, operation: Operation[T], ended: Callable[[T], object]) -> AsyncGenerator[JobUpdate]:
        """Run an operation, yielding its updates and handing over its value."""
        return iterate_async(operation, self.do, ended)

    @traced("runcomfy.submit")
    async def submit(
        self, endpoint: Endpoint[..., Any, T], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> AsyncJob[T]:
        """Check the inputs and submit them."""
        ends = self.deadline()
        body = await self._body(endpoint, args, kwargs)
        with AsyncTermination():
            return await self.accounting()._post(endpoint, *body, ends)

    @traced("runcomfy.run")
    async def run(
        self, endpoint: Endpoint[..., Any, T], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> AsyncResult[T]:
        """Check the inputs, submit them, and wait for the result."""
        ends = self.deadline()
        body = await self._body(endpoint, args, kwargs)
        with AsyncTermination():
            job = await self.accounting()._post(endpoint, *body, ends)
            return await follow(job, ends, self.on_interrupt)

    async def _body(
        self, endpoint: Endpoint[..., Any, Any], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> tuple[dict[str, Any], bytes]:
        # Only what touches a disk is worth a thread.
        files = self.options.local_files
        if files != "refuse" and needs_disk(endpoint, args, kwargs):
            value = await asyncio.to_thread(checked_input, endpoint, args, kwargs, files)
        else:
            value = checked_input(endpoint, args, kwargs, files)
        wire = wire_of(endpoint, value)
        return wire, await self.prepare(endpoint.model_id, wire)

    def job(self, request_id: str, endpoint: Endpoint[..., Any, Any] | None) -> AsyncJob[Any]:
        """Return the handle of a job."""
        return AsyncJob(self, request_id, endpoint)

    async def prepare(self, model_id: str, wire: dict[str, Any]) -> bytes:
        """Return the body of a submit, within the limits of the options."""
        from .._schema.body import has_local_files, prepare_body

        options = self.options
        make = partial(
            prepare_body,
            wire,
            local_files=options.local_files,
            max_body=options.max_body_bytes,
            model_id=model_id,
        )
        return await asyncio.to_thread(make) if has_local_files(wire) else make()

    async def _post(
        self, endpoint: Endpoint[..., Any, T], wire: dict[str, Any], body: bytes, ends: float | None
    ) -> AsyncJob[T]:
        """Send one paid request, and return its job: every one goes through here.

        A cancellation waits for the answer of a request that is on its way, five seconds at most: it brings the id
        without which the job could be neither cancelled nor found.
        """
        await self.load()
        entry = self.entry(endpoint.model_id, wire, len(body))
        await self.perform(self.priced(entry, ends))
        flight = _Flight(self)
        begun = self.now()
        task = asyncio.ensure_future(drive_async(submit(self.context(ends), entry, body), flight.do))

        def job() -> AsyncJob[T]:
            accepted = task.result()
            if not accepted.fresh:
                logger.info("request %s: found in the journal, and not submitted again", accepted.request_id)
                return AsyncJob(self, accepted.request_id, endpoint)
            logger.info("request %s: submitted to %s", accepted.request_id, endpoint.model_id)
            return AsyncJob(self, accepted.request_id, endpoint, begun=begun)

        try:
            with AsyncTermination(lambda: flight.land(task)):
                await asyncio.shield(task)
        except (asyncio.CancelledError, KeyboardInterrupt, SystemExit) as error:
            if await flight.land(task):
                await interrupted(job(), error, self.on_interrupt)
            elif entry.request_id is not None:
                error.add_note(
                    f"RunComfy request {entry.request_id}: it is still running, and could not be cancelled in time"
                )
            elif flight.unanswered:
                error.add_note(submit_note(endpoint.model_id))
            raise
        return job()

    def result(
        self, job: AsyncJob[T], document: dict[str, object], output: object, raw: object
    ) -> AsyncResult[T]:
        """Return the result of a job, with what it needs to save its files."""
        downloader, result = _result_types()
        return cast(
            "AsyncResult[T]",
            result(
                **result_facts(job, document),
                output=output,
                raw=raw,
                _downloader=downloader(
                    self.session.transport,
                    download_policy(self),
                    deadline=self.options.timeout,
                    saved=partial(self.ledger.saved, job.request_id),
                ),
            ),
        )


class _Flight:
    """The sending of one paid request, which a cancellation must not simply cut off."""

    def __init__(self, core: AsyncCore) -> None:
        self._core = core
        self._sleeping = False
        self._stopping = False
        self.unanswered = False
        """Whether something was sent whose answer has not come."""

    async def do(self, effect: Send | Sleep | Work) -> object:
        """Carry one effect out, unless it must not begin any more."""
        if isinstance(effect, Send):
            if self._stopping:
                raise WithheldError(asyncio.CancelledError())
            self.unanswered = True
            try:
                response = await self._core.send(effect)
            except WithheldError:
                self.unanswered = False
                raise
            self.unanswered = False
            return response
        if isinstance(effect, Sleep):
            self.unanswered = False
            if self._stopping:
                raise asyncio.CancelledError
            self._sleeping = True
            try:
                return await self._core.do(effect)
            finally:
                self._sleeping = False
        return await self._core.do(effect)

    async def land(self, task: asyncio.Future[Accepted]) -> bool:
        """End it, and say whether it brought an id. Further cancellations change nothing."""
        self._stopping = True
        if self._sleeping:
            task.cancel()
        await settled({task}, BOUND)
        if not task.done():
            task.cancel()
            await settled({task}, 1.0)
        return task.done() and not task.cancelled() and task.exception() is None


async def _import_in_thread(load: Callable[[], object]) -> None:
    """Import something in a thread: the first request of a process is no reason for its event loop to stand still."""
    try:
        await asyncio.to_thread(load)
    except RuntimeError:
        # The interpreter is ending, and has no more threads.
        load()


@cache
def _result_types() -> tuple[type[AsyncDownloader], type[AsyncResult[Any]]]:
    from .._files.aio import AsyncDownloader
    from .async_result import AsyncResult

    return AsyncDownloader, AsyncResult
