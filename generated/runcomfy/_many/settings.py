"""How a batch is run: the arguments of `batch`."""

from __future__ import annotations

import os  # noqa: TC003 (`get_type_hints` looks here)
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict, cast

from .._books.choices import UnknownPrice  # noqa: TC001
from .._plain.json_values import show
from .._plain.late import LateModule
from .._plain.names import PACKAGE
from .._plain.nearest import did_you_mean
from .._protocol.options import ClientOptions, check_count, check_word
from ..errors import ConfigError
from .outcome import BatchProgress

if TYPE_CHECKING:
    from .._journal import journal as journals
else:
    journals = LateModule(f"{PACKAGE}._journal.journal")

__all__ = ["BatchSettings", "OnError", "OnInvalid", "Settings", "ShowProgress", "settings_of"]

OnError: TypeAlias = Literal["yield", "raise"]
"""What a batch does with an error: it yields an outcome that holds it, or raises it and stops."""
OnInvalid: TypeAlias = Literal["refuse", "skip"]
"""What a batch does with a request that cannot be sent: it refuses the whole batch, or skips that one."""
ShowProgress: TypeAlias = bool | Callable[[BatchProgress], object]
"""Whether a notebook or a terminal shows how a batch is doing, or what is called with each `BatchProgress`."""


class BatchSettings(TypedDict, total=False):
    """The settings of `RunComfy.batch` as keyword arguments; it says what each means, and the defaults."""

    max_in_flight: int
    ordered: bool
    on_error: OnError
    budget_usd: float | str | Decimal | None
    unknown_price: UnknownPrice | None
    max_job_usd: float | str | Decimal | None
    journal: bool | str | os.PathLike[str] | journals.Journal | None
    batch_id: str | None
    on_invalid: OnInvalid
    dedupe: bool
    resubmit_unknown: bool
    requests_per_second: float | None
    progress: ShowProgress


@dataclass(frozen=True, slots=True)
class Settings:
    """How a batch is run; see `batch`."""

    max_in_flight: int = 16
    ordered: bool = False
    on_error: OnError = "yield"
    budget_usd: float | str | Decimal | None = None
    unknown_price: UnknownPrice | None = None
    max_job_usd: float | str | Decimal | None = None
    journal: bool | str | Any | None = None
    batch_id: str | None = None
    on_invalid: OnInvalid = "refuse"
    dedupe: bool = False
    resubmit_unknown: bool = False
    requests_per_second: float | None = 20.0
    progress: ShowProgress = True

    def __post_init__(self) -> None:
        check_count("max_in_flight", self.max_in_flight, 1)
        rate = cast("object", self.requests_per_second)
        if rate is not None and not _is_rate(rate):
            raise ConfigError(f"requests_per_second must be a number above 0, not {show(rate)}.")
        for name, words in (("on_error", ("yield", "raise")), ("on_invalid", ("refuse", "skip"))):
            check_word(name, getattr(self, name), words)
        for name in ("ordered", "dedupe", "resubmit_unknown"):
            check_word(name, getattr(self, name), (True, False))
        progress = cast("object", self.progress)
        if not isinstance(progress, bool) and not callable(progress):
            raise ConfigError(f"progress must be True, False or a function, not {show(progress)}.")


def settings_of(given: Mapping[str, Any]) -> Settings:
    """Return how a batch is run.

    Raises:
        ConfigError: There is no such setting, or it cannot have that value.
    """
    for name in given:
        if name not in Settings.__dataclass_fields__:
            raise ConfigError(f"batch() has no argument {name!r}.", hint=_other_name(name))
    return Settings(**given)


def _other_name(name: str) -> str | None:
    if name in ClientOptions.__dataclass_fields__:
        return f"It is an option of the client: client.with_options({name}=...)."
    return did_you_mean(name, Settings.__dataclass_fields__)


def _is_rate(value: object) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return value > 0 and (isinstance(value, float) or value <= sys.float_info.max)
