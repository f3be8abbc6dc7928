"""`MediaConstraint`: a model's own rule about a file (size, pixels, ratio), checked for local files beforehand."""

from __future__ import annotations

import logging
import operator
from typing import TYPE_CHECKING, Any

from .._plain.json_values import is_list, size_text
from .._plain.names import PACKAGE
from .._plain.wording import FILE_RULES
from .local_file import LocalFile, NotAFile
from .rules import Rule, fault

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MediaConstraint"]

_log = logging.getLogger(PACKAGE)

# Longer signs first, so that `<=` is not taken for `<`.
_SIGNS: tuple[tuple[str, Callable[[float, float], bool], str], ...] = (
    ("<=", operator.le, "at most"),
    (">=", operator.ge, "at least"),
    ("<", operator.lt, "less than"),
    (">", operator.gt, "more than"),
)
_MB = 1_000_000


class MediaConstraint(Rule):
    """One rule of a schema's `validations`: what must hold, with which value, and the schema's own text for a breach.

    Rules: `file_size_mb`, `width_pixels`, `height_pixels` or `width/height`, and one of `<`, `>`, `<=`, `>=`
    (1 MB is 1,000,000 bytes). A URL, an image that cannot be measured (without Pillow, none can) and a rule that is
    not known are passed over with a debug message.
    """

    __slots__ = ("message", "rule", "value")

    def __init__(self, rule: str, value: float, message: str | None = None) -> None:
        super().__init__(rule, value, message)
        self.rule = rule
        self.value = value
        self.message = message

    def check(self, value: Any) -> None:
        """Raise the fault if `value` is a local file that breaks the rule, or a list that holds one."""
        if is_list(value):
            for item in value:
                self.check(item)
            return
        if not isinstance(value, LocalFile):
            if value is not None:
                _log.debug("not checked, not a local file: %s %s", self.rule, self.value)
            return
        for sign, holds, words in _SIGNS:
            if self.rule.endswith(sign):
                measured = _measure(self.rule.removesuffix(sign), value)
                if measured is None:
                    break
                number, shown = measured
                if not holds(number, self.value):
                    what, unit = FILE_RULES[self.rule.removesuffix(sign)]
                    own = f"{self.message} " if self.message else ""
                    raise fault(
                        f"{own}The {what} must be {words} {self.value:g}{unit}; {value!r} has {shown}"
                    )
                return
        _log.debug("not checked, cannot be measured here: %s %s", self.rule, self.value)


def _measure(what: str, file: LocalFile) -> tuple[float, str] | None:
    """Return the measured number, and how to show it."""
    try:
        if what == "file_size_mb":
            size = file.size
            if size is None:
                size = len(file.source.read(1 << 62))
            return size / _MB, size_text(size)
        if what not in FILE_RULES:
            return None
        dimensions = file.source.dimensions()
    except NotAFile as error:
        raise fault(str(error)) from None
    if dimensions is None or not all(dimensions):
        return None
    width, height = dimensions
    if what == "width/height":
        return width / height, f"{width / height:.4g} ({width}x{height})"
    number = width if what == "width_pixels" else height
    return number, str(number)
