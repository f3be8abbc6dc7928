"""Faults as data: what is wrong, in which file, at which JSON pointer, and what to do about it."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "Fault",
    "FaultsError",
    "Report",
    "Severity",
    "child",
    "escape",
    "render_json",
    "render_text",
    "show",
    "summary",
]

Severity = Literal["error", "warning", "note"]

# Control and format characters (bidi marks are among these), surrogates, private use, unassigned, and the two
# Unicode line ends: everything that could move the cursor, reorder a line or hide.
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_COLORS: dict[Severity, str] = {"error": "1;31", "warning": "1;33", "note": "36"}
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one place.

    `file` is a posix path below the repository; `pointer` an RFC 6901 JSON pointer, empty for the whole
    document; `hint` what to do, may be empty; `line` counts from 1, None where it is not known. Faults sort
    by file, then line, then pointer.
    """

    file: str
    pointer: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    line: int | None = None

    def __lt__(self, other: Fault) -> bool:
        """Sort by place; a fault without a line stands before those with one."""
        return self._key() < other._key()

    def _key(self) -> tuple[str, int, str, str, str, str]:
        return (self.file, self.line or 0, self.pointer, self.severity, self.message, self.hint)

    def at_line(self, line: int | None) -> Fault:
        """Return the same fault with another line."""
        return replace(self, line=line)


class FaultsError(Exception):
    """Input was refused. `faults` holds every reason, never empty."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(render_text(faults, color=False))
        self.faults: tuple[Fault, ...] = faults

    def __reduce__(self) -> tuple[type[FaultsError], tuple[Fault, ...]]:
        """Pickle by the faults: the message is made from them."""
        return type(self), self.faults


@dataclass(slots=True)
class Report:
    """Collects the faults of a run, so that one run tells them all. A fault added twice counts once."""

    _faults: dict[Fault, None] = field(default_factory=dict[Fault, None])

    def add(self, *faults: Fault) -> None:
        """Take in finished faults."""
        self._faults.update(dict.fromkeys(faults))

    def error(
        self, file: str, pointer: str, message: str, hint: str = "", *, line: int | None = None
    ) -> None:
        """Add a fault that stops the run."""
        self.add(Fault(file, pointer, message, hint, "error", line))

    def warning(
        self, file: str, pointer: str, message: str, hint: str = "", *, line: int | None = None
    ) -> None:
        """Add a fault that is only told."""
        self.add(Fault(file, pointer, message, hint, "warning", line))

    def note(self, file: str, pointer: str, message: str) -> None:
        """Add a repair whose meaning is certain: nothing is lost, so it is shown only to those who ask."""
        self.add(Fault(file, pointer, message, "", "note"))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All faults, sorted by place."""
        return tuple(sorted(self._faults))

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that stop the run, sorted by place."""
        return tuple(fault for fault in self.faults if fault.severity == "error")

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """The faults that are only told, sorted by place."""
        return tuple(fault for fault in self.faults if fault.severity == "warning")

    def __iter__(self) -> Iterator[Fault]:
        """All faults, sorted by place."""
        return iter(self.faults)

    def raise_if_errors(self) -> None:
        """Raise FaultsError with every error, if there is one."""
        if errors := self.errors:
            raise FaultsError(*errors)


def child(pointer: str, *keys: str | int) -> str:
    """Return the JSON pointer of what stands under `keys` below `pointer`."""
    for key in keys:
        pointer += "/" + (str(key) if isinstance(key, int) else key.replace("~", "~0").replace("/", "~1"))
    return pointer


def escape(text: str) -> str:
    r"""Show unsafe characters as `\n`, `\x1b`, `\u202e`: on a terminal the text then only looks, never acts.

    Everything printable, in any script, stays. Safe to use twice: a backslash is not doubled.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(character) for character in text)


def _escaped(character: str) -> str:
    if unicodedata.category(character) not in _UNSAFE:
        return character
    code = ord(character)
    if code <= 0xFF:
        return _SHORT.get(character, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def show(value: object, limit: int = 80) -> str:
    """Show an untrusted value in a message: as JSON, escaped, at most about `limit` characters long."""
    # A long string is cut before it is quoted: quoting twenty megabytes to show eighty characters is waste.
    if isinstance(value, str) and len(value) > limit:
        value = value[: limit + 1]
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        text = f"<{type(value).__name__}>"
    return escape(text if len(text) <= limit + 2 else text[:limit] + "…")


def summary(faults: Iterable[Fault]) -> str:
    """Count the faults in words: `2 errors and 1 warning in 3 files`; empty where there are none."""
    listed = list(faults)
    if not listed:
        return ""
    counts = [(_count(listed, severity), severity) for severity in ("error", "warning", "note")]
    words = " and ".join(_counted(count, noun) for count, noun in counts if count)
    return f"{words} in {_counted(len({fault.file for fault in listed}), 'file')}"


def _count(faults: Iterable[Fault], severity: str) -> int:
    return sum(fault.severity == severity for fault in faults)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def render_text(faults: Iterable[Fault], color: bool) -> str:
    """Render faults for people, one group a file, one line a fault with its hint below.

    A line reads `file:line: severity: pointer: message`; line and pointer are left out where there is none.
    Ends without a newline; empty for no faults.
    """
    blocks: dict[str, list[str]] = {}
    for fault in sorted(faults):
        blocks.setdefault(fault.file, []).extend(_lines(fault, color=color))
    return "\n\n".join("\n".join(lines) for lines in blocks.values())


def _lines(fault: Fault, *, color: bool) -> list[str]:
    def paint(code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if color else text

    place = escape(fault.file) + (f":{fault.line}" if fault.line is not None else "")
    severity = paint(_COLORS[fault.severity], fault.severity)
    pointer = f"{escape(fault.pointer)}: " if fault.pointer else ""
    lines = [f"{paint('1', place)}: {severity}: {pointer}{escape(fault.message)}"]
    if fault.hint:
        lines.append("    " + paint("2", escape(fault.hint)))
    return lines


def render_json(faults: Iterable[Fault], facts: Mapping[str, object] | None = None) -> str:
    """Render faults for programs, as ASCII JSON ending with a newline.

    Its shape is `{"version": 1, "errors": int, "warnings": int, "notes": int, "faults": [{"severity", "file", "line",
    "pointer", "message", "hint"}, …]}`: every key is always there, `line` may be null, `hint` may be empty,
    and the faults are sorted by place. `facts`, what a command has to say beside them, stand behind the version.
    Values are as they are: a program gets no escapes of ours.
    """
    listed = sorted(faults)
    document = {
        "version": 1,
        **(facts or {}),
        "errors": _count(listed, "error"),
        "warnings": _count(listed, "warning"),
        "notes": _count(listed, "note"),
        "faults": [
            {
                "severity": fault.severity,
                "file": fault.file,
                "line": fault.line,
                "pointer": fault.pointer,
                "message": fault.message,
                "hint": fault.hint,
            }
            for fault in listed
        ],
    }
    return json.dumps(document, indent=2) + "\n"
