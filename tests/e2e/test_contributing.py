"""What is told to those who work on it: each command is one, each place is there, each how-to is short."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "tests/examples/README.md")
PAGE = 45
"""Lines of a page."""


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_its_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", _text(name)):
        assert (ROOT / name).parent.joinpath(target).exists(), target


@pytest.mark.parametrize("name", PAGES)
def test_its_commands_are_targets(name: str) -> None:
    makefile = _text("Makefile")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    used = set(re.findall(r"\bmake ([a-z][a-z-]+)(?=[ `\n]|$)", _text(name)))
    assert used or name == "SECURITY.md"
    assert used <= targets
    for part in re.findall(r"PART=([a-z_]+)", _text(name)):
        places = [ROOT / "tests" / part, *(ROOT / "tests").rglob(f"test_{part}*.py")]
        assert any(place.exists() for place in places), part


@pytest.mark.parametrize("name", PAGES)
def test_the_files_that_it_names_are_there(name: str) -> None:
    for path in re.findall(r"`((?:generator|tests|schemas)/[\w./-]+)`", _text(name)):
        assert path == "generator/sources/FORM.py" or (ROOT / path).exists(), path


def test_each_how_to_fits_on_a_page_and_ends_with_its_proof() -> None:
    sections = re.split(r"^## ", _text("CONTRIBUTING.md"), flags=re.MULTILINE)
    how_tos = [section for section in sections if section.startswith("A new ")]
    assert len(how_tos) == 4
    for section in how_tos:
        assert len(section.splitlines()) <= PAGE
        assert re.search(r"Proved by:\n\n    make [^\n]+\n*\Z", section), section.splitlines()[0]


def test_every_room_of_the_generator_is_told_of() -> None:
    contracts = tomllib.loads(_text("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "generator-rooms")
    rooms = {name.strip() for layer in layers for name in layer.split("|")}
    text = _text("ARCHITECTURE.md")
    assert [
        room
        for room in sorted(rooms - {"__main__", "plain", "spec"})
        if not re.search(rf"`(generator/)?{room}(\.py)?`", text)
    ] == []


def test_every_example_is_in_the_list() -> None:
    folders = {path.parent.name for path in (ROOT / "tests/examples").glob("*/conftest.py")}
    assert set(re.findall(r"^\| \[(\w+)\]", _text("tests/examples/README.md"), re.MULTILINE)) == folders
