"""`python -m runcomfy`: the command line's entry."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from .sandbox import _command as sandbox

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m runcomfy", description="The RunComfy client's command line."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    described = "Run a local stand-in for the Model API, for tests and trials."
    sandbox.add_arguments(commands.add_parser("sandbox", help=described, description=described))
    return sandbox.run(parser.parse_args(argv))


if __name__ == "__main__":
    sys.exit(main())
