"""Changes in words, as JSON, and as a fragment for a changelog."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from generator.diff.change import ABSENT, breaking, is_allowed, verdict
from generator.plain.text import counted, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.diff.change import Allowance, Change

__all__ = ["change_document", "changelog", "closing", "entries", "render_text"]

_MARKS = {"major": "!", "minor": "+", "patch": " "}


def render_text(changes: Sequence[Change], allowed: Iterable[str | Allowance] = ()) -> str:
    """Return the changes for people: one group a model, one line a change, the worst first; ends without a newline.

    `!` marks what breaks, `+` what is new or wider. Models that are only new stand together at the end.
    """
    accepted = list(allowed)
    blocks: list[str] = []
    new = [change for change in changes if change.rule == "new-model"]
    for model_id, own in groupby((c for c in changes if c.rule != "new-model"), key=lambda c: c.model_id):
        lines = [escape(model_id)]
        for change in own:
            place = f"{_place(change)}: " if change.path else ""
            waived = " (allowed)" if is_allowed(change, accepted) else ""
            lines.append(
                f"  {_MARKS[change.severity]} {place}{escape(change.message)} [{change.rule}]{waived}"
            )
        blocks.append("\n".join(lines))
    if new:
        blocks.append("\n".join([f"New models: {len(new)}", *(f"  + {escape(c.model_id)}" for c in new)]))
    return "\n\n".join([*blocks, closing(changes, accepted)])


def _place(change: Change) -> str:
    return escape(f"output {change.path}" if change.part == "response" else change.path)


def closing(changes: Sequence[Change], allowed: Iterable[str | Allowance] = ()) -> str:
    """Return the verdict in one line."""
    word = verdict(changes)
    if word == "none":
        return "verdict: none; nothing changed for users of the models"
    counts = {severity: sum(c.severity == severity for c in changes) for severity in _MARKS}
    told = ", ".join(f"{count} {severity}" for severity, count in counts.items() if count)
    models = len({change.model_id for change in changes})
    stops = len(breaking(changes, allowed))
    fate = ""
    if word == "major":
        fate = "; it breaks programs that work today" if stops else "; all that breaks is allowed"
    return f"verdict: {word} ({told} in {counted(models, 'model')}){fate}"


def change_document(changes: Sequence[Change], allowed: Iterable[str | Allowance]) -> dict[str, Any]:
    """Return the changes for programs, as facts of a command's JSON document.

    Their shape is `{"verdict", "breaking": bool, "changes": [{"model_id", "rule", "severity", "part", "path",
    "pointer", "message", "allowed": bool, "before"?, "after"?}, …]}`. `before` and `after` are left out where there is
    no value, which is not null.
    """
    accepted = list(allowed)
    return {
        "verdict": verdict(changes),
        "breaking": bool(breaking(changes, accepted)),
        "changes": [_change(change, accepted) for change in changes],
    }


def _change(change: Change, allowed: list[str | Allowance]) -> dict[str, Any]:
    return {
        "model_id": change.model_id,
        "rule": change.rule,
        "severity": change.severity,
        "part": change.part,
        "path": change.path,
        "pointer": change.pointer,
        "message": change.message,
        "allowed": is_allowed(change, allowed),
        **({} if change.before is ABSENT else {"before": change.before}),
        **({} if change.after is ABSENT else {"after": change.after}),
    }


def changelog(changes: Sequence[Change]) -> str:
    """Return the changes as Markdown for a changelog; what is only told is left out. Empty where nothing is left."""
    parts = [
        "\n".join([f"### {title}", "", *(f"- {line}" for line in lines)])
        for title, lines in entries(changes).items()
    ]
    return "\n\n".join(parts) + "\n" if parts else ""


def entries(changes: Iterable[Change]) -> dict[str, list[str]]:
    """Return the changes that programs notice, each as one line of Markdown, by what they are: `Breaking` first."""
    sections: dict[str, list[str]] = {"Breaking": [], "Added": [], "Changed": []}
    for change in changes:
        if change.severity == "major":
            sections["Breaking"].append(_entry(change))
        elif change.severity == "minor":
            sections["Added" if change.rule.startswith("new-") else "Changed"].append(_entry(change))
    return {title: lines for title, lines in sections.items() if lines}


def _entry(change: Change) -> str:
    from generator.writing.markdown import code, text

    place = f" {code(change.path)}" if change.path else ""
    where = " output" if change.path and change.part == "response" else ""
    return f"{code(change.model_id)}{where}{place}: {text(change.message)}"
