"""A night's entry in `CHANGELOG.md`, under what is not released yet, in the form of Keep a Changelog."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.diff.change import verdict
from generator.diff.render import closing, entries
from generator.plain.text import first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.diff.change import Change

__all__ = ["entry", "last_released", "with_entry"]

_NEW = "# Changelog\n\nAll notable changes for users stand here.\n\n## [Unreleased]\n"
_HEADING = re.compile(r"(?m)^### (.*?)\s*$")
_AFTER = ("Deprecated", "Removed", "Fixed", "Security")
_UNRELEASED = re.compile(r"(?m)^## \[Unreleased\].*\n")
_SECTION = re.compile(r"(?m)^## ")
_RELEASED = re.compile(r"(?m)^## \[(\d+\.\d+\.\d+)\]")
# Of one kind of change; where so many models change at once, the rest is of that kind too.
_MOST_LINES = 100
# What a night writes and later nights read: the day, and the version that users had.
_HEAD = "- Models of {day}: "
_FROM = re.compile(r"(?m)^- Models of \d{4}-\d\d-\d\d: .*\bversion (\d+\.\d+\.\d+) → ")


def last_released(text: str) -> str | None:
    """Return the version that users have: that of the newest section, or else the one the first night began from.

    None where the changelog knows of neither.
    """
    begin, end = _unreleased(text)
    if found := _RELEASED.search(text, end):
        return found[1]
    nights = _FROM.findall(text[begin:end])
    return nights[0] if nights else None


def entry(changes: Sequence[Change], day: str, versions: tuple[str, str] | None) -> str:
    """Return a night's entry: one item with the verdict and the step of the version, and below it every change.

    Changes that no program notices are only counted, in the verdict.
    """
    stepped = f"; version {versions[0]} → {versions[1]}" if versions else ""
    lines = [f"{_HEAD.format(day=day)}{closing(changes).removeprefix('verdict: ')}{stepped}"]
    for title, found in entries(changes).items():
        mark = "Breaking: " if title == "Breaking" else ""
        lines += [f"  - {mark}{line}" for line in first(found, _MOST_LINES)]
    if verdict(changes) == "patch":
        lines.append("  - Only descriptions, examples, categories or suggestions changed.")
    return "\n".join(lines)


def with_entry(text: str | None, item: str) -> str:
    """Return the changelog with a night's entry under `### Changed` of what is not released yet; the rest stays.

    An entry that is there is not written twice: that night was killed before its end. A changelog that is not there is
    begun.
    """
    text = _NEW if text is None else text
    if _UNRELEASED.search(text) is None:
        first = _SECTION.search(text)
        at = first.start() if first else len(text)
        text = f"{text[:at].rstrip()}\n\n## [Unreleased]\n\n{text[at:]}".lstrip("\n")
    begin, end = _unreleased(text)
    body = text[begin:end]
    if f"\n{item}\n" in body:
        return text
    at, heading = _place(body)
    before, after = body[:at].rstrip("\n"), (body[at:] + text[end:]).lstrip("\n")
    last = before.splitlines()[-1:]
    # A list goes on; a heading, a table or a paragraph ends first.
    goes_on = not heading and last and last[0].startswith(("- ", "  "))
    gap = "\n" if goes_on or not before else "\n\n"
    return f"{text[:begin]}{before}{gap}{heading}{item}\n" + (f"\n{after}" if after else "")


def _place(body: str) -> tuple[int, str]:
    """Return where in a section the entry goes, and the heading that it has to bring along, or an empty text."""
    headings = list(_HEADING.finditer(body))
    for number, found in enumerate(headings):
        if found[1] == "Changed":
            return (headings[number + 1].start() if number + 1 < len(headings) else len(body)), ""
    after = [found.start() for found in headings if found[1] in _AFTER]
    return (after[0] if after else len(body)), "### Changed\n\n"


def _unreleased(text: str) -> tuple[int, int]:
    """Return where the section of what is not released yet begins and ends; both at the end where there is none."""
    found = _UNRELEASED.search(text)
    if found is None:
        return 0, 0
    following = _SECTION.search(text, found.end())
    return found.end(), following.start() if following else len(text)
