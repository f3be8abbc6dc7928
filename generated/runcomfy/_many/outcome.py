"""What comes of one request of a batch, and how the batch as a whole is doing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 (`get_type_hints` looks for it here)
from typing import Any, Generic, TypeVar

from .._catalogue.model import ModelRequest  # noqa: TC001

__all__ = ["BatchOutcome", "BatchProgress"]

ResultT_co = TypeVar("ResultT_co", covariant=True)
JobT_co = TypeVar("JobT_co", covariant=True)


@dataclass(frozen=True, slots=True)
class BatchOutcome(Generic[ResultT_co, JobT_co]):
    """What came of one request: a result or an error; both only where `then` failed.

    Attributes:
        index: The request's place in what was given to `batch`.
        request: The request; None for one that could not be read, and for what the journal resumes.
        result: The result, or None.
        error: Why there is none, or what came of `then`; else None.
        job: The job's handle where the server has accepted one, also beside an error.
        value: What `then` returned, where there is one.
        duplicate_of: With `dedupe`, the index of the same request whose job this is, or None.
    """

    index: int
    request: ModelRequest[Any, Any] | None
    result: ResultT_co | None = None
    error: Exception | None = None
    job: JobT_co | None = None
    value: Any = None
    duplicate_of: int | None = None

    @property
    def ok(self) -> bool:
        """Whether all went well."""
        return self.error is None

    def unwrap(self) -> ResultT_co:
        """Return the result.

        Raises:
            Exception: The `error`, where there is one.
        """
        if self.error is not None:
            raise self.error
        assert self.result is not None  # noqa: S101 (for the type checker)
        return self.result


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How a batch is doing.

    Attributes:
        total: How many requests there are.
        done: How many have an outcome.
        failed: How many of these have no result.
        running: How many are on their way or have a job that has not ended.
        spent: US dollars that the batch has spent.
    """

    total: int
    done: int
    failed: int
    running: int
    spent: Decimal
