"""Dask's scheduler and workers as processes of their own. The workers see nothing of the driver's folder."""

from __future__ import annotations

import json
import shlex
import sys
import time

from tests.crash.machines import why_not
from tests.crash.room import Room
from tests.crash.trees import Spawned

__all__ = ["Cluster"]


class Cluster:
    """A scheduler, and workers that come and go."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._count = 0
        told = room.folder / "scheduler.json"
        words = [
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--no-show",
            "--scheduler-file",
            str(told),
        ]
        scheduler = [sys.executable, "-W", "ignore", "-m", "distributed.cli.dask_scheduler", *words]
        self._scheduler = Spawned("scheduler", room.folder, scheduler, tells=False)
        ends = time.monotonic() + 60
        while not told.exists() or not told.read_text().strip().endswith("}"):
            assert self._scheduler.running, self._scheduler.report()
            assert time.monotonic() < ends, self._scheduler.report()
            time.sleep(0.02)
        self.address: str = json.loads(told.read_text())["address"]
        self.workers: list[Spawned] = []

    def add_worker(self) -> Spawned:
        """Start one with one thread, a home and a disk of its own."""
        self._count += 1
        place = self._room.folder / "workers" / str(self._count)
        words = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(place)]
        start = [sys.executable, "-W", "ignore", "-m", "distributed.cli.dask_worker", self.address, *words]
        # What hides the driver's folder is a disk of the worker's own in its place.
        hide = "" if why_not() else f"mount -t tmpfs tmpfs {shlex.quote(str(self._room.folder))} && "
        script = f"{hide}mkdir -p {shlex.quote(str(place))} && cd {shlex.quote(str(place))} && exec {shlex.join(start)}"
        command = ["sh", "-c", script]
        if hide:
            command = ["unshare", "--mount", *command]
        names = ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "TMPDIR")
        worker = Spawned(
            f"worker{self._count}",
            self._room.folder,
            command,
            {name: str(place) for name in names},
            tells=False,
        )
        self.workers.append(worker)
        return worker

    def close(self) -> None:
        """End all of it."""
        for program in [*self.workers, self._scheduler]:
            program.kill()
