"""What the Model API does, without HTTP: takes requests in, tells how they stand, hands out what came of them."""

from __future__ import annotations

import hashlib
import math
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from .._plain.money import NOTHING, minus, plus
from .._plain.steady import steady
from ._dice import Dice
from ._faults import Faults
from ._intake import check_inputs, parse_body
from ._media import take_media
from ._outputs import job_error, shape_output
from ._pricing import cost
from ._queue import Job, Queue, QueueFullError
from ._responses import Refusal
from ._settings import MIB, Settings
from ._sizes import complete
from .render import RenderedFile, RenderSpec, file_names, render_one

if TYPE_CHECKING:
    from ._catalogue import Catalogue
    from ._model import Model

__all__ = ["Clock", "Service", "iso", "steady_clock"]

Clock = Callable[[], float]
"""Seconds since 1970, never going back."""

_CACHE_BYTES = 32 * MIB


def steady_clock() -> Clock:
    """Return the time of day that no correction of the machine's clock disturbs."""
    start = time.time() - steady()
    return lambda: start + steady()


class Service:
    """One sandbox's memory. Its methods are quick, but for `prepare` and `file`, which belong in a thread."""

    def __init__(self, settings: Settings, catalogue: Catalogue, faults: Faults, clock: Clock) -> None:
        self.settings = settings
        self.catalogue = catalogue
        self.clock = clock
        self._lock = threading.Lock()
        self._start(faults)

    def _start(self, faults: Faults) -> None:
        self.dice = Dice(faults, self.settings.seed)
        self._balance = Decimal(str(self.settings.balance))
        self._queue = Queue(self.settings)
        self._files: OrderedDict[tuple[str, int], RenderedFile] = OrderedDict()

    def reset(self) -> None:
        """Forget everything that has happened, the misbehaviour included."""
        with self._lock:
            self._start(Faults())

    @property
    def faults(self) -> Faults:
        return self.dice.faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        # New dice: the counts of what has already happened start again.
        self.dice = Dice(faults, self.settings.seed)

    def owner(self, token: str) -> str:
        """Return what stands for the token in the records, which hold no tokens.

        Raises:
            Refusal: The token is not accepted.
        """
        accepted = self.settings.tokens
        if not token or (accepted is not None and token not in accepted):
            raise Refusal(401, 400004, "The token is missing or wrong")
        return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()

    def admit(self, token: str) -> str:
        """Return the owner, whose request is counted.

        Raises:
            Refusal: The token is not accepted, or it has asked too often.
        """
        owner = self.owner(token)
        wait = self.dice.too_soon(owner, self.clock())
        if wait is not None:
            headers = {"retry-after": f"{math.ceil(wait)}"} if self.faults.rate_header else None
            raise Refusal(429, 429000, "There are too many requests", headers=headers)
        return owner

    def model(self, model_id: str) -> Model:
        model = self.catalogue.get(model_id)
        if model is None:
            raise Refusal(404, 400001, f"There is no model {model_id[:200]!r}")
        return model

    def prepare(self, model: Model, body: bytes, owner: str) -> Job:
        """Read and check a submission; the job it returns is not yet taken. Slow for large bodies."""
        inputs = parse_body(body)
        check_inputs(model, inputs, self.faults.loc)
        kept, pictures = take_media(inputs)
        full = complete(kept, model.checks, model.model_id)
        return Job(
            request_id=f"sbx_{secrets.token_hex(12)}",
            model_id=model.model_id,
            owner=owner,
            inputs=kept,
            pictures=pictures,
            price=cost(model.price, model.kind, full, model.checks),
            fails=False,
            created=0,
            starts=0,
            run_time=self.settings.run_time,
        )

    def submit(self, job: Job, *, fails: bool = False) -> None:
        """Take the job: it is charged and gets its place. `fails` decides that it will fail, and cost nothing."""
        if job.price > self._balance:
            raise Refusal(402, 400002, "The balance is too low for this request")
        job.created = self.clock()
        job.fails = self.dice.fails() or fails
        try:
            self._queue.add(job, job.created)
        except QueueFullError:
            raise Refusal(503, 503000, "The sandbox remembers too many requests") from None
        self._balance = minus(self._balance, self.cost(job))

    def job(self, request_id: str, owner: str | None) -> Job:
        """Return the request; `owner` None asks for nobody in particular."""
        job = self._queue.find(request_id, self.clock())
        if job is None:
            raise Refusal(404, 404001, "The request is unknown or has expired")
        if owner is not None and job.owner != owner:
            raise Refusal(403, 403001, "The request belongs to another account")
        return job

    def jobs(self, owner: str | None, most: int) -> list[Job]:
        """Return the newest requests that are still known; `owner` None asks for everybody's."""
        return self._queue.newest(owner, most, self.clock())

    def position(self, job: Job) -> int:
        """Return its place in the queue, while it waits."""
        return self._queue.position(job, self.clock())

    def cost(self, job: Job) -> Decimal:
        """Return what a finished or cancelled request has cost."""
        return NOTHING if job.fails or job.cancelled is not None else job.price

    def status(self, job: Job) -> dict[str, object]:
        now = self.clock()
        answer: dict[str, object] = {"request_id": job.request_id, "status": self._word(job, now)}
        if job.state(now) == "queued":
            answer["queue_position"] = self.position(job)
        return answer

    def _word(self, job: Job, now: float, *, result: bool = False) -> str:
        words = self.faults.words
        state = job.state(now)
        if state != "done":
            return {"queued": words.queued, "running": words.running, "cancelled": words.cancelled}[state]
        if result:
            return words.failed if job.fails else words.succeeded
        return words.finished_badly if job.fails else words.finished

    def result(self, job: Job, files_at: str, *, include_cost: bool) -> dict[str, object]:
        """Return the result in whatever state. `files_at` is the address in front of the file names.

        Raises:
            Refusal: It is not there yet, and that is how the server says so.
        """
        now = self.clock()
        faults = self.faults
        if faults.early != "state" and job.state(now) in ("queued", "running"):
            raise _not_ready(faults.early)
        answer: dict[str, object] = {
            "request_id": job.request_id,
            "status": self._word(job, now, result=True),
            "model_id": job.model_id,
            "created_at": iso(job.created),
        }
        if faults.echo_inputs:
            answer["input"] = dict(job.inputs)
        if job.state(now) not in ("done", "cancelled"):
            return answer
        answer["finished_at"] = iso(job.finishes)
        if job.state(now) == "done":
            if job.fails:
                answer["error"] = job_error(faults)
            else:
                model = self.model(job.model_id)
                urls = [f"{files_at}/{job.request_id}/{name}" for name in self.names(job)]
                answer["output"] = shape_output(model.output_schema, model.kind, urls, faults.output)
        job.results_read += 1
        late = faults.cost == "late" and job.results_read == 1
        if include_cost and faults.cost != "missing" and not late:
            answer["cost"] = float(self.cost(job))
        return answer

    def cancel(self, job: Job) -> dict[str, object]:
        """Cancel a job that still waits; say so when it is too late."""
        now = self.clock()
        done = self._queue.cancel(job, now)
        if done and not job.fails:
            self._balance = plus(self._balance, job.price)
        words = self.faults.words
        answer: dict[str, object] = {"request_id": job.request_id}
        if self.faults.cancel != "outcome":
            answer["status"] = self._word(job, now)
        if self.faults.cancel != "status":
            answer["outcome"] = words.cancelled if done else "not_cancellable"
        return answer

    def balance(self) -> dict[str, object]:
        return {
            "balance_usd": float(self._balance),
            "balance_microdollars": round(float(self._balance) * 1_000_000),
            "currency": "USD",
        }

    def file(self, job: Job, name: str) -> RenderedFile:
        """Return one file of a finished job, made when it is asked for: the same inputs always give the same one."""
        model = self.model(job.model_id)
        names = self.names(job)
        now = self.clock()
        if job.state(now) != "done" or job.fails or name not in names:
            raise Refusal(404, 404001, "There is no such file")
        kept = self.settings.files_for
        if kept is not None and now >= job.finishes + kept:
            raise Refusal(404, 404001, "The file has expired")
        key = (job.request_id, names.index(name))
        with self._lock:
            if key in self._files:
                self._files.move_to_end(key)
                return self._files[key]
        file = render_one(_spec(job, model), job.inputs, self.settings.seed, key[1])
        with self._lock:
            self._files[key] = file
            while (
                len(self._files) > 1 and sum(len(one.content) for one in self._files.values()) > _CACHE_BYTES
            ):
                self._files.popitem(last=False)
        return file

    def names(self, job: Job) -> list[str]:
        """Return the names of a request's files, made or not."""
        return file_names(_spec(job, self.model(job.model_id)), job.inputs)


def _spec(job: Job, model: Model) -> RenderSpec:
    return RenderSpec(model.model_id, model.kind, model.checks, job.pictures)


def _not_ready(early: str) -> Refusal:
    message = "The result is not ready yet"
    if early == "400005":
        return Refusal(400, 400005, message, coded=True)
    return Refusal(404, 404001, message) if early == "404" else Refusal(425, 425000, message)


def iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
