"""Golden cases: each folder of `tests/cases` holds schemas and what comes of them.

`schemas/` goes in; `expected/` holds what the generator makes beside the runtime, `report.txt` what it tells. Where the
schemas are refused there is no `expected/`. `make update-cases` (pytest with `--update`) writes both anew; read the
difference before it is committed.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build import build
from generator.current import Settings
from generator.package.files import runtime_files
from generator.plain.faults import FaultsError, Report, render_text
from generator.sources import locate
from generator.tree.lock import LOCK_NAME

CASES = Path(__file__).parent.parent / "cases"
# The lock holds hashes of everything; the other two are nearly all one style, one script and one table. The guides are
# the same for all schemas.
_ALIKE = {LOCK_NAME, "docs/catalogue.html", "docs/diff-rules.md"}


def _run(case: Path) -> tuple[dict[str, str] | None, str]:
    """Return the generated files of a case, without the runtime, and the report's text."""
    report = Report()
    settings = Settings(case / "schemas", case / "nowhere")
    files: dict[str, str] | None = None
    try:
        made = build(settings, report).files
    except FaultsError as error:
        report.add(*error.faults)
    else:
        ours = {path for path, _ in runtime_files(settings.package)}
        files = {
            path.removeprefix("runcomfy/"): content.decode()
            for path, content in made.items()
            if path not in ours and path not in _ALIKE and not path.startswith("docs/guides/")
        }
    text = render_text(locate(report.faults, case / "schemas"), color=False)
    return files, text + "\n" if text else ""


def _expected(case: Path) -> dict[str, str] | None:
    folder = case / "expected"
    if not folder.exists():
        return None
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    "case", sorted(path for path in CASES.iterdir() if path.is_dir()), ids=lambda path: path.name
)
def test_case(case: Path, request: pytest.FixtureRequest) -> None:
    files, text = _run(case)
    report = case / "report.txt"
    if request.config.getoption("--update"):
        shutil.rmtree(case / "expected", ignore_errors=True)
        for path, content in (files or {}).items():
            (case / "expected" / path).parent.mkdir(parents=True, exist_ok=True)
            (case / "expected" / path).write_text(content, encoding="utf-8", newline="\n")
        report.write_text(text, encoding="utf-8", newline="\n")
    assert text == report.read_text(encoding="utf-8")
    assert files == _expected(case)
