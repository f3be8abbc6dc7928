"""When a wait looks, what it shows and how it ends, to the letter."""

from __future__ import annotations

import logging
import warnings
from typing import Any

import pytest
import runcomfy
from runcomfy import JobUpdate, errors

from tests.client.protocol.protocol_kit import BASE, Driver, asking
from tests.inside import (
    DeadlinePassedError,
    Ending,
    NoLedger,
    Pace,
    Request,
    Response,
    TransportError,
    Watch,
    fetch_result,
    plain_looks,
)
from tests.inside import watch_judge as judge


def test_a_result_that_says_it_waits_is_no_ending_whatever_it_holds() -> None:
    for word in ("in_queue", "in_progress"):
        assert judge({"status": word, "output": {}}, finished=True) == "running"


def watch(driver: Driver, **settings: Any) -> Watch:
    defaults: dict[str, Any] = {"begun": driver.time, "fresh": True, "heartbeat": None}
    return Watch(driver.context, "r1", **{**defaults, **settings})


DONE = {"status": "succeeded", "output": {"a": 1}}
QUEUED = {"status": "in_queue", "queue_position": 2}


def test_a_wait_asks_for_the_status_and_then_for_the_result() -> None:
    driver = Driver(QUEUED, {"status": "completed"}, DONE, seconds=60.0, poll_interval=2.0)
    assert driver.run(watch(driver).run()) == Ending("completed", DONE)
    urls = [f"{BASE}/requests/r1/status"] * 2 + [f"{BASE}/requests/r1/result?include_cost=true"]
    assert [one.request for one in driver.sent] == [Request("GET", url) for url in urls]
    assert [one.limit for one in driver.sent] == [60.0, 58.0, 58.0]
    assert {one.silence for one in driver.sent} == {10.0}
    assert driver.shown == [
        JobUpdate("r1", "in_queue", 2, 0.0, "in_queue"),
        JobUpdate("r1", "completed", None, 2.0, "succeeded"),
    ]


def test_a_look_that_is_owed_is_made_when_the_time_is_up() -> None:
    driver = Driver({"status": "completed"}, DONE, seconds=0.0)
    assert driver.run(watch(driver, fresh=False, at_least_once=True).run()) == Ending("completed", DONE)
    assert len({one.limit for one in driver.sent}) == 1
    assert (driver.sent[0].limit or 0) > 0
    driver = Driver(QUEUED, seconds=0.0)
    driver.fail(watch(driver, fresh=False, at_least_once=True).run(), DeadlinePassedError)
    assert len(driver.sent) == 1
    driver = Driver(QUEUED, seconds=0.0)
    driver.fail(watch(driver, fresh=False).run(), DeadlinePassedError)
    assert driver.sent == []


def test_the_pauses_of_a_wait_grow_to_their_longest() -> None:
    driver = Driver(*[QUEUED] * 6, {"status": "completed"}, DONE, poll_interval=2.0, max_poll_interval=8.0)
    driver.run(watch(driver).run())
    assert driver.slept == [2.0, 3.0, 4.5, 6.75, 8.0, 8.0]


@pytest.mark.parametrize(
    "early", [(400, {"error_code": 400005, "error_message": "not ready"}), (425, {}), (404, {"detail": "no"})]
)
def test_a_result_that_lags_behind_the_status_is_waited_for(early: Any) -> None:
    driver = Driver({"status": "completed"}, early, early, DONE)
    assert driver.run(watch(driver, fresh=False).run()) == Ending("completed", DONE)


@pytest.mark.parametrize("early", [(400, {"error_code": 400005, "error_message": "not ready"}), (425, {})])
def test_a_status_that_is_not_ready_is_waited_for_however_long(early: Any) -> None:
    driver = Driver(*[early] * 30, QUEUED, {"status": "completed"}, DONE)
    assert driver.run(watch(driver).run()) == Ending("completed", DONE)


def test_a_result_that_never_comes_is_told_after_some_looks() -> None:
    driver = Driver({"status": "completed"}, (404, {"detail": "expired"}))
    assert "expired" in driver.fail(watch(driver, fresh=False).run(), errors.NotFoundError).message
    assert len(driver.sent) == 5


@pytest.mark.parametrize("status", [400, 422])
def test_an_odd_refusal_of_a_look_does_not_end_a_wait(status: int) -> None:
    driver = Driver((status, {"detail": "odd"}), QUEUED, {"status": "completed"}, DONE)
    assert driver.run(watch(driver).run()) == Ending("completed", DONE)


def test_a_wait_says_what_troubled_it_last() -> None:
    driver = Driver((503, {"detail": "busy"}), seconds=5.0)
    error = driver.fail(watch(driver).run(), DeadlinePassedError)
    assert (error.status, error.trouble) == (None, "The server could not answer: busy")
    driver = Driver(QUEUED, TransportError("reset"), seconds=5.0)
    error = driver.fail(watch(driver).run(), DeadlinePassedError)
    assert error.status == "in_queue"
    assert "reset" in error.trouble
    driver = Driver((503, {"detail": "busy"}), QUEUED, seconds=5.0)
    error = driver.fail(watch(driver).run(), DeadlinePassedError)
    assert (error.status, error.trouble, str(error)) == ("in_queue", None, "in_queue")


def test_a_wait_whose_time_is_up_asks_nothing_more() -> None:
    driver = Driver(QUEUED, seconds=0.0)
    assert driver.fail(watch(driver).run(), DeadlinePassedError).trouble is None
    assert driver.sent == []
    driver = Driver({"status": "completed"}, seconds=1.0, takes=1.0)
    driver.fail(watch(driver).run(), DeadlinePassedError)
    assert len(driver.sent) == 1


def test_a_404_is_not_yet_only_shortly_after_the_submit() -> None:
    for settings, looks in (({"fresh": True}, 6), ({"fresh": False}, 1), ({"begun": 990.0}, 1)):
        driver = Driver((404, {"detail": "gone"}), poll_interval=1.0)
        error = driver.fail(watch(driver, **settings).run(), errors.NotFoundError)
        assert error.request_id == "r1"
        assert len(driver.sent) == looks, settings
    driver = Driver({"error_code": 404001}, DONE)
    driver.fail(watch(driver, fresh=False).run(), errors.NotFoundError)
    driver = Driver((404, {"detail": "gone"}), {"status": "completed"}, DONE)
    assert driver.run(watch(driver, begun=990.1).run()).state == "completed"


def test_an_error_that_no_one_knows_is_looked_at_eight_times() -> None:
    driver = Driver((418, {"detail": "tea"}))
    driver.fail(watch(driver).run(), errors.APIError)
    assert len(driver.sent) == 8
    driver = Driver(Response(301, {"location": "https://else.example"}, b""))
    driver.fail(watch(driver).run(), errors.APIError)
    assert len(driver.sent) == 1


def test_the_pause_after_a_failed_look() -> None:
    driver = Driver(*[503] * 5, {"status": "completed"}, DONE, poll_interval=3.0)
    driver.run(watch(driver).run())
    assert driver.slept == [1.0, 1.0, 2.0, 4.0, 8.0]
    driver = Driver(503, {"status": "completed"}, DONE, poll_interval=0.75)
    driver.run(watch(driver).run())
    assert driver.slept == [0.75]
    for asked, slept in (("7", 7.05), ("999", 60.05)):
        driver = Driver(asking(asked), {"status": "completed"}, DONE)
        driver.run(watch(driver).run())
        assert driver.slept == [pytest.approx(slept)]


def test_long_trouble_is_logged_once_without_the_server_s_words(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="runcomfy")
    driver = Driver(*[(503, {"detail": "secret"})] * 7, {"status": "completed"}, DONE)
    driver.run(watch(driver).run())
    warnings = [one.getMessage() for one in caplog.records if one.levelno == logging.WARNING]
    assert warnings == ["request r1: a look at its status failed 5 times in a row: HTTP 503, ServerError"]
    rest = [one.getMessage() for one in caplog.records if one.levelno == logging.DEBUG]
    assert rest == ["request r1: a look at its status failed: The server could not answer: secret"] * 7
    caplog.clear()
    driver = Driver(*[TransportError("reset")] * 5, {"status": "completed"}, DONE)
    driver.run(watch(driver).run())
    warnings = [one.getMessage() for one in caplog.records if one.levelno == logging.WARNING]
    assert warnings == ["request r1: a look at its status failed 5 times in a row: no answer"]
    caplog.clear()
    driver = Driver(*[503] * 4, {"status": "completed"}, DONE)
    driver.run(watch(driver).run())
    assert not [one for one in caplog.records if one.levelno == logging.WARNING]


def test_an_unknown_word_is_told_once_and_waited_on(recwarn: pytest.WarningsRecorder) -> None:
    driver = Driver(QUEUED, {"status": "completed"}, DONE)
    driver.run(watch(driver).run())
    assert not recwarn.list
    driver = Driver({"status": "thawing"}, {"status": "thawing"}, {"status": "completed"}, DONE)
    with pytest.warns(runcomfy.RunComfyWarning) as caught:
        driver.run(watch(driver).run())
    texts = [str(one.message) for one in caught]
    assert texts == ["Request r1 has the unknown status 'thawing'; still waiting."]
    # The next job says nothing new with it.
    driver = Driver({"status": "thawing"}, {"status": "completed"}, DONE)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        driver.run(watch(driver).run())


def test_a_server_that_makes_words_up_is_not_told_of_for_ever() -> None:
    words = [{"status": f"word-{number}"} for number in range(300)]
    driver = Driver(*words, {"status": "completed"}, DONE)
    with pytest.warns(runcomfy.RunComfyWarning) as caught:
        driver.run(watch(driver).run())
    assert len(caught) == 100


def test_a_finished_job_without_output_is_looked_at_four_times() -> None:
    nothing = {"status": "succeeded"}
    driver = Driver(
        {"status": "completed"}, nothing, *[{"status": "completed"}, nothing] * 9, poll_interval=1.0
    )
    ending = driver.run(watch(driver).run())
    assert ending == Ending("failed", nothing, "the job has finished without an output")
    assert len(driver.sent) == 8
    assert driver.shown == [JobUpdate("r1", "failed", None, sum(driver.slept), "succeeded")]
    driver = Driver({"status": "completed"}, nothing, {"status": "completed"}, {"output": 1, "status": 5})
    assert driver.run(watch(driver).run()).state == "completed"
    assert driver.shown[-1].raw_status == ""


def test_every_look_is_seen_and_every_change_shown() -> None:
    seen: list[JobUpdate] = []
    moved = {"status": "in_queue", "queue_position": 1}
    driver = Driver(
        QUEUED, QUEUED, moved, {"status": "completed"}, DONE, poll_interval=1.0, max_poll_interval=1.0
    )
    driver.run(watch(driver, seen=seen.append).run())
    assert [(one.status, one.queue_position) for one in seen] == [
        ("in_queue", 2), ("in_queue", 2), ("in_queue", 1), ("completed", None),
    ]  # fmt: skip
    assert driver.shown == [seen[0], seen[2], seen[3]]


def test_heartbeats_come_between_looks() -> None:
    driver = Driver(QUEUED, {"status": "completed"}, DONE, poll_interval=10.0)
    driver.run(watch(driver, heartbeat=4.0, begun=999.0).run())
    assert driver.slept == [4.0, 4.0, 2.0]
    assert driver.shown == [
        JobUpdate("r1", "in_queue", 2, 1.0, "in_queue"),
        JobUpdate("r1", "in_queue", 2, 5.0, "in_queue"),
        JobUpdate("r1", "in_queue", 2, 9.0, "in_queue"),
        JobUpdate("r1", "completed", None, 11.0, "succeeded"),
    ]
    driver = Driver(503, QUEUED, {"status": "completed"}, DONE, poll_interval=1.0)
    driver.run(watch(driver, heartbeat=0.4).run())
    assert driver.slept[0] == 1.0
    driver = Driver(QUEUED, QUEUED, {"status": "completed"}, DONE, poll_interval=1.0, takes=4.0)
    driver.run(watch(driver, heartbeat=5.0).run())
    assert driver.slept == [1.0, 1.5]
    driver = Driver(QUEUED, poll_interval=10.0, seconds=5.0)
    driver.fail(watch(driver, heartbeat=4.0).run(), DeadlinePassedError)
    assert driver.slept == [4.0, 1.0]


class Books(NoLedger):
    """Books that are lists."""

    def __init__(self) -> None:
        self.ends: list[tuple[str, Ending]] = []
        self.seen: list[JobUpdate] = []

    def see(self, update: JobUpdate) -> None:
        self.seen.append(update)

    def end(self, request_id: str, ending: Ending) -> None:
        self.ends.append((request_id, ending))


def test_an_ending_is_written_down_by_the_job_s_id() -> None:
    done = ("r1", Ending("completed", DONE))
    driver, books = Driver({"status": "completed"}, DONE), Books()
    driver.context = driver.context._replace(ledger=books)
    driver.run(watch(driver).run())
    assert books.ends == [done]
    driver.script = [DONE]
    driver.run(fetch_result(driver.context, "r1"))
    assert books.ends == [done, done]
    driver.script = [{"status": "in_progress"}]
    assert driver.run(fetch_result(driver.context, "r1")) is None
    assert books.ends == [done, done]


def test_what_a_job_does_is_written_down_until_it_ends() -> None:
    driver, books = Driver(QUEUED, QUEUED, {"status": "in_progress"}, {"status": "completed"}, DONE), Books()
    driver.context = driver.context._replace(ledger=books)
    driver.run(watch(driver).run())
    assert [update.status for update in books.seen] == ["in_queue", "in_progress"]
    assert [update.status for update in driver.shown] == ["in_queue", "in_progress", "completed"]


def test_a_wait_that_the_server_asks_for_between_looks_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    driver = Driver(asking("7"), {"status": "completed"}, DONE)
    with caplog.at_level("INFO"):
        driver.run(watch(driver).run())
    assert "request r1: a look at its status: the server asks for a wait of 7 s; it is tried again in 7." in (
        caplog.text
    )


@pytest.mark.parametrize("state", ["completed", "failed", "cancelled"])
def test_only_a_job_that_is_done_tells_how_long_they_take(state: str) -> None:
    learned: list[float] = []
    driver = Driver(
        {"status": "in_progress"}, {"status": state}, DONE if state == "completed" else {"status": state}
    )
    pace = Pace(
        plain_looks(driver.context.options),
        submitted=driver.time,
        learn=lambda took, _unsure: learned.append(took),
    )
    driver.run(watch(driver, pace=pace).run())
    assert len(learned) == (state == "completed")


def test_a_first_look_that_is_to_wait_waits_a_part_of_a_second_too() -> None:
    driver = Driver({"status": "completed"}, DONE)
    driver.run(watch(driver, pace=Pace(plain_looks(driver.context.options), begin=0.5)).run())
    assert driver.slept == [0.5]


def test_a_server_that_cannot_be_reached_at_all_ends_a_wait_with_the_job_s_id() -> None:
    driver = Driver(TransportError("no TLS", unsent=True, lasting=True))
    error = driver.fail(watch(driver).run(), errors.APIConnectionError)
    assert error.request_id == "r1"
