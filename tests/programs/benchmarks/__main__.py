"""`make bench`: every measurement, as a table, as JSON and as a picture. Names as arguments choose groups.

Each group is a run of its own: its figures go into `results.json`, in place of those that were there. Where that holds
every group, `picture.svg`, the table of the guide and the few rows in the README are made from it. A quick run writes
nothing, nor does one on a machine that is too busy to tell.
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
from tests.programs.benchmarks.busy import Probe, why_too_busy
from tests.programs.benchmarks.page import line, picture, replace_between, summary, table
from tests.programs.benchmarks.peers import ROOT
from tests.programs.benchmarks.rows import Row, Spread
from tests.programs.benchmarks.sizes import FULL, QUICK

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results.json"
README = ROOT / "README.md"
GUIDE = ROOT / "generator/templates/docs/guides/speed.md.jinja"
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
        probe, measured = Probe(), list[Row]()
        for name in options.groups or GROUPS:
            found: list[Row] = []
            probe.look()
            for row in GROUPS[name](QUICK if options.quick else FULL):
                found.append(row)
                print(line(row), flush=True)
            results["groups"][name] = [asdict(row) for row in found]
            measured += found
        if options.quick:
            return 0
        probe.look()
        if reason := why_too_busy(measured, probe):
            print(f"nothing was written: {reason}", file=sys.stderr)
            return 1
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
    """Write the table into the guide, a few of its rows into the README, and the picture."""
    heading = f"Measured by `make bench` on {results['date']}: {results['machine']}."
    rows = [_row(row) for name in GROUPS for row in results["groups"][name]]
    (FOLDER / "picture.svg").write_text(picture(rows, heading.replace("`", "")), encoding="utf-8")
    for page, text in ((GUIDE, table(rows, heading)), (README, f"{heading}\n\n{summary(rows)}")):
        page.write_text(replace_between(page.read_text(encoding="utf-8"), text), encoding="utf-8")


def _row(values: dict[str, Any]) -> Row:
    ratio = values["ratio"]
    return Row(**{**values, "value": Spread(*values["value"]), "ratio": ratio and Spread(*ratio)})


if __name__ == "__main__":
    sys.exit(main())
