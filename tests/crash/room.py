"""One test's room: its folder, its seed, its server, and the programs in it."""

from __future__ import annotations

import http.client
import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import runcomfy

from tests.crash.books import Books, shortfall
from tests.crash.trees import ROOT, Nursery, Program, Spawned, environment

__all__ = ["Room"]


class Room:
    """Made by the fixture `room`."""

    def __init__(self, folder: Path, seed: int, nursery: Nursery) -> None:
        self.folder = folder
        self.seed = seed
        self.chance = random.Random(seed)
        self.programs: list[Program] = []
        self.kills = 0
        self.journal = folder / "journal.sqlite3"
        self._nursery = nursery
        self._books = folder / "books.jsonl"
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.server", str(self._books)], cwd=ROOT, env=environment(),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        assert self._server.stdout is not None
        ports = json.loads(self._server.stdout.readline())
        self.port, self._control = ports["port"], ports["control"]
        self.weather()

    @property
    def url(self) -> str:
        """The API's address."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def books(self) -> Books:
        """What the server has written down so far."""
        return Books.read(self._books)

    # The server.

    def _order(self, method: str, path: str, document: object = None) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self._control, timeout=60)
        try:
            connection.request(method, path, json.dumps(document))
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()

    def weather(self, *, listen: bool = True, **weather: object) -> None:
        """Set the server's behaviour (see `Weather`), counted from now on, and let it listen or not."""
        self._order("POST", "/weather", {"seed": self.seed, **weather})
        self._order("POST", "/listen" if listen else "/close")

    # The programs.

    def start(self, driver: str, markers: Iterable[str], **order: Any) -> Program:
        """Start a program that pays for the markers; what else it is told stands in `program.py`."""
        program = self._nursery.start(self.folder, self.order(driver, markers, **order))
        self.programs.append(program)
        return program

    def order(self, driver: str, markers: Iterable[str], **order: Any) -> dict[str, Any]:
        """The order for a program."""
        home = self.folder / "home"
        places = {"HOME": str(home), "XDG_STATE_HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")}
        return {
            "driver": driver,
            "url": self.url,
            "journal": str(self.journal),
            "markers": list(markers),
            "key": "order",
            "folder": str(self.folder),
            "environment": places,
            **order,
        }

    def spawn(self, name: str, command: list[str], order: dict[str, Any]) -> Program:
        """Start a program by a command in front of it, such as `unshare ...`."""
        given = [*command, sys.executable, "-m", "tests.crash.program", json.dumps(order)]
        program = Spawned(name, self.folder, given, order.get("environment"))
        self.programs.append(program)
        return program

    def together(self, driver: str, orders: Sequence[Iterable[str]], **order: Any) -> list[Program]:
        """Start several programs that begin at the same moment."""
        gate = self.folder / f"gate-{len(self.programs)}"
        programs = [self.start(driver, markers, gate=str(gate), **order) for markers in orders]
        for program in programs:
            program.wait_for("ready")
        gate.touch()
        return programs

    def kill(self, program: Program, number: int = signal.SIGKILL) -> None:
        """End a program in the middle, if it still runs."""
        if program.running:
            self.kills += 1
            program.signal(number)
        program.wait()

    def until(self, true: Callable[[Books], bool], seconds: float = 300.0) -> Books:
        """Wait until the books say something."""
        ends = time.monotonic() + seconds
        while not true(books := self.books):
            gone = self.programs and not any(program.running for program in self.programs)
            if time.monotonic() > ends or (gone and not true(self.books)):
                raise AssertionError("the server's books never said what this test waits for")
            time.sleep(0.005)
        return books

    def states(self) -> list[str]:
        """What the journal says of each request."""
        with runcomfy.Journal(self.journal) as journal:
            return [entry.state for entry in journal.entries()]

    def let_end(self, *programs: Program) -> None:
        """Let the jobs end once all these programs are at work.

        Before, the weather has a `run_time` of an hour: a batch that has ended is another one when it is run again.
        """
        for program in programs:
            program.wait_for("opened")
        self._order("POST", "/end")

    # The reckoning.

    def settle(
        self,
        markers: Iterable[str],
        programs: Iterable[Program],
        *,
        refused: Sequence[str] = (),
        dropped: Iterable[str] = (),
    ) -> None:
        """Each marker was paid for once, and what the programs told is so; see `shortfall`."""
        told = [event for program in programs for event in program.outcomes]
        fault = shortfall(self.books, markers, told, kills=self.kills, refused=refused, dropped=dropped)
        assert not fault, fault

    def report(self) -> str:
        """For the message of a test that has failed."""
        books = self.books
        figures = (
            f"seed {self.seed} (CRASH_SEED={self.seed} repeats it), {self.kills} kills, "
            f"{len(books.submits)} submits, {books.paid} accepted, {len(books.doubled())} doubled"
        )
        return "\n".join([figures, *(program.report() for program in self.programs[-6:])])

    def close(self) -> None:
        """End what still runs. The books in memory and on disk must be the same."""
        for program in self.programs:
            program.signal(signal.SIGCONT)
            program.signal(signal.SIGKILL)
        for program in self.programs:
            program.wait()
        accepted = sorted(map(tuple, self._order("GET", "/accepted")))
        self._server.communicate(timeout=600)
        written = sorted((marker, one) for marker, ids in self.books.accepted.items() for one in ids)
        assert accepted == written
