"""When one job is looked at next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from runcomfy import JobUpdate

from tests.inside import Journal, Pace, Plain, RunTimes, writer_of

if TYPE_CHECKING:
    from pathlib import Path

    import respx

    from tests.client.conftest import Kit, VirtualClock

PLAIN = Plain(1.0, 5.0)


def update(status: str, position: int | None = None) -> JobUpdate:
    return JobUpdate("r", status, position, 0.0, status)


def experienced(seconds: float = 30.0) -> RunTimes:
    experience = RunTimes(lambda _: None)
    for number in range(50):
        experience.learn("v/m", seconds * (0.95 + number / 500))
    return experience


def pace(experience: RunTimes, **settings: Any) -> Pace:
    return Pace(PLAIN, submitted=100.0, schedule=lambda: experience.schedule("v/m", PLAIN), **settings)


def test_without_knowledge_the_pauses_grow() -> None:
    for one in (Pace(PLAIN), pace(RunTimes(lambda _: None), at_once=False)):
        assert one.first(100.0) == 0.0
        found = [one.next(update("in_progress"), 100.0 + number) for number in range(6)]
        assert found == pytest.approx([1.0, 1.5, 2.25, 3.375, 5.0, 5.0])


def test_the_first_look_comes_when_an_end_is_likely_unless_somebody_watches() -> None:
    experience = experienced()
    assert 2.0 < pace(experience, at_once=False).first(100.0) <= 20.0
    assert pace(experience, at_once=False).first(200.0) == 0.0
    assert pace(experience, at_once=True).first(100.0) == 0.0


def test_looks_are_dense_around_the_likely_end() -> None:
    one = pace(experienced(), at_once=False)
    assert one.next(update("in_progress"), 127.0) < 3.0


def test_the_time_in_the_queue_is_not_counted() -> None:
    experience = experienced()
    one = pace(experience)
    assert one.next(update("in_queue"), 150.0) == 1.0
    assert one.next(update("in_queue"), 160.0) == 1.5
    # It began at about 161.
    pause = one.next(update("in_progress"), 162.0)
    assert 162.0 + pause <= 161.0 + 30.0
    assert pause > 2.25


def test_the_queue_says_how_far_away_the_start_is() -> None:
    one = pace(experienced())
    assert one.next(update("in_queue", 100), 100.0) == 1.0
    # Ten have left in ten seconds: ninety are left.
    assert one.next(update("in_queue", 90), 110.0) == 20.0
    assert one.next(update("in_queue", 10), 190.0) == 5.0
    # Nobody leaves any more.
    other = pace(experienced())
    assert [other.next(update("in_queue", 9), 100.0 + n) for n in range(3)] == [1.0, 1.5, 2.25]


def test_how_long_it_ran() -> None:
    one = pace(RunTimes(lambda _: None))
    one.next(update("in_queue"), 110.0)
    one.next(update("in_progress"), 112.0)
    one.next(update("in_progress"), 118.0)
    assert one.took({}, 122.0) == pytest.approx((120.0 - 111.0, 4.0))
    told = {"created_at": "2026-01-01T00:00:00Z", "finished_at": "2026-01-01T00:00:21.5Z"}
    assert one.took(told, 122.0) == pytest.approx((121.5 - 111.0, 0.0))
    # What the server tells cannot be where a look has shown otherwise.
    assert one.took({"created_at": 0, "finished_at": 900}, 122.0) == pytest.approx((122.0 - 111.0, 0.0))
    assert one.took({"created_at": True, "finished_at": [1]}, 122.0) == pytest.approx((9.0, 4.0))


def test_an_end_that_was_seen_long_after_it_may_have_been_teaches_nothing() -> None:
    assert pace(RunTimes(lambda _: None)).took({}, 160.0) is None
    assert Pace(PLAIN).took({}, 160.0) is None


OUTPUT = {"image": "https://x.runcomfy.net/a.png"}


class Server:
    """Each of its jobs takes so long; it counts the looks at the latest one."""

    def __init__(self, api: respx.MockRouter, clock: VirtualClock, seconds: float) -> None:
        self.seconds, self.looks, self._ends, self._clock = seconds, 0, 0.0, clock
        self._count = 0
        api.route().mock(side_effect=self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self._count += 1
            self.looks, self._ends = 0, self._clock.now() + self.seconds
            return httpx.Response(200, json={"request_id": f"r-{self._count}"})
        if not request.url.path.endswith("/status"):
            return httpx.Response(200, json={"status": "succeeded", "output": OUTPUT})
        self.looks += 1
        over = self._clock.now() >= self._ends
        return httpx.Response(200, json={"status": "completed" if over else "in_progress"})


def run(kit: Kit, client: Any) -> None:
    kit.call(client.model("v/m").run({"prompt": "x"}))


@pytest.mark.sample(1)
def test_a_client_that_has_run_some_jobs_sees_the_next_sooner_with_fewer_looks(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    server, client = Server(api, clock, 31.0), kit.client()
    late: list[float] = []
    looks: list[int] = []
    for _ in range(40):
        begun = clock.now()
        run(kit, client)
        late.append(clock.now() - begun - server.seconds)
        looks.append(server.looks)
    assert sum(late[-5:]) / 5 < late[0] / 2
    assert sum(looks[-5:]) / 5 < looks[0]
    plain = client.with_options(poll="plain")
    run(kit, plain)
    assert server.looks == looks[0]


@pytest.mark.ci
def test_what_was_learned_is_kept_beside_the_journal(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, tmp_path: Path
) -> None:
    server, path = Server(api, clock, 31.0), tmp_path / "journal"
    client = kit.client(journal=path)
    run(kit, client)
    first = server.looks
    for _ in range(40):
        run(kit, client)
    kit.call(client.aclose() if kit.kind == "async" else client.close())
    run(kit, kit.client(journal=path))
    assert server.looks < first
    # Another address is another server, whose jobs take as long as they take.
    assert writer_of(Journal(path), "http://127.0.0.1:9/v1", "t").times("v/m") == ([], 0.0)


def test_rubbish_beside_the_journal_is_no_knowledge(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    writer = writer_of(journal, "http://x/v1", "t")
    assert writer.times("v/m") == ([], 0.0)
    for text in (
        "[",
        "[]",
        '{"times": 3}',
        '{"times": ["x"]}',
        '{"times": [-1]}',
        '{"times": [NaN]}',
        '{"at": []}',
    ):
        journal._store.write(lambda seen, text=text: seen.set_fact("times http://x/v1 v/m", text))
        assert writer.times("v/m") == ([], 0.0)
    for number in range(100):
        writer.add_times("v/m", [float(number)])
    assert writer.times("v/m")[0] == [float(number) for number in range(36, 100)]
    journal.close()
