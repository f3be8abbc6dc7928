"""Why a disk refused, in a few words."""

from __future__ import annotations

import errno
from typing import Any

from generator.plain.text import counted, shortened
from generator.plain.values import is_array

__all__ = ["is_full", "reason_of"]


def is_full(error: OSError) -> bool:
    """Say whether there is no room left, or none that the user may take."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def reason_of(error: OSError) -> str:
    """Return the system's reason; of an error that lists one for every file of a folder, the first."""
    if error.strerror:
        return error.strerror
    given: object = error.args[0] if error.args else ""
    if is_array(given) and given:
        first: Any = given[0]
        more = f" (and {counted(len(given) - 1, 'more file')})" if len(given) > 1 else ""
        return f"{shortened(str(first[-1] if first else first), 200)}{more}"
    return shortened(str(error), 200) or type(error).__name__
