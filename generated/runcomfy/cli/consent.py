"""Consent to what is dear: above a set amount a person is asked, and nobody is waited for where there is none."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from .._plain.money import money, shown, total
from .errors import FAILED, USAGE, CommandError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from .._catalogue.cost_estimate import CostEstimate
    from .display import Display
    from .parser import Call

__all__ = ["ask_consent", "threshold"]

_NAME = "RUNCOMFY_CONFIRM_ABOVE_USD"


def threshold(call: Call) -> Decimal | None:
    """Return the amount above which consent is asked for; None where it was given, or is not asked for.

    Raises:
        CommandError: The variable does not hold an amount.
    """
    text = os.environ.get(_NAME, "").strip()
    if not text or call.flag("yes"):
        return None
    found = money(text)
    if found is None:
        raise CommandError(f"{_NAME} must be an amount of US dollars, not {text!r:.80}.", code=USAGE)
    return found


def ask_consent(limit: Decimal, estimates: Iterable[CostEstimate], show: Display) -> None:
    """Ask whether to go on where all of it may cost more than the limit, or nobody knows how much.

    Raises:
        CommandError: The answer is no, or there is no terminal to ask on.
    """
    found = list(estimates)
    highs = [one.high for one in found if one.high is not None]
    unknown = len(found) - len(highs)
    dear = total(highs)
    if dear <= limit and not unknown:
        return
    what = f"This may cost {shown(dear)}" if highs else "What this may cost is not known"
    if unknown and highs:
        what = f"{what}, and what {unknown} of {len(found)} requests may cost is not known"
    question = f"{what}; {_NAME} is {shown(limit)}."
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        raise CommandError(
            f"{question} Nothing was sent.",
            hint="Say --yes to go on without being asked.",
            code=FAILED,
            kind="BudgetError",
        )
    show.tell(f"{question} Go on? [y/N] ")
    answer = sys.stdin.readline()
    if answer.strip().casefold() not in {"y", "yes"}:
        raise CommandError("Nothing was sent.", code=FAILED, kind="BudgetError")
