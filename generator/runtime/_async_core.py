"""Runs operations on the running event loop."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from ._async_job import AsyncJob
from ._core import Core
from ._drive import drive_async, iterate_async
from ._interrupts import BOUND, AsyncTermination
from ._job import download_policy, result_facts, submit_note
from ._log import logger
from ._protocol.submit import submit

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

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

    async def perform(self, operation: Operation[T]) -> T:
        """Run an operation to its end."""
        return await drive_async(operation, self.send, self.sleep)

    def iterate(self, operation: Operation[T], ended: Callable[[T], object]) -> AsyncGenerator[Update]:
        """Run an operation, yielding its updates and handing over its value."""
        return iterate_async(operation, self.send, self.sleep, ended)

    async def submit(
        self, endpoint: Endpoint[..., Any, T], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> AsyncJob[T]:
        """Check the inputs and submit them."""
        ends = self.deadline()
        body = await self._body(endpoint, args, kwargs)
        with AsyncTermination():
            return await self._post(endpoint, body, ends)

    async def run(
        self, endpoint: Endpoint[..., Any, T], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> AsyncResult[T]:
        """Check the inputs, submit them, and wait for the result."""
        ends = self.deadline()
        body = await self._body(endpoint, args, kwargs)
        with AsyncTermination():
            job = await self._post(endpoint, body, ends)
            return await job.follow(ends, self.options.on_interrupt or "cancel")

    async def _body(
        self, endpoint: Endpoint[..., Any, Any], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> bytes:
        from ._body import has_local_files, prepare_body

        # Only what touches a disk is worth a thread.
        if endpoint.needs_disk(args, kwargs):
            value = await asyncio.to_thread(endpoint.build, args, kwargs)
        else:
            value = endpoint.build(args, kwargs)
        wire = endpoint.wire(value)
        local_files, max_body = self.options.local_files, self.options.max_body
        if not has_local_files(wire):
            return prepare_body(wire, local_files=local_files, max_body=max_body, model_id=endpoint.model_id)
        return await asyncio.to_thread(
            prepare_body, wire, local_files=local_files, max_body=max_body, model_id=endpoint.model_id
        )

    async def _post(self, endpoint: Endpoint[..., Any, T], body: bytes, ends: float | None) -> AsyncJob[T]:
        """Every paid request goes through here.

        A cancellation waits for the answer of a request that is on its way, five seconds at most: it brings the id
        without which the job could be neither cancelled nor found.
        """
        flight = _Flight(self)
        begun = self.now()
        operation = submit(self.context(ends), endpoint.model_id, body)
        task = asyncio.ensure_future(drive_async(operation, flight.send, flight.sleep))

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
        self, job: AsyncJob[T], document: dict[str, object], output: object, raw: object, ends: float | None
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
                downloader=AsyncDownloader(
                    self.session.transport, download_policy(self), deadline=self.context(ends).left()
                ),
            ),
        )


class _Flight:
    """The sending of one paid request, which a cancellation must not simply cut off."""

    def __init__(self, core: AsyncCore) -> None:
        self._core = core
        self._flying = False
        self._stopping = False
        self.unanswered = False

    async def send(self, effect: Send) -> Answer:
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
