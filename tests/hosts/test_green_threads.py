"""Under gevent and eventlet, which put their own sockets, threads, locks and clocks in the place of Python's."""

from __future__ import annotations

import pytest
from runcomfy.sandbox import Sandbox

from .conftest import Program

JOBS = """
from runcomfy import RunComfy

INPUTS = {"images": ["https://example.com/a.png"]}
client = RunComfy(timeout=60)
edit = client.openai.gpt_image_2.edit

def one(prompt):
    return edit.run(prompt=prompt, **INPUTS).request_id

result = edit.run(prompt="alone", **INPUTS)
assert result.save("pictures")[0].read_bytes().startswith(b"\\x89PNG")
outcomes = list(client.batch([edit.request(prompt=str(n), **INPUTS) for n in range(6)], max_in_flight=3))
assert [one.error for one in outcomes] == [None] * 6
"""
GEVENT = f"""
from gevent import monkey
monkey.patch_all()
import gevent
{JOBS}
jobs = [gevent.spawn(one, f"green {{n}}") for n in range(8)]
gevent.joinall(jobs, timeout=60, raise_error=True)
assert len({{job.value for job in jobs}}) == 8

# One that is killed while it waits ends at once, and its job is cancelled or named.
slow = gevent.spawn(edit.run, prompt="killed", **INPUTS)
gevent.sleep(0.05)
slow.kill(timeout=30)
assert slow.dead
try:
    with gevent.Timeout(0.05):
        edit.run(prompt="out of time", **INPUTS)
except gevent.Timeout:
    print("out of time")
"""
EVENTLET = f"""
import sys, warnings
warnings.simplefilter("ignore")
# httpcore tries to import trio, which cannot be imported under eventlet, with this client or without.
sys.modules["trio"] = None
import eventlet
eventlet.monkey_patch()
{JOBS}
assert len(set(eventlet.GreenPool().imap(one, [f"green {{n}}" for n in range(8)]))) == 8
try:
    with eventlet.Timeout(0.05):
        edit.run(prompt="out of time", **INPUTS)
except eventlet.Timeout:
    print("out of time")
"""


@pytest.mark.parametrize("text", [GEVENT, EVENTLET], ids=["gevent", "eventlet"])
def test_jobs_batches_and_files_beside_each_other(program: Program, sandbox: Sandbox, text: str) -> None:
    assert program(text) == "out of time\n"
