"""The driver pays and watches; a pool's workers do what comes after. Whoever of them dies, nothing is paid twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.cluster import Cluster
from tests.crash.names import names
from tests.crash.room import Room
from tests.crash.server import PNG

POOLS = pytest.mark.parametrize("driver", ["pool", "pool-async"])


@pytest.fixture
def cluster(room: Room) -> Iterator[Cluster]:
    pytest.importorskip("distributed")
    made = Cluster(room)
    yield made
    made.close()


@POOLS
def test_what_comes_after_is_done_by_the_workers(room: Room, driver: str) -> None:
    markers = names(6)
    program = room.start(driver, markers, pool="processes", then="fetch")
    assert program.wait() == 0
    room.settle(markers, [program])
    values = [event["value"] for event in program.outcomes]
    assert {value["n"] for value in values} == set(markers)
    assert {value["size"] for value in values} == {len(PNG)}
    assert program.pid not in {value["pid"] for value in values}


@POOLS
def test_an_executor_with_nothing_to_do_is_an_error(room: Room, driver: str) -> None:
    program = room.start(driver, names(2), pool="processes")
    program.wait()
    assert program.raised == "ConfigError"
    assert not room.books.submits


@POOLS
def test_a_pool_that_breaks_costs_nothing(room: Room, driver: str) -> None:
    """One result kills each worker that gets it: the pool is broken, and all that was paid for is still there."""
    markers = names(8)
    program = room.start(driver, markers, pool="processes", then="fatal")
    program.wait()
    told = [event for event in program.told if event.get("error")]
    assert told, "nothing was said of the pool"
    assert not room.books.doubled()
    assert "SubmissionUnknownError" not in {event["error"] for event in told}
    again = room.start(driver, markers, pool="processes", then="fetch")
    assert again.wait() == 0
    room.settle(markers, [again])


@POOLS
def test_workers_of_a_cluster_are_killed(room: Room, cluster: Cluster, driver: str) -> None:
    workers_die(room, cluster, driver, jobs=60, deaths=3)


@POOLS
def test_many_workers_of_a_cluster_are_killed(room: Room, cluster: Cluster, driver: str, kills: int) -> None:
    workers_die(room, cluster, driver, jobs=max(100, kills), deaths=max(4, kills // 50))


def workers_die(room: Room, cluster: Cluster, driver: str, jobs: int, deaths: int) -> None:
    """Workers with disks of their own are killed one after the other, and others come."""
    for _ in range(3):
        cluster.add_worker()
    room.weather(run_time=0.2)
    markers = names(jobs)
    program = room.start(driver, markers, pool=cluster.address, then="fetch", settings={"max_in_flight": 32})
    for death in range(deaths):
        fetched = (death + 1) * jobs // (deaths + 2)
        room.until(lambda books, least=fetched: len(books.of("file")) >= least, 300)
        room.chance.choice([worker for worker in cluster.workers if worker.running]).kill()
        cluster.add_worker()
    assert program.wait(600) == 0
    room.settle(markers, [program])
    values = [event["value"] for event in program.outcomes]
    assert sorted(value["n"] for value in values) == sorted(markers)
    assert {value["size"] for value in values} == {len(PNG)}
    folders = {Path(value["cwd"]) for value in values}
    assert all(folder.parent == room.folder / "workers" for folder in folders)
    assert len(folders) > 1
    print(
        f"{driver}: {jobs} jobs, {deaths} workers killed, {len(room.books.of('file'))} downloads, 0 doubled"
    )


@POOLS
def test_the_driver_is_killed_and_its_heir_pays_for_the_rest(
    room: Room, cluster: Cluster, driver: str
) -> None:
    cluster.add_worker()
    cluster.add_worker()
    markers = names(40)
    room.weather(run_time=0.3, before=(0.0, 0.1))
    first = room.start(driver, markers, pool=cluster.address, then="fetch", settings={"max_in_flight": 8})
    room.until(lambda books: books.paid >= 15)
    room.kill(first)
    second = room.start(driver, markers, pool=cluster.address, then="fetch")
    assert second.wait() == 0
    room.settle(markers, [second])
    good = [event for event in second.outcomes if event["error"] is None]
    assert all(event["value"]["n"] == event["marker"] for event in good)


@POOLS
def test_a_cluster_without_workers_is_told(room: Room, cluster: Cluster, driver: str) -> None:
    markers = names(4)
    program = room.start(driver, markers, pool=cluster.address, then="fetch", options={"timeout": 4.0})
    program.wait(90)
    errors = [event for event in program.told if event.get("error")]
    assert errors
    assert "worker" in program.stderr + "".join(event["message"] for event in errors)
    assert not room.books.doubled()
    cluster.add_worker()
    again = room.start(driver, markers, pool=cluster.address, then="fetch")
    assert again.wait() == 0
    room.settle(markers, [again])
