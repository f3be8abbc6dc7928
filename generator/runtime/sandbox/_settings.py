"""How a sandbox queues, runs, charges and forgets."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Literal, cast

from .._plain.brief import brief_to_make
from .._plain.json_values import show
from ._fields import SettingError, check_fields

__all__ = ["Settings"]

MIB = 1024 * 1024


@brief_to_make
@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a sandbox does by default. Times are seconds, money is USD.

    Raises:
        ConfigError: Something is of another type, or out of its range. It is a `ValueError`, too.
    """

    workers: int = 2
    """How many jobs run at once."""
    queue_time: float = 0.1
    """The least time a job waits before it starts."""
    run_time: float = 0.3
    """How long a job runs once it has started."""
    crowd: int = 0
    """Other people's jobs shown ahead of each new one; they go away during `queue_time`."""
    seed: int = 0
    """What pictures and misfortunes are drawn from."""
    balance: float = 100.0
    """What the account holds at the start."""
    keep_for: float = 3600.0
    """How long a finished request and its files can still be asked for."""
    files_for: float | None = None
    """How long a finished request's files can be fetched; None is as long as the request is known."""
    any_model: bool = False
    """Whether every well-formed id is a model, also one that no schema is there for: it takes any inputs."""
    unknown_inputs: Literal["accept", "refuse"] = "accept"
    """What becomes of inputs that a model's schema does not name. The real server is not known to refuse them."""
    name: str | None = None
    """A host name under which the sandbox is reached, too; it then stands in the links that it makes."""
    max_jobs: int = 20_000
    """How many requests are remembered; beyond it a submission gets a 503."""
    max_body: int = 64 * MIB
    """The largest request body taken, in bytes."""
    tokens: frozenset[str] | None = None
    """The tokens that are accepted; None takes any that is not empty."""

    def __post_init__(self) -> None:
        check_fields(self)
        object.__setattr__(self, "balance", float(self.balance))
        if self.tokens is not None:
            object.__setattr__(self, "tokens", _tokens(self.tokens))
        if self.workers < 1 or self.max_jobs < 1 or self.max_body < 1:
            raise SettingError("workers, max_jobs and max_body must be at least 1")
        if min(self.queue_time, self.run_time, self.keep_for, self.balance) < 0 or self.crowd < 0:
            raise SettingError("times, balance and crowd must not be negative")
        if self.files_for is not None and self.files_for < 0:
            raise SettingError("files_for must not be negative")
        if self.name is not None and not re.fullmatch(
            r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?", self.name
        ):
            raise SettingError("name must be the name of a host")


def _tokens(given: Any) -> frozenset[str]:
    if not isinstance(given, (AbstractSet, list, tuple)) or not all(
        isinstance(one, str) and one for one in cast("AbstractSet[object]", given)
    ):
        raise SettingError(f"tokens must be a set of strings, not {show(cast('object', given))}")
    return frozenset(cast("AbstractSet[str]", given))
