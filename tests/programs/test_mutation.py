"""`make mutate` says what was tried, what survived, and which reasons are out of date."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs.mutation import survivors
from tests.programs.mutation.parts import PARTS
from tests.programs.mutation.survivors import changes_nothing, drawn, known, reaching, report

ROOT = Path(__file__).parents[2]
MUTANTS = [f"generator.names.ids.x_f__mutmut_{number}" for number in range(1, 31)]
NOTICED, SURVIVED, TOO_LONG = 1, 0, -27
ENDS = dict.fromkeys(MUTANTS, NOTICED) | {MUTANTS[0]: SURVIVED, MUTANTS[1]: TOO_LONG}


@pytest.fixture(autouse=True)
def _changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        survivors, "change_of", lambda mutant, _: f"names.ids: {mutant.rpartition('_')[2]} → 0"
    )


def test_a_sample_is_the_same_for_the_same_seed_whatever_the_order() -> None:
    ten = drawn(MUTANTS, 10, 7)
    assert len(set(ten)) == 10
    assert ten == drawn(reversed(MUTANTS), 10, 7) != drawn(MUTANTS, 10, 8)
    assert drawn(MUTANTS, 1000, 1) == sorted(MUTANTS)


def test_what_is_new_and_what_is_out_of_date_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not report(
        "naming", tmp_path, {"names.ids: 2 → 0": "why", "_protocol.ids: 3 → 0": "another's"}, ENDS, of=30
    )
    assert capsys.readouterr().out.splitlines() == [
        "naming: 30 mutants, 30 tried, 1 survived (3.3%), 1 of them without a reason; 1 took too long",
        f"  {MUTANTS[0]}: names.ids: 1 → 0",
        "  does not survive any more: names.ids: 2 → 0",
    ]
    assert report("naming", tmp_path, {"names.ids: 1 → 0": "why"}, ENDS, of=30)
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_a_sample_is_told_as_one_and_counts_only_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ends = {mutant: ENDS[mutant] for mutant in MUTANTS[10:20]}
    assert report("naming", tmp_path, {"names.ids: 2 → 0": "why"}, ends, of=30)
    told = (
        "naming: 10 of 30 mutants, 10 tried, 0 survived (0.0%), 0 of them without a reason; 0 took too long\n"
    )
    assert capsys.readouterr().out == told


def test_too_many_survivors_fail_the_run_whatever_their_reason(tmp_path: Path) -> None:
    ends = {mutant: ENDS[mutant] for mutant in MUTANTS[:2]}
    assert not report("naming", tmp_path, {"names.ids: 1 → 0": "why"}, ends, of=30)


def test_one_that_was_not_tried_fails_the_run(tmp_path: Path) -> None:
    reasons = {"names.ids: 1 → 0": "why"}
    assert not report("naming", tmp_path, reasons, ENDS | {MUTANTS[5]: None}, of=30)


@pytest.mark.parametrize(
    ("change", "nothing"),
    [
        ('ids: a = cast("list[object]", b) → a = cast(None, b)', True),
        ('ids: a = cast("list[object]", b) → a = cast("XXlist[object]XX", b)', True),
        ('ids: a = cast("list[object]", b) → a = cast("list[object]", None)', False),
        ('ids: a.encode("utf-8") → a.encode("UTF-8")', True),
        ('ids: a.encode("utf-8") → a.encode("XXutf-8XX")', False),
    ],
)
def test_what_has_no_meaning_at_run_time_needs_no_reason(change: str, nothing: bool) -> None:
    assert changes_nothing(change) is nothing


def test_the_tests_that_reach_a_mutant_are_known_the_quickest_first(tmp_path: Path) -> None:
    (tmp_path / "mutants").mkdir()
    keys = ["names.ids.x_f__mutmut_1", "names.ids.x_g__mutmut_1"]
    (tmp_path / "mutants/ids.py.meta").write_text(json.dumps({"exit_code_by_key": dict.fromkeys(keys)}))
    stats = {
        "tests_by_mangled_function_name": {"names.ids.x_f": ["slow", "quick"]},
        "duration_by_test": {"slow": 2.0, "quick": 1.0},
    }
    (tmp_path / "mutants/mutmut-stats.json").write_text(json.dumps(stats))
    assert reaching(tmp_path) == {keys[0]: ["quick", "slow"], keys[1]: []}


def test_each_mutant_is_tried_with_its_tests_until_one_fails(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("import trial\ntrial._WORKING = 0.3\n")
    (tmp_path / "test_it.py").write_text(
        "import os\n"
        "def mutant(test):\n"
        "    print(os.environ['MUTANT_UNDER_TEST'], test, file=open('tried', 'a'))\n"
        "    return os.environ['MUTANT_UNDER_TEST']\n"
        "def test_a(): assert mutant('a') != 'noticed'\n"
        "def test_b():\n"
        "    assert not (name := mutant('b')).startswith('late')\n"
        "    while name == 'loops': pass\n"
    )
    both = ["test_it.py::test_a", "test_it.py::test_b"]
    groups: list[tuple[list[str], list[str]]] = [
        (["noticed", "survives", "loops", "late", "late again"], both),
        (["noticed by another"], both[1:]),
        (["unreached"], []),
    ]
    (tmp_path / "plan.json").write_text(json.dumps(groups))
    options = ["--plan", "plan.json", "--children", "1", "--ends", "ends"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-s", "-p", "trial", "-p", "no:cacheprovider", *options],
        env={**os.environ, "PYTHONPATH": str(Path(survivors.__file__).parent)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    ends = dict(json.loads(line) for line in (tmp_path / "ends").read_text().splitlines())
    noticed = dict.fromkeys(("noticed", "late", "late again"), 1)
    assert ends == {**noticed, "survives": 0, "loops": -27, "noticed by another": 0, "unreached": 0}
    # What noticed the one before is tried first.
    tried = (tmp_path / "tried").read_text().splitlines()
    assert [line for line in tried if line.startswith("late")] == ["late a", "late b", "late again b"]


def test_every_part_names_modules_and_tests_that_are_there() -> None:
    """Else a file that was renamed would be mutated no more, and nobody told."""
    halves = {"generator": ROOT, "runcomfy": ROOT / "generated"}
    modules = {
        name: [*halves[name.partition("/")[0]].glob(name)] for part in PARTS.values() for name in part.modules
    }
    assert [name for name, found in modules.items() if not found] == []
    assert [test for part in PARTS.values() for test in part.tests if not (ROOT / test).is_file()] == []
    known_to = {f"{path.parent.name}.{path.stem}" for found in modules.values() for path in found}
    assert {change.partition(":")[0] for change in known()} <= known_to


def test_every_reason_is_given() -> None:
    assert [change for change, reason in known().items() if not reason.strip()] == []
