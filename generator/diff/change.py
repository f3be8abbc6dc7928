"""One change, and what a list of them comes to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from generator.diff.rules import RULES, SEVERITIES
from generator.plain.faults import child
from generator.plain.text import show

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol

    from generator.diff.rules import Part, Severity

__all__ = [
    "ABSENT",
    "Change",
    "Path",
    "Verdict",
    "breaking",
    "is_allowed",
    "path_text",
    "pointer_of",
    "verdict",
]

if TYPE_CHECKING:

    class Allowance(Protocol):
        """Whatever lets single changes pass."""

        def covers(self, change: Change) -> bool: ...


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

    `path` names the input or the field of the output, and is empty for the model or the whole; `pointer` is the JSON
    pointer of the same in the model's document, empty for the model. `before` and `after` are JSON values, or ABSENT.
    `message` says it in words.
    """

    model_id: str
    rule: str
    path: str
    message: str
    before: Any = field(default=ABSENT, compare=False)
    after: Any = field(default=ABSENT, compare=False)
    pointer: str = field(default="", compare=False)

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


def is_allowed(change: Change, allowed: Iterable[str | Allowance]) -> bool:
    """Say whether a breaking change is accepted: by its rule, or as the change that it is."""
    return change.severity == "major" and any(
        change.rule == one if isinstance(one, str) else one.covers(change) for one in allowed
    )


def breaking(changes: Iterable[Change], allowed: Iterable[str | Allowance] = ()) -> list[Change]:
    """Return the major changes that are not `allowed`."""
    accepted = list(allowed)
    return [change for change in changes if change.severity == "major" and not is_allowed(change, accepted)]


def pointer_of(schema: str, path: Path) -> str:
    """Return the JSON pointer of what a path leads to in a document's `input_schema` or `output_schema`."""
    pointer = child("", schema)
    for part in path:
        if part.startswith("."):
            pointer = child(pointer, "properties", part[1:])
        elif part == "[]":
            pointer += "/items"
        elif part == "{}":
            pointer += "/additionalProperties"
        else:
            pointer = child(pointer, "prefixItems", part.strip("[]"))
    return pointer


def path_text(path: Path) -> str:
    """Return a path as people write it: `loras[].scale`. Names that are not plain words stand as JSON strings."""
    text = ""
    for part in path:
        if part in ("[]", "{}") or re.fullmatch(r"\[\d+\]", part):
            text += part
        else:
            name = part.removeprefix(".")
            text += ("." if text else "") + (name if _PLAIN.match(name) else show(name, 60))
    return text
