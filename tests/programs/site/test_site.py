"""The parts of the site: every public name and every command is told, links are followed, foreign ones lead somewhere."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from runcomfy.cli.commands import ROOT as COMMANDS
from runcomfy.cli.options import Command

from generator.cli.arguments import make_parser
from tests.programs.release.metadata import addresses, links_made_absolute
from tests.programs.site.links import faults_of
from tests.programs.site.reference import LIBRARY, aliases, command_page, generator_page, library_pages
from tests.programs.site.sources import lay_out


def test_every_public_name_has_its_place_in_the_reference() -> None:
    pages = "\n".join(library_pages().values())
    modules = {module for _, module, _ in LIBRARY.values()}
    for module in modules:
        for name in importlib.import_module(module).__all__:
            if module == "runcomfy" and name in importlib.import_module("runcomfy.errors").__all__:
                told = f"runcomfy.errors.{name}"
            elif (module, name) == ("runcomfy.testing", "Fault"):
                told = "runcomfy.sandbox.Fault"
            else:
                told = f"{module}.{name}"
            # The name of a type that is no class stands below its module, with its text.
            bare = f".. py:type:: {name}\n" in pages and (module, name) in aliases()
            assert name == "__version__" or f":: {told}\n" in f"{pages}\n" or bare, told


def test_every_alias_has_its_text() -> None:
    found = aliases()
    assert {("runcomfy", "OnInterrupt"), ("runcomfy", "ImageInput"), ("runcomfy.sandbox", "Dialect")} <= set(
        found
    )
    for place, lines in found.items():
        assert lines.splitlines()[-1].strip(), place
        assert "._" not in lines, place
        assert "MediaRule" not in lines, place
    assert ":canonical: Literal['detach', 'cancel']" in found["runcomfy", "OnInterrupt"]


def test_every_command_and_option_is_told() -> None:
    page = command_page()

    def look(command: Command, path: tuple[str, ...]) -> None:
        for one in command.commands:
            assert f"runcomfy-py {' '.join((*path, one.name))}\n" in page
            for option in one.options:
                assert all(flag in page for flag in option.flags)
            look(one, (*path, one.name))

    look(COMMANDS, ())
    page = generator_page()
    for action in make_parser()._actions:
        for name, parser in (action.choices or {}).items() if action.dest == "command" else ():  # type: ignore[union-attr]
            assert f"python -m generator {name}\n" in page
            for each in parser._actions:
                assert all(flag in page for flag in each.option_strings)


def test_the_pages_are_laid_out(tmp_path: Path) -> None:
    lay_out(tmp_path)
    assert "Documentation</a>" in (tmp_path / "extra/catalogue.html").read_text(encoding="utf-8")
    assert '"page":"models/openai/gpt_image_2/edit.html"' in (tmp_path / "extra/catalogue.html").read_text()
    assert "../../../models.html)" in (tmp_path / "models/openai/gpt_image_2/edit.md").read_text()
    assert "(contributing.html)" in (tmp_path / "architecture.md").read_text(encoding="utf-8")
    for path in (*tmp_path.glob("*.md"), *tmp_path.glob("guides/*.md")):
        assert "\x00" not in path.read_text(encoding="utf-8")
    # The files of an example are those that the tests run.
    folder = Path(__file__).parents[2] / "examples/poster"
    shown = (tmp_path / "examples/poster.md").read_text(encoding="utf-8")
    for path in folder.glob("*.py"):
        assert path.read_text(encoding="utf-8").rstrip() in shown
    assert "A program with tests over mocked routes" in shown
    assert shown.index("## poster.py") < shown.index("## conftest.py") < shown.index("## test_poster.py")


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ('<a href="other.html#here">', None),
        ('<a href="#top">', None),
        ('<a href="https://example.com/x.md">', None),
        ('<img src="data:image/png;base64,AA==">', None),
        ('<a href="other.html#there">', "has no such place"),
        ('<a href="gone.html">', "is not there"),
        ('<a href="notes.md">', "is raw Markdown"),
        ('<a href="../outside.html">', "lies outside"),
        ('<script src="https://example.com/x.js"></script>', "is fetched from elsewhere"),
    ],
)
def test_links_are_followed(link: str, fault: str | None, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "outside.html").write_text("")
    (site / "notes.md").write_text("")
    (site / "other.html").write_text('<p id="here">')
    (site / "index.html").write_text(f'<p id="top">{link}')
    found = faults_of(site)
    assert len(found) == (fault is not None)
    assert all(str(fault) in line for line in found)


def test_links_lead_into_the_repository_or_are_their_words() -> None:
    text = "![a picture](a/b.png) [words](c.md#d) [out](https://example.com) [here](#e) [![x](y.svg)](z.md)"
    assert links_made_absolute(text, "") == " words [out](https://example.com) [here](#e) "
    there = links_made_absolute(text, "https://example.org/me/it", "docs")
    assert "![a picture](https://example.org/me/it/raw/HEAD/docs/a/b.png)" in there
    assert "[words](https://example.org/me/it/blob/HEAD/docs/c.md#d)" in there
    assert "[here](#e)" in there


def test_a_fork_says_once_where_it_lives() -> None:
    assert set(addresses("")) == {"Service"}
    known = addresses("https://example.org/me/it", "https://me.example.org")
    assert set(known) == {"Service", "Documentation", "Repository", "Changelog", "Issues"}
    assert all(url.startswith("https://") for url in known.values())
