"""Follows a job to its end: when to look, what a look means, and what ends the wait."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, cast

from .._plain.log import logger, warn
from .._states import JobUpdate, state_of
from ..errors import APIError, NotFoundError
from .api_errors import NOT_READY, connection_error, read
from .context import Context, DeadlinePassedError
from .effects import Emit, Operation, Request, Sleep, TransportError, send
from .ending import Ending, judge
from .ids import request_url
from .options import plain_looks
from .pace import Pace
from .reads import read_document, result_request, status, update_of
from .retry import backoff, log_wait

if TYPE_CHECKING:
    from collections.abc import Callable

_FRESH = 10.0  # seconds after a submit in which a 404 means: not everywhere yet
_NO_OUTPUT = "the job has finished without an output"
_EMPTY_LOOKS = 4  # at a result that says finished but has no output
_STRANGE_LOOKS = 8  # in a row, at an error that no one knows
_LONG_TROUBLE = 5  # failed looks in a row, after which the log says so
_SILENCE = 10.0  # seconds: another look costs nothing, and a server that is mute must not hold up a wait
_ONE_LOOK = 1.0  # seconds that the first look has, however short the wait
_MOST_WORDS = 100
warned_words: set[str] = set()
"""The unknown words for a state that this process has warned of: a word is new once, and not with every job."""
_MOVED = frozenset({301, 308})  # for good, as they say themselves


def fetch_result(context: Context, request_id: str) -> Operation[Ending | None]:
    """Return the ending of a job, or None if it has not ended: one read, tried again where it fails."""
    try:
        document = yield from read_document(context, result_request(context, request_id), request_id)
    except APIError as error:
        if error.code != NOT_READY and error.status not in {404, 425}:
            raise
        # Some servers have no result before the end; whether there is such a request its status tells.
        update = yield from status(context, request_id, context.clock.now())
        if update.finished:
            raise
        return None
    verdict = judge(document, finished=False)
    if verdict == "running":
        return None
    ending = Ending("failed", document, _NO_OUTPUT) if verdict == "empty" else verdict
    yield context.remark(partial(context.ledger.end, request_id, ending))
    return ending


class Watch:
    """One wait for one job.

    A look that fails is followed by another one until the deadline. Only an answer that another look would not
    change ends the wait: the token is refused, or there is no such request. A 404 in the first seconds after the
    submit counts as not yet, and an error that no one knows must be there for several looks.

    With `at_least_once` the first look has its time however soon the deadline is: who waits for a job that has ended
    gets its result.
    """

    def __init__(
        self,
        context: Context,
        request_id: str,
        *,
        begun: float,
        fresh: bool,
        heartbeat: float | None,
        at_least_once: bool = False,
        seen: Callable[[JobUpdate], object] | None = None,
        pace: Pace | None = None,
    ) -> None:
        self._context = context
        self._request_id = request_id
        self._begun = begun
        self._fresh = fresh
        self._heartbeat = heartbeat
        self._must_look = at_least_once
        self._seen = seen  # told what every look has shown
        self._pace = pace or Pace(plain_looks(context.options))
        self._update: JobUpdate | None = None
        self._shown_at = 0.0
        self._trouble: str | None = None

    def run(self) -> Operation[Ending]:
        """Yield an update whenever something changes, and return the ending.

        Raises:
            DeadlinePassedError: The job had not ended.
            APIError: The server refuses to tell.
        """
        empty = 0
        first = self._pace.first(self._context.clock.now())
        if first > 0:
            yield from self._pause(first)
        while True:
            # Nothing is kept of it: thousands may wait.
            update = update_of((yield from self._look("status")), self._request_id, self._elapsed())
            if not update.finished:
                self._warn_of_unknown_word(update)
                yield from self._show(update)
            else:
                document = yield from self._look("result")
                verdict = judge(document, finished=True)
                if verdict == "empty":
                    empty += 1
                    if empty >= _EMPTY_LOOKS:
                        verdict = Ending("failed", document, _NO_OUTPUT)
                if isinstance(verdict, Ending):
                    yield from self._show(self._final(verdict))
                    yield from self._ended(verdict)
                    return verdict
            yield from self._pause(self._pace.next(update, self._context.clock.now()))

    def _ended(self, ending: Ending) -> Operation[None]:
        context, pace = self._context, self._pace
        yield context.remark(partial(context.ledger.end, self._request_id, ending))
        # How long a job takes that fails says nothing of the others.
        if pace.learn is not None and ending.state == "completed":
            took = pace.took(ending.document, context.clock.now())
            if took is not None:
                yield context.remark(partial(pace.learn, *took))

    def _look(self, action: Literal["status", "result"]) -> Operation[dict[str, object]]:
        context = self._context
        if action == "result":
            request = result_request(context, self._request_id)
        else:
            request = Request("GET", request_url(context.base, self._request_id, action))
        failures = 0
        while True:
            left = context.left()
            if left is not None and self._must_look:
                left = max(left, _ONE_LOOK)
            if left is not None and left <= 0:
                raise self._time_is_up()
            asked: float | None = None
            try:
                response = yield from send(request, left, _SILENCE)
            except TransportError as fault:
                unreached = connection_error(fault, request, self._request_id)
                if fault.lasting:
                    raise unreached from None
                self._trouble = unreached.message
                kind = "no answer"
            else:
                reading = read(response, request, self._request_id)
                if reading.error is None and reading.document is not None:
                    self._trouble = None
                    return reading.document
                error = cast("APIError", reading.error)
                if not reading.transient and not self._may_change(action, error, failures):
                    raise error
                self._trouble, asked = error.message, reading.asked
                kind = f"HTTP {error.status}, {type(error).__name__}"
            # What the server says may hold what no log should: it stands there for those who look for trouble.
            logger.debug("request %s: a look at its %s failed: %s", self._request_id, action, self._trouble)
            if failures == _LONG_TROUBLE - 1:
                logger.warning(
                    "request %s: a look at its %s failed %d times in a row: %s",
                    self._request_id, action, _LONG_TROUBLE, kind,
                )  # fmt: skip
            pause = max(backoff(failures, asked, context.clock.chance), min(self._pace.delay, 1.0))
            failures += 1
            log_wait(f"request {self._request_id}: a look at its {action}", asked, pause)
            yield from self._pause(pause)

    def _may_change(self, action: str, error: APIError, failures: int) -> bool:
        if isinstance(error, NotFoundError):
            # The status has just told of the job: its result may come a little later than its end.
            late = action == "result" and failures + 1 < _EMPTY_LOOKS
            return late or (self._fresh and self._elapsed() < _FRESH)
        # Neither of the known refusals nor a known trouble of the server's.
        return type(error) is APIError and error.status not in _MOVED and failures + 1 < _STRANGE_LOOKS

    def _warn_of_unknown_word(self, update: JobUpdate) -> None:
        if state_of(update.raw_status) is not None or update.raw_status in warned_words:
            return
        # A server that makes words up must not fill the memory, or the log.
        if len(warned_words) >= _MOST_WORDS:
            return
        warned_words.add(update.raw_status)
        warn(f"Request {self._request_id} has the unknown status {update.raw_status!r}; still waiting.")

    def _final(self, ending: Ending) -> JobUpdate:
        word = ending.document.get("status")
        raw = word if isinstance(word, str) else ""
        return JobUpdate(self._request_id, ending.state, None, self._elapsed(), raw)

    def _elapsed(self) -> float:
        return self._context.clock.now() - self._begun

    def _show(self, update: JobUpdate) -> Operation[None]:
        last = self._update
        changed = last is None or (last.status, last.queue_position) != (update.status, update.queue_position)
        self._update = update
        if self._seen is not None:
            self._seen(update)
        if changed:
            self._shown_at = self._context.clock.now()
            if not update.finished:
                yield self._context.remark(partial(self._context.ledger.see, update))
            yield Emit(update)

    def _pause(self, seconds: float) -> Operation[None]:
        """Sleep, with heartbeats, and not beyond the deadline, which the next look notices."""
        self._must_look = False
        now = self._context.clock.now
        wake = now() + seconds
        ends = self._context.ends
        if ends is not None:
            wake = min(wake, ends)
        while True:
            beat = None
            if self._heartbeat is not None and self._update is not None:
                beat = self._shown_at + self._heartbeat
            until = wake if beat is None else min(wake, beat)
            pause = until - now()
            if pause > 0:
                yield Sleep(pause)
            if beat is not None and self._update is not None and now() >= beat:
                last = self._update
                self._shown_at = now()
                yield Emit(
                    JobUpdate(
                        last.request_id, last.status, last.queue_position, self._elapsed(), last.raw_status
                    )
                )
            if now() >= wake:
                return

    def _time_is_up(self) -> DeadlinePassedError:
        return DeadlinePassedError(self._update.status if self._update else None, self._trouble)
