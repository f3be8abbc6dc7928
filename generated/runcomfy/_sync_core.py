"""Runs operations in the calling thread."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from ._core import Core
from ._drive import drive, iterate
from ._interrupts import Interrupts
from ._job import download_policy, result_facts, submit_note
from ._log import logger
from ._protocol.submit import submit
from ._sync_job import Job
from ._trace import traced

if TYPE_CHECKING:
    import threading
    from collections.abc import Generator

    from ._endpoint import Endpoint
    from ._protocol.effects import Answer, Operation, Send
    from ._result import Result
    from ._states import Update
    from ._transport import SyncTransport

__all__ = ["SyncCore"]

T = TypeVar("T")


class SyncCore(Core["SyncTransport"]):
    """What works inside `RunComfy`. Strictly private."""

    is_async: ClassVar[bool] = False

    def open_transport(self) -> SyncTransport:
        """Connections with the usual settings."""
        from ._transport import SyncTransport, TransportSettings

        return SyncTransport(TransportSettings())

    def send(self, effect: Send) -> Answer:
        """Send one request."""
        session, options = self.session, self.options
        answer = session.transport.send(
            effect.request,
            headers=session.headers(effect.request, options),
            timeouts=options.timeouts,
            limit=effect.limit,
        )
        return session.clean(answer)

    def sleep(self, seconds: float) -> None:
        """Do nothing for some seconds."""
        time.sleep(seconds)

    def pause(self, changed: threading.Condition, seconds: float) -> None:
        """Wait for a change, but only for some seconds."""
        changed.wait(seconds)

    def perform(self, operation: Operation[T]) -> T:
        """Run an operation to its end."""
        return drive(operation, self.send, self.sleep)

    def iterate(self, operation: Operation[T]) -> Generator[Update, None, T]:
        """Run an operation, yielding its updates."""
        if self.books.journal is None:
            return iterate(operation, self.send, self.sleep)
        return self._written(iterate(operation, self.send, self.sleep))

    def _written(self, steps: Generator[Update, None, T]) -> Generator[Update, None, T]:
        """The updates, each first written into the journal."""
        while True:
            try:
                update = next(steps)
            except StopIteration as stop:
                value: T = stop.value
                return value
            self.books.see(self, update)
            yield update

    @traced("runcomfy.submit")
    def submit(
        self, endpoint: Endpoint[..., Any, T], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> Job[T]:
        """Check the inputs and submit them."""
        ends = self.deadline()
        body = self._body(endpoint, args, kwargs)
        with Interrupts() as interrupts:
            job = self._post(endpoint, *body, interrupts, ends)
            try:
                interrupts.check()
            except (KeyboardInterrupt, SystemExit) as error:
                job.interrupted(error, self.options.on_interrupt or "cancel")
                raise
            return job

    @traced("runcomfy.run")
    def run(
        self, endpoint: Endpoint[..., Any, T], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> Result[T]:
        """Check the inputs, submit them, and wait for the result."""
        ends = self.deadline()
        body = self._body(endpoint, args, kwargs)
        with Interrupts() as interrupts:
            job = self._post(endpoint, *body, interrupts, ends)
            return job.follow(interrupts, ends, self.options.on_interrupt or "cancel")

    def _body(
        self, endpoint: Endpoint[..., Any, Any], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> tuple[dict[str, Any], bytes]:
        wire = endpoint.wire(endpoint.build(args, kwargs))
        return wire, self.prepare(endpoint.model_id, wire)

    def job(self, request_id: str, endpoint: Endpoint[..., Any, Any] | None) -> Job[Any]:
        """The handle of a job."""
        return Job(self, request_id, endpoint)

    def prepare(self, model_id: str, wire: dict[str, Any]) -> bytes:
        """The body of a submit, within the limits of the options."""
        from ._body import prepare_body

        options = self.options
        return prepare_body(
            wire, local_files=options.local_files, max_body=options.max_body, model_id=model_id
        )

    def _post(
        self,
        endpoint: Endpoint[..., Any, T],
        wire: dict[str, Any],
        body: bytes,
        interrupts: Interrupts,
        ends: float | None,
    ) -> Job[T]:
        """Every single paid request goes through here.

        From the first line in the books to the last, an interrupt waits: what is set aside must not be forgotten.
        """
        interrupts.hold()
        try:
            request_id, begun = self._paid(endpoint.model_id, wire, body, interrupts, ends)
        finally:
            interrupts.release()
        logger.info("request %s: submitted to %s", request_id, endpoint.model_id)
        return Job(self, request_id, endpoint, begun=begun, ends=ends)

    def _paid(
        self, model_id: str, wire: dict[str, Any], body: bytes, interrupts: Interrupts, ends: float | None
    ) -> tuple[str, float]:
        flying = False

        def send(effect: Send) -> Answer:
            nonlocal flying
            interrupts.check()
            self.books.go_on(self, paid)
            flying = True
            interrupts.hold()
            return self.send(effect)

        def sleep(seconds: float) -> None:
            nonlocal flying
            flying = False
            self.books.pause(self, paid)
            interrupts.release()
            interrupts.check()
            self.sleep(seconds)

        paid = self.books.open(self, model_id, wire)
        begun = self.now()
        try:
            request_id = drive(submit(self.context(ends), model_id, body), send, sleep)
        except BaseException as error:
            self.books.fail(self, paid, error, flying=flying)
            if flying and not isinstance(error, Exception):
                error.add_note(submit_note(model_id))
                logger.warning("%s", submit_note(model_id))
            raise
        self.books.accept(self, paid, request_id)
        return request_id, begun

    def result(
        self,
        job: Job[T],
        document: dict[str, object],
        output: object,
        raw: object,
        ends: float | None,  # noqa: ARG002 (saving has a deadline of its own)
    ) -> Result[T]:
        """The result of a job, with what it needs to save its files."""
        from ._files import Downloader
        from ._result import Result

        return cast(
            "Result[T]",
            Result(
                **result_facts(job, document),
                output=output,
                raw=raw,
                _downloader=Downloader(
                    self.session.transport,
                    download_policy(self),
                    deadline=self.options.deadline,
                    saved=partial(self.books.save, self, job.request_id),
                ),
            ),
        )
