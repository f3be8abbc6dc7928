"""The example for Celery, with a real broker, real workers that are killed, and the exact server."""

from __future__ import annotations

import gc
import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.crash.names import names
from tests.crash.redis import Redis
from tests.crash.room import Room
from tests.crash.trees import ROOT, Spawned

EXAMPLE = ROOT / "tests/examples/celery_tasks"
HOUR = 3600.0  # seconds
RECEIVED = re.compile(r"Task tasks\.picture\[[^]]*\] received")


class Shop:
    """The broker, the workers, and whoever sends orders."""

    def __init__(self, room: Room, redis: Redis, app: Any) -> None:
        self._room = room
        self._redis = redis
        self._picture: Any = app
        self.workers: list[Spawned] = []

    def environment(self, soft_time_limit: float) -> dict[str, str]:
        home = str(self._room.folder / "home")
        return {
            "RUNCOMFY_TOKEN": "t",
            "RUNCOMFY_MODEL_API_BASE": self._room.url,
            "RUNCOMFY_JOURNAL": str(self._room.journal),
            "REDIS_URL": self._redis.url,
            "VISIBILITY_TIMEOUT": "4",
            "SOFT_TIME_LIMIT": str(soft_time_limit),
            "HOME": home,
            "XDG_STATE_HOME": home,
        }

    def add_worker(self, soft_time_limit: float = 60) -> Spawned:
        """Start a worker with two processes."""
        name = f"celery{len(self.workers) + 1}"
        words = [
            "-P",
            "prefork",
            "-c",
            "2",
            "-l",
            "INFO",
            "-n",
            f"{name}@shop",
            "--without-gossip",
            "--without-mingle",
        ]
        command = [sys.executable, "-m", "celery", "-A", "tasks", "--workdir", str(EXAMPLE), "worker", *words]
        worker = Spawned(name, self._room.folder, command, self.environment(soft_time_limit), tells=False)
        self._room.programs.append(worker)
        self.workers.append(worker)
        return worker

    def order(self, number: int, prompt: str) -> Any:
        """Send an order."""
        return self._picture.delay(number, prompt, str(self._room.folder / "out"))

    @property
    def received(self) -> int:
        """How often a worker was given a task."""
        return sum(len(RECEIVED.findall(worker.stderr)) for worker in self.workers)

    def children(self, worker: Spawned) -> list[int]:
        """The processes that do a worker's work."""
        text = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text()
        return [int(word) for word in text.split()]


@pytest.fixture
def shop(room: Room, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    pytest.importorskip("celery", reason="Celery is not here: `make crash` installs it")
    redis = Redis(room.folder)
    from celery import Celery

    app = Celery("shop", broker=redis.url, backend=redis.url)
    made = Shop(room, redis, app.signature("tasks.picture"))
    yield made
    for worker in made.workers:
        worker.signal(signal.SIGKILL)
    # Results that are thrown away say so to the broker. Later, when it is gone, that would trouble some other test.
    gc.collect()
    app.close()
    redis.close()


def settled(room: Room, results: dict[str, list[Any]]) -> None:
    """Each order was paid for once, and whoever asked for it got that job."""
    for result in (one for some in results.values() for one in some):
        result.get(timeout=600, propagate=False)
    books = room.books
    assert not books.doubled(), "\n".join(books.story(marker) for marker in books.doubled())
    assert set(books.accepted) <= set(results)
    for marker, some in results.items():
        good = [result.result["job"] for result in some if result.state == "SUCCESS"]
        bad = [result for result in some if result.state != "SUCCESS"]
        assert set(good) <= set(books.accepted[marker])
        assert good or bad
        # Only what strikes a worker whose request is on the wire at that moment makes one unknown.
        assert all("SubmissionUnknownError" in repr(result.result) for result in bad), bad
        assert not bad or room.kills


def test_workers_are_killed(room: Room, shop: Shop) -> None:
    room.weather(run_time=1.5, refuse=0.1, before=(0.0, 0.05), after=(0.0, 0.05))
    shop.add_worker()
    shop.add_worker()
    results = {marker: [shop.order(n, marker) for _ in range(2)] for n, marker in enumerate(names(10))}
    # First one of the processes of a worker,
    room.until(lambda books: books.paid >= 3)
    os.kill(room.chance.choice(shop.children(shop.workers[0])), signal.SIGKILL)
    room.kills += 1
    # then a worker as a whole.
    room.until(lambda books: books.paid >= 5)
    room.kill(shop.workers[0])
    shop.add_worker()
    settled(room, results)


def test_a_task_that_runs_into_its_time_limit_goes_on_with_its_job(room: Room, shop: Shop) -> None:
    room.weather(run_time=9.0)
    shop.add_worker(soft_time_limit=5)
    results = {marker: [shop.order(n, marker)] for n, marker in enumerate(names(2))}
    room.kills += 1  # on a machine that is very busy it strikes before the request has left
    settled(room, results)
    assert "SoftTimeLimitExceeded" in shop.workers[0].stderr
    assert not room.books.of("cancel")


def test_workers_are_told_to_stop(room: Room, shop: Shop) -> None:
    room.weather(run_time=2.0)
    shop.add_worker()
    results = {marker: [shop.order(n, marker)] for n, marker in enumerate(names(6))}
    room.until(lambda books: books.paid >= 2)
    os.kill(shop.workers[0].pid, signal.SIGTERM)
    shop.add_worker()
    settled(room, results)
    assert not room.books.of("cancel")
    assert shop.workers[0].wait() == 0


def test_the_broker_gives_a_running_task_out_again(room: Room, shop: Shop) -> None:
    """Its visibility timeout is shorter than the job: two workers have the same task at once."""
    room.weather(run_time=HOUR)
    shop.add_worker(soft_time_limit=HOUR)
    shop.add_worker(soft_time_limit=HOUR)
    results = {"m0": [shop.order(0, "m0")]}
    room.until(lambda books: books.paid == 1)
    room.until(lambda _: shop.received >= 2, 600)
    room.let_end()
    settled(room, results)
