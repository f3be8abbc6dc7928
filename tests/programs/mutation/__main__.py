"""`python -m tests.programs.mutation [PART …] [--sample N --seed S]`: change the code in small ways, and see whether
the tests notice.

mutmut mutates what lies under `src/`, and finds the tests that reach a function by itself; `trial.py` tries the mutants,
faster than mutmut does. The package is tested as the copy in `generated/`, so both halves are laid out anew under
`out/mutation/<part>/src/`, beside the tests. Where the whole of a part takes too long, a sample says how it stands:
mutants drawn at random, the same ones for the same seed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.programs.mutation.parts import PARTS, Part
from tests.programs.mutation.survivors import drawn, known, reaching, report

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


# All cases, as in CI; what differs is looked for by nobody.
_PYTEST = ["-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not soak", "--assert=plain", "--tb=no"]
_SETTINGS = ('source_paths = ["src"]', 'also_copy = ["schemas"]', f"pytest_add_cli_args = {_PYTEST}")


def _run(place: Path, *arguments: str, check: bool = True) -> None:
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "mutation"}
    environment["PYTHONPATH"] = os.pathsep.join([str(place / "src"), str(Path(__file__).parent)])
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else all is compiled again and again
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as temporary:
        environment["TMPDIR"] = temporary
        command = [sys.executable, "-m", *arguments]
        quiet = None if check else subprocess.DEVNULL
        subprocess.run(command, cwd=place, env=environment, check=check, stdout=quiet, stderr=quiet)


_MEMORY = Path("/dev/shm")  # the tests make thousands of small files


def _try(tests: dict[str, list[str]], place: Path, part: Part, children: int) -> dict[str, int]:
    """Return how the tests ended for each mutant."""
    plan, ends = place / "plan.json", place / "ends.jsonl"
    # Those of one function have the same tests; written once, they do not fill the memory that each mutant copies.
    groups: dict[tuple[str, ...], list[str]] = {}
    for mutant, those in tests.items():
        groups.setdefault(tuple(those), []).append(mutant)
    plan.write_text(json.dumps([[mutants, those] for those, mutants in groups.items()]), encoding="utf-8")
    options = ["--plan", str(plan), "--children", str(children), "--ends", str(ends)]
    _run(
        place / "mutants", "pytest", "--rootdir=.", "-q", "-s", "-p", "trial", *_PYTEST, *options, *part.tests
    )
    return dict(json.loads(line) for line in ends.read_text(encoding="utf-8").splitlines())


def main() -> int:
    """Run the parts that were named, or all, and hold the survivors against the list of those that are known."""
    parser = argparse.ArgumentParser(prog="python -m tests.programs.mutation", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all if none")
    parser.add_argument("--children", type=int, default=2, help="processes at a time (2)")
    parser.add_argument("--sample", type=int, metavar="N", help="only so many mutants of each part")
    parser.add_argument("--seed", type=int, default=1, help="of the sample (1)")
    parser.add_argument("--only", metavar="NAME", help="only the mutants whose name holds that")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    good = True
    for name in options.parts or PARTS:
        place = _lay_out(name, PARTS[name])
        # It has no command that makes the mutants alone: it is asked for one that is not there, and complains.
        _run(place, "mutmut", "run", "none", check=False)
        if not (place / "mutants" / "mutmut-stats.json").is_file():
            sys.exit(
                f"{name}: a test fails without any mutant, where nothing but the tests and src/ is: {place}"
            )
        tests = reaching(place)
        chosen = [mutant for mutant in tests if (options.only or "") in mutant]
        if options.sample:
            chosen = drawn(chosen, options.sample, options.seed)
        ends = _try({mutant: tests[mutant] for mutant in chosen}, place, PARTS[name], options.children)
        good &= report(name, place, known(), dict.fromkeys(chosen) | ends, of=len(tests))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
