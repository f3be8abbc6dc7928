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
    if os.waitstatus_to_exitcode(os.waitpid(_start(session, "", session.items), 0)[1]):
        pytest.exit("the tests fail without any mutant", returncode=1)
    running: dict[int, tuple[str, list[pytest.Item], list[pytest.Item]]] = {}
    with option.ends.open("w", encoding="utf-8") as ends:

        def wait() -> None:
            pid, status = os.wait()
            mutant, tried, reaching = running.pop(pid)
            code = os.waitstatus_to_exitcode(status)
            if code > 0 and tried:  # what noticed one mutant of a function is likely to notice the next
                noticed = tried[min(code, len(tried)) - 1]
                reaching.remove(noticed)
                reaching.insert(0, noticed)
            ends.write(json.dumps([mutant, code]) + "\n")
            ends.flush()

        for mutants, tests in plan:
            reaching = [items[test] for test in tests]
            for mutant in mutants:
                if len(running) == option.children:
                    wait()
                tried = list(reaching)
                running[_start(session, mutant, tried)] = mutant, tried, reaching
        while running:
            wait()
    return True


def _start(session: pytest.Session, mutant: str, items: Sequence[pytest.Item]) -> int:
    """Run the tests in a new process, and return its id; it ends with the number of the test that failed, from 1."""
    if pid := os.fork():
        return pid
    try:
        os._exit(min(_run(session, mutant, items), _LARGEST_CODE))
    finally:
        os._exit(1)


_LARGEST_CODE = 255


def _run(session: pytest.Session, mutant: str, items: Sequence[pytest.Item]) -> int:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.environ["MUTANT_UNDER_TEST"] = mutant  # mutmut asks for it at every call
    for number, (item, following) in enumerate(zip_longest(items, items[1:]), start=1):
        signal.setitimer(signal.ITIMER_PROF, _WORKING)  # SIGPROF, which ends the process
        signal.alarm(_WAITING)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return number
    return 0
