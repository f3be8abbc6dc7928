"""`Retry-After`: whatever stands there, a finite wait that is not negative, a day at most, or none."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import format_datetime, formatdate
from typing import Any

from hypothesis import strategies as st
from runcomfy._protocol.retry import backoff, retry_after

from tests.programs.fuzz.running import Target

DAY = 86_400
_PIECES = [
    *(
        "Mon",
        "Tue,",
        "Sun, ",
        "Jan",
        "Feb",
        "Dec",
        "-",
        "+",
        ":",
        ",",
        " ",
        ".",
        "e",
        "E",
        "_",
        "0x",
        "inf",
        "nan",
    ),
    *(
        "GMT",
        "UTC",
        "EST",
        "+0000",
        "-9999",
        "+99999999",
        "00:00:00",
        "23:59:60",
        "24:00",
        "99:99:99",
        "12.30.45",
    ),
    *(
        "0",
        "1",
        "31",
        "32",
        "1970",
        "9999",
        "0000",
        "69",
        "99999",
        "٣",
        "²",
        "\x00",
        "\t",
        "\r\n",
        "(",
        "(a",
        ")",
    ),
]
_years = st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31))  # noqa: DTZ001
_texts = (
    st.text(max_size=40)
    | st.lists(st.sampled_from(_PIECES) | st.integers().map(str), max_size=9).map("".join)
    | st.lists(st.sampled_from(_PIECES), max_size=9).map(" ".join)
    | st.integers().map(str)
    | st.floats().map(str)
    | _years.map(lambda when: format_datetime(when.replace(tzinfo=UTC), usegmt=True))
    | st.integers(-(10**10), 10**11).map(lambda seconds: formatdate(seconds % 10**11, usegmt=True))
)
_walls = st.floats(-1e12, 1e12) | st.integers(0, 2**33)


def holds(case: list[Any]) -> None:
    """One header and one time of day."""
    header, wall = case
    seconds = retry_after({"retry-after": header}, wall=lambda: wall)
    if seconds is not None:
        assert isinstance(seconds, float)
        assert math.isfinite(seconds)
        assert 0 <= seconds <= DAY
    text = header.strip()
    if text.isascii() and text.isdecimal() and len(text) < 10:
        assert seconds == min(int(text), DAY)
    for attempt in (0, 5, 10**9):
        pause = backoff(attempt, seconds, lambda: 1.0)
        assert math.isfinite(pause)
        waited = min(seconds or 0.0, 60.0)
        assert waited < pause <= waited + 30
    assert retry_after({}, wall=lambda: wall) is None


TARGET = Target("retry-after", st.tuples(_texts, _walls).map(list), holds)
