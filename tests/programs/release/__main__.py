"""Builds the sdist and the wheel in a temporary folder, installs the wheel alone, and looks at all of it.

Says what it has found; the first thing that is wrong ends it with a message and exit code 1.
"""

from __future__ import annotations

import shlex
import sys
import tempfile
import time
from pathlib import Path

from runcomfy.sandbox import Sandbox

from tests.programs.release.built import build, check_metadata, check_sdist_and_wheel_agree, check_wheel
from tests.programs.release.installed import check_modules, check_requirements, install
from tests.snippets import commands, examples, run_python

ROOT = Path(__file__).parents[3]


def main() -> int:
    begun = time.monotonic()

    def tell(text: str) -> None:
        print(f"{time.monotonic() - begun:5.1f} s  {text}", flush=True)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            sdist, wheel = build(ROOT, folder / "dist")
            tell(f"built {sdist.name} and, from it, {wheel.name}")
            check_sdist_and_wheel_agree(ROOT, wheel, folder / "direct")
            tell("the wheel built from the tree is the same, byte for byte")
            tell(check_wheel(wheel))
            tell(check_metadata(sdist, wheel))
            python = install(wheel, folder / "environment")
            tell(check_requirements(python))
            tell(check_modules(python))
            tell(check_readme(python, folder))
        except AssertionError as error:
            tell(f"WRONG: {error}")
            return 1
    return 0


def check_readme(python: Path, folder: Path) -> str:
    """Run the README's programs and commands that need no extra, against a sandbox of this environment."""
    page = ROOT / "README.md"
    programs = [["-W", "error", "-c", text] for text in examples(page) if "runcomfy.sandbox" not in text]
    lines = [["-m", "runcomfy", *shlex.split(text, comments=True)] for text in commands(page)]
    assert programs, "the README has no example"
    with Sandbox(queue_time=0.02, run_time=0.02) as sandbox:
        for number, arguments in enumerate([*programs, *lines]):
            place = folder / f"example-{number}"
            place.mkdir()
            done = run_python(place, *arguments, python=python, sandbox=sandbox)
            assert done.returncode == 0, f"{arguments[-1]}\n{done.stderr}"
            if arguments in programs:
                assert not done.stderr, f"{arguments[-1]}\n{done.stderr}"
    return f"{len(programs)} examples and {len(lines)} commands of the README run"


sys.exit(main())
