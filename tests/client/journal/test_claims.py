"""Who may send a request, and what stands in the journal of it, in a file and in PostgreSQL alike."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from runcomfy import JournalError

from tests.inside import DuplicateIdError, Hold, Intent, is_lost, writer_of

from .conftest import (
    EXPIRED,
    LEASE,
    URL,
    Desk,
    containers_process,
    dead_process,
    frozen_process,
    other_boots_process,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def become(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Write under the name of another process."""
    monkeypatch.setattr("runcomfy._journal.writer.this_process", lambda: name)


def test_a_request_from_claim_to_end(desk: Desk) -> None:
    hold = desk.hold(estimate=Decimal("0.04"), inputs='{"prompt": "a fox"}')
    entry = desk.entry()
    assert (hold.number, hold.attempt, entry.owner) == (1, 1, hold.owner)
    assert (entry.state, entry.batch, entry.slot, entry.estimate) == ("intent", "", "a", Decimal("0.04"))
    assert entry.inputs == {"prompt": "a fox"}
    assert entry.busy
    assert LEASE - 30 < (entry.lease_left or 0) <= LEASE
    assert desk.writer.pause(hold, LEASE) is None
    assert desk.states() == [("paused", None)]
    assert desk.entry().busy
    assert desk.writer.go_on(hold, LEASE) is None
    assert desk.writer.accept(hold, "r1") is None
    assert (desk.entry().lease_left, desk.entry().busy) == (None, False)
    desk.writer.see("r1", "in_progress")
    assert desk.states() == [("in_progress", "r1")]
    desk.writer.end("r1", "completed", Decimal("0.05"), None)
    desk.writer.save("r1", ["/a/ä.png"])
    entry = desk.entry()
    assert (entry.state, entry.cost, entry.files) == ("completed", Decimal("0.05"), ("/a/ä.png",))
    assert entry.ended
    assert entry.other_ids == ()


def test_what_has_ended_is_not_seen_running_again(desk: Desk) -> None:
    desk.writer.accept(desk.hold(), "r1")
    desk.writer.end("r1", "failed", Decimal("0.01"), "too hot")
    desk.writer.see("r1", "in_progress")
    assert (desk.entry().state, desk.entry().error) == ("failed", "too hot")
    desk.writer.end("r1", "failed", None, "too hot")
    assert desk.entry().cost == Decimal("0.01")


def test_a_request_that_somebody_sends_is_not_anothers(desk: Desk) -> None:
    hold = desk.hold()
    for state in ("intent", "paused"):
        entry = desk.refused()
        assert (entry.state, entry.busy, is_lost(entry)) == (state, True, False)
        assert desk.refused(again=True).state == state
        desk.writer.pause(hold, LEASE)
    desk.writer.go_on(hold, LEASE)
    desk.writer.accept(hold, "r1")
    assert desk.refused().request_id == "r1"
    assert desk.refused(again=True).request_id == "r1"
    assert len(desk.journal.entries()) == 1


@pytest.mark.parametrize("state", ["unsent", "refused"])
def test_what_certainly_has_no_job_is_sent_again(desk: Desk, state: Any) -> None:
    first = desk.hold(estimate=Decimal(1))
    assert desk.writer.fail(first, state, "E: no") is None
    assert (desk.entry().state, desk.entry().error, desk.entry().busy) == (state, "E: no", False)
    second = desk.hold(estimate=Decimal(2))
    assert (second.number, second.attempt) == (first.number, 2)
    entry = desk.entry()
    assert (entry.state, entry.error, entry.estimate, entry.attempt) == ("intent", None, Decimal(2), 2)


def test_what_nobody_can_say_is_not_sent_again_unless_it_is_asked_for(desk: Desk) -> None:
    desk.writer.fail(desk.hold(), "unknown", "E: lost")
    assert is_lost(desk.refused())
    assert [entry.number for entry in desk.journal.unknown()] == [1]
    hold = desk.hold(again=True)
    assert hold.attempt == 2
    # Only once: now it is on its way.
    assert desk.refused(again=True).busy


# In a file only this machine's own processes write: one of another boot was ended by the reboot.
LEFT: dict[str, tuple[Callable[[], str], float, bool | str]] = {
    "a dead process, within its lease": (dead_process, LEASE, True),
    "a process that is there, after its lease": (frozen_process, EXPIRED, True),
    "a process that is there, within its lease": (frozen_process, LEASE, False),
    "another boot's, within its lease": (other_boots_process, LEASE, "in a file"),
    "another boot's, after its lease": (other_boots_process, EXPIRED, True),
    "a container with its own processes": (containers_process, LEASE, False),
    "somebody who did not say": (lambda: "::::", LEASE, False),
}


@pytest.mark.parametrize(("name", "lease", "free"), LEFT.values(), ids=LEFT.keys())
def test_a_request_is_its_owners_until_its_lease_or_its_owner_ends(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: Callable[[], str], lease: float, free: bool | str
) -> None:
    expected = desk.journal.path is not None if free == "in a file" else free
    with monkeypatch.context() as other:
        become(other, name())
        desk.hold("on its way", lease=lease)
        waiting = desk.hold("waiting")
        desk.writer.pause(waiting, lease)
    lost = desk.refused("on its way")
    assert is_lost(lost) is expected
    assert lost.state == ("unknown" if expected else "intent")
    # Of what certainly was not on its way nothing is lost.
    assert isinstance(desk.claim("waiting"), Hold) is expected


def test_a_lease_is_renewed_by_whoever_waits(desk: Desk) -> None:
    hold = desk.hold(lease=EXPIRED)
    assert desk.writer.pause(hold, LEASE) is None
    assert desk.entry().busy
    assert desk.writer.pause(hold, EXPIRED) is None
    assert not desk.entry().busy
    # Nobody has taken it meanwhile.
    assert desk.writer.go_on(hold, LEASE) is None
    assert desk.entry().busy


def test_who_has_lost_a_request_is_told_and_changes_nothing(desk: Desk) -> None:
    first = desk.hold()
    desk.writer.pause(first, EXPIRED)
    second = desk.hold()
    assert second.attempt == 2
    for found in (
        desk.writer.pause(first, LEASE),
        desk.writer.go_on(first, LEASE),
        desk.writer.fail(first, "unsent", "E: late"),
    ):
        assert found is not None
        assert (found.state, found.owner, found.attempt) == ("intent", second.owner, 2)
    desk.writer.accept(second, "r2")
    found = desk.writer.go_on(first, LEASE)
    assert found is not None
    assert found.request_id == "r2"
    assert desk.entry().error is None


def test_an_id_is_never_replaced_and_never_lost(desk: Desk) -> None:
    first = desk.hold(lease=EXPIRED)
    desk.refused()  # it is unknown now
    second = desk.hold(again=True)
    # The first was accepted, after all, and the second is on its way: both may be paid for.
    found = desk.writer.accept(first, "r1")
    assert found is not None
    assert (found.request_id, found.other_ids, found.owner) == (None, ("r1",), second.owner)
    assert desk.writer.accept(second, "r2") is None
    entry = desk.entry()
    assert (entry.request_id, entry.other_ids) == ("r2", ("r1",))
    # What is told twice stands there once.
    assert desk.writer.accept(first, "r1") is not None
    assert desk.writer.accept(second, "r2") is None
    assert desk.entry() == entry
    assert desk.refused(again=True).request_id == "r2"


@pytest.mark.parametrize("state", ["unsent", "refused", "unknown", "paused", "gone"])
def test_the_job_of_an_earlier_attempt_is_the_requests_where_the_later_brings_none(
    desk: Desk, state: Any
) -> None:
    first = desk.hold(lease=EXPIRED)
    desk.refused()
    second = desk.hold(again=True, lease=EXPIRED if state == "gone" else LEASE)
    if state != "gone":
        assert desk.writer.accept(first, "r1") is not None
    if state == "paused":
        found = desk.writer.pause(second, LEASE)
    elif state == "gone":
        assert desk.writer.accept(first, "r1") is None
        found = desk.refused()
    else:
        found = desk.writer.fail(second, state, "E: no")
    assert found is not None
    assert (found.state, found.request_id, found.other_ids) == ("in_queue", "r1", ())
    assert desk.refused(again=True).request_id == "r1"
    # Where the later one comes with an id, too, it is kept beside.
    found = desk.writer.accept(second, "r2")
    assert found is not None
    assert (found.request_id, found.other_ids) == ("r1", ("r2",))


def test_whoever_finds_the_job_of_an_earlier_attempt_follows_it(desk: Desk) -> None:
    """The later attempt's process has died on the way."""
    first = desk.hold(lease=EXPIRED)
    desk.refused()
    desk.hold(again=True)
    assert desk.writer.accept(first, "r1") is not None
    assert desk.refused(again=True).request_id is None
    desk.journal._store.write(lambda seen: seen.change("UPDATE runcomfy_jobs SET lease=-1"))
    found = desk.refused(again=True)
    assert (found.state, found.request_id, found.other_ids) == ("in_queue", "r1", ())


def test_an_id_that_comes_late_is_the_requests_while_nobody_else_sends_it(desk: Desk) -> None:
    first = desk.hold()
    desk.writer.pause(first, EXPIRED)
    second = desk.hold()
    desk.writer.pause(second, LEASE)
    assert desk.writer.accept(first, "r1") is None
    found = desk.writer.go_on(second, LEASE)
    assert found is not None
    assert (found.request_id, found.other_ids) == ("r1", ())


def test_one_id_for_two_requests_is_noticed(desk: Desk) -> None:
    assert desk.writer.accept(desk.hold("a"), "r1") is None
    second = desk.hold("b")
    with pytest.raises(DuplicateIdError) as caught:
        desk.writer.accept(second, "r1")
    assert (caught.value.request_id, caught.value.entry.number) == ("r1", 1)
    assert desk.states() == [("in_queue", "r1"), ("intent", None)]
    assert desk.writer.fail(second, "unknown", "E: one id for two") is None
    # Another server may well use the same.
    elsewhere = Desk(desk.journal, writer_of(desk.journal, "http://127.0.0.1:8/v1", "token"), desk.nonces)
    assert elsewhere.writer.accept(elsewhere.hold("a"), "r1") is None


def test_the_same_claim_twice_is_one(desk: Desk) -> None:
    """Nobody knows whether a transaction was committed whose answer was lost: it is done again."""
    for intent in (
        Intent("v/m", "hash"),
        Intent("v/m", "hash", batch="", slot="a"),
        Intent("v/m", "hash", once="key"),
    ):
        nonce = desk.nonce()
        first = desk.writer.claim(intent, nonce, lease=LEASE)
        assert isinstance(first, Hold)
        assert desk.writer.claim(intent, nonce, lease=LEASE) == first
        assert desk.writer.accept(first, f"r{first.number}") is None
    assert len(desk.journal.entries()) == 3
    nonce = desk.nonce()
    desk.writer.claim(Intent("v/m", "one"), nonce, lease=LEASE)
    with pytest.raises(ValueError, match="nonce of its own"):
        desk.writer.claim(Intent("v/m", "another"), nonce, lease=LEASE)


def test_single_requests_have_nothing_to_do_with_each_other(desk: Desk) -> None:
    holds = [desk.hold(None) for _ in range(3)]
    assert [hold.number for hold in holds] == [1, 2, 3]


def test_a_key_is_one_request_for_ever(desk: Desk) -> None:
    first = desk.hold(None, once="order 7")
    assert desk.refused(None, once="order 7").busy
    desk.writer.fail(first, "refused", None)
    again = desk.hold(None, once="order 7")
    assert (again.number, again.attempt) == (1, 2)
    desk.writer.accept(again, "r1")
    desk.writer.end("r1", "failed", None, "too hot")
    entry = desk.refused(None, once="order 7", again=True)
    assert (entry.request_id, entry.once) == ("r1", "order 7")
    assert desk.journal.prune(0) == 0
    other = Desk(desk.journal, writer_of(desk.journal, URL, "another token"), desk.nonces)
    assert other.hold(None, once="order 7").number == 2
    assert desk.hold(None, once="order 8").number == 3


def test_another_account_has_requests_of_its_own(desk: Desk) -> None:
    desk.writer.accept(desk.hold(), "r1")
    other = Desk(desk.journal, writer_of(desk.journal, URL, "another token"), desk.nonces)
    assert other.hold().number == 2
    assert [entry.number for entry in other.writer.entries("1=1")] == [2]
    other.writer.end("r1", "completed", None, None)
    assert desk.entry().state == "in_queue"
    assert [entry.number for entry in desk.writer.entries("state=?", "in_queue")] == [1]


def test_a_batch_is_open_until_it_is_closed(desk: Desk) -> None:
    begun = desk.writer.closing()
    for slot in ("a", "b"):
        desk.writer.accept(desk.hold(slot), f"r-{slot}")
        desk.writer.end(f"r-{slot}", "completed", None, None)
    # Started again after a crash: the same requests, and one more.
    found = desk.writer.find("", ["b", "a", "c"], desk.writer.closing())
    assert {slot: entry.request_id for slot, entry in found.items()} == {"a": "r-a", "b": "r-b"}
    assert desk.refused("a").request_id == "r-a"
    assert desk.writer.past("", ["a", "b"]) == {}
    desk.writer.close_requests([1, 2])
    after = desk.writer.closing()
    assert after > begun
    # Whoever began before that does not pay again; whoever begins after it does so on purpose.
    assert desk.refused("a", since=begun).request_id == "r-a"
    assert set(desk.writer.find("", ["a", "b"], begun)) == {"a", "b"}
    assert desk.writer.find("", ["a", "b"], after) == {}
    assert {slot: entry.request_id for slot, entry in desk.writer.past("", None).items()} == {
        "a": "r-a",
        "b": "r-b",
    }
    assert desk.hold("a", since=after).number == 3
    # What is in use comes before what was closed.
    assert desk.writer.find("", None, begun)["a"].number == 3
    assert desk.refused("a", since=begun).number == 3
    assert desk.writer.past("", ["a"])["a"].number == 1
    # What is closed stays closed at its time.
    desk.writer.close_requests([1, 2, 3])
    assert [entry.closed for entry in desk.journal.entries()] == [after, after, after + 1]
    assert desk.writer.past("", ["a"])["a"].number == 3


def test_a_closed_request_without_a_job_is_taken_up_by_who_began_before(desk: Desk) -> None:
    desk.writer.fail(desk.hold(), "unsent", None)
    desk.writer.close_requests([1])
    again = desk.hold(since=0)
    assert (again.number, desk.entry().closed) == (1, None)


def test_batches_with_names_have_requests_of_their_own(desk: Desk) -> None:
    numbers = [desk.hold("a", batch=name).number for name in ("", "foxes", "geese")]
    assert numbers == [1, 2, 3]
    assert desk.writer.find("foxes", None, 0)["a"].number == 2
    assert desk.refused("a", batch="foxes").number == 2


def test_many_slots_are_looked_up_at_once(desk: Desk) -> None:
    slots = [f"s{n}" for n in range(1200)]
    for slot in slots[::400]:
        desk.hold(slot)
    assert sorted(desk.writer.find("", slots, 0)) == sorted(slots[::400])
    assert desk.writer.find("", [], 0) == {}
    desk.writer.close_requests(range(1, 1200))
    assert sorted(desk.writer.past("", iter(slots))) == sorted(slots[::400])


def test_what_is_being_sent_is_not_forgotten(desk: Desk) -> None:
    hold = desk.hold()
    assert desk.journal.forget(1) == 0
    desk.writer.accept(hold, "r1")
    assert desk.journal.forget(desk.entry(), "r9", 17) == 1
    assert desk.journal.entries() == []


def test_the_id_of_a_request_whose_entry_is_gone_is_told(desk: Desk) -> None:
    hold = desk.hold(lease=EXPIRED)
    assert desk.journal.forget(1) == 1
    with pytest.raises(JournalError, match="as job r1") as caught:
        desk.writer.accept(hold, "r1")
    assert not caught.value.transient
    # A number is never used again, so that it is no other request's.
    assert desk.hold().number == 2
    with pytest.raises(JournalError, match="deleted"):
        desk.writer.go_on(hold, LEASE)


def test_any_text_can_be_written(desk: Desk) -> None:
    odd = "a\0b \ud800 ü 😀 %s ? ' \" \\"
    hold = desk.hold(odd, batch=odd)
    assert isinstance(desk.refused(odd, batch=odd).slot, str)
    assert odd not in {None, desk.entry().slot}
    desk.writer.fail(hold, "refused", odd)
    assert "😀 %s ?" in (desk.entry().error or "")
    assert desk.hold(odd, batch=odd).attempt == 2


def test_the_token_and_the_password_stand_nowhere(desk: Desk) -> None:
    import pickle

    from tests.postgres import PASSWORD

    desk.hold()
    for text in (
        repr(desk.journal),
        desk.journal.location,
        repr(pickle.dumps(desk.journal)),
        repr(vars(desk.writer)),
    ):
        assert PASSWORD not in text
        assert "'token'" not in text
