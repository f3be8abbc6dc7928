"""How the server of this room behaves: one value, and what it decides about each request. Stdlib only."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

__all__ = ["Verdict", "Weather"]

Verdict = Literal["accepted", "refused", "unavailable", "denied"]


@dataclass(frozen=True)
class Weather:
    """What goes wrong, and how often. Chance depends on the seed, the request's marker and its attempt alone.

    Attributes:
        seed: Makes two runs alike.
        run_time: Seconds from a job's acceptance to its end, also for jobs that were accepted in other weather.
        refuse: The share of submits that a 429 answers, before anything is accepted.
        refuse_first: So many of the first submits are answered so, too.
        refuse_each: Every so many-th submit is answered so, too.
        retry_after: What stands in the header of a 429, or None for no header.
        unavailable: Seconds, from the first submit on, for which a balancer answers everything with 503.
        reads_go_on: Whether it does so to submits alone.
        lose: The share of submits that are accepted, and whose answer never comes.
        before: The least and the most seconds between a submit's arrival and its acceptance.
        after: The same between its acceptance and the answer.
        mute: Every so many-th look is never answered.
        twins: The so many-th accepted job gets the id of the one before.
        surplus: Every so many-th look is answered with more bytes than its length says: a forged second answer.
        denied: From the so many-th submit on, each is answered with `denied_status`.
        denied_status: 401 or 402.
    """

    seed: int = 0
    run_time: float = 0.05
    refuse: float = 0.0
    refuse_first: int = 0
    refuse_each: int = 0
    retry_after: str | None = None
    unavailable: float = 0.0
    reads_go_on: bool = False
    lose: float = 0.0
    before: tuple[float, float] = (0.0, 0.0)
    after: tuple[float, float] = (0.0, 0.0)
    mute: int = 0
    twins: int = 0
    surplus: int = 0
    denied: int = 0
    denied_status: int = 401

    def chance(self, marker: str, attempt: int) -> random.Random:
        """What happens to one attempt of one request, by chance."""
        return random.Random(f"{self.seed}:{marker}:{attempt}")

    def verdict(self, number: int, since_first: float, chance: random.Random) -> Verdict:
        """What becomes of the submit of that number (from 1), so many seconds after the first one."""
        if self.denied and number >= self.denied:
            return "denied"
        if since_first < self.unavailable:
            return "unavailable"
        due = self.refuse_each and number % self.refuse_each == 0
        if due or number <= self.refuse_first or chance.random() < self.refuse:
            return "refused"
        return "accepted"
