"""The rows as people read them: a table in Markdown, and a picture of the ratios."""

from __future__ import annotations

import math
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.programs.benchmarks.rows import Row, Spread

__all__ = ["SUMMARY", "line", "picture", "replace_between", "summary", "table", "verdict"]

# What a user cares about, and the row that says it: group, name and peer.
SUMMARY = (
    ("importing it, with 1,000 models", "import, time", "import, 1,000 models", "import fal_client"),
    ("memory of a waiting job", "memory per waiting job", "async, 1,000 waiting", "raw httpx"),
    ("CPU of 1,000 jobs, one at a time, sync", "CPU per 1,000 jobs", "sync, one at a time", "raw httpx"),
    ("CPU of 1,000 jobs, 64 at once, async", "CPU per 1,000 jobs", "async, 64 in flight", "raw httpx"),
    ("saving a file of 128 MB", "download throughput", "sync, one file of 128 MB", "raw httpx"),
    (
        "a client for 500 models, from nothing",
        "generation, 500 models",
        "all from nothing",
        "a plain loop over datamodel-code-generator",
    ),
)

_ROOM = 82  # characters of a name in the picture
_EVEN = 0.05  # a median this near to 1 decides nothing
_BEGIN, _END = "<!-- the table of `make bench` begins -->", "<!-- and ends -->"


def verdict(row: Row) -> str:
    """Say who is better: `better`, `worse` or `even`; nothing where there is no peer, or only a floor."""
    if row.ratio is None or row.floor:
        return ""
    median, low, high = row.ratio
    if abs(median - 1) < _EVEN or low <= 1 <= high:
        return "even"
    return "better" if (median > 1) == row.more_is_better else "worse"


def line(row: Row) -> str:
    """Return a row as a line of plain text."""
    against = f"{_ratio(row.ratio)} of {_peer(row)}, {verdict(row)}".rstrip(", ") if row.ratio else ""
    value = f"{_number(row.value.median)} {row.unit}"
    target = _target(row)
    return f"{row.group:22} {row.name:44} {value:>12}  {against}{f' [{target}]' if target else ''}".rstrip()


def table(rows: Sequence[Row], heading: str) -> str:
    """Return all rows as a table in Markdown; each figure with its least and its most."""
    lines = [
        heading,
        "",
        "| | measured | against | ratio | | target |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        peer = " ".join(part for part in (_peer(row), row.note and f"({row.note})") if part)
        who = {"worse": "**the other wins**", "": "", "even": "even", "better": "better"}[verdict(row)]
        value = f"{_spread(row.value)} {row.unit}{', more is better' if row.more_is_better else ''}".strip()
        cells = (f"{row.group}: {row.name}", value, peer, _ratio(row.ratio), who, _target(row))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def summary(rows: Sequence[Row]) -> str:
    """Return the few rows that a user cares about, each beside what they would use instead."""
    lines = ["| | measured | instead | ratio |", "| --- | --- | --- | --- |"]
    for what, group, name, peer in SUMMARY:
        row = next((row for row in rows if (row.group, row.name, row.peer) == (group, name, peer)), None)
        if row is None:
            raise ValueError(f"no row is {group}: {name} against {peer}")
        value = f"{_number(row.value.median)} {row.unit}".strip()
        ratio = _number(row.ratio.median) if row.ratio is not None else ""
        who = {"worse": ", **the other wins**", "even": ", even"}.get(verdict(row), "")
        lines.append(f"| {what} | {value} | {peer} | {ratio}{who} |")
    return "\n".join(lines) + "\n"


def picture(rows: Sequence[Row], heading: str) -> str:
    """Return an SVG of every ratio with its spread, on a scale where half and twice are equally far from one."""
    groups = list(dict.fromkeys(row.group for row in rows))
    shown = sorted(
        (row for row in rows if row.ratio is not None and row.ratio.low > 0),
        key=lambda row: groups.index(row.group),
    )
    reach = max((abs(math.log2(value)) for row in shown for value in row.ratio or ()), default=0)
    reach = max(1, math.ceil(reach))
    bars: list[dict[str, Any]] = []
    for group, own in groupby(shown, key=lambda row: row.group):
        bars.append({"group": group})
        bars += [_bar(row, reach) for row in own]
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    step = math.ceil(reach / 4)
    marks = [
        {"at": _at(2.0**power, reach), "text": f"{2.0**power:g}" if power >= 0 else f"1/{2**-power}"}
        for power in range(-reach, reach + 1)
        if power % step == 0
    ]
    return (
        environment.get_template("picture.svg.jinja").render(heading=heading, bars=bars, marks=marks) + "\n"
    )


def _bar(row: Row, reach: int) -> dict[str, Any]:
    assert row.ratio is not None
    name = f"{row.name} / {_peer(row)}"
    return {
        "group": None,
        "name": name if len(name) <= _ROOM else f"{name[: _ROOM - 1]}…",
        "verdict": verdict(row),
        "median": _at(row.ratio.median, reach),
        "low": _at(row.ratio.low, reach),
        "high": _at(row.ratio.high, reach),
        "ratio": _number(row.ratio.median),
    }


def _peer(row: Row) -> str:
    return f"the floor: {row.peer}" if row.floor else row.peer or ""


def _at(ratio: float, reach: int) -> float:
    """Return the place on a line from 0 to 400."""
    return round(200 + 200 * math.log2(ratio) / reach, 1)


def replace_between(text: str, inserted: str) -> str:
    """Return a text with what is between its two marks replaced. Raises ValueError where it has no marks."""
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"there is no {_BEGIN} with {_END} behind it")
    return f"{before}{begin}\n\n{inserted.strip()}\n\n{end}{after}"


def _target(row: Row) -> str:
    told: list[str] = []
    if row.value_limit is not None:
        met = "met" if row.value.median < row.value_limit else "MISSED"
        told.append(f"below {row.value_limit:g} {row.unit}".strip() + f": {met}")
    if row.ratio_limit is not None and row.ratio is not None:
        is_met = (
            row.ratio.median >= row.ratio_limit if row.more_is_better else row.ratio.median <= row.ratio_limit
        )
        bound = "at least" if row.more_is_better else "at most"
        told.append(f"{bound} {row.ratio_limit:g} of it: {'met' if is_met else 'MISSED'}")
    return "; ".join(told)


def _ratio(ratio: Spread | None) -> str:
    return "" if ratio is None else _spread(ratio)


def _spread(spread: Spread) -> str:
    median, low, high = map(_number, spread)
    return median if low == high else f"{median} ({low} to {high})"


def _number(value: float) -> str:
    """Return three digits, without an exponent."""
    if value == 0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else f"{value:,.0f}"
