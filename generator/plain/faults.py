"""Faults as data: what is wrong, in which file, at which JSON pointer, and what to do about it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

from generator.plain.text import counted, escape, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "GENERATOR_FAULT",
    "Fault",
    "FaultsError",
    "Report",
    "Severity",
    "child",
    "refuse",
    "render_json",
    "render_text",
    "summary",
    "unescape",
    "unexpected",
]

Severity = Literal["error", "warning", "note"]

_COLORS: dict[Severity, str] = {"error": "1;31", "warning": "1;33", "note": "36"}


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


def refuse(file: str, message: str, hint: str = "", *, line: int | None = None) -> NoReturn:
    """Raise FaultsError for one thing that is wrong with a whole file."""
    raise FaultsError(Fault(file, "", message, hint, line=line)) from None


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
        return tuple(sorted(fault for fault in self._faults if fault.severity == "error"))

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """The faults that are only told, sorted by place."""
        return tuple(sorted(fault for fault in self._faults if fault.severity == "warning"))

    def __iter__(self) -> Iterator[Fault]:
        """Yield all faults, sorted by place."""
        return iter(self.faults)

    def raise_if_errors(self) -> None:
        """Raise FaultsError with every error, if there is one."""
        if errors := self.errors:
            raise FaultsError(*errors)


GENERATOR_FAULT = "this is a fault of the generator; please report it with the schema"


def unexpected(file: str, doing: str, error: Exception) -> Fault:
    """Return the fault of an exception that nobody has thought of: met with `file`, while `doing` something."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    what = f"{type(error).__name__}: {shortened(str(error), 300)}" if str(error) else type(error).__name__
    return Fault(file, "", f"{what}{place}, while {doing}", GENERATOR_FAULT)


def child(pointer: str, *keys: str | int) -> str:
    """Return the JSON pointer of what stands under `keys` below `pointer`."""
    for key in keys:
        pointer += "/" + (str(key) if isinstance(key, int) else key.replace("~", "~0").replace("/", "~1"))
    return pointer


def unescape(step: str) -> str:
    """Return the key that one step of a JSON pointer names: the other way round."""
    return step.replace("~1", "/").replace("~0", "~")


def summary(faults: Iterable[Fault]) -> str:
    """Count the faults in words: `2 errors and 1 warning in 3 files`; empty where there are none."""
    listed = list(faults)
    if not listed:
        return ""
    counts = [(_count(listed, severity), severity) for severity in ("error", "warning", "note")]
    words = " and ".join(counted(count, noun) for count, noun in counts if count)
    return f"{words} in {counted(len({fault.file for fault in listed}), 'file')}"


def _count(faults: Iterable[Fault], severity: str) -> int:
    return sum(fault.severity == severity for fault in faults)


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
