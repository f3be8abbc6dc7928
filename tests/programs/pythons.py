"""`make test-pythons`: the whole suite under every Python that this project declares and this machine has.

    python -m tests.programs.pythons [--only 3.12 ...] [--others] [--share] [arguments of pytest]

Each gets an environment of its own, `.venv-3.12` and so on. Those that are not here are named, and are not a failure.
`--share` takes the tests in which Pythons are most likely to differ: types, annotations, pickles, generated code, asyncio.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARE = (
    "tests/client/jobs/test_client_submit.py", "tests/client/surface/test_client_surface.py", "tests/client/jobs/test_client_wait.py",
    "tests/client/jobs/test_wait_*.py", "tests/client/jobs/test_job_updates.py",
    "tests/client/surface/test_endpoint_values.py", "tests/client/jobs/test_job_handles.py", "tests/client/schema/test_models_*.py",
    "tests/client/protocol/test_protocol_*.py", "tests/client/surface/test_public_names.py", "tests/generator/test_cases.py",
    "tests/generator/test_literals.py",
)  # fmt: skip
_CLASSIFIER = re.compile(r"Programming Language :: Python :: (3\.\d+)")


def declared() -> list[str]:
    """Return the versions that the package's classifiers name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [match[1] for line in project["classifiers"] if (match := _CLASSIFIER.fullmatch(line))]


def find(version: str) -> str | None:
    """Return an interpreter of a version: one on the PATH, else the newest of pyenv's, else Windows' launcher's."""
    candidates = [[f"python{version}"], *([path] for path in _pyenv(version)), ["py", f"-{version}"]]
    ask = "import sys; print(*sys.version_info[:2], sep='.'); print(sys.executable)"
    for command in candidates:
        # A shim of pyenv is on the PATH whether or not it leads anywhere.
        if shutil.which(command[0]) is None:
            continue
        done = subprocess.run([*command, "-c", ask], capture_output=True, text=True, check=False)
        if done.returncode == 0 and done.stdout.splitlines()[0] == version:
            return done.stdout.splitlines()[1]
    return None


def _pyenv(version: str) -> list[str]:
    if shutil.which("pyenv") is None:
        return []
    root = subprocess.run(["pyenv", "root"], capture_output=True, text=True, check=False).stdout.strip()
    found = Path(root).glob(f"versions/{version}.*/bin/python")
    return [str(path) for path in sorted(found, key=_numbers, reverse=True)]


def _numbers(path: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", path.parent.parent.name)]


def run(version: str, interpreter: str, arguments: list[str], *, share: bool = False) -> bool:
    """Run the suite, or a share of it, under one Python, and say whether it passed."""
    folder = ROOT / f".venv-{version}"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    chosen = sorted(str(path) for name in SHARE for path in ROOT.glob(name)) if share else []
    uv = [sys.executable, "-m", "uv"]  # shares what it has fetched once
    steps = [] if python.exists() else [[*uv, "venv", "--quiet", "--python", interpreter, str(folder)]]
    # The share runs no checker, and builds nothing.
    groups = ["--group", "test", "--group", "generate"] if share else ["--group", "dev"]
    into = [*uv, "pip", "install", "--quiet", "--python", str(python)]
    steps += [
        [*into, *groups, "--editable", ".[cli,images,postgres,sandbox]"],
        [str(python), "-m", "pytest", *(arguments or ["-q", "-n", "auto", "--dist", "worksteal"]), *chosen],
    ]
    return all(subprocess.run(step, cwd=ROOT, check=False).returncode == 0 for step in steps)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.programs.pythons")
    parser.add_argument("--only", action="append", metavar="3.X", help="this version; may be repeated")
    parser.add_argument("--others", action="store_true", help="not the version that runs this")
    parser.add_argument("--share", action="store_true", help="a share of the tests, which takes a minute")
    options, arguments = parser.parse_known_args()
    said: dict[str, str] = {}
    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    for version in options.only or [each for each in declared() if not (options.others and each == here)]:
        interpreter = find(version)
        if interpreter is None:
            said[version] = "not found on this machine, not tested"
            continue
        print(f"Python {version}: {interpreter}", flush=True)
        said[version] = "passed" if run(version, interpreter, arguments, share=options.share) else "FAILED"
    for version, what in said.items():
        print(f"Python {version}: {what}")
    return int("FAILED" in said.values())


if __name__ == "__main__":
    sys.exit(main())
