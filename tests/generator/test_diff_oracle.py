"""The verdicts of `diff` on inputs, held against the plain `jsonschema` library over thousands of realistic pairs."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from generator.diff.change import breaking
from generator.diff.requests import compare_requests
from generator.plain.faults import FaultsError
from tests.generator.diff_oracle import pairs, witness
from tests.generator.kit import normal
from tests.shares import examples

# Breaking without refusing a value: a default, a name in Python, the meaning of a text.
_NOT_REFUSING = ("changed-default", "renamed-argument", "changed-media", "narrower-file")


class Tally:
    """What was found over all pairs: how many there were, and by rule those that break nothing as far as can be seen."""

    def __init__(self) -> None:
        self.pairs = self.wrong = 0
        self.kinds: Counter[str] = Counter()
        self.examples: dict[str, Any] = {}

    def take(self, old: Any, new: Any) -> None:
        """Judge a pair. Raises AssertionError where a change that breaks is called compatible."""
        try:
            before, after = normal(old)[0].input_schema, normal(new)[0].input_schema
        except FaultsError:
            return
        self.pairs += 1
        majors = breaking(compare_requests("v/m", before, after), _NOT_REFUSING)
        found = witness(before, after)
        if not majors:
            assert found is None, f"called compatible, and {found} is refused now"
        elif found is None:
            self.wrong += 1
            rules = sorted({change.rule for change in majors})
            self.kinds.update(rules)
            self.examples.setdefault(" ".join(rules), (before, after))


def _tried(count: int) -> Tally:
    tally = Tally()

    @given(pairs())
    @settings(
        max_examples=count,
        suppress_health_check=list(HealthCheck),
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
    )
    def run(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
        tally.take(*pair)

    run()
    return tally


@pytest.mark.parametrize("count", [examples(1.6), pytest.param(12_000, marks=pytest.mark.soak)])
def test_the_verdict_on_inputs(count: int) -> None:
    tally = _tried(count)
    assert tally.pairs > count * 0.8
    assert tally.wrong < tally.pairs / 100, f"{tally.wrong} of {tally.pairs}: {tally.kinds} {tally.examples}"
