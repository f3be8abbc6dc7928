"""Runs the generator again and again, killed one step further each time: `python -m tests.generator.killed STEPS ARGS…`.

A step is anything that changes the disk or asks the network. STEPS is a list of numbers with commas. Every
run is a fork of this program, which has made a client already, so that nothing is imported twice. After each it prints
a JSON line: the step, how the run ended, and the files below the folder named by --out or --schemas, by hash.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.build import build  # noqa: F401 - before the first fork
from generator.catalogue.sync import sync  # noqa: F401
from generator.cli import main

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_STEPS = frozenset(
    {"os.rename", "os.mkdir", "os.link", "os.remove", "os.rmdir", "socket.connect", "ctypes.dlsym"}
)


def run(step: int, arguments: list[str]) -> int:
    """Fork, run the command, kill it at a step, and return how it ended as the system tells it."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    seen = 0

    def hook(event: str, details: tuple[object, ...]) -> None:
        nonlocal seen
        writes = event == "open" and isinstance(details[2], int) and details[2] & _WRITING
        if event in _STEPS or writes:
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 - until the end
    os._exit(main(arguments))


def _import_all() -> None:
    """Make the client of one model, elsewhere: what it is made with is imported only then."""
    with TemporaryDirectory() as name:
        schemas = Path(name, "schemas")
        schemas.mkdir()
        schema = {"type": "object", "properties": {"a": {"type": "string"}}}
        (schemas / "m.json").write_text(json.dumps({"model_id": "v/m", "input_schema": schema}))
        stdout, sys.stdout = sys.stdout, Path(os.devnull).open("w")  # noqa: SIM115 - until the end
        assert main(["generate", "--schemas", str(schemas), "--out", str(Path(name, "generated"))]) == 0
        sys.stdout = stdout


def state(folder: Path) -> str:
    """Return what is in a folder, as one text."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            found.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()


if __name__ == "__main__":
    wanted, *rest = sys.argv[1:]
    name = "--out" if "--out" in rest else "--schemas"
    target = Path(rest[rest.index(name) + 1])
    original = target.with_name("original")
    if rest[0] == "generate":
        _import_all()
    for number in map(int, wanted.split(",")):
        ended = run(number, rest)
        print(json.dumps({"step": number, "ended": ended, "state": state(target)}), flush=True)
        if ended != signal.SIGKILL:
            break
        shutil.rmtree(target)
        shutil.copytree(original, target)
