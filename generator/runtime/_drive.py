"""Carries out what operations ask for: the sleeping and sending that the protocol itself never does."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ._protocol.effects import Answer, Emit, Operation, Send, Sleep, TransportFault

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Generator

    from ._states import Update

T = TypeVar("T")


def iterate(
    operation: Operation[T], send: Callable[[Send], Answer], sleep: Callable[[float], object]
) -> Generator[Update, None, T]:
    """Run an operation, yielding its updates and returning its value."""
    try:
        effect = next(operation)
        while True:
            reply: Answer | None = None
            if isinstance(effect, Emit):
                yield effect.update
            elif isinstance(effect, Sleep):
                sleep(effect.seconds)
            else:
                try:
                    reply = send(effect)
                except TransportFault as fault:
                    # Without its frames, some of which hold the token.
                    effect = operation.throw(fault.with_traceback(None))
                    continue
            effect = operation.send(reply)
    except StopIteration as stop:
        value: T = stop.value
        return value
    finally:
        operation.close()


def drive(
    operation: Operation[T],
    send: Callable[[Send], Answer],
    sleep: Callable[[float], object],
) -> T:
    """Run an operation to its end."""
    steps = iterate(operation, send, sleep)
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            value: T = stop.value
            return value


async def iterate_async(
    operation: Operation[T],
    send: Callable[[Send], Awaitable[Answer]],
    sleep: Callable[[float], Awaitable[object]],
    ended: Callable[[T], object],
) -> AsyncGenerator[Update]:
    """Run an operation, yielding its updates and handing its value to `ended`."""
    try:
        effect = next(operation)
        while True:
            reply: Answer | None = None
            if isinstance(effect, Emit):
                yield effect.update
            elif isinstance(effect, Sleep):
                await sleep(effect.seconds)
            else:
                try:
                    reply = await send(effect)
                except TransportFault as fault:
                    # Without its frames, some of which hold the token.
                    effect = operation.throw(fault.with_traceback(None))
                    continue
            effect = operation.send(reply)
    except StopIteration as stop:
        ended(stop.value)
    finally:
        operation.close()


async def drive_async(
    operation: Operation[T],
    send: Callable[[Send], Awaitable[Answer]],
    sleep: Callable[[float], Awaitable[object]],
) -> T:
    """Run an operation to its end."""
    values: list[T] = []
    async for _ in iterate_async(operation, send, sleep, values.append):
        pass
    return values[0]
