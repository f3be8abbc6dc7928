"""The ways in which a sandbox can be told to misbehave, as plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, cast

from .._plain.brief import brief_to_make
from .._plain.json_values import show
from ._fields import SettingError, check_fields

__all__ = [
    "ROUTES",
    "Dialect",
    "EarlyResult",
    "Fault",
    "FaultBody",
    "FaultError",
    "FaultKind",
    "Faults",
    "SubmitAnswer",
    "Words",
]

FaultKind: TypeAlias = Literal["status", "drop", "half", "error_code", "hang", "fail"]
"""What happens; `Fault.kind` tells of each."""
FaultBody: TypeAlias = Literal["usual", "json", "html", "text", "empty"]
"""What the body of an error is; `usual` suits its status."""
Dialect: TypeAlias = Literal["A", "B", "200", "both"]
"""How errors are told; `Faults.dialect` tells of each."""
SubmitAnswer: TypeAlias = Literal["full", "bare", "accepted"]
"""What the answer to a submit holds."""
EarlyResult: TypeAlias = Literal["state", "400005", "404", "425"]
"""What the answer to a look at a result is before there is one."""
ROUTES: tuple[str, ...] = (
    "*",
    "submit",
    "status",
    "result",
    "cancel",
    "models",
    "model",
    "categories",
    "balance",
    "outputs",
)


_LONGEST_WAIT = 1_000_000_000  # seconds, of which a date can still be made
_HIGHEST_RATE = 1_000_000


class FaultError(SettingError):
    """A fault was described in a way the sandbox does not know."""


@brief_to_make
@dataclass(frozen=True, kw_only=True)
class Fault:
    """One misfortune: what happens, where, and how often.

    Raises:
        FaultError: A field holds something unknown or out of range.
    """

    kind: FaultKind = "status"
    """`status` answers with `status`; `drop` closes the connection without a word; `half` sends half of the
    right answer; `error_code` is a 200 whose body says it failed; `hang` says nothing until the client leaves;
    `fail` takes the submission well, and lets its job fail."""
    route: str = "*"
    """Where: submit, status, result, cancel, models, model, categories, balance, outputs, or all of them."""
    model: str | None = None
    """Only for this model's requests."""
    rate: float = 1.0
    """The share of requests it meets, 0 to 1, drawn from the sandbox's seed."""
    skip: int = 0
    """How many requests pass first."""
    times: int | None = None
    """How often it happens at most; None is for ever."""
    after: bool = False
    """True: the request is carried out first, and only its answer is lost."""
    status: int = 503
    """300 to 599."""
    body: FaultBody = "usual"
    """usual: a CDN's page for 520 to 527, JSON for the rest."""
    location: str | None = None
    """Where a redirect leads; None is the sandbox's own page."""
    retry_after: float | None = None
    """Seconds in the `Retry-After` header, up to 1,000,000,000."""
    retry_after_form: Literal["seconds", "date"] = "seconds"
    """Whether the header has the number, or the date on which they are over."""

    @property
    def form(self) -> Literal["json", "html", "text", "empty"]:
        """What the body is like."""
        if self.body == "usual":
            return "html" if 520 <= self.status <= 527 else "json"
        return self.body

    def meets(self, route: str, model: str | None) -> bool:
        """Return whether it is meant for requests of this route and model."""
        if self.kind == "fail" and route != "submit":
            return False
        return self.route in ("*", route) and self.model in (None, model)

    def __post_init__(self) -> None:
        check_fields(self, FaultError)
        if self.route not in ROUTES:
            raise FaultError(f"route must be one of {', '.join(ROUTES)}, not {self.route!r}")
        if not 0 <= self.rate <= 1:
            raise FaultError("rate must be from 0 to 1")
        if not 300 <= self.status <= 599:
            raise FaultError("status must be from 300 to 599")
        if self.location is not None and not (self.location.isascii() and self.location.isprintable()):
            raise FaultError("location must be an address")
        if self.skip < 0 or (self.times is not None and self.times < 0):
            raise FaultError("skip and times must not be negative")
        if self.retry_after is not None and not 0 <= self.retry_after <= _LONGEST_WAIT:
            raise FaultError(f"retry_after must be from 0 to {_LONGEST_WAIT}")


@brief_to_make
@dataclass(frozen=True, kw_only=True)
class Words:
    """The word the server uses for each state. Any word will do, also one nobody has heard of."""

    queued: str = "in_queue"
    running: str = "in_progress"
    finished: str = "completed"
    """On `/status`, for a job that went well."""
    finished_badly: str = "completed"
    """On `/status`, for a job that failed."""
    succeeded: str = "succeeded"
    """On `/result`."""
    failed: str = "failed"
    """On `/result`."""
    cancelled: str = "cancelled"

    def __post_init__(self) -> None:
        check_fields(self, FaultError)


@brief_to_make
@dataclass(frozen=True, kw_only=True)
class Faults:
    """How the server speaks, and the misfortunes it plays. The default is a server with good manners.

    Raises:
        FaultError: A field holds something unknown or out of range.
    """

    dialect: Dialect = "A"
    """A: HTTP statuses with a `detail`; B: six-digit `error_code`s; 200: those, but always with status 200;
    both: HTTP statuses, with a code, an `error_message` and a `detail` beside each other."""
    loc: Literal["input", "body"] = "input"
    """What the `loc` of a refused input begins with."""
    words: Words = field(default_factory=Words)
    output: Literal["schema", "object", "string", "list"] = "schema"
    """The shape of a result's `output`: as the model's schema has it, or another one that has been seen."""
    error: Literal["string", "object"] = "string"
    """The shape of a failed job's `error`."""
    submit: SubmitAnswer = "full"
    """full: addresses beside the `request_id`; bare: the `request_id` alone; accepted: a 202 with the status."""
    early: EarlyResult = "state"
    """What `/result` answers before the end: the state with a 200, a 400 with code 400005, a 404 or a 425."""
    schemas: Literal["plain", "quirks"] = "plain"
    """quirks: types are capitalised, and integers without a default have a null one, as in some live schemas."""
    cancel: Literal["both", "outcome", "status"] = "both"
    """Which of its two fields the answer to a cancellation has."""
    cost: Literal["given", "missing", "late"] = "given"
    """Whether a result says what it cost, where that is asked for; late: not yet in the first result that is read."""
    echo_inputs: bool = False
    """Whether results repeat the inputs."""
    foreign_host: str = "elsewhere.example"
    """The host that the two switches below put into answers, in place of the sandbox's own."""
    foreign_links: bool = False
    """Whether `status_url`, `result_url` and `cancel_url` lead there. Some clients take their token along."""
    foreign_outputs: bool = False
    """Whether output files are said to lie there."""
    rate_limit: int | None = None
    """How many requests of one token are answered within `rate_window`, up to 1,000,000; those beyond get a 429."""
    rate_window: float = 1.0
    """Seconds."""
    rate_header: bool = True
    """Whether that 429 has a `Retry-After`."""
    fail_rate: float = 0.0
    """The share of jobs that fail, 0 to 1."""
    fail_text: str = "The model could not make this."
    """Why a job that fails has failed."""
    latency: float = 0.0
    """Seconds before every answer."""
    jitter: float = 0.0
    """Up to so many seconds more."""
    play: tuple[Fault, ...] = ()
    """Misfortunes of single requests: the first that meets a request is the one that happens to it."""

    def __post_init__(self) -> None:
        check_fields(self, FaultError)
        if not isinstance(cast("object", self.words), Words):
            raise FaultError(f"words must be a Words, not {show(self.words)}")
        if isinstance(cast("object", self.play), list):
            object.__setattr__(self, "play", tuple(self.play))
        if not isinstance(cast("object", self.play), tuple) or not all(
            isinstance(cast("object", one), Fault) for one in self.play
        ):
            raise FaultError(
                f"play must be a tuple of faults, such as (Fault(status=504),), not {show(self.play)}"
            )
        if not 0 <= self.fail_rate <= 1:
            raise FaultError("fail_rate must be from 0 to 1")
        if self.latency < 0 or self.jitter < 0:
            raise FaultError("latency and jitter must not be negative")
        if self.rate_limit is not None and not 1 <= self.rate_limit <= _HIGHEST_RATE:
            raise FaultError(f"rate_limit must be from 1 to {_HIGHEST_RATE}")
        if self.rate_window <= 0:
            raise FaultError("rate_window must be above 0")
        if not re.fullmatch(r"[A-Za-z0-9.-]{1,253}(:\d{1,5})?", self.foreign_host):
            raise FaultError("foreign_host must be the name of a host")
