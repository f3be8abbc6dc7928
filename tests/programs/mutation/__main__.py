"""`python -m tests.programs.mutation [PART …] [--sample N --seed S]`: change the code in small ways, and see whether
the tests notice.

mutmut mutates what lies under `src/`, and finds the tests that reach a function by itself. The package is tested as
the copy in `generated/`, so both halves are laid out anew under `out/mutation/<part>/src/`, beside the tests. Where the
whole of a part takes too long, a sample says how it stands: mutants drawn at random, the same ones for the same seed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.programs.mutation.parts import PARTS, Part
from tests.programs.mutation.survivors import drawn, exit_codes, known, report

ROOT = Path(__file__).parents[3]
WORK = ROOT / "out" / "mutation"
_NO_COPY = shutil.ignore_patterns("__pycache__", "browser", "programs")


def _lay_out(name: str, part: Part) -> Path:
    place = WORK / name
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(ROOT / "generated" / "runcomfy", place / "src" / "runcomfy", ignore=_NO_COPY)
    shutil.copytree(ROOT / "generator", place / "src" / "generator", ignore=_NO_COPY)
    shutil.copytree(ROOT / "tests", place / "tests", ignore=_NO_COPY)
    shutil.copytree(ROOT / "schemas", place / "schemas")
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lists = {
        "only_mutate": [f"src/{path}" for path in part.modules],
        "pytest_add_cli_args_test_selection": part.tests,
    }
    lines = [f"{key} = {list(values)!r}" for key, values in lists.items()]
    (place / "pyproject.toml").write_text(
        settings + "\n" + "\n".join(["[tool.mutmut]", *_SETTINGS, *lines]) + "\n"
    )
    return place


_SETTINGS = (
    'source_paths = ["src"]',
    'also_copy = ["schemas"]',
    # A mutant that loops is one that is noticed.
    "timeout_constant = 5.0",
    # With all cases, as in CI.
    'pytest_add_cli_args = ["-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not soak"]',
)


def _run(place: Path, children: int, *mutants: str, check: bool = True) -> None:
    subprocess.run(
        [sys.executable, "-m", "mutmut", "run", "--max-children", str(children), *mutants],
        cwd=place,
        env={"HYPOTHESIS_PROFILE": "ci", **os.environ},
        check=check,
        stderr=None if check else subprocess.DEVNULL,
    )


def main() -> int:
    """Run the parts that were named, or all, and hold the survivors against the list of those that are known."""
    parser = argparse.ArgumentParser(prog="python -m tests.programs.mutation", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all if none")
    parser.add_argument("--children", type=int, default=2, help="processes at a time (2)")
    parser.add_argument("--sample", type=int, metavar="N", help="only so many mutants of each part")
    parser.add_argument("--seed", type=int, default=1, help="of the sample (1)")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    good = True
    for name in options.parts or PARTS:
        place = _lay_out(name, PARTS[name])
        chosen: list[str] = []
        if options.sample:
            # It has no command that makes the mutants alone: it is asked for one that is not there, and complains.
            _run(place, options.children, "none", check=False)
            chosen = drawn(exit_codes(place), options.sample, options.seed)
        _run(place, options.children, *chosen)
        good &= report(name, place, known(), chosen)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
