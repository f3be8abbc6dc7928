"""Many processes at one journal: nothing is granted twice, lost, or not written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from runcomfy import Journal

from .conftest import URL

PROCESSES = 100
SHARED = 50  # requests that all of them want
OWN = 1  # requests of each alone

# Forks its workers, since a hundred interpreters would take long to start.
CROWD = """
import json, os, random, sys, time
from pathlib import Path
from runcomfy._journal import Hold, Intent, Journal, writer_of
import psycopg

where, out, url, count, shared, own = sys.argv[1], Path(sys.argv[2]), sys.argv[3], *map(int, sys.argv[4:])

def work(number):
    chance = random.Random(number)
    journal = Journal(where)
    writer = writer_of(journal, url, "t")
    granted, failures = [], []
    slots = [f"shared {n}" for n in chance.sample(range(shared), 5)] + [f"own {number} {n}" for n in range(own)]
    chance.shuffle(slots)
    for slot in slots:
        try:
            got = writer.claim(
                Intent("v/m", "h", batch="", slot=slot), f"{number}-{slot}", lease=600, patience=300
            )
            if isinstance(got, Hold):
                assert writer.pause(got, 600) is None
                assert writer.go_on(got, 600) is None
                assert writer.accept(got, f"{slot} by {number}") is None
                granted.append(slot)
        except Exception as error:
            failures.append(f"{type(error).__name__}: {error}")
    journal.close()
    (out / str(number)).write_text(json.dumps([granted, failures]))

children = []
for number in range(count):
    child = os.fork()
    if child == 0:
        try:
            work(number)
        finally:
            os._exit(0)
    children.append(child)
for child in children:
    os.waitpid(child, 0)
"""


@pytest.mark.ci
def test_a_hundred_processes_lose_nothing(quick: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    # They come all at once, and the file is not made yet.
    command = [
        sys.executable,
        "-c",
        PATIENT + CROWD,
        quick,
        str(out),
        URL,
        str(PROCESSES),
        str(SHARED),
        str(OWN),
    ]
    subprocess.run(command, check=True)
    told = [json.loads(file.read_text()) for file in out.iterdir()]
    assert len(told) == PROCESSES
    assert [failure for _, failures in told for failure in failures] == []
    granted = [slot for mine, _ in told for slot in mine]
    assert len(granted) == len(set(granted)) == PROCESSES * OWN + SHARED
    with Journal(quick) as journal:
        entries = journal.entries()
    assert sorted(entry.slot or "" for entry in entries) == sorted(granted)
    assert all(entry.request_id and entry.request_id.startswith(f"{entry.slot} by ") for entry in entries)
    assert all(entry.other_ids == () and entry.attempt == 1 for entry in entries)


# What is not a claim is waited for as long, however slow the machine.
PATIENT = """
from runcomfy._journal import store
store.PATIENCE = 300
"""
