"""Spans of OpenTelemetry's, where its API is installed: ids and the kinds of errors, never what was asked for."""

from __future__ import annotations

import functools
import importlib
import inspect
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar, cast

from .._version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

__all__ = ["traced"]

FunctionT = TypeVar("FunctionT", bound="Callable[..., Any]")


@functools.cache
def _tracing() -> Any:
    try:
        return importlib.import_module("opentelemetry.trace")
    except ImportError:
        return None


@contextmanager
def _span(trace: Any, name: str, args: tuple[Any, ...]) -> Generator[list[Any]]:
    """Give a span around what is done within; what comes of it is put into the list."""
    tracer = trace.get_tracer("runcomfy", __version__)
    # An error's text may repeat the inputs, so only its kind is written down.
    with tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as span:
        values: list[Any] = []
        # The job itself, or the endpoint of a new one.
        subject: Any = args[1] if name in {"runcomfy.run", "runcomfy.submit"} else args[0]
        try:
            yield values
        except BaseException as error:
            span.set_attribute("error.type", type(error).__name__)
            span.set_status(trace.Status(trace.StatusCode.ERROR))
            values.append(error)
            raise
        finally:
            for attribute in ("model_id", "request_id"):
                for source in (subject, *values):
                    value = getattr(source, attribute, None)
                    if isinstance(value, str):
                        span.set_attribute(f"runcomfy.{attribute}", value)
                        break


def traced(name: str) -> Callable[[FunctionT], FunctionT]:
    """Put a span around a method of a core, whose first argument is an endpoint, or of a job or a result."""

    def decorate(function: FunctionT) -> FunctionT:
        call = cast("Callable[..., Any]", function)

        @functools.wraps(function)
        def run(*args: Any, **kwargs: Any) -> Any:
            trace = _tracing()
            if trace is None:
                return call(*args, **kwargs)
            with _span(trace, name, args) as values:
                value = call(*args, **kwargs)
                values.append(value)
                return value

        @functools.wraps(function)
        async def run_async(*args: Any, **kwargs: Any) -> Any:
            trace = _tracing()
            if trace is None:
                return await call(*args, **kwargs)
            with _span(trace, name, args) as values:
                value = await call(*args, **kwargs)
                values.append(value)
                return value

        return cast("FunctionT", run_async if inspect.iscoroutinefunction(function) else run)

    return decorate
