"""The command line: `python -m generator COMMAND`, with a module for each command or two. May use every other room.

Exit codes: 0 done, 1 the tree does not match the schemas or a change breaks programs, 2 a schema or an argument is
wrong, 3 written but for some entries, 130 interrupted. With `--format json` standard output is one JSON document,
whatever the outcome; only what argparse says of a command line that it cannot read is text, and an interrupted run
prints none.
"""

from __future__ import annotations

from generator.cli.app import main

__all__ = ["main"]
