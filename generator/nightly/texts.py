"""What a night says to people: the commit's message, and the pull request as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diff.render import entries
from generator.plain.text import counted, first
from generator.writing.markdown import code, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.nightly.night import Night

__all__ = ["commit_message", "pull_request", "subject"]

_MOST_LINES = 200
"""Beyond so many changes a page says how many more there are: a server takes no request of any length."""
_MOST_IN_MESSAGE = 40
_WORDS = {
    "major": " breaks programs that work today",
    "minor": " adds to what programs can do",
    "patch": " changes nothing in a program",
    "none": ": no model changed for its users",
}
_DONE = {
    "added": "new",
    "changed": "changed",
    "gone": "no longer listed, and marked so",
    "removed": "removed",
    "left": "left as they are",
}


def subject(night: Night) -> str:
    """Return the night in one line, without a word of a schema's."""
    mark = "Breaking: " if night.breaks else ""
    counts = [
        f"{len(ids)} {what}"
        for what, ids in night.ids.items()
        if what in ("added", "changed", "gone") and ids
    ]
    return f"{mark}Models of {night.day}: {', '.join(counts) or 'the client made anew'}"


def commit_message(night: Night) -> str:
    """Return the message of the night's commit: a subject, the verdict, and the changes that programs notice."""
    lines = [subject(night), "", f"The catalogue of that day{_WORDS[night.verdict]}.{_versions(night)}"]
    changes = [
        f"{title.lower()}: {line}" for title, found in entries(night.changes).items() for line in found
    ]
    if changes:
        lines += ["", *_listed(changes, _MOST_IN_MESSAGE)]
    return "\n".join(lines) + "\n"


def pull_request(night: Night) -> str:
    """Return the text of the night's pull request, without a title."""
    parts = [
        f"**Verdict: {night.verdict}.** The catalogue of {night.day}{_WORDS[night.verdict]}.{_versions(night)}"
    ]
    if rows := [f"| {what} | {len(ids)} |" for key, what in _DONE.items() if (ids := night.ids.get(key))]:
        parts.append("\n".join(["| models | |", "| --- | --- |", *rows]))
    for title, found in entries(night.changes).items():
        parts.append("\n".join([f"## {title}", "", *_listed(found)]))
    if told := sum(change.severity == "patch" for change in night.changes):
        parts.append(
            f"{counted(told, 'more change')} that no program notices: descriptions, examples, categories, suggestions."
        )
    if gone := night.ids.get("gone"):
        about = "The server may refuse these at any time; their schemas are kept and marked."
        parts.append(
            "\n".join(["## Gone from the catalogue", "", about, "", *_listed(list(map(code, gone)))])
        )
    if night.left_out:
        lines = [
            f"{code(fault.file + fault.pointer)}: {text(fault.message)}" for fault in sorted(night.left_out)
        ]
        about = "Nothing can be made of these entries; what was known of their models stays."
        parts.append("\n".join(["## Left out", "", about, "", *_listed(lines)]))
    if night.breaks:
        parts.append(
            "The client is made anew, so that merging this is accepting it. The rules behind each word are in "
            "`docs/diff-rules.md` beside the client."
        )
    return "\n\n".join(parts) + "\n"


def _versions(night: Night) -> str:
    if night.versions is None:
        return ""
    before, after = night.versions
    return f" The version goes from {before} to {after}." if before != after else f" The version is {after}."


def _listed(lines: Sequence[str], most: int = _MOST_LINES) -> list[str]:
    return [f"- {line}" for line in first(lines, most)]
