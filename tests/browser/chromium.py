"""Finds Debian's Chromium, or installs it: `python -m tests.browser.chromium` prints where it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = (
    "--no-sandbox",  # it only ever sees pages of this machine, and in containers there is no other way
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HELP = """The tests of the sandbox's page need Chromium, and there is none here.
Install it (Debian and Ubuntu: sudo apt-get install chromium), or say where it is: CHROMIUM=/path/to/chromium"""


def find() -> str | None:
    """The browser that the variable CHROMIUM names, or the first known one on the path."""
    named = os.environ.get("CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


def install() -> bool:
    """Installs Debian's package, where that is possible without asking anybody."""
    if os.environ.get("CHROMIUM") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print("Installing Debian's chromium…", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
    ):
        done = subprocess.run(command, env=environment, stdout=sys.stderr, timeout=600, check=False)
        if done.returncode != 0:
            print(f"{' '.join(command)} failed with exit code {done.returncode}.", file=sys.stderr)
            return False
    return True


def main() -> int:
    path = find() or (find() if install() else None)
    if path is None:
        print(HELP, file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
