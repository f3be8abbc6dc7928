"""One change, and what a list of them comes to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from generator.diff.rules import RULES, SEVERITIES
from generator.plain.text import show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.diff.rules import Part, Severity

__all__ = ["ABSENT", "Change", "Path", "Verdict", "breaking", "path_text", "verdict"]

Verdict = Literal["major", "minor", "patch", "none"]
Path = tuple[str, ...]
"""Where in a schema: property names with a dot in front, `[]` for the items of a list, `{}` for other properties."""

_PLAIN = re.compile(r"[A-Za-z_][\w-]*\Z")


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Any = _Absent()
"""Stands where there is no value, which is not the same as null."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change for the users of one model.

    `path` names the input or the field of the output, and is empty for the model or the whole; `before` and `after`
    are JSON values, or ABSENT. `message` says it in words.
    """

    model_id: str
    rule: str
    path: str
    message: str
    before: Any = field(default=ABSENT, compare=False)
    after: Any = field(default=ABSENT, compare=False)

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return RULES[self.rule].severity

    @property
    def part(self) -> Part:
        """What of the model it is about."""
        return RULES[self.rule].part

    def key(self) -> tuple[str, int, str, str, str]:
        """Sort by model, worst first, then by place."""
        return (self.model_id, SEVERITIES.index(self.severity), self.path, self.rule, self.message)


def verdict(changes: Iterable[Change]) -> Verdict:
    """Return the worst severity among the changes; `none` where there are none."""
    found = {change.severity for change in changes}
    for severity in SEVERITIES:
        if severity in found:
            return severity
    return "none"


def breaking(changes: Iterable[Change], allowed: Iterable[str] = ()) -> list[Change]:
    """Return the major changes whose rules are not among the `allowed` ones."""
    names = frozenset(allowed)
    return [change for change in changes if change.severity == "major" and change.rule not in names]


def path_text(path: Path) -> str:
    """Return a path as people write it: `loras[].scale`. Names that are no plain words stand as JSON strings."""
    text = ""
    for part in path:
        if part in ("[]", "{}") or re.fullmatch(r"\[\d+\]", part):
            text += part
        else:
            name = part.removeprefix(".")
            text += ("." if text else "") + (name if _PLAIN.match(name) else show(name, 60))
    return text
