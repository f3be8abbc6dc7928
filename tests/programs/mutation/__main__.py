"""`python -m tests.programs.mutation [PART …]`: change the code in small ways, and see whether the tests notice.

mutmut mutates what lies under `src/`, and finds the tests that reach a function by itself. The package is tested as
the copy in `generated/`, so both halves are laid out anew under `out/mutation/<part>/src/`, beside the tests.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.programs.mutation.parts import PARTS, Part
from tests.programs.mutation.survivors import known, report

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


def main() -> int:
    """Run the parts that were named, or all, and hold the survivors against the list of those that are known."""
    parser = argparse.ArgumentParser(prog="python -m tests.programs.mutation", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all if none")
    parser.add_argument("--children", type=int, default=2, help="processes at a time (2)")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    good = True
    for name in options.parts or PARTS:
        place = _lay_out(name, PARTS[name])
        mutmut = [sys.executable, "-m", "mutmut"]
        subprocess.run(
            [*mutmut, "run", "--max-children", str(options.children)],
            cwd=place,
            env={"HYPOTHESIS_PROFILE": "ci", **os.environ},
            check=True,
        )
        good &= report(name, place, known())
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
