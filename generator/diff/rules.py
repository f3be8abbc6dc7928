"""The rules of `diff`: every kind of change has a name, a severity, and a text that says what it means for a user.

The table stands in `rules.toml`; the page `diff-rules.md` of the generated documentation is made from it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

__all__ = ["RULES", "SEVERITIES", "Part", "Rule", "Severity"]

Severity = Literal["major", "minor", "patch"]
Part = Literal["model", "request", "response"]

SEVERITIES: tuple[Severity, ...] = ("major", "minor", "patch")
"""Worst first. Major breaks a program that works today; minor adds; patch is told and changes nothing in a program."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of change. `text` says what it means for a program that was written against the old schema."""

    id: str
    severity: Severity
    part: Part
    title: str
    text: str


RULES: dict[str, Rule] = {
    name: Rule(name, **rule)
    for name, rule in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}
"""Every rule by its id, breaking ones first within a part."""
