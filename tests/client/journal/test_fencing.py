"""Whatever several owners do in whatever order: one at most sends a request, and no id is lost or replaced."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.inside import Hold, Intent, Journal, writer_of

from .conftest import EXPIRED, LEASE, URL

SLOTS = st.sampled_from("ab")
# What fails is told as it was found: making it smaller would take minutes.
QUICK = [Phase.explicit, Phase.generate]
LEASES = st.sampled_from([LEASE, EXPIRED])


class Owners(RuleBasedStateMachine):
    """Owners that claim, wait, go on, are answered and give up; leases run out under them."""

    where: str
    counter = itertools.count()
    resubmit = False

    def __init__(self) -> None:
        super().__init__()
        self.journal = Journal(self.where)
        # Every example has an account of its own.
        self.run = next(self.counter)
        self.writer = writer_of(self.journal, URL, f"token {self.run}")
        self.slot_of: dict[int, str] = {}
        self.flying: dict[Hold, str] = {}  # may be on the wire
        self.waiting: list[Hold] = []
        self.ids: dict[str, list[str]] = {"a": [], "b": []}
        self.first: dict[str, str] = {}
        self.unclear: set[str] = set()

    def teardown(self) -> None:
        self.journal.close()

    @rule(slot=SLOTS, lease=LEASES, again=st.booleans())
    def claim(self, slot: str, lease: float, again: bool) -> None:
        resubmit = self.resubmit and again
        got = self.writer.claim(
            Intent("v/m", "h", batch="", slot=slot),
            f"n{next(self.counter)}",
            resubmit_unknown=resubmit,
            lease=lease,
        )
        if isinstance(got, Hold):
            # What was accepted is never paid for again, and what may have been only on demand.
            assert not self.ids[slot]
            assert resubmit or (slot not in self.unclear and not self.sending(slot))
            self.slot_of[got.number] = slot
            self.flying[got] = slot
        else:
            # Whoever is told of an entry has a reason not to send.
            assert got.request_id or got.busy or got.state == "unknown"

    def sending(self, slot: str) -> list[Hold]:
        return [hold for hold, of in self.flying.items() if of == slot]

    @precondition(lambda self: self.flying)
    @rule(pick=st.integers(0, 9), lease=LEASES)
    def pause(self, pick: int, lease: float) -> None:
        hold = list(self.flying)[pick % len(self.flying)]
        del self.flying[hold]
        found = self.writer.pause(hold, lease)
        if found is None:
            self.waiting.append(hold)

    @precondition(lambda self: self.waiting)
    @rule(pick=st.integers(0, 9), lease=LEASES)
    def go_on(self, pick: int, lease: float) -> None:
        hold = self.waiting.pop(pick % len(self.waiting))
        slot = self.slot_of[hold.number]
        found = self.writer.go_on(hold, lease)
        if found is None:
            assert not self.ids[slot]
            assert self.resubmit or not self.sending(slot)
            self.flying[hold] = slot

    @precondition(lambda self: self.flying)
    @rule(pick=st.integers(0, 9))
    def accept(self, pick: int) -> None:
        hold, slot = list(self.flying.items())[pick % len(self.flying)]
        del self.flying[hold]
        request_id = f"r{self.run}-{next(self.counter)}"
        self.ids[slot].append(request_id)
        self.writer.accept(hold, request_id)
        if self.run % 3 == 0:
            self.writer.accept(hold, request_id)

    @precondition(lambda self: self.flying)
    @rule(pick=st.integers(0, 9), state=st.sampled_from(["unsent", "refused", "unknown"]))
    def fail(self, pick: int, state: Any) -> None:
        hold, slot = list(self.flying.items())[pick % len(self.flying)]
        del self.flying[hold]
        if state == "unknown":
            self.unclear.add(slot)
        self.writer.fail(hold, state, None)

    @invariant()
    def one_sends(self) -> None:
        if not self.resubmit:
            for slot in "ab":
                assert len(self.sending(slot)) <= 1
                assert len(self.ids[slot]) <= 1

    @invariant()
    def ids_stay(self) -> None:
        for slot, entry in self.writer.find("", None, 0).items():
            known = {*entry.other_ids, *filter(None, [entry.request_id])}
            assert known == set(self.ids[slot])
            assert len(known) == len(entry.other_ids) + (entry.request_id is not None)
            if entry.request_id is not None:
                assert self.first.setdefault(slot, entry.request_id) == entry.request_id


class Resubmitting(Owners):
    """The same where the user accepts that a request may be paid for twice."""

    resubmit = True


@pytest.mark.parametrize("machine", [Owners, Resubmitting])
@pytest.mark.sample(1)
def test_claims_hold(quick: str, machine: type[Owners]) -> None:
    machine.where = quick
    examples = 10 if quick.startswith("postgresql:") else 30
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=25, phases=QUICK)
    )
