"""How much of a kind the suite tries: a sample here, all of it in CI."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["examples", "one_per_vendor"]


def examples(share: float) -> int:
    """Return a number of hypothesis's examples, as a share of what the profile has."""
    return max(1, round(settings.default.max_examples * share))


def one_per_vendor(ids: Iterable[str]) -> list[Any]:
    """Return models to parametrize a test with: the first of each vendor, and, in CI, the others."""
    seen: set[str] = set()
    params = []
    for model_id in ids:
        vendor = model_id.partition("/")[0]
        params.append(pytest.param(model_id, marks=[pytest.mark.ci] if vendor in seen else []))
        seen.add(vendor)
    return params
