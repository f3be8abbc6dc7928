"""Untrusted text into Markdown: it shows what it is, and does nothing."""

from __future__ import annotations

import re

from generator.plain.text import escape
from generator.writing.source import Source, fill, join

__all__ = ["code", "fenced", "link", "paragraphs", "text", "visible"]

# What GitHub's Markdown gives a meaning anywhere in a line; `$` begins a formula there.
_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~#$]")
# What it gives a meaning at the beginning of a line only.
_LEADING = re.compile(r"^(?:[-+=]|[0-9]+(?=[.)]))")
_JOINERS = re.compile("([\u200c\u200d])")


def text(value: str) -> Source:
    """Return a text for the running line: one line, every mark of Markdown and HTML taken literally."""
    line = _SPECIAL.sub(r"\\\g<0>", visible(" ".join(value.split())))
    return Source(_LEADING.sub(_leading, line))


def _leading(match: re.Match[str]) -> str:
    found = match.group()
    return f"{found}\\" if found[-1].isdigit() else f"\\{found}"


def link(words: str, address: str) -> Source:
    """Return a link. The address is one that was checked before: it holds no bracket and no space."""
    return fill("[{}](<{}>)", text(words), Source(address))


def paragraphs(value: str) -> Source:
    """Return a text of several paragraphs; a list stays a list of lines."""
    found = [text(part) for part in re.split(r"\n\s*\n|\n(?=\s*[-*•] )", value) if part.strip()]
    return join("\n\n", found)


def visible(value: str) -> str:
    """Return a text with what cannot be seen shown as escapes; the joiners that scripts and emoji need stay."""
    return "".join(part if part in ("\u200c", "\u200d") else escape(part) for part in _JOINERS.split(value))


def code(value: str) -> Source:
    """Return a value as a code span."""
    shown = visible(value)
    ticks = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    # A span loses one space at each end, and may not begin or end with its own quotes.
    pad = " " if shown[:1] in ("`", " ", "") or shown[-1:] in ("`", " ") else ""
    return Source(f"{ticks}{pad}{shown}{pad}{ticks}")


def fenced(value: str, language: str) -> Source:
    """Return a block of code, whose text must be free of what cannot be seen."""
    ticks = "`" * max(3, max((len(run) for run in re.findall("`+", value)), default=0) + 1)
    return Source(f"{ticks}{language}\n{value.rstrip()}\n{ticks}")
