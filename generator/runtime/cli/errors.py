"""What the command line itself finds wrong."""

from __future__ import annotations

__all__ = [
    "BAD_INPUT",
    "FAILED",
    "FILE_MISSING",
    "INTERRUPTED",
    "NOT_ALLOWED",
    "OK",
    "TERMINATED",
    "TRY_LATER",
    "UNAVAILABLE",
    "USAGE",
    "CommandError",
]

# The official tool's exit codes.
OK = 0
FAILED = 1
USAGE = 64
BAD_INPUT = 65
FILE_MISSING = 66
UNAVAILABLE = 69
TRY_LATER = 75
NOT_ALLOWED = 77
INTERRUPTED = 130
TERMINATED = 143


class CommandError(Exception):
    """A command that cannot be carried out. `code` is the exit code, `kind` the error's name in JSON."""

    def __init__(
        self,
        message: str,
        *,
        code: int = USAGE,
        hint: str | None = None,
        kind: str = "UsageError",
        request_id: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.hint = hint
        self.kind = kind
        self.request_id = request_id
