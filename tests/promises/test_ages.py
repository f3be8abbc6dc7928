"""The installed wheel against servers that are newer, and older, than it is."""

from __future__ import annotations

from pathlib import Path

from tests.promises.kit import ROOT, Environment


def test_the_installed_client_gets_on_with_servers_of_another_day(wheel: Path, tmp_path: Path) -> None:
    environment = Environment.make(tmp_path / "environment")
    environment.install(f"{wheel}[sandbox]")
    said = environment.runs("-W", "error", ROOT / "tests/promises/ages.py", cwd=tmp_path)
    assert len(said.splitlines()) == 8, said
