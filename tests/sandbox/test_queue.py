"""Jobs wait, run and finish by the clock alone."""

from __future__ import annotations

import pytest
from runcomfy.sandbox import Settings

from tests.inside import Job, Queue, QueueFullError


def job(name: str, now: float, run_time: float = 10) -> Job:
    return Job(
        request_id=name,
        model_id="m",
        owner="o",
        inputs={},
        pictures=(),
        price=1,
        fails=False,
        created=now,
        starts=0,
        run_time=run_time,
    )


def queue_of(count: int, **settings: float) -> tuple[Queue, list[Job]]:
    queue = Queue(Settings(**{"workers": 1, "queue_time": 0, "run_time": 10, **settings}))  # type: ignore[arg-type]
    jobs = [job(f"j{number}", 0) for number in range(count)]
    for one in jobs:
        queue.add(one, 0)
    return queue, jobs


def test_a_job_waits_runs_and_is_done() -> None:
    _, (one,) = queue_of(1, queue_time=5)
    assert [one.state(now) for now in (0, 4.9, 5, 14.9, 15, 99)] == [
        "queued",
        "queued",
        "running",
        "running",
        "done",
        "done",
    ]


def test_workers_share_the_jobs_in_order() -> None:
    _, jobs = queue_of(5, workers=2)
    assert [one.starts for one in jobs] == [0, 0, 10, 10, 20]


def test_positions_fall_to_one() -> None:
    queue, jobs = queue_of(4)
    last = jobs[-1]
    assert [queue.position(last, now) for now in (0, 9, 10, 20, 29)] == [3, 3, 2, 1, 1]
    assert last.state(30) == "running"


def test_a_crowd_is_shown_ahead_and_goes_away() -> None:
    queue, (one,) = queue_of(1, queue_time=4, crowd=4)
    assert [queue.position(one, now) for now in (0, 1, 2, 3, 3.9)] == [5, 4, 3, 2, 2]


def test_a_waiting_job_can_be_cancelled_and_those_behind_move_up() -> None:
    queue, jobs = queue_of(4)
    assert queue.cancel(jobs[1], 5)
    assert jobs[1].state(5) == "cancelled"
    assert [jobs[2].starts, jobs[3].starts] == [10, 20]
    assert queue.position(jobs[3], 5) == 2


@pytest.mark.parametrize("now", [0.0, 5.0, 10.0, 11.0])
def test_a_job_that_runs_or_is_done_cannot_be_cancelled(now: float) -> None:
    queue, (one,) = queue_of(1)
    assert not queue.cancel(one, now)
    assert one.cancelled is None


def test_a_job_cannot_be_cancelled_twice() -> None:
    queue, jobs = queue_of(2)
    assert queue.cancel(jobs[1], 1)
    assert not queue.cancel(jobs[1], 2)


def test_cancelling_never_starts_a_job_in_the_past() -> None:
    queue = Queue(Settings(workers=1, queue_time=0))
    first, second, third = job("a", 0, 10), job("b", 0, 100), job("c", 0, 1)
    for one in (first, second, third):
        queue.add(one, 0)
    assert queue.cancel(second, 7)
    assert third.starts == 10
    assert third.state(7) == "queued"


def test_cancelling_leaves_the_running_jobs_alone() -> None:
    queue, jobs = queue_of(6, workers=2)
    before = [one.starts for one in jobs[:4]]
    assert queue.cancel(jobs[4], 12)
    assert [one.starts for one in jobs[:4]] == before
    assert jobs[5].starts == 20


def test_records_expire_after_the_job_is_finished() -> None:
    queue, (one,) = queue_of(1, keep_for=100)
    assert queue.find("j0", 109.9) is one
    assert queue.find("j0", 110) is None
    assert queue.find("other", 0) is None


def test_a_full_queue_refuses_until_records_expire() -> None:
    queue, _ = queue_of(3, max_jobs=3, keep_for=5)
    with pytest.raises(QueueFullError):
        queue.add(job("late", 14), 14)
    queue.add(job("later", 15), 15)
    assert len(queue) == 3


def test_never_more_jobs_run_than_there_are_workers() -> None:
    queue, jobs = queue_of(40, workers=3, queue_time=1)
    for number, now in ((7, 3.0), (20, 5.5), (33, 14.0), (39, 14.0)):
        queue.cancel(jobs[number], now)
    for step in range(400):
        running = [one for one in jobs if one.state(step / 2) == "running"]
        assert len(running) <= 3
    assert all(one.state(1000) in ("done", "cancelled") for one in jobs)
