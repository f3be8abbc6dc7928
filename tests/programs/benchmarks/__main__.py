"""`make bench`: every measurement, as a table, as JSON and as a picture. Names as arguments choose groups.

Each group is a run of its own: its figures go into `results.json`, in place of those that were there. Where that holds
every group, `table.md`, `picture.svg` and the table in the README are made from it. A quick run writes nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.programs.benchmarks import downloads, generation, imports, many, requests, sandbox_load, waiting
from tests.programs.benchmarks.page import line, picture, replace_between, table
from tests.programs.benchmarks.peers import ROOT
from tests.programs.benchmarks.rows import Row, Spread
from tests.programs.benchmarks.sizes import FULL, QUICK

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results.json"
GROUPS = {
    "generation": generation.rows,
    "imports": imports.rows,
    "requests": requests.rows,
    "waiting": waiting.rows,
    "downloads": downloads.rows,
    "sandbox": sandbox_load.rows,
    "many": many.rows,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the groups, print each row as soon as it is known, and write all of them down."""
    parser = argparse.ArgumentParser(prog="python -m tests.programs.benchmarks", description="Measure.")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--quick", action="store_true", help="small sizes, once: shows only that it runs")
    parser.add_argument("--draw", action="store_true", help="measure nothing; draw what results.json holds")
    options = parser.parse_args(arguments)
    if unknown := set(options.groups) - GROUPS.keys():
        parser.error(f"there is no group {', '.join(sorted(unknown))}; there is {', '.join(GROUPS)}")
    results = _known()
    if not options.draw:
        for name in options.groups or GROUPS:
            found: list[Row] = []
            for row in GROUPS[name](QUICK if options.quick else FULL):
                found.append(row)
                print(line(row), flush=True)
            results["groups"][name] = [asdict(row) for row in found]
        if options.quick:
            return 0
        results["date"] = datetime.now(UTC).date().isoformat()
        RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    if missing := GROUPS.keys() - results["groups"].keys():
        print(f"not drawn: {', '.join(sorted(missing))} not measured yet", file=sys.stderr)
        return 1 if options.draw else 0
    draw(results)
    return 0


def _known() -> dict[str, Any]:
    """Return what this machine has measured before."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"
    if RESULTS.exists():
        results: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8"))
        if results.get("machine") == machine and "groups" in results:
            return results
    return {"date": "", "machine": machine, "groups": {}}


def draw(results: dict[str, Any]) -> None:
    """Write the table, into the README too, and the picture."""
    heading = f"Measured by `make bench` on {results['date']}: {results['machine']}."
    rows = [_row(row) for name in GROUPS for row in results["groups"][name]]
    text = table(rows, heading)
    (FOLDER / "table.md").write_text(text, encoding="utf-8")
    (FOLDER / "picture.svg").write_text(picture(rows, heading.replace("`", "")), encoding="utf-8")
    readme = ROOT / "README.md"
    shown = f"![the ratios, with their spread](tests/programs/benchmarks/picture.svg)\n\n{text}"
    readme.write_text(replace_between(readme.read_text(encoding="utf-8"), shown), encoding="utf-8")


def _row(values: dict[str, Any]) -> Row:
    ratio = values["ratio"]
    return Row(**{**values, "value": Spread(*values["value"]), "ratio": ratio and Spread(*ratio)})


if __name__ == "__main__":
    sys.exit(main())
