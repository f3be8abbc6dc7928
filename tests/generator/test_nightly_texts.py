"""What a night writes: the version's step and place, the entry in the changelog, the lengths of its texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.diff.change import Change
from generator.nightly.changelog import entry, last_released, with_entry
from generator.nightly.night import Night
from generator.nightly.texts import commit_message, pull_request
from generator.nightly.version import find_version, later, step
from generator.plain.faults import FaultsError

DAY = "2026-01-31"
NEW = [Change("v/one", "new-model", "", "the model is new")]


@pytest.mark.parametrize(
    ("version", "verdict", "after"),
    [
        ("0.3.1", "major", "0.4.0"),
        ("0.3.1", "minor", "0.3.2"),
        ("0.3.1", "patch", "0.3.2"),
        ("0.3.1", "none", "0.3.1"),
        ("1.9.9", "major", "2.0.0"),
        ("1.9.9", "minor", "1.10.0"),
        ("1.9.9", "patch", "1.9.10"),
        ("1.9.9", "none", "1.9.9"),
    ],
)
def test_the_step(version: str, verdict: str, after: str) -> None:
    assert step(version, verdict) == after


def test_versions_are_compared_as_numbers() -> None:
    assert later("0.10.0", "0.9.9") == "0.10.0"


@pytest.mark.parametrize(
    ("files", "version", "name"),
    [
        ({"pyproject.toml": '[project]\nname = "a"\nversion = "1.2.3"\n'}, "1.2.3", "pyproject.toml"),
        (
            {"pyproject.toml": "[project]\r\nversion = '1.2.3'\r\n[tool.x]\nversion = '9.9.9'"},
            "1.2.3",
            "pyproject.toml",
        ),
        (
            {
                "pyproject.toml": '[project]\ndynamic = ["version"]\n[tool.x]\nversion = "9.9.9"\n'
                '[tool.hatch.version]\npath = "a/v.py"\n',
                "a/v.py": '"""Here."""\n\n__version__: str = "0.1.0"\n',
            },
            "0.1.0",
            "a/v.py",
        ),
        ({"pyproject.toml": '[project]\nversion = "1.2.3rc1"\n'}, None, ""),
        ({"pyproject.toml": '[tool.hatch.version]\npath = "absent.py"\n'}, None, ""),
        ({}, None, ""),
    ],
)
def test_where_the_version_stands(
    files: dict[str, str], version: str | None, name: str, tmp_path: Path
) -> None:
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    place = find_version(tmp_path)
    assert (place and place.version) == version
    if place is not None:
        assert place.path == tmp_path / name
        assert place.text_with("4.5.6") == place.text.replace(str(version), "4.5.6")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<<<<<<< HEAD", "this is not valid TOML"),
        (b"x = " + b"[" * 100_000, "nested too deeply"),
        (b'[project]\nname = "\xe9"', "not UTF-8"),
    ],
)
def test_a_project_that_cannot_be_read_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "pyproject.toml").write_bytes(content)
    with pytest.raises(FaultsError, match=said):
        find_version(tmp_path)


def test_line_ends_of_another_system_are_read(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b'\xef\xbb\xbf[project]\r\nversion = "1.2.3"\r\n')
    place = find_version(tmp_path)
    assert place is not None
    assert place.text_with("1.2.4") == '[project]\nversion = "1.2.4"\n'


ITEM = "- Models of 2026-01-31: minor"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "# Changelog\n\nAll notable changes for users stand here.\n\n## [Unreleased]\n\n### Changed\n\nITEM\n"),
        ("# C\n", "# C\n\n## [Unreleased]\n\n### Changed\n\nITEM\n"),
        (
            "# C\n\n## [1.0.0] - 2026-01-01\n\n- x\n",
            "# C\n\n## [Unreleased]\n\n### Changed\n\nITEM\n\n## [1.0.0] - 2026-01-01\n\n- x\n",
        ),
        (
            "# C\n\n## [Unreleased]\n\n### Added\n\n- a\n\n### Fixed\n\n- f\n\n## [1.0.0] - 2026-01-01\n",
            "# C\n\n## [Unreleased]\n\n### Added\n\n- a\n\n### Changed\n\nITEM\n\n### Fixed\n\n- f\n\n## [1.0.0] - 2026-01-01\n",
        ),
        (
            "# C\n\n## [Unreleased]\n\n### Changed\n\n- a\n  - b\n\n### Fixed\n\n- f\n",
            "# C\n\n## [Unreleased]\n\n### Changed\n\n- a\n  - b\nITEM\n\n### Fixed\n\n- f\n",
        ),
        (
            "# C\n\n## [Unreleased]\n\n### Changed\n\nWords:\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n",
            "# C\n\n## [Unreleased]\n\n### Changed\n\nWords:\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\nITEM\n",
        ),
    ],
)  # fmt: skip
def test_where_an_entry_goes(before: str | None, after: str) -> None:
    made = with_entry(before, ITEM)
    assert made == after.replace("ITEM", ITEM)
    assert with_entry(made, ITEM) == made, "twice is once"


def test_what_was_released_last() -> None:
    assert last_released("") is None
    assert last_released("## [Unreleased]\n\n- x\n") is None
    night = (
        "## [Unreleased]\n\n### Changed\n\n- Models of 2026-01-31: minor (1 minor); version 0.3.1 → 0.3.2\n"
    )
    later_night = "- Models of 2026-02-01: major (1 major); version 0.3.1 → 0.4.0\n"
    assert last_released(night + later_night) == "0.3.1"
    assert last_released(night + "\n## [0.2.0] - 2026-01-01\n\n## [0.1.0] - 2025-01-01\n") == "0.2.0"


def test_an_entry_says_every_change_up_to_a_hundred_of_a_kind() -> None:
    many = [Change(f"v/m{number:03}", "new-model", "", "the model is new") for number in range(150)]
    lines = entry(many, DAY, None).splitlines()
    assert lines[0] == "- Models of 2026-01-31: minor (150 minor in 150 models)"
    assert len(lines) == 102
    assert lines[-1] == "  - … and 50 more"
    told = [Change("v/one", "changed-text", "", "the title or description changed")]
    assert entry(told, DAY, ("1.0.0", "1.0.1")).splitlines() == [
        "- Models of 2026-01-31: patch (1 patch in 1 model); version 1.0.0 → 1.0.1",
        "  - Only descriptions, examples, categories or suggestions changed.",
    ]


def test_a_pull_request_is_not_longer_than_services_take() -> None:
    changes = [
        Change(f"v/{'m' * 60}{number}", "removed-input", "size", "it is removed") for number in range(5000)
    ]
    night = Night(DAY, {"changed": [change.model_id for change in changes]}, changes)
    assert len(pull_request(night)) < 60_000
    assert "- … and 4800 more" in pull_request(night)
    assert len(commit_message(night).splitlines()) < 50


def test_a_night_that_only_makes_anew_says_so() -> None:
    night = Night(DAY, {"added": [], "changed": []}, wrote=True)
    assert commit_message(night) == (
        f"Models of {DAY}: the client made anew\n\nThe catalogue of that day: no model changed for its users.\n"
    )
    night = Night(DAY, {"added": ["v/one"]}, NEW, versions=("1.0.0", "1.0.0"))
    assert "The version is 1.0.0." in pull_request(night)
