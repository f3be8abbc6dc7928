"""How fast this machine is: a bound on computing time that was chosen on one means the same on a slower one."""

from __future__ import annotations

import json
import re
import time

__all__ = ["seconds_here"]

_USUAL = 0.02  # seconds that `_work` takes on the machine on which the bounds were chosen
_WORDS = re.compile(r"[a-z]+|\d+")


def seconds_here(seconds: float) -> float:
    """Return the computing time in which this machine does what the usual one does in so many seconds, or more."""
    return seconds * max(1.0, min(_work() for _ in range(3)) / _USUAL)


def _work() -> float:
    """Some of everything, as reading and writing texts is; return the seconds it took."""
    begun = time.process_time()
    table = {f"name {number}": [number, str(number)] for number in range(4_000)}
    text = json.dumps(table)
    assert len(_WORDS.findall(text)) == 4 * len(json.loads(text))
    return time.process_time() - begun
