"""`spent`: what the journal says was spent, play money apart from real money."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, cast

from .._journal.spending import moment_of, spending_of
from ..errors import ConfigError
from .errors import OK, CommandError
from .journal import opened
from .text import write

if TYPE_CHECKING:
    from .display import Display
    from .parser import Call

__all__ = ["spent"]


def spent(call: Call, show: Display) -> int:
    """Show what was spent, of all accounts in the journal."""
    try:
        since = moment_of(call.text("since"))
    except ConfigError:
        raise CommandError("--since takes a day such as 2026-11-01, or 7d for the last seven days.") from None
    with opened(call, show) as journal:
        entries = journal.entries() if journal is not None else []
    found = spending_of(entries, since=since, by=cast("None", call.text("by")))
    if call.flag("csv") and not show.as_json:
        write(found.csv().rstrip("\n"), sys.stdout)
        return OK
    show.document(found.documents())
    for line in str(found).splitlines():
        show.answer(line)
    return OK
