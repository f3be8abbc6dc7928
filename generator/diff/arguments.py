"""What the command `diff` takes, apart from all that it does, so that no other command has to import it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diff.rules import RULES

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `diff` takes beside the common options."""
    parser.add_argument(
        "old",
        nargs="?",
        default="lock",
        metavar="OLD",
        help="a folder, REF or REF:PATH of git, or `lock` (the default)",
    )
    parser.add_argument(
        "new", nargs="?", metavar="NEW", help="the same; the folder of the schemas if left out"
    )
    parser.add_argument(
        "--allow",
        action="append",
        default=[],
        choices=[rule.id for rule in RULES.values() if rule.severity == "major"],
        metavar="RULE",
        help="do not count changes of this rule as breaking; may be repeated",
    )
    parser.add_argument(
        "--changelog",
        action="store_true",
        help="print a fragment for a changelog, as Markdown, and nothing else",
    )
