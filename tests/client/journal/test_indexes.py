"""What is done for each request of a batch finds its rows by an index, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.inside import FileTransaction

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

    from .conftest import Desk


def test_no_step_of_a_request_reads_the_whole_journal(
    file_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = file_desk
    for number in range(3):
        desk.writer.accept(desk.hold(f"s{number}"), f"r{number}")
    plans: list[tuple[str, str]] = []

    def watch(name: str) -> None:
        real = getattr(FileTransaction, name)

        def watched(self: Any, sql: str, values: Sequence[Any] = ()) -> Any:
            if "runcomfy_jobs" in sql:
                steps = self.connection.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
                plans.extend((sql, step[3]) for step in steps)
            return real(self, sql, values)

        monkeypatch.setattr(FileTransaction, name, watched)

    for name in ("rows", "change", "insert"):
        watch(name)
    hold = desk.hold("new")
    desk.writer.pause(hold, 1.0)
    desk.writer.go_on(hold, 1.0)
    desk.writer.accept(hold, "r-new")
    desk.writer.see("r-new", "in_progress")
    desk.writer.end("r-new", "completed", None, None)
    desk.writer.fail(desk.hold("other"), "unsent", None)
    assert set(desk.writer.find("", ["s0", "new"], 0)) == {"s0", "new"}
    assert desk.writer.past("", ["s0"]) == {}
    assert len(plans) > 10
    assert [plan for plan in plans if "SCAN" in plan[1] and "runcomfy_jobs" in plan[1]] == []
