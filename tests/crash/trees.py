"""Programs as the tests hold them: started, frozen, killed with all they have started, and asked what they told."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

__all__ = ["ROOT", "Nursery", "Program", "Spawned"]

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 600.0  # seconds after which a program that does not end hangs


def environment() -> dict[str, str]:
    """This one without what changes a client; the programs find the tests."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("RUNCOMFY_") and not name.lower().endswith("_proxy")
    }
    places = [str(ROOT), *filter(None, [kept.get("PYTHONPATH")])]
    return {**kept, "PYTHONPATH": os.pathsep.join(places), "PYTHONUNBUFFERED": "1"}


def begun(pid: int) -> str | None:
    """When a process began, by which it is told from a later one with its number; None where nobody says."""
    try:
        return (
            Path(f"/proc/{pid}/stat")
            .read_text(encoding="utf-8", errors="replace")
            .rpartition(")")[2]
            .split()[19]
        )
    except OSError:
        return None


class Program:
    """One running program. Its session is its own, so that its children are ended with it."""

    def __init__(self, name: str, folder: Path, pid: int) -> None:
        self.name = name
        self.pid = pid
        self._begun = begun(pid)
        self._out, self._err, self._exit = (folder / f"{name}.{end}" for end in ("out", "err", "exit"))

    @property
    def told(self) -> list[dict[str, Any]]:
        """What it has told, as far as the lines are whole."""
        text = self._out.read_text(encoding="utf-8") if self._out.exists() else ""
        return [json.loads(line) for line in text.split("\n")[:-1]]

    @property
    def outcomes(self) -> list[dict[str, Any]]:
        """What it told of markers."""
        return [event for event in self.told if event["event"] == "outcome"]

    @property
    def raised(self) -> str:
        """The error that ended it, or nothing."""
        return next((event["error"] for event in self.told if event["event"] == "raised"), "")

    @property
    def stderr(self) -> str:
        """Its standard error: also what the client logs."""
        return self._err.read_text(encoding="utf-8", errors="replace") if self._err.exists() else ""

    def code(self) -> int | None:
        """Its exit code; minus the signal's number if one ended it; None while it runs."""
        with contextlib.suppress(FileNotFoundError):
            return int(self._exit.read_text())
        return None

    @property
    def running(self) -> bool:
        """Whether it is still there."""
        return self.code() is None

    def wait(self, seconds: float = PATIENCE) -> int:
        """Its exit code, once it has ended."""
        ends = time.monotonic() + seconds
        while (code := self.code()) is None:
            if time.monotonic() > ends:
                self.signal(signal.SIGKILL)
                raise AssertionError(f"{self.name} has not ended in {seconds} s.\n{self.report()}")
            time.sleep(0.005)
        return code

    def wait_for(self, event: str, seconds: float = PATIENCE) -> None:
        """Wait until it has told this."""
        ends = time.monotonic() + seconds
        while not any(one["event"] == event for one in self.told):
            if not self.running or time.monotonic() > ends:
                raise AssertionError(f"{self.name} never told {event!r}.\n{self.report()}")
            time.sleep(0.005)

    def signal(self, number: int) -> None:
        """Send a signal to it and to all it has started."""
        with contextlib.suppress(ProcessLookupError):
            # Whoever has its number after it, is not meant.
            if self.running and begun(self.pid) == self._begun:
                os.killpg(self.pid, number)

    def kill(self) -> None:
        """End it at once, and wait until it is gone."""
        self.signal(signal.SIGKILL)
        self.wait()

    def report(self) -> str:
        """For a message: how it ended and what it wrote to standard error."""
        words = self.stderr.strip().splitlines()
        lines = "\n".join(f"    {line[:300]}" for line in words[-25:])
        raised = [event for event in self.told if event["event"] == "raised"]
        return f"  {self.name}: exit code {self.code()}, {len(self.outcomes)} outcomes, {raised}\n{lines}"


class Spawned(Program):
    """A program that was started by a command, such as one with namespaces of its own.

    One that `tells` nothing, as it is somebody else's, writes all it has to say to its standard error.
    """

    def __init__(
        self,
        name: str,
        folder: Path,
        command: list[str],
        env: dict[str, str] | None = None,
        *,
        tells: bool = True,
    ) -> None:
        with (folder / f"{name}.out").open("ab") as out, (folder / f"{name}.err").open("ab") as err:
            self._popen = subprocess.Popen(
                command, cwd=ROOT, env={**environment(), **(env or {})}, start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=out if tells else err, stderr=err,
            )  # fmt: skip
        super().__init__(name, folder, self._popen.pid)

    def code(self) -> int | None:
        """Its exit code, as above."""
        return self._popen.poll()


class Nursery:
    """Starts programs by forking one that has everything imported."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.program"], cwd=ROOT, env=environment(), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        self._lock = threading.Lock()
        self._count = itertools.count(1)

    def start(self, folder: Path, order: dict[str, Any]) -> Program:
        """Start a program; its files are in the folder."""
        name = f"{order['driver']}-{next(self._count)}"
        files = {end: str(folder / f"{name}.{end}") for end in ("out", "err", "exit")}
        with self._lock:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(json.dumps({**order, **files}) + "\n")
            self._process.stdin.flush()
            return Program(name, folder, int(self._process.stdout.readline()))

    def close(self) -> None:
        """End it. Its programs have ended before."""
        self._process.communicate(timeout=600)
