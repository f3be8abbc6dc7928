"""`make bench`: every measurement, as a table and as JSON beside it. Names as arguments choose groups."""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import generation, imports, requests

if TYPE_CHECKING:
    from tests.benchmarks.rows import Row

RESULTS = Path(__file__).parent / "results.json"
GROUPS = {"generation": generation.rows, "imports": imports.rows, "requests": requests.rows}


def main(chosen: list[str]) -> int:
    """Run the groups, print each row as soon as it is known, and write all of them down."""
    unknown = [name for name in chosen if name not in GROUPS]
    if unknown:
        print(f"there is no group {', '.join(unknown)}; there is {', '.join(GROUPS)}", file=sys.stderr)
        return 2
    found: list[Row] = []
    for name, measure_group in GROUPS.items():
        if chosen and name not in chosen:
            continue
        for row in measure_group():
            found.append(row)
            print(line(row), flush=True)
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    RESULTS.write_text(
        json.dumps({"machine": machine, "rows": [asdict(row) for row in found]}, indent=1) + "\n"
    )
    return 0


def line(row: Row) -> str:
    """Return a row as text."""
    spread = f"{row.low:.3g} to {row.high:.3g}"
    ratio = f"{row.ratio:6.2f} x {row.peer}" if row.ratio is not None else ""
    note = f" ({row.note})" if row.note else ""
    return f"{row.group:24} {row.name:42} {row.value:8.3g} {row.unit:3} {spread:16} {ratio}{note}".rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
