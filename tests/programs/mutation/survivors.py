"""What mutmut found: which mutants no test noticed, and which of them are known, with the reason."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

KNOWN = Path(__file__).with_name("survivors.toml")
MOST = 0.10  # of the mutants of a part may survive
_SURVIVED, _NO_TESTS = 0, 33  # mutmut's exit codes


def known() -> dict[str, str]:
    """Return the reason for every change that is known to survive, by `change_of`."""
    entries = tomllib.loads(KNOWN.read_text(encoding="utf-8"))["survivor"]
    return {entry["change"]: entry["reason"] for entry in entries}


def exit_codes(place: Path) -> dict[str, int | None]:
    """Return how the tests ended for each mutant; None for one that was not tried."""
    codes: dict[str, int | None] = {}
    for path in sorted((place / "mutants").rglob("*.meta")):
        codes |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return codes


def change_of(mutant: str, place: Path) -> str:
    """Return what a mutant changes, as `module: old line → new line`. mutmut's numbers move when code does."""
    shown = subprocess.run(
        [sys.executable, "-m", "mutmut", "show", mutant],
        cwd=place,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    lines = shown.splitlines()
    old = [line[1:].strip() for line in lines if line.startswith("-") and not line.startswith("---")]
    new = [line[1:].strip() for line in lines if line.startswith("+") and not line.startswith("+++")]
    module = mutant.rpartition(".")[0].rpartition(".")[2]
    return f"{module}: {' '.join(old)} → {' '.join(new)}"


def report(name: str, place: Path, reasons: dict[str, str]) -> bool:
    """Print the counts of a part and what is new among its survivors. False where too many survive."""
    codes = exit_codes(place)
    tried = [code for code in codes.values() if code is not None]
    counts = Counter("survived" if code in {_SURVIVED, _NO_TESTS} else "noticed" for code in tried)
    share = counts["survived"] / max(len(tried), 1)
    print(f"{name}: {len(codes)} mutants, {len(tried)} tried, {counts['survived']} survived ({share:.1%})")
    for mutant, code in codes.items():
        if code in {_SURVIVED, _NO_TESTS}:
            change = change_of(mutant, place)
            if change not in reasons:
                print(f"  {mutant}: {change}", flush=True)
    return share < MOST and len(tried) == len(codes)
