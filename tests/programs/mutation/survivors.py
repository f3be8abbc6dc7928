"""What mutmut found: which mutants no test noticed, and which of them are known, with the reason."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
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


def drawn(mutants: Iterable[str], count: int, seed: int) -> list[str]:
    """Return so many of the mutants, at random; all where there are no more."""
    names = sorted(mutants)
    return sorted(random.Random(seed).sample(names, min(count, len(names))))


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
    return f"{_module(mutant)}: {' '.join(old)} → {' '.join(new)}"


def _module(mutant: str) -> str:
    return mutant.rpartition(".")[0].rpartition(".")[2]


def report(name: str, place: Path, reasons: dict[str, str], sample: Sequence[str] = ()) -> bool:
    """Print the counts of a part, what is new among its survivors, and what is not among them any more.

    Return False where too many survive, or not all were tried that should have been: of the part, or of the sample.
    """
    codes = exit_codes(place)
    wanted = {mutant: codes[mutant] for mutant in sample or codes}
    tried = [code for code in wanted.values() if code is not None]
    survivors = [mutant for mutant, code in wanted.items() if code in {_SURVIVED, _NO_TESTS}]
    share = len(survivors) / max(len(tried), 1)
    of = f"a sample of {len(sample)} of {len(codes)} mutants" if sample else f"{len(codes)} mutants"
    print(f"{name}: {of}, {len(tried)} tried, {len(survivors)} survived ({share:.1%})")
    changes = {change_of(mutant, place): mutant for mutant in survivors}
    for change, mutant in changes.items():
        if change not in reasons:
            print(f"  {mutant}: {change}", flush=True)
    if not sample and len(tried) == len(codes):
        modules = {_module(mutant) for mutant in codes}
        for change in reasons.keys() - changes.keys():
            if change.partition(":")[0] in modules:
                print(f"  does not survive any more: {change}", flush=True)
    return share < MOST and len(tried) == len(wanted)
