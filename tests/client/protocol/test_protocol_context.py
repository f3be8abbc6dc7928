"""What every operation knows: the time that is left, and whether a write may wait for a disk."""

from __future__ import annotations

import pytest

from tests.client.protocol.protocol_kit import Driver
from tests.inside import NoLedger, Work


@pytest.mark.parametrize("notes", [True, False])
@pytest.mark.parametrize("remarks", [True, False])
def test_a_write_waits_where_the_books_do(notes: bool, remarks: bool) -> None:
    class Books(NoLedger):
        blocking = notes
        remarks_block = remarks

    def write() -> None:
        """Be told apart from other writes."""

    context = Driver(200).context._replace(ledger=Books())
    assert context.note(write) == Work(write, blocking=notes)
    assert context.remark(write) == Work(write, blocking=remarks)


def test_the_time_that_is_left_is_never_below_nothing() -> None:
    driver = Driver(200, seconds=7.0)
    assert driver.context.left() == 7.0
    driver.time += 6.5
    assert driver.context.left() == 0.5
    driver.time += 6.5
    assert driver.context.left() == 0.0
    assert Driver(200).context.left() is None
