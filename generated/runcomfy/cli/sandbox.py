"""`sandbox`: a local stand-in for the API. Its options are its own."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ..sandbox import _command
from .text import prog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .display import Display
    from .parser import Call

__all__ = ["main", "parser", "run"]


def parser() -> argparse.ArgumentParser:
    """What reads its options."""
    made = argparse.ArgumentParser(
        prog=f"{prog()} sandbox", description="Run a local stand-in for the Model API, for tests and trials."
    )
    _command.add_arguments(made)
    return made


def main(words: Sequence[str]) -> int:
    """Serve until a signal comes."""
    return _command.run(parser().parse_args(words))


def run(call: Call, show: Display) -> int:
    """Serve with the usual settings."""
    del call, show
    return main([])
