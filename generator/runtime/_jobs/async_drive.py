"""The same as `drive` does, on an event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from .._protocol.effects import Emit, Running

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable

    from .._protocol.effects import Operation, Send, Sleep, Work
    from .._states import JobUpdate

T = TypeVar("T")


async def iterate_async(
    operation: Operation[T],
    do: Callable[[Send | Sleep | Work], Awaitable[Any]],
    ended: Callable[[T], object],
) -> AsyncGenerator[JobUpdate]:
    """Run an operation, yielding its updates and handing its value to `ended`."""
    running = Running(operation)
    try:
        while (effect := running.effect) is not None:
            if isinstance(effect, Emit):
                yield effect.update
                running.resume(None)
                continue
            try:
                reply = await do(effect)
            except BaseException as error:  # noqa: BLE001 (the operation raises it again)
                running.fail(error)
            else:
                running.resume(reply)
        ended(running.value)
    finally:
        running.close()


async def drive_async(operation: Operation[T], do: Callable[[Send | Sleep | Work], Awaitable[Any]]) -> T:
    """Run an operation to its end."""
    values: list[T] = []
    async for _ in iterate_async(operation, do, values.append):
        pass
    return values[0]
