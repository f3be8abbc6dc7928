"""What mutmut found: which mutants no test noticed, and which of them are known, with the reason."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

KNOWN = Path(__file__).with_name("survivors.toml")
MOST = 0.10  # of the mutants of a part may survive
_SURVIVED = 0  # the exit code of the tests

# What mypy is told, and a codec's other name, are nothing at run time.
_NOTHING = ((r"\bcast\((?:None|\"[^\"]*\"),", "cast("), (r"\"UTF-8\"", '"utf-8"'))


def known() -> dict[str, str]:
    """Return the reason for every change that is known to survive, by `change_of`."""
    entries = tomllib.loads(KNOWN.read_text(encoding="utf-8"))["survivor"]
    return {entry["change"]: entry["reason"] for entry in entries}


def reaching(place: Path) -> dict[str, list[str]]:
    """Return the tests that reach each mutant, those first that are done first."""
    mutants = place / "mutants"
    stats = json.loads((mutants / "mutmut-stats.json").read_text(encoding="utf-8"))
    reach, took = stats["tests_by_mangled_function_name"], stats["duration_by_test"]
    return {
        mutant: sorted(reach.get(mutant.partition("__mutmut_")[0], []), key=took.__getitem__)
        for path in sorted(mutants.rglob("*.meta"))
        for mutant in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    }


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
    """Return the module with its room: several rooms have one of the same name."""
    return ".".join(mutant.split(".")[-3:-1])


def changes_nothing(change: str) -> bool:
    """Return whether old and new are the same but for what has no meaning at run time."""
    old, _, new = change.partition(": ")[2].partition(" → ")
    for pattern, plain in _NOTHING:
        old, new = re.sub(pattern, plain, old), re.sub(pattern, plain, new)
    return old == new


def report(
    name: str, place: Path, reasons: dict[str, str], ends: Mapping[str, int | None], *, of: int
) -> bool:
    """Print the counts of a part, what is new among its survivors, and what is not among them any more.

    `ends` has the exit code of the tests for each of the mutants that were wanted, None where it was not tried; there
    are `of` mutants. Return False where too many survive, or one was not tried.
    """
    tried = [code for code in ends.values() if code is not None]
    survivors = [mutant for mutant, code in ends.items() if code == _SURVIVED]
    changes = {change_of(mutant, place): mutant for mutant in survivors}
    new = [change for change in changes if change not in reasons and not changes_nothing(change)]
    share = len(survivors) / max(len(tried), 1)
    wanted = f"{of} mutants" if len(ends) == of else f"{len(ends)} of {of} mutants"
    late = sum(code < 0 for code in tried)
    print(
        f"{name}: {wanted}, {len(tried)} tried, {len(survivors)} survived ({share:.1%}), "
        f"{len(new)} of them without a reason; {late} took too long"
    )
    for change in new:
        print(f"  {changes[change]}: {change}", flush=True)
    if len(tried) == of:
        modules = {_module(mutant) for mutant in ends}
        for change in reasons.keys() - changes.keys():
            if change.partition(":")[0] in modules:
                print(f"  does not survive any more: {change}", flush=True)
    return share < MOST and not new and len(tried) == len(ends)
