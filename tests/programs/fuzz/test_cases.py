"""What fuzzing has found stays found: every case that it kept is tried again; and it does keep what fails."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st

from tests.programs.fuzz.kept import kept
from tests.programs.fuzz.running import Target, run_shard
from tests.programs.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("target", "path"), kept(), ids=[f"{target}-{path.stem}" for target, path in kept()])
def test_a_kept_case_holds(target: str, path: Path) -> None:
    TARGETS[target].holds(json.loads(path.read_text(encoding="ascii")))


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_holds_for_a_few_cases(name: str, tmp_path: Path) -> None:
    outcome = run_shard(TARGETS[name], 1, 25, tmp_path)
    assert (outcome.failure, outcome.tried) == (None, 25)


def test_what_fails_is_made_small_and_kept(tmp_path: Path) -> None:
    def holds(case: list[str]) -> None:
        assert "é\ud800" not in case[0], "too much"

    texts = st.lists(st.sampled_from(["é\ud800", "a", "b"]), max_size=9).map("".join)
    outcome = run_shard(Target("demo", texts.map(lambda text: [text]), holds), 0, 500, tmp_path)
    assert outcome.failure is not None
    assert "too much" in outcome.failure
    [(target, path)] = kept(tmp_path)
    assert (target, path) == ("demo", outcome.file)
    assert json.loads(path.read_text(encoding="ascii")) == ["é\ud800"]
