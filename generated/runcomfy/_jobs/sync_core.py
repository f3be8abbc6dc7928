"""Runs operations in the calling thread."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from .._catalogue.model import checked_input, wire_of
from .._plain.log import logger
from .._plain.tracing import traced
from .._protocol.effects import Send, Sleep, TransportError, WithheldError
from .._protocol.submit import submit
from .core import Core, paid_trail
from .drive import drive, iterate
from .interrupts import Interrupts
from .job import download_policy, output_reader, result_facts
from .sync_job import Job, follow, interrupted

if TYPE_CHECKING:
    from collections.abc import Generator

    from .._catalogue.model import Endpoint
    from .._files.sync import Downloader
    from .._protocol.effects import Operation, Response, Work
    from .._states import JobUpdate
    from .._transport.settings import TransportSettings
    from .._transport.sync import SyncTransport
    from .sync_result import Result

__all__ = ["SyncCore"]

T = TypeVar("T")


class SyncCore(Core["SyncTransport"]):
    """What works inside `RunComfy`. Strictly private."""

    is_async: ClassVar[bool] = False

    @staticmethod
    def connect(settings: TransportSettings) -> SyncTransport:
        """Return connections with these settings."""
        from .._transport.sync import SyncTransport

        return SyncTransport(settings)

    def load(self) -> None:
        """Import what a job needs to its end, before it is paid for: a process that is ending imports nothing new."""
        _ = self.session.transport, output_reader(), _result_types()

    def send(self, effect: Send) -> Response:
        """Send one request."""
        session, options = self.session, self.options
        trail = paid_trail() if effect.paid else None
        try:
            response = session.transport.send(
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

    def do(self, effect: Send | Sleep | Work) -> object:
        """Carry one effect out."""
        if isinstance(effect, Send):
            return self.send(effect)
        if isinstance(effect, Sleep):
            return self.clock.sleep(effect.seconds)
        return effect.do()

    def perform(self, operation: Operation[T]) -> T:
        """Run an operation to its end."""
        return drive(operation, self.do)

    def iterate(self, operation: Operation[T]) -> Generator[JobUpdate, None, T]:
        """Run an operation, yielding its updates."""
        return iterate(operation, self.do)

    @traced("runcomfy.submit")
    def submit(
        self, endpoint: Endpoint[..., Any, T], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> Job[T]:
        """Check the inputs and submit them."""
        ends = self.deadline()
        body = self._body(endpoint, args, kwargs)
        with Interrupts() as interrupts:
            job = self.accounting()._post(endpoint, *body, interrupts, ends)
            try:
                interrupts.release()
                interrupts.check()
            except (KeyboardInterrupt, SystemExit) as error:
                interrupted(job, error, self.on_interrupt)
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
            job = self.accounting()._post(endpoint, *body, interrupts, ends)
            return follow(job, interrupts, ends, self.on_interrupt)

    def _body(
        self, endpoint: Endpoint[..., Any, Any], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> tuple[dict[str, Any], bytes]:
        wire = wire_of(endpoint, checked_input(endpoint, args, kwargs, self.options.local_files))
        return wire, self.prepare(endpoint.model_id, wire)

    def job(self, request_id: str, endpoint: Endpoint[..., Any, Any] | None) -> Job[Any]:
        """Return the handle of a job."""
        return Job(self, request_id, endpoint)

    def prepare(self, model_id: str, wire: dict[str, Any]) -> bytes:
        """Return the body of a submit, within the limits of the options."""
        from .._schema.body import prepare_body

        options = self.options
        return prepare_body(
            wire, local_files=options.local_files, max_body=options.max_body_bytes, model_id=model_id
        )

    def _post(
        self,
        endpoint: Endpoint[..., Any, T],
        wire: dict[str, Any],
        body: bytes,
        interrupts: Interrupts,
        ends: float | None,
    ) -> Job[T]:
        """Send one paid request, and return its job.

        An interrupt waits for the answer and for what is written down, so that no job is forgotten; it is raised where
        nothing is on its way.
        """

        def do(effect: Send | Sleep | Work) -> object:
            if isinstance(effect, Sleep):
                interrupts.release()
                interrupts.check()
            elif isinstance(effect, Send):
                try:
                    interrupts.check()
                except (KeyboardInterrupt, SystemExit) as error:
                    raise WithheldError(error) from None
            reply = self.do(effect)
            interrupts.hold()
            return reply

        self.load()
        entry = self.entry(endpoint.model_id, wire, len(body))
        self.perform(self.priced(entry, ends))
        begun = self.now()
        interrupts.hold()
        # What holds an interrupt back lets go of it where the job has somebody to look after it.
        accepted = drive(submit(self.context(ends), entry, body), do)
        if not accepted.fresh:
            logger.info("request %s: found in the journal, and not submitted again", accepted.request_id)
            return Job(self, accepted.request_id, endpoint)
        logger.info("request %s: submitted to %s", accepted.request_id, endpoint.model_id)
        return Job(self, accepted.request_id, endpoint, begun=begun)

    def result(self, job: Job[T], document: dict[str, object], output: object, raw: object) -> Result[T]:
        """Return the result of a job, with what it needs to save its files."""
        downloader, result = _result_types()
        return cast(
            "Result[T]",
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


@cache
def _result_types() -> tuple[type[Downloader], type[Result[Any]]]:
    from .._files.sync import Downloader
    from .sync_result import Result

    return Downloader, Result
