"""The command line: `python -m generator COMMAND`, with a module for each command or two. May use every other room.

Exit codes: 0 done, 1 the tree does not match the schemas (`check`) or a change breaks programs (`diff`), 2 nothing was
done, since a schema, an argument, the server or the disk is wrong, 3 done, but not all of it: `sync` left entries out
or could not read the whole catalogue, `generate --keep-going` left models as they were, or the output could not be
written; 70 a fault of the generator itself, 130 interrupted.

With `--format json` standard output is one JSON document, whatever the outcome; only what argparse says about a command
line that it cannot read is text, and an interrupted run prints none.
"""

from __future__ import annotations

from generator.cli.app import main

__all__ = ["main"]
