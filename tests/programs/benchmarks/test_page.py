"""The benchmark page: rows into a table and a picture. What is measured is nobody's assertion."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.programs.benchmarks import __main__ as command
from tests.programs.benchmarks import many
from tests.programs.benchmarks import page as page_module
from tests.programs.benchmarks.busy import Probe, why_too_busy
from tests.programs.benchmarks.page import picture, replace_between, table, verdict
from tests.programs.benchmarks.rows import Run, in_turn, measure, run_process, versus
from tests.programs.benchmarks.sizes import QUICK

if TYPE_CHECKING:
    from collections.abc import Iterable

ROWS = [
    versus(
        "imports", "import", "import <other>", [(1.0, 10.0), (2.0, 10.0), (1.0, 8.0)], "ms", ratio_limit=1.15
    ),
    versus("imports", "first use", "httpx", [(24.0, 10.0), (22.0, 10.0)], "ms", limit=20),
    versus("downloads", "sync", "httpx", [(120.0, 100.0)], "MB/s", more_is_better=True),
    versus("downloads", "async", "httpx", [(90.0, 100.0), (110.0, 100.0)], "MB/s", more_is_better=True),
    measure("batch", "memory", [4.25], "kB", limit=20),
]


def test_a_row_keeps_the_ratio_of_each_run_with_its_spread() -> None:
    assert tuple(ROWS[0].value) == (1.0, 1.0, 2.0)
    assert ROWS[0].ratio is not None
    assert tuple(ROWS[0].ratio) == (0.125, 0.1, 0.2)


def test_who_wins_is_said_and_a_spread_around_one_decides_nothing() -> None:
    assert [verdict(row) for row in ROWS] == ["better", "worse", "better", "even", ""]


def test_the_table_shows_each_figure_its_peer_and_its_target() -> None:
    lines = table(ROWS, "Measured today.").splitlines()
    assert lines[0] == "Measured today."
    cells = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")][2:]
    assert cells[0] == [
        "imports: import",
        "1 (1 to 2) ms",
        "import <other>",
        "0.125 (0.1 to 0.2)",
        "better",
        "at most 1.15 of it: met",
    ]
    assert "**the other wins**" in cells[1]
    assert "below 20 ms: MISSED" in cells[1][-1]
    assert "more is better" in cells[2][1]
    assert cells[4][0] == "batch: memory"
    assert "below 20 kB: met" in cells[4][-1]


def test_the_picture_is_svg_with_a_mark_for_each_ratio() -> None:
    root = ET.fromstring(picture(ROWS, "Ratios <of> one run"))
    names = {"svg": "http://www.w3.org/2000/svg"}
    assert root.findtext("svg:title", namespaces=names) == "Ratios <of> one run"
    places = [float(circle.attrib["cx"]) for circle in root.iterfind("svg:circle", names)]
    one = 580 + 200
    assert [place < one for place in places] == [True, False, False, False]
    assert places[3] == one
    assert "import / import <other>" in {text.text for text in root.iterfind("svg:text", names)}


def test_the_table_takes_the_place_of_the_one_before() -> None:
    text = "# Title\n<!-- the table of `make bench` begins -->old<!-- and ends -->\nrest\n"
    once = replace_between(text, "| new |")
    assert "| new |" in once
    assert "old" not in once
    assert once.startswith("# Title\n")
    assert once.endswith("\nrest\n")
    assert replace_between(once, "| new |") == once
    with pytest.raises(ValueError, match="there is no"):
        replace_between("no marks", "| new |")


def test_results_come_back_from_json_as_they_were() -> None:
    assert [command._row(asdict(row)) for row in ROWS] == ROWS


def _results(folder: Path, monkeypatch: pytest.MonkeyPatch, groups: Iterable[str]) -> None:
    """Let a folder hold the results of these groups, as this machine measured them."""
    monkeypatch.setattr(command, "FOLDER", folder)
    monkeypatch.setattr(command, "RESULTS", folder / "results.json")
    for name, page in (("README", "README.md"), ("GUIDE", "speed.md")):
        monkeypatch.setattr(command, name, folder / page)
        (folder / page).write_text("# Title\n\n<!-- the table of `make bench` begins --><!-- and ends -->\n")
    monkeypatch.setattr(page_module, "SUMMARY", (("importing it", "imports", "import", "import <other>"),))
    results = {
        **command._known(),
        "date": "2026-01-31",
        "groups": {name: [asdict(ROWS[0])] for name in groups},
    }
    command.RESULTS.write_text(json.dumps(results))


def test_draw_makes_the_table_the_picture_and_the_readme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _results(tmp_path, monkeypatch, command.GROUPS)
    assert command.main(["--draw"]) == 0
    text = (tmp_path / "speed.md").read_text()
    assert text.count("imports: import") == len(command.GROUPS)
    readme = (tmp_path / "README.md").read_text()
    assert "2026-01-31" in text
    assert "2026-01-31" in readme
    assert "| importing it | 1 ms | import <other> | 0.125 |" in readme
    assert ET.parse(tmp_path / "picture.svg").getroot().tag.endswith("svg")


def test_nothing_is_drawn_while_a_group_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _results(tmp_path, monkeypatch, command.GROUPS.keys() - {"many"})
    assert command.main(["--draw"]) == 1
    assert "many" in capsys.readouterr().err
    assert "Measured" not in (tmp_path / "speed.md").read_text()


def test_a_group_that_there_is_not_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        command.main(["nothing"])
    assert "there is no group nothing; there is generation" in capsys.readouterr().err


def test_the_readme_has_a_place_for_the_table() -> None:
    for page in (command.README, command.GUIDE):
        assert "| new |" in replace_between(page.read_text(encoding="utf-8"), "| new |")


def test_nobody_wins_against_a_floor() -> None:
    row = versus("imports", "import", "python -c pass", [(2.0, 1.0)], "ms", floor=True)
    assert verdict(row) == ""
    assert "the other wins" not in table([row], "Today.")
    assert "the floor: python -c pass" in table([row], "Today.")
    assert "#8a8a8a" in picture([row], "Today.")


def test_a_row_that_the_readme_shows_must_be_there() -> None:
    with pytest.raises(
        ValueError, match="no row is import, time: import, 1,000 models against import fal_client"
    ):
        page_module.summary([])


def test_a_busy_machine_publishes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _results(tmp_path, monkeypatch, command.GROUPS)
    before = command.RESULTS.read_text()
    uneven = versus("imports", "import", "x", [(1.0, 1.0), (2.0, 1.0)], "ms")
    monkeypatch.setattr(command, "GROUPS", {name: lambda _: [uneven] for name in command.GROUPS})
    monkeypatch.setattr(command.Probe, "look", lambda self: self.waits.append(1.0))
    assert command.main([]) == 1
    assert "nothing was written" in capsys.readouterr().err
    assert command.RESULTS.read_text() == before


def test_a_machine_that_others_use_is_busy() -> None:
    probe = Probe()
    probe.waits = [1.0, 1.02, 1.01]
    assert why_too_busy(ROWS, probe) is None
    probe.waits = [1.0, 2.5, 1.4]
    assert "others use this machine" in str(why_too_busy(ROWS, probe))


def test_a_process_is_charged_with_its_own_memory_alone() -> None:
    ballast = b"x" * 100_000_000
    small = run_process([sys.executable, "-c", "print('done')"])
    assert small.output == "done\n"
    assert small.megabytes < len(ballast) / 1e6 / 2
    assert small.seconds > 0


def test_a_process_that_fails_ends_the_measurement() -> None:
    with pytest.raises(RuntimeError, match="ended with 3: sorry"):
        run_process([sys.executable, "-c", "import sys; print('sorry'); sys.exit(3)"])


def test_things_are_measured_in_turn() -> None:
    seen: list[str] = []
    runs = in_turn(2, lambda: seen.append("one") or 1.0, lambda: seen.append("other") or 2.0)
    assert seen == ["one", "other", "one", "other"]
    assert runs == [(1.0, 2.0), (1.0, 2.0)]


def test_a_name_that_the_picture_has_no_room_for_is_cut_at_its_end() -> None:
    rows = [versus("imports", "x" * 60, "y" * 60, [(1.0, 2.0)], "ms")]
    texts = [
        node.text or "" for node in ET.fromstring(picture(rows, "Today")).iter() if node.tag.endswith("}text")
    ]
    assert [len(text) for text in texts if text.startswith("x")] == [82]
    assert any(text.startswith("x") and text.endswith("y…") for text in texts)


@pytest.mark.parametrize(("jobs", "code"), [(50, 0), (1_000, 1)])
def test_the_memory_of_a_few_jobs_is_no_fault(monkeypatch: pytest.MonkeyPatch, jobs: int, code: int) -> None:
    found = {
        "results": jobs, "bytes_per_job": 10 * many.BOUND, "descriptors_before": 5, "descriptors_most": 6,
        "requests_in_flight_most": 3, "cpu_seconds": 1.0, "seconds": 2.0,
    }  # fmt: skip
    monkeypatch.setattr(many, "measure", lambda *_, **__: found)
    monkeypatch.setattr(sys, "argv", ["many", str(jobs)])
    assert many.main() == code
    monkeypatch.setattr(many, "run_process", lambda *_, **__: Run(2.0, 1.0, 10.0, json.dumps(found)))
    [memory, *_] = many.rows(replace(QUICK, batch=jobs))
    assert (memory.value_limit is None) is ("not meaningful" in memory.note) is (code == 0)
