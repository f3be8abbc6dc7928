"""`python -m runcomfy` and `runcomfy-py`: the command line's entry."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    from .cli.streams import standard_streams

    with standard_streams():
        from .cli.app import main as command

        return command(words)


if __name__ == "__main__":
    sys.exit(main())
