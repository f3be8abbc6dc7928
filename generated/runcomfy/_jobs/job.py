"""What the two job handles have in common: what they know, what they show, and how an ending becomes a result."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .._plain.log import logger, warn
from .._plain.money import money
from .._plain.text import one_line
from .._protocol.api_errors import short_json
from .._protocol.ids import check_request_id
from .._protocol.options import check_seconds, check_word
from .._protocol.reading import message_of
from .._states import state_text
from ..errors import ConfigError, JobCancelledError, JobFailedError, WaitTimeoutError
from .notebook import Display, job_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from .._catalogue.model import Endpoint
    from .._files.policy import DownloadPolicy
    from .._protocol.context import DeadlinePassedError
    from .._protocol.ending import Ending
    from .._protocol.pace import Pace
    from .._states import CancelOutcome, JobUpdate
    from .core import Core

__all__ = [
    "JobBase", "download_policy", "finish", "output_reader", "result_facts", "show_in_notebook", "timed_out",
]  # fmt: skip

Out_co = TypeVar("Out_co", covariant=True)  # the type of the output


class JobBase(Generic[Out_co]):
    """One submitted job. It can be pickled; the token does not go along."""

    def __init__(
        self,
        core: Core[Any],
        request_id: str,
        endpoint: Endpoint[..., Any, Out_co] | None = None,
        *,
        model_id: str | None = None,
        begun: float | None = None,
    ) -> None:
        self._request_id = check_request_id(request_id)
        self._model_id = endpoint.model_id if endpoint is not None else model_id
        self._endpoint = endpoint
        self._base = core
        # A moment of this process's clock, which means nothing in another one.
        self._begun = begun
        self._fresh = begun is not None
        self._taken = core.now() if self._fresh else None
        self._ending: Ending | None = None
        self._last: JobUpdate | None = None
        self._display: Display | None = None

    @property
    def request_id(self) -> str:
        """The server's id of this job: enough to find it again, in any process."""
        return self._request_id

    @property
    def model_id(self) -> str | None:
        """The model it runs, if that is known."""
        return self._model_id

    def __repr__(self) -> str:
        model = f" of {one_line(self._model_id)}" if self._model_id else ""
        state = self._state()
        return f"<{type(self).__name__} {self._request_id}{model}{f', {state}' if state else ''}>"

    def _state(self) -> str:
        """Return its state as far as it was seen, in words."""
        if self._ending is not None:
            return self._ending.state
        if self._last is None:
            return ""
        return one_line(state_text(self._last.status, self._last.queue_position))

    def _repr_html_(self) -> str:
        """Return what a notebook shows: how the job was doing when someone last looked."""
        seconds = self._last.elapsed if self._last is not None else None
        return job_html(type(self).__name__, self._request_id, self._model_id, self._state(), seconds)

    def _ipython_display_(self) -> None:
        """Show the same, kept up to date there while the job is waited for."""
        self._display = Display(repr(self), self._repr_html_())

    def _show_in_notebook(self) -> None:
        """Show it there, if that was not done before."""
        if self._display is None:
            self._ipython_display_()

    def _record_update(self, update: JobUpdate) -> None:
        self._last = update
        if self._display is not None:
            self._display.show(repr(self), self._repr_html_())

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._request_id == cast("JobBase[Any]", other)._request_id

    def __hash__(self) -> int:
        return hash(self._request_id)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_begun": None, "_taken": None, "_fresh": False, "_display": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    def _start(self) -> float:
        if self._begun is None:
            self._begun = self._base.now()
        return self._begun

    def _pace(self, *, watched: bool) -> Pace:
        """Return when to look. Whoever watches wants to see at once how it does."""
        return self._base.pace(self._model_id, self._taken, at_once=watched or self._display is not None)

    def _deadline(self, timeout: float | None) -> float | None:
        """Return the moment until which to wait: so many seconds from now, or the client's `timeout` from now."""
        check_seconds("timeout", timeout)
        return self._base.deadline(timeout)

    @staticmethod
    def _check_wait(on_timeout: object, on_interrupt: object, on_update: object) -> None:
        """Refuse arguments of a wait that cannot be: what they ask for would otherwise not happen, and unsaid."""
        check_word("on_timeout", on_timeout, ("detach", "cancel", None))
        check_word("on_interrupt", on_interrupt, ("detach", "cancel", None))
        if on_update is not None and not callable(on_update):
            raise ConfigError("on_update must be a function of one JobUpdate.")

    def _conclude(self, ending: Ending) -> tuple[object, object]:
        """Return the output as its type and as it came, or the error that the ending is."""
        self._ending = ending
        if self._display is not None:
            self._display.show(repr(self), self._repr_html_())
        found = ending.document.get("model_id")
        if self._model_id is None and isinstance(found, str):
            self._model_id = found
        logger.info("request %s: %s", self._request_id, ending.state)
        if ending.state == "failed":
            said = message_of(ending.reason)
            raise JobFailedError(
                f"The job failed: {said}." if said else "The job failed; the server gave no reason.",
                job=self,  # type: ignore[arg-type]
                reason=short_json(ending.reason),
            )
        if ending.state == "cancelled":
            raise JobCancelledError("The job was cancelled.", job=self)  # type: ignore[arg-type]
        return self._output(ending.document)

    def _output(self, document: dict[str, object]) -> tuple[object, object]:
        raw = document.get("output")
        endpoint = self._endpoint
        kind = None
        if self._model_id is not None:
            from .._catalogue.registry import known_info

            info = known_info(self._model_id)
            if info is not None:
                kind = info.kind
                endpoint = endpoint or info.endpoint
        if endpoint is None or endpoint.output_type is object:
            return raw, raw
        output, problems = output_reader()(endpoint.model_id, endpoint.output_type, raw, kind=kind)
        for problem in problems:
            warn(f"The output of request {self._request_id} is not what was expected: {problem}")
        return output, raw

    def _finish(self, ending: Ending) -> Any:
        """Return the result, or raise the error that the ending is."""
        raise NotImplementedError

    def _timed_out(self, passed: DeadlinePassedError, cancellation: CancelOutcome | None) -> WaitTimeoutError:
        """Return the error that a deadline is."""
        state = f"it was {passed.status}" if passed.status else "its state is not known"
        text = f"The job was not finished in time; {state}."
        if passed.trouble:
            text = f"{text} The last look at it failed: {passed.trouble}"
        hint = f"It is still running. Wait for it with error.job.wait(), or later with {self._resume}."
        if cancellation is not None:
            hint = (
                "It was cancelled."
                if cancellation
                else f"It was not cancelled: {cancellation.reason}. {hint}"
            )
        return WaitTimeoutError(
            text,
            job=self,  # type: ignore[arg-type]
            status=passed.status,
            cancellation=cancellation,
            hint=hint,
        )

    @property
    def _resume(self) -> str:
        return f"client.job({self._request_id!r}).wait()"

    def _attach_note(self, error: BaseException, what: str) -> None:
        """Leave the id with an interrupt that ends the wait, and in the log: nothing else will show it."""
        note = f"RunComfy request {self._request_id}: {what}"
        error.add_note(note)
        logger.warning("%s", note)

    def _attach_id(self, error: Exception) -> None:
        """Leave the id with an error that does not hold it."""
        if getattr(error, "request_id", None) != self._request_id:
            self._attach_note(error, self._left_running())

    def _left_running(self) -> str:
        return f"it is still running; find it again with {self._resume}"

    def _cancelled(self, outcome: CancelOutcome) -> str:
        return "cancelled" if outcome else f"not cancelled: {outcome.reason}; {self._left_running()}"


def finish(job: JobBase[Any], ending: Ending) -> Any:
    """Return the result of a job, or raise the error that its ending is."""
    return job._finish(ending)  # pyright: ignore[reportPrivateUsage] (a method that users have no use for)


def timed_out(
    job: JobBase[Any], passed: DeadlinePassedError, cancellation: CancelOutcome | None
) -> WaitTimeoutError:
    """Return the error that a deadline is."""
    return job._timed_out(passed, cancellation)  # pyright: ignore[reportPrivateUsage] (a method that users have no use for)


def show_in_notebook(job: JobBase[Any]) -> None:
    """Show a job there, if that was not done before."""
    job._show_in_notebook()  # pyright: ignore[reportPrivateUsage] (a method that users have no use for)


@cache
def output_reader() -> Callable[..., tuple[Any, tuple[str, ...]]]:
    """Return what makes a typed output of what came."""
    from .._schema.outputs import read_output

    return read_output


def result_facts(job: JobBase[Any], document: dict[str, object]) -> dict[str, Any]:
    """Return what a result document says beside the output."""
    word = document.get("status")
    return {
        "request_id": job.request_id,
        "model_id": job.model_id,
        "status": word if isinstance(word, str) else "completed",
        "cost": money(document.get("cost")),
        "created_at": document.get("created_at"),
        "finished_at": document.get("finished_at"),
    }


def download_policy(core: Core[Any]) -> DownloadPolicy:
    """Return where result files may come from, by the options. A server on this machine has its files here too."""
    from .._files.policy import DownloadPolicy

    options = core.options
    return DownloadPolicy(
        allowed_hosts=options.download_hosts,
        allow_loopback=core.is_loopback,
        http_hosts=options.http_hosts,
        max_bytes=options.max_download_bytes,
        retries=options.max_retries,
        timeouts=options.http_timeout,
    )
