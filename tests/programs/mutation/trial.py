"""Try mutants in one session of pytest, whose tests are collected once; a plugin, loaded with `-p`.

Each mutant has a fork of its own, in which the tests that reach it run until one fails.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

import pytest

# A test that needs more seconds of the processor, which other programs do not take from it, or more seconds of waiting
# is ended, and its mutant noticed. The slowest test needs a third.
_WORKING, _WAITING = 10, 300


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what is tried, how many at a time, and where it is written how that ended."""
    parser.addoption(
        "--plan", type=Path, help="JSON: pairs of mutants and the tests that reach them, in order"
    )
    parser.addoption("--children", type=int, help="mutants at a time")
    parser.addoption("--ends", type=Path, help="gets a line of JSON for each mutant: its name and exit code")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Try the mutants instead of running the tests once."""
    option = session.config.option
    items = {item.nodeid: item for item in session.items}
    plan: list[tuple[list[str], list[str]]] = json.loads(option.plan.read_text(encoding="utf-8"))
    if os.waitstatus_to_exitcode(os.waitpid(_start(session, "", session.items)[0], 0)[1]):
        pytest.exit("the tests fail without any mutant", returncode=1)
    running: dict[int, tuple[str, int, list[pytest.Item], list[pytest.Item]]] = {}
    with option.ends.open("w", encoding="utf-8") as ends:

        def wait() -> None:
            pid, status = os.wait()
            mutant, said, tried, reaching = running.pop(pid)
            if number := os.read(
                said, 9
            ):  # what noticed one mutant of a function is likely to notice the next
                noticed = tried[int(number)]
                reaching.remove(noticed)
                reaching.insert(0, noticed)
            os.close(said)
            ends.write(json.dumps([mutant, os.waitstatus_to_exitcode(status)]) + "\n")
            ends.flush()

        for mutants, tests in plan:
            reaching = [items[test] for test in tests]
            for mutant in mutants:
                if len(running) == option.children:
                    wait()
                tried = list(reaching)
                pid, said = _start(session, mutant, tried)
                running[pid] = mutant, said, tried, reaching
        while running:
            wait()
    return True


def _start(session: pytest.Session, mutant: str, items: Sequence[pytest.Item]) -> tuple[int, int]:
    """Run the tests in a new process, which ends with 1 where one failed; return its id, and what says which one."""
    reading, writing = os.pipe()
    if pid := os.fork():
        os.close(writing)
        return pid, reading
    try:
        _run(session, mutant, items, writing)
    finally:
        os._exit(1)


def _run(session: pytest.Session, mutant: str, items: Sequence[pytest.Item], failed: int) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.environ["MUTANT_UNDER_TEST"] = mutant  # mutmut asks for it at every call
    for number, (item, following) in enumerate(zip_longest(items, items[1:])):
        signal.setitimer(signal.ITIMER_PROF, _WORKING)  # SIGPROF, which ends the process
        signal.alarm(_WAITING)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            os.write(failed, str(number).encode())
            return
    os._exit(0)
