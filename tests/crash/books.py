"""What the server's books say, and whether that is what was promised: each marker paid once, and each one's end told."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

__all__ = ["Books", "shortfall"]

Event = dict[str, Any]

IN_FLIGHT = 8  # submits that one program has on their way at once: no kill can make more unclear
_SHOWN = 6  # markers in a message


class Books:
    """The events of one server, in order."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = list(events)
        self.accepted: dict[str, list[str]] = defaultdict(list)
        self.unclear: set[str] = set()
        """The markers with a submit that had no clear answer, as far as the server can know."""
        answered: set[str] = set()
        for event in self.events:
            if event["event"] == "accepted":
                self.accepted[event["marker"]].append(event["id"])
            elif event["event"] == "answered":
                answered.add(event["id"])
            elif event["event"] == "submit" and event["verdict"] == "unavailable":
                self.unclear.add(event["marker"])
        for marker, ids in self.accepted.items():
            if not set(ids) <= answered:
                self.unclear.add(marker)

    @classmethod
    def read(cls, path: Path) -> Books:
        """The books of a file, whose last line may not be whole yet."""
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        return cls([json.loads(line) for line in text.split("\n")[:-1]])

    def of(self, kind: str, **facts: object) -> list[Event]:
        """The events of one kind that have these facts."""
        return [
            event
            for event in self.events
            if event["event"] == kind and all(event.get(name) == value for name, value in facts.items())
        ]

    @property
    def submits(self) -> list[Event]:
        """Every submit that arrived, accepted or not."""
        return self.of("submit")

    @property
    def paid(self) -> int:
        """How many jobs there are to pay for."""
        return sum(len(ids) for ids in self.accepted.values())

    def doubled(self) -> dict[str, list[str]]:
        """The markers that are paid for more than once, with their jobs."""
        return {marker: ids for marker, ids in self.accepted.items() if len(ids) > 1}

    def story(self, marker: str) -> str:
        """All that the server knows of one marker."""
        lines = [
            f"    {event['at']:.3f} {event['event']} "
            + " ".join(
                f"{name}={value}"
                for name, value in event.items()
                if name not in {"at", "event", "hash", "marker"}
            )
            for event in self.events
            if event.get("marker") == marker
        ]
        return "\n".join([f"  {marker}:", *lines])


def shortfall(
    books: Books,
    markers: Iterable[str],
    told: Iterable[Event],
    *,
    kills: int = 0,
    refused: Sequence[str] = (),
    dropped: Iterable[str] = (),
) -> str:
    """What is wrong, in words, or nothing.

    Args:
        books: The server's.
        markers: All that should have been paid for once.
        told: The outcomes that the programs told which ran to their end.
        kills: How often a program was stopped in the middle: only then may a request be unknown that never arrived.
        refused: Names of errors, beside `SubmissionUnknownError`, that may be told of what was not paid for.
        dropped: Markers that may have been paid for once, and of which nothing is told.
    """
    faults: list[str] = []
    shown: list[str] = []

    def add(what: str, which: Iterable[str]) -> None:
        names = sorted(which)
        if names:
            faults.append(
                f"{len(names)} {what}: {', '.join(names[:_SHOWN])}{' ...' if len(names) > _SHOWN else ''}"
            )
            shown.extend(names[:_SHOWN])

    wanted = set(markers)
    outcomes: dict[str, list[Event]] = defaultdict(list)
    for event in told:
        outcomes[event["marker"]].append(event)
    good = {m for m, events in outcomes.items() if any(event["error"] is None for event in events)}
    unknown = {
        marker
        for marker, events in outcomes.items()
        if marker not in good and any(event["error"] == "SubmissionUnknownError" for event in events)
    }
    others = {
        f"{marker} ({event['error']}: {event['message']})"
        for marker, events in outcomes.items()
        for event in events
        if event["error"] not in {None, "SubmissionUnknownError", *refused}
    }
    add("are paid for twice", books.doubled())
    add("that nobody asked for are paid for", set(books.accepted) - wanted - set(dropped))
    add("have no outcome", wanted - set(outcomes))
    add("ended in an error of another kind", others)
    add(
        "have a result under an id that is not theirs",
        {
            marker
            for marker in good
            for event in outcomes[marker]
            if event["error"] is None and event["id"] not in books.accepted[marker]
        },
    )
    add("are paid for, but told as refused", {m for m in set(outcomes) - good - unknown if books.accepted[m]})
    clear = unknown - books.unclear
    if len(clear) > kills * IN_FLIGHT:
        add(f"are told as unknown although their answers were clear ({kills} kills)", clear)
    if not faults:
        return ""
    return "\n".join([*faults, *(books.story(name) for name in dict.fromkeys(shown) if " " not in name)])
