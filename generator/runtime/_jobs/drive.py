"""Carries out what operations ask for: the sleeping, sending and writing that the protocol itself never does."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from .._protocol.effects import Emit, Running

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .._protocol.effects import Operation, Send, Sleep, Work
    from .._states import JobUpdate

T = TypeVar("T")


def iterate(
    operation: Operation[T], do: Callable[[Send | Sleep | Work], object]
) -> Generator[JobUpdate, None, T]:
    """Run an operation, yielding its updates and returning its value."""
    running = Running(operation)
    try:
        while (effect := running.effect) is not None:
            if isinstance(effect, Emit):
                yield effect.update
                running.resume(None)
                continue
            try:
                reply = do(effect)
            except BaseException as error:  # noqa: BLE001 (the operation raises it again)
                running.fail(error)
            else:
                running.resume(reply)
        return running.value
    finally:
        running.close()


def drive(operation: Operation[T], do: Callable[[Send | Sleep | Work], object]) -> T:
    """Run an operation to its end."""
    steps = iterate(operation, do)
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            value: T = stop.value
            return value
