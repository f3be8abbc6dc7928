"""Programs that live apart on one Linux machine: namespaces of their own, as containers and other machines have them.

It takes root. A program that shall be on another machine has its own network, too, with nothing in it; what it must
reach is carried in through a Unix socket by a relay on either side, on the same port of its own 127.0.0.1.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import subprocess
import sys
import uuid
from functools import cache
from pathlib import Path
from typing import Any

from tests.crash.trees import ROOT, environment

__all__ = ["Relay", "apart", "why_not"]

_NEEDED = ("unshare", "mount", "ip")


@cache
def why_not() -> str:
    """Why there are no such programs here, or nothing."""
    if os.geteuid() != 0:
        return "only root can make namespaces"
    missing = [name for name in _NEEDED if shutil.which(name) is None]
    if missing:
        return f"there is no {missing[0]}"
    tried = subprocess.run(
        [*_unshare(network=True), "true"], capture_output=True, text=True, check=False, timeout=600
    )
    return f"namespaces cannot be made: {tried.stderr.strip()}" if tried.returncode else ""


def _unshare(*, network: bool) -> list[str]:
    more = ["--net"] if network else []
    return ["unshare", "--fork", "--kill-child", "--pid", "--mount", "--uts", "--mount-proc", *more]


def apart(folder: Path, *, host: str, machine: bool = False, relays: tuple[Relay, ...] = ()) -> list[str]:
    """A command that starts what follows it with its own process numbers and a host name.

    With `machine` it is on another machine: other boot and machine ids, and no network but the relays.
    """
    steps = [f"hostname {host}"]
    if machine:
        steps += ["ip link set lo up"]
        for place, text in (
            ("/proc/sys/kernel/random/boot_id", str(uuid.uuid4())),
            ("/etc/machine-id", uuid.uuid4().hex),
        ):
            if Path(place).exists():
                other = folder / f"{Path(place).name}-{uuid.uuid4().hex}"
                other.write_text(f"{text}\n")
                steps.append(f"mount --bind {other} {place}")
        steps += [f"{relay.inner()} &" for relay in relays]
        # The relays must listen before anybody calls.
        steps += [f"while ! {relay.answers()}; do sleep 0.05; done" for relay in relays]
    script = "\n".join(["set -e", *steps, 'exec "$@"'])
    return [*_unshare(network=machine), "sh", "-c", script, "apart"]


class Relay:
    """Carries the connections of one port of this machine's 127.0.0.1 into other networks."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port = port
        self._socket = folder / f"relay-{port}"
        self._socket.unlink(missing_ok=True)
        self._outer = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.machines", "outer", str(port), str(self._socket)],
            cwd=ROOT, env=environment(), start_new_session=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self._outer.stdout is not None
        self._outer.stdout.readline()

    def inner(self) -> str:
        """The command of the other side."""
        return f"{sys.executable} -m tests.crash.machines inner {self.port} {self._socket}"

    def answers(self) -> str:
        """A command that is true once the other side listens."""
        return f"{sys.executable} -c 'import socket; socket.create_connection((\"127.0.0.1\", {self.port}))' 2>/dev/null"

    def close(self) -> None:
        """Carry nothing any more."""
        self._outer.communicate(timeout=600)


async def _carry(mode: str, port: int, place: str) -> None:
    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if mode == "outer":
                there = await asyncio.open_connection("127.0.0.1", port)
            else:
                there = await asyncio.open_unix_connection(place)
        except OSError:
            writer.transport.abort()
            return
        await asyncio.gather(pump(reader, there[1]), pump(there[0], writer))

    if mode == "outer":
        await asyncio.start_unix_server(serve, place)
    else:
        await asyncio.start_server(serve, "127.0.0.1", port)
    if mode == "outer":
        print("listening", flush=True)
        await asyncio.to_thread(sys.stdin.buffer.read)
        os._exit(0)
    await asyncio.sleep(3600)


def main(arguments: list[str]) -> Any:
    """Be one side of a relay."""
    mode, port, place = arguments
    return asyncio.run(_carry(mode, int(port), place))


if __name__ == "__main__":
    main(sys.argv[1:])
