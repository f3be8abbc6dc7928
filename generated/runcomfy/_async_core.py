"""Runs operations on the running event loop."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from ._async_job import AsyncJob
from ._core import Core
from ._drive import drive_async, iterate_async
from ._interrupts import BOUND, AsyncTermination
from ._job import download_policy, result_facts, submit_note
from ._log import logger
from ._protocol.submit import submit
from ._trace import traced

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from ._books import Paid
    from ._endpoint import Endpoint
    from ._protocol.effects import Answer, Operation, Send
    from ._result import AsyncResult
    from ._states import Update
    from ._transport import AsyncTransport

__all__ = ["AsyncCore"]

T = TypeVar("T")


class AsyncCore(Core["AsyncTransport"]):
    """What works inside `AsyncRunComfy`. Strictly private."""

    is_async: ClassVar[bool] = True

    def open_transport(self) -> AsyncTransport:
        """Connections with the usual settings."""
        from ._transport import AsyncTransport, TransportSettings

        return AsyncTransport(TransportSettings())

    async def send(self, effect: Send) -> Answer:
        """Send one request."""
        session, options = self.session, self.options
        answer = await session.transport.send(
            effect.request,
            headers=session.headers(effect.request, options),
            timeouts=options.timeouts,
            limit=effect.limit,
        )
        return session.clean(answer)

    async def sleep(self, seconds: float) -> None:
        """Let others work for some seconds."""
        await asyncio.sleep(seconds)

    async def pause(self, changed: asyncio.Event, seconds: float) -> None:
        """Wait for a change, but only for some seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await changed.wait()

    async def perform(self, operation: Operation[T]) -> T:
        """Run an operation to its end."""
        return await drive_async(operation, self.send, self.sleep)

    def iterate(self, operation: Operation[T], ended: Callable[[T], object]) -> AsyncGenerator[Update]:
        """Run an operation, yielding its updates and handing over its value."""
        steps = iterate_async(operation, self.send, self.sleep, ended)
        return steps if self.books.journal is None else self._written(steps)

    async def _written(self, steps: AsyncGenerator[Update]) -> AsyncGenerator[Update]:
        """The updates, each first written into the journal."""
        async with contextlib.aclosing(steps):
            async for update in steps:
                await self.keep(partial(self.books.see, self, update))
                yield update

    async def keep(self, do: Callable[[], T]) -> T:
        """Do some bookkeeping; where there is a journal, in a thread. A cancellation waits for it."""
        if self.books.journal is None:
            return do()
        stops: list[asyncio.CancelledError] = []
        value = await self.kept(do, stops)
        if stops:
            raise stops[0]
        return value

    @staticmethod
    async def kept(do: Callable[[], T], stops: list[asyncio.CancelledError] | None = None) -> T:
        """Do something in a thread. A cancellation waits for it, and is then in `stops`, or lost."""
        writing = asyncio.get_running_loop().run_in_executor(None, do)
        while not writing.done():
            try:
                await asyncio.wait({writing})
            except asyncio.CancelledError as stop:
                if stops is not None:
                    stops.append(stop)
        return writing.result()

    @traced("runcomfy.submit")
    async def submit(
        self, endpoint: Endpoint[..., Any, T], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> AsyncJob[T]:
        """Check the inputs and submit them."""
        ends = self.deadline()
        body = await self._body(endpoint, args, kwargs)
        with AsyncTermination():
            return await self._post(endpoint, *body, ends)

    @traced("runcomfy.run")
    async def run(
        self, endpoint: Endpoint[..., Any, T], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> AsyncResult[T]:
        """Check the inputs, submit them, and wait for the result."""
        ends = self.deadline()
        body = await self._body(endpoint, args, kwargs)
        with AsyncTermination():
            job = await self._post(endpoint, *body, ends)
            return await job.follow(ends, self.options.on_interrupt or "cancel")

    async def _body(
        self, endpoint: Endpoint[..., Any, Any], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> tuple[dict[str, Any], bytes]:
        # Only what touches a disk is worth a thread.
        if endpoint.needs_disk(args, kwargs):
            value = await asyncio.to_thread(endpoint.build, args, kwargs)
        else:
            value = endpoint.build(args, kwargs)
        wire = endpoint.wire(value)
        return wire, await self.prepare(endpoint.model_id, wire)

    def job(self, request_id: str, endpoint: Endpoint[..., Any, Any] | None) -> AsyncJob[Any]:
        """The handle of a job."""
        return AsyncJob(self, request_id, endpoint)

    async def prepare(self, model_id: str, wire: dict[str, Any]) -> bytes:
        """The body of a submit, within the limits of the options."""
        from ._body import has_local_files, prepare_body

        options = self.options
        make = partial(
            prepare_body, wire, local_files=options.local_files, max_body=options.max_body, model_id=model_id
        )
        return await asyncio.to_thread(make) if has_local_files(wire) else make()

    async def _post(
        self, endpoint: Endpoint[..., Any, T], wire: dict[str, Any], body: bytes, ends: float | None
    ) -> AsyncJob[T]:
        """Every single paid request goes through here.

        A cancellation waits for the answer of a request that is on its way, five seconds at most: it brings the id
        without which the job could be neither cancelled nor found.
        """
        flight = _Flight(self)
        begun = self.now()
        task = asyncio.ensure_future(flight.paid(endpoint.model_id, wire, body, ends))

        def job() -> AsyncJob[T]:
            request_id = task.result()
            logger.info("request %s: submitted to %s", request_id, endpoint.model_id)
            return AsyncJob(self, request_id, endpoint, begun=begun, ends=ends)

        try:
            await asyncio.shield(task)
        except (asyncio.CancelledError, KeyboardInterrupt, SystemExit) as error:
            if await flight.land(task):
                await job().interrupted(error, self.options.on_interrupt or "cancel")
            elif flight.unanswered:
                error.add_note(submit_note(endpoint.model_id))
                logger.warning("%s", submit_note(endpoint.model_id))
            raise
        return job()

    def result(
        self,
        job: AsyncJob[T],
        document: dict[str, object],
        output: object,
        raw: object,
        ends: float | None,  # noqa: ARG002 (saving has a deadline of its own)
    ) -> AsyncResult[T]:
        """The result of a job, with what it needs to save its files."""
        from ._files import AsyncDownloader
        from ._result import AsyncResult

        return cast(
            "AsyncResult[T]",
            AsyncResult(
                **result_facts(job, document),
                output=output,
                raw=raw,
                _downloader=AsyncDownloader(
                    self.session.transport,
                    download_policy(self),
                    deadline=self.options.deadline,
                    saved=partial(self.books.save, self, job.request_id),
                ),
            ),
        )


class _Flight:
    """The sending of one paid request, which a cancellation must not simply cut off."""

    def __init__(self, core: AsyncCore) -> None:
        self._core = core
        self._flying = False
        self._stopping = False
        self._paid: Paid | None = None
        self.unanswered = False

    async def paid(self, model_id: str, wire: dict[str, Any], body: bytes, ends: float | None) -> str:
        """The id of the new job, once it stands in the books."""
        core, books = self._core, self._core.books
        self._paid = paid = await self._keep(partial(books.open, core, model_id, wire))
        try:
            operation = submit(core.context(ends), model_id, body)
            request_id = await drive_async(operation, self.send, self.sleep)
        except BaseException as error:
            await self._keep(partial(books.fail, core, paid, error, flying=self.unanswered))
            raise
        await self._keep(partial(books.accept, core, paid, request_id))
        return request_id

    async def _keep(self, do: Callable[[], T]) -> T:
        self._flying = True
        try:
            # The id must not be lost with a cancellation, which comes again.
            return do() if self._core.books.journal is None else await self._core.kept(do)
        finally:
            self._flying = False

    async def send(self, effect: Send) -> Answer:
        self._go_on()
        if self._paid is not None and self._paid.paused:
            await self._keep(partial(self._core.books.go_on, self._core, self._paid))
            self._go_on()
        self._flying = self.unanswered = True
        answer = None
        try:
            answer = await self._core.send(effect)
        finally:
            self._flying = False
        self.unanswered = False
        return answer

    async def sleep(self, seconds: float) -> None:
        # It is only waited where the server has taken nothing.
        self.unanswered = False
        if self._paid is not None:
            await self._keep(partial(self._core.books.pause, self._core, self._paid))
        self._go_on()
        await self._core.sleep(seconds)

    def _go_on(self) -> None:
        if self._stopping:
            raise asyncio.CancelledError

    async def land(self, task: asyncio.Future[str]) -> bool:
        """End it, and say whether it brought an id."""
        self._stopping = True
        if self._flying:
            # A second cancellation is not held back.
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait({task}, timeout=BOUND)
        if not task.done():
            task.cancel()
            await asyncio.wait({task}, timeout=1.0)
        return task.done() and not task.cancelled() and task.exception() is None
