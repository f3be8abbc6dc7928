"""`make docs`: lays out the pages, lets Sphinx build them, and follows every link. Exit code 1 for anything wrong."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from sphinx.cmd.build import main as build

from tests.programs.site.finish import finish
from tests.programs.site.links import faults_of
from tests.programs.site.sources import ROOT, lay_out

SITE = ROOT / "out/site"


def main(site: Path = SITE) -> int:
    """Build the site and judge it."""
    begun = time.monotonic()
    shutil.rmtree(site, ignore_errors=True)
    with tempfile.TemporaryDirectory() as name:
        sources = Path(name) / "pages"
        lay_out(sources)
        # A page that says something else than was meant is an error, and all of them are told.
        code = build(
            [
                "-q",
                "-W",
                "-j",
                "auto",
                "--keep-going",
                "-d",
                f"{name}/cache",
                "-b",
                "html",
                str(sources),
                str(site),
            ]
        )
    if code:
        return code
    finish(site)
    faults = faults_of(site)
    print(*faults, sep="\n" if faults else "", end="\n" if faults else "", file=sys.stderr)
    pages = sum(1 for _ in site.rglob("*.html"))
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    print(
        f"{site.relative_to(ROOT) if site.is_relative_to(ROOT) else site}: {pages} pages, {size / 2**20:.0f} MiB, "
        f"{len(faults)} broken links, {time.monotonic() - begun:.0f} s"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
