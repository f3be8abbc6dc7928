"""Breaking changes that somebody looked at and accepted: by rule, by model and by place, each with its reason.

They are kept in a TOML file that is reviewed like code:

    [[allow]]
    rule = "removed-input"
    model = "acme/paint-2/edit"
    pointer = "/input_schema/properties/seed"
    reason = "the server has ignored it since May"

`before` and `after` may narrow it down to one value, such as the choice that was removed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.diff.change import ABSENT, is_allowed
from generator.diff.rules import RULES
from generator.plain.faults import Report, child
from generator.plain.text import show
from generator.plain.toml import parse_toml
from generator.plain.values import equal, is_array, is_object
from generator.sources import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.diff.change import Change

__all__ = ["Allowance", "parse_allowance", "read_allowances", "tell_unused"]

_KEYS = ("rule", "model", "pointer", "reason", "before", "after")


@dataclass(frozen=True, slots=True)
class Allowance:
    """Lets changes of a rule pass; of one model and one place only, where these are given."""

    rule: str
    model_id: str | None = None
    pointer: str | None = None
    before: Any = ABSENT
    after: Any = ABSENT

    def covers(self, change: Change) -> bool:
        """Say whether a change is let pass."""
        return (
            self.rule == change.rule
            and self.model_id in (None, change.model_id)
            and self.pointer in (None, change.pointer)
            and (self.before is ABSENT or _matches(self.before, change.before))
            and (self.after is ABSENT or _matches(self.after, change.after))
        )


def _matches(wanted: Any, found: Any) -> bool:
    return found is not ABSENT and equal(wanted, found)


def parse_allowance(text: str) -> Allowance:
    """Return the allowance that `RULE`, `RULE:MODEL` or `RULE:MODEL:POINTER` means. Raises ValueError."""
    rule, *rest = text.split(":", 2)
    if problem := _rule_problem(rule):
        raise ValueError(problem)
    if "" in rest[:1]:
        raise ValueError("the model's id is empty")
    return Allowance(rule, *rest)


def _rule_problem(rule: str) -> str | None:
    if rule not in RULES:
        return f"there is no rule {show(rule)}"
    return (
        None if RULES[rule].severity == "major" else f"{show(rule)} breaks nothing, and need not be allowed"
    )


def read_allowances(path: Path) -> list[Allowance]:
    """Return what a file allows. Raises FaultsError with everything that is wrong in it."""
    file = str(path)
    document = parse_toml(read_file(path, file), file)
    report = Report()
    for key in document.keys() - {"allow"}:
        report.error(file, child("", key), f"the key {show(key)} is unknown", "each change is an [[allow]]")
    entries: object = document.get("allow", [])
    if not is_array(entries) or not all(map(is_object, entries)):
        report.error(file, "/allow", "this should be a list of tables", "begin each one with [[allow]]")
        entries = []
    found = [_allowance(entry, file, child("/allow", index), report) for index, entry in enumerate(entries)]
    report.raise_if_errors()
    return found


def _allowance(entry: dict[str, Any], file: str, pointer: str, report: Report) -> Allowance:
    for key in entry.keys() - set(_KEYS):
        report.error(
            file, child(pointer, key), f"the key {show(key)} is unknown", f"the keys are {', '.join(_KEYS)}"
        )
    for key in ("rule", "model", "pointer", "reason"):
        value = entry.get(key)
        if not isinstance(value, str):
            report.error(file, pointer, f"there is no {key}, or it is not a string")
        elif key == "rule" and (problem := _rule_problem(value)):
            report.error(file, child(pointer, key), problem)
        elif key in ("model", "reason") and not value.strip():
            report.error(file, child(pointer, key), f"the {key} is empty")
    values = {key: entry.get(key, ABSENT) for key in ("before", "after")}
    return Allowance(str(entry.get("rule")), str(entry.get("model")), str(entry.get("pointer")), **values)


def tell_unused(allowances: Iterable[Allowance], file: str, changes: list[Change], report: Report) -> None:
    """Warn of what a file allows and nobody did: what is left lying there would let a later change pass unseen."""
    for index, one in enumerate(allowances):
        if not any(is_allowed(change, [one]) for change in changes):
            report.warning(file, f"/allow/{index}", "there is no such change (any more)", "remove the entry")
