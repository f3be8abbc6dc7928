"""`make mutate` says what was tried, what survived, and which reasons are out of date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.programs.mutation import survivors
from tests.programs.mutation.parts import PARTS
from tests.programs.mutation.survivors import drawn, known, report

ROOT = Path(__file__).parents[2]
NOTICED, SURVIVED = 1, 0
MUTANTS = [f"generator.names.ids.x_f__mutmut_{number}" for number in range(1, 31)]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run in which the first mutant survived."""
    codes = {mutant: SURVIVED if mutant == MUTANTS[0] else NOTICED for mutant in MUTANTS}
    (tmp_path / "mutants").mkdir()
    (tmp_path / "mutants/ids.py.meta").write_text(json.dumps({"exit_code_by_key": codes}))
    monkeypatch.setattr(survivors, "change_of", lambda mutant, _: f"ids: {mutant.rpartition('_')[2]}")
    return tmp_path


def test_a_sample_is_the_same_for_the_same_seed_whatever_the_order() -> None:
    ten = drawn(MUTANTS, 10, 7)
    assert len(set(ten)) == 10
    assert ten == drawn(reversed(MUTANTS), 10, 7) != drawn(MUTANTS, 10, 8)
    assert drawn(MUTANTS, 1000, 1) == sorted(MUTANTS)


def test_what_is_new_and_what_is_out_of_date_is_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report("naming", place, {"ids: 2": "why", "places: 3": "of another part"})
    assert capsys.readouterr().out.splitlines() == [
        "naming: 30 mutants, 30 tried, 1 survived (3.3%)",
        f"  {MUTANTS[0]}: ids: 1",
        "  does not survive any more: ids: 2",
    ]
    assert report("naming", place, {"ids: 1": "why"})
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_a_sample_is_told_as_one_and_counts_only_its_own(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report("naming", place, {"ids: 2": "why"}, MUTANTS[10:20])
    told = "naming: a sample of 10 of 30 mutants, 10 tried, 0 survived (0.0%)\n"
    assert capsys.readouterr().out == told
    assert not report("naming", place, {}, MUTANTS[:2])


def test_one_that_was_not_tried_fails_the_run(place: Path) -> None:
    meta = place / "mutants/ids.py.meta"
    codes = json.loads(meta.read_text())["exit_code_by_key"]
    meta.write_text(json.dumps({"exit_code_by_key": codes | {MUTANTS[5]: None}}))
    assert not report("naming", place, {})
    assert report("naming", place, {}, MUTANTS[10:20])


def test_every_part_names_modules_and_tests_that_are_there() -> None:
    """Else a file that was renamed would be mutated no more, and nobody told."""
    halves = {"generator": ROOT, "runcomfy": ROOT / "generated"}
    modules = {
        name: [*halves[name.partition("/")[0]].glob(name)] for part in PARTS.values() for name in part.modules
    }
    assert [name for name, found in modules.items() if not found] == []
    assert [test for part in PARTS.values() for test in part.tests if not (ROOT / test).is_file()] == []
    known_to = {path.stem for found in modules.values() for path in found}
    assert {change.partition(":")[0] for change in known()} <= known_to


def test_every_reason_is_given() -> None:
    assert [change for change, reason in known().items() if not reason.strip()] == []
