"""The handle of a submitted job, for ordinary code."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, TypeVar, cast

from .._plain.brief import brief
from .._plain.log import warn
from .._plain.tracing import traced
from .._protocol import reads, watch
from .._protocol.context import DeadlinePassedError
from .._protocol.options import check_path, check_seconds
from ..errors import RunComfyError, WaitTimeoutError
from .bounds import BOUND
from .client_base import core_of
from .interrupts import Interrupts
from .job import JobBase
from .progress import nothing, shown

if TYPE_CHECKING:
    import os
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from .._protocol.ending import Ending
    from .._protocol.options import OnInterrupt, OnTimeout, UpdateCallback
    from .._states import CancelOutcome, JobUpdate
    from .client_base import ClientBase
    from .sync_core import SyncCore
    from .sync_result import Result

__all__ = ["Job", "follow", "interrupted"]

Out_co = TypeVar("Out_co", covariant=True)  # the type of the output


class Job(JobBase[Out_co]):
    """One submitted job: look at it, wait for it, cancel it."""

    @property
    def _core(self) -> SyncCore:
        return cast("SyncCore", self._base)

    @brief
    def with_client(self, client: ClientBase[SyncCore]) -> Job[Out_co]:
        """Return the same job, asked about through another client."""
        job = Job(core_of(client), self._request_id, self._endpoint, model_id=self._model_id)
        job._ending = self._ending
        return job

    @brief
    def status(self) -> JobUpdate:
        """Look once, and return how the job is doing.

        Raises:
            APIError, APIConnectionError: The server does not tell, after the retries.
        """
        core = self._core
        update = core.perform(reads.status(core.context(core.deadline()), self._request_id, self._start()))
        self._record_update(update)
        return update

    def updates(self, *, timeout: float | None = None, heartbeat: float | None = None) -> Iterator[JobUpdate]:
        """Yield how the job is doing whenever that changes, until it has ended; `wait()` then gives the result.

        Args:
            timeout: Seconds; None means the client's `timeout`.
            heartbeat: Seconds after which an update comes although nothing has changed; None means the client's.

        Raises:
            WaitTimeoutError: The job had not ended in time. It is left running.
            APIError: The server refuses to tell.
        """
        check_seconds("heartbeat", heartbeat)
        try:
            self._ending = yield from self._watch(
                self._deadline(timeout), heartbeat, at_least_once=True, watched=True
            )
        except DeadlinePassedError as passed:
            raise self._timed_out(passed, None) from None
        except (KeyboardInterrupt, SystemExit) as error:
            self._attach_note(error, self._left_running())
            raise
        except Exception as error:
            self._attach_id(error)
            raise

    @brief
    @traced("runcomfy.wait")
    def wait(
        self,
        timeout: float | None = None,
        *,
        on_timeout: OnTimeout | None = None,
        on_interrupt: OnInterrupt | None = None,
        on_update: UpdateCallback | None = None,
    ) -> Result[Out_co]:
        """Wait for the job and return its result. It is looked at once at least, however short the wait.

        Args:
            timeout: Seconds; None means the client's `timeout`, which begins anew with every wait.
            on_timeout: `detach` leaves the job running, `cancel` cancels it; None means the client's option.
            on_interrupt: The same for Ctrl-C and SIGTERM; None means the client's option, else `detach`.
            on_update: Called with each update; None means the client's option.

        Raises:
            JobFailedError, JobCancelledError: It ended without a result.
            WaitTimeoutError: It was not finished in time; the error carries this job.
            APIError: The server refuses to tell.
        """
        self._check_wait(on_timeout, on_interrupt, on_update)
        options = self._core.options
        mode = on_interrupt or options.on_interrupt or "detach"
        with Interrupts() as interrupts:
            return self._follow(
                interrupts, self._deadline(timeout), mode, on_timeout, on_update, at_least_once=True
            )

    def _follow(
        self,
        interrupts: Interrupts,
        ends: float | None,
        mode: OnInterrupt,
        on_timeout: OnTimeout | None = None,
        on_update: UpdateCallback | None = None,
        *,
        at_least_once: bool = False,
    ) -> Result[Out_co]:
        """Return the rest of `run` and `wait`."""
        core = self._core
        callback = on_update or core.options.on_update
        try:
            interrupts.release()
            interrupts.check()
            if self._ending is None:
                with shown(core.options.progress, self) as show:
                    steps = self._watch(
                        ends,
                        None,
                        at_least_once=at_least_once,
                        watched=callback is not None or show is not nothing,
                    )
                    while True:
                        try:
                            update = next(steps)
                        except StopIteration as stop:
                            self._ending = cast("Ending", stop.value)
                            break
                        show(update)
                        _notify(callback, update)
            return self._finish(self._ending)
        except DeadlinePassedError as passed:
            cancellation = None
            if (on_timeout or core.options.on_timeout) == "cancel":
                cancellation = self._cancel_soon()
            raise self._timed_out(passed, cancellation) from None
        except Exception as error:
            self._attach_id(error)
            raise
        except BaseException as error:
            # Ctrl-C and SIGTERM, and what other libraries end a wait with.
            self._interrupted(error, mode)
            raise

    @brief
    def result(self) -> Result[Out_co]:
        """Return the result of a job that has ended: one look, without waiting.

        Raises:
            WaitTimeoutError: It has not ended yet.
            JobFailedError, JobCancelledError: It ended without a result.
            APIError, APIConnectionError: The server does not tell, after the retries.
        """
        ending = self._ending
        if ending is None:
            core = self._core
            ending = core.perform(watch.fetch_result(core.context(core.deadline()), self._request_id))
        if ending is None:
            raise WaitTimeoutError(
                "The job has not ended yet.", job=self, hint="Wait for it with job.wait()."
            )
        return self._finish(ending)

    @brief
    def download(
        self,
        directory: str | os.PathLike[str] = ".",
        *,
        timeout: float | None = None,
        overwrite: bool = False,
    ) -> list[Path]:
        """Wait for the job and save the files of its result, all within one timeout.

        Args:
            directory: Where to save; it is made if it is not there.
            timeout: Seconds for waiting and saving together; None means the client's `timeout`.
            overwrite: Whether files of the same name are replaced.

        Raises:
            DownloadError: A file could not be saved.
            JobFailedError, JobCancelledError, WaitTimeoutError: There is no result.
        """
        check_path("directory", directory)  # now, and not when the wait is over
        ends = self._deadline(timeout)
        result = self.wait(timeout)
        return result.save(directory, overwrite=overwrite, timeout=self._core.context(ends).left())

    @brief
    def cancel(self) -> CancelOutcome:
        """Ask the server to cancel the job. The outcome is true if it is cancelled, and says why it is not otherwise.

        Raises:
            APIError, APIConnectionError: The server does not answer the question, after the retries.
        """
        return self._cancel(self._core.deadline())

    def _cancel(self, ends: float | None) -> CancelOutcome:
        core = self._core
        return core.perform(reads.cancel(core.context(ends), self._request_id))

    def _interrupted(self, error: BaseException, mode: OnInterrupt) -> None:
        """Cancel or leave the job, and write with the interrupt what was done."""
        if mode == "detach" or self._ending is not None:
            self._attach_note(error, self._left_running() if self._ending is None else self._ending.state)
            return
        try:
            outcome = self._cancel_soon()
        except BaseException:  # noqa: BLE001 (a second Ctrl-C; the first is raised again)
            self._attach_note(error, f"cancelling it was interrupted; {self._left_running()}")
        else:
            self._attach_note(error, self._cancelled(outcome))

    def _cancel_soon(self) -> CancelOutcome:
        """Cancel within a few seconds, without raising."""
        try:
            return self._cancel(self._core.deadline(BOUND))
        except RunComfyError as error:
            from .._states import CancelOutcome

            return CancelOutcome(self._request_id, cancelled=False, reason=error.message)

    def _watch(
        self, ends: float | None, heartbeat: float | None, *, at_least_once: bool, watched: bool
    ) -> Generator[JobUpdate, None, Ending]:
        core = self._core
        look = watch.Watch(
            core.context(ends),
            self._request_id,
            begun=self._start(),
            fresh=self._fresh,
            heartbeat=heartbeat or core.options.heartbeat,
            at_least_once=at_least_once,
            seen=self._record_update,
            pace=self._pace(watched=watched or bool(heartbeat or core.options.heartbeat)),
        )
        return core.iterate(look.run())

    def _finish(self, ending: Ending) -> Result[Out_co]:
        """Return the result, or the error that the ending is."""
        output, raw = self._conclude(ending)
        return self._core.result(self, ending.document, output, raw)


def follow(job: Job[Out_co], interrupts: Interrupts, ends: float | None, mode: OnInterrupt) -> Result[Out_co]:
    """Wait for a job that was just submitted, and return its result."""
    return job._follow(interrupts, ends, mode)  # pyright: ignore[reportPrivateUsage] (a method that users have no use for)


def interrupted(job: Job[Any], error: BaseException, mode: OnInterrupt) -> None:
    """Cancel or leave a job, and write with the interrupt what was done."""
    job._interrupted(error, mode)  # pyright: ignore[reportPrivateUsage] (a method that users have no use for)


def _notify(callback: UpdateCallback | None, update: JobUpdate) -> None:
    if callback is None:
        return
    try:
        answer = callback(update)
        if inspect.iscoroutine(answer):
            answer.close()
            raise TypeError("an async function needs the asynchronous client")
    except Exception as error:  # noqa: BLE001 (the job matters more than what is shown of it)
        warn(f"on_update failed for request {update.request_id}: {type(error).__name__}: {error}")
