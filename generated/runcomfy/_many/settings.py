"""How a batch is run: the arguments of `batch`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict

from ..errors import ConfigError

if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from decimal import Decimal

    from .._books.budget import UnknownPrice
    from .._journal import Journal
    from .outcome import BatchProgress

__all__ = ["BatchSettings", "Settings", "ShowProgress"]

OnError: TypeAlias = Literal["yield", "raise"]
OnInvalid: TypeAlias = Literal["refuse", "skip"]
ShowProgress: TypeAlias = "bool | Callable[[BatchProgress], object]"


class BatchSettings(TypedDict, total=False):
    """The settings as keyword arguments; see `batch`."""

    max_in_flight: int
    ordered: bool
    on_error: OnError
    budget_usd: float | str | Decimal | None
    unknown_price: UnknownPrice | None
    journal: bool | str | os.PathLike[str] | Journal | None
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
    journal: bool | str | Any | None = None
    batch_id: str | None = None
    on_invalid: OnInvalid = "refuse"
    dedupe: bool = False
    resubmit_unknown: bool = False
    requests_per_second: float | None = 20.0
    progress: ShowProgress = True

    def __post_init__(self) -> None:
        if type(self.max_in_flight) is not int or self.max_in_flight < 1:
            raise ConfigError(f"max_in_flight must be at least 1, not {self.max_in_flight!r}.")
        if self.requests_per_second is not None and not self.requests_per_second > 0:
            raise ConfigError(f"requests_per_second must be above 0, not {self.requests_per_second!r}.")
        for name, words in (("on_error", ("yield", "raise")), ("on_invalid", ("refuse", "skip"))):
            if getattr(self, name) not in words:
                raise ConfigError(
                    f"{name} must be {words[0]!r} or {words[1]!r}, not {getattr(self, name)!r}."
                )
