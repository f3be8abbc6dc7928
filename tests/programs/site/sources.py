"""Lays the pages of the site out for Sphinx, each from where it is kept: nothing is written here a second time."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from posixpath import normpath, relpath

from tests.programs.release.metadata import links_made_absolute
from tests.programs.site.reference import LIBRARY, command_page, generator_page, library_pages

__all__ = ["ROOT", "lay_out"]

ROOT = Path(__file__).parents[3]
FOLDER = Path(__file__).parent
DOCS = "generated/docs"
EXAMPLES = "tests/examples"
GUIDES = f"{DOCS}/guides"

# Pages that lie elsewhere in the repository, by their place on the site.
_PAGES = {
    "changelog.md": "CHANGELOG.md",
    "contributing.md": "CONTRIBUTING.md",
    "architecture.md": "ARCHITECTURE.md",
    "security.md": "SECURITY.md",
    "examples.md": f"{EXAMPLES}/README.md",
    "diff-rules.md": f"{DOCS}/diff-rules.md",
    "models.md": f"{DOCS}/index.md",
    "index.rst": "README.md",
}
_ORDER = "jobs files money task-queues web errors testing moving speed".split()
_FOR_MODELS = "adding-a-model dialect regenerating-in-ci your-own-package".split()
_LINK = re.compile(r"\]\(<?(?!https?:|mailto:|#)([^()\s>#]+)(#[^()\s>]*)?>?\)")
_LANGUAGES = {
    ".py": "python",
    ".sh": "sh",
    ".json": "json",
    ".md": "markdown",
    ".csv": "text",
    ".ipynb": "json",
}


def lay_out(into: Path) -> None:
    """Write every page, and what Sphinx needs beside them, into an empty folder."""
    pages = {f"guides/{path.name}": f"{GUIDES}/{path.name}" for path in sorted((ROOT / GUIDES).glob("*.md"))}
    pages |= _PAGES
    examples = sorted(path.parent.name for path in (ROOT / EXAMPLES).glob("*/conftest.py"))
    places = {source: place for place, source in pages.items()}
    places |= {f"{EXAMPLES}/{name}": f"examples/{name}.md" for name in examples}
    places[f"{DOCS}/catalogue.html"] = "catalogue.html"
    for place, source in pages.items():
        if place.endswith(".md"):
            text = (ROOT / source).read_text(encoding="utf-8")
            _write(into / place, _relinked(_titled(place, text), source, place, places))
    for name in examples:
        _write(into / f"examples/{name}.md", _example(name))
    for path in (ROOT / DOCS / "models").rglob("*.md"):
        # A model's page has this one link to another page; its texts come from schemas and are left alone.
        text = re.sub(
            r"(?m)^(- \[All models\]\((?:\.\./)+)index\.md\)$",
            r"\1models.html)",
            path.read_text(encoding="utf-8"),
        )
        _write(into / path.relative_to(ROOT / DOCS), text)
    for name, text in library_pages().items():
        _write(into / f"{name}.rst", text)
    _write(into / "reference/command-line.rst", command_page())
    _write(into / "reference/generator.rst", generator_page())
    _write(into / "index.rst", _landing(sorted(pages)))
    _catalogue(into / "extra/catalogue.html")
    shutil.copy(FOLDER / "conf.py", into)
    shutil.copytree(FOLDER / "static", into / "static")
    shutil.copy(ROOT / "tests/programs/picture/run.png", into / "static/run.png")
    shutil.copy(ROOT / "tests/programs/benchmarks/picture.svg", into / "guides/picture.svg")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")


def _titled(place: str, text: str) -> str:
    if place == "models.md":
        # The guides have their list at the side of every page.
        text = re.sub(r"(?s)\n## Guides\n.*?(?=\n## )", "", text)
    if place == "guides/speed.md" and not text.startswith("# "):
        text = f"# How fast\n\n![the ratios, with their spread](picture.svg)\n\n{text}"
    return text


def _relinked(text: str, source: str, place: str, places: dict[str, str]) -> str:
    """Return a page whose links lead to pages of the site, else into the repository."""
    folder, here = source.rpartition("/")[0], place.rpartition("/")[0]

    def link(found: re.Match[str]) -> str:
        target = normpath(f"{folder}/{found[1]}" if folder else found[1])
        if target.startswith(f"{DOCS}/models/"):
            page = target.removeprefix(f"{DOCS}/").removesuffix(".md")
            return f"]({relpath(page, here or '.')}.html)"
        if target not in places:
            picture = target.endswith("benchmarks/picture.svg")
            return (
                f"]({relpath('guides/picture.svg', here or '.')})" if picture else f"]({found[1]}){_FOREIGN}"
            )
        page = Path(places[target]).with_suffix(".html").as_posix()
        return f"]({relpath(page, here or '.')}{found[2] or ''})"

    laid = _LINK.sub(link, text)
    marked = re.compile(rf"!?\[[^][]*\]\([^()]*\){_FOREIGN}")
    repository = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"][
        "metadata"
    ]
    own = repository["hooks"]["custom"]["repository"].rstrip("/")
    laid = marked.sub(lambda found: links_made_absolute(found[0].removesuffix(_FOREIGN), own, folder), laid)
    return laid.replace(_FOREIGN, "")


_FOREIGN = "\x00"


def _example(name: str) -> str:
    """Return the page of an example: its files as they are, which are those that the tests run."""
    folder = ROOT / EXAMPLES / name
    listed = (ROOT / EXAMPLES / "README.md").read_text(encoding="utf-8")
    told = re.search(rf"(?m)^\| \[{name}\]\({name}\) \| (.+) \|$", listed)
    what = f"{told[1][0].upper()}{told[1][1:]}. " if told else ""
    parts = [
        f"# {name}",
        f"{what}These are the files in the repository, as its tests run them. [All examples](../examples.html)",
    ]
    # The program first, then how it is tested.
    for path in sorted(
        folder.rglob("*"), key=lambda path: (path.stem.startswith(("test_", "conftest")), path)
    ):
        language = _LANGUAGES.get(path.suffix)
        if language and "__pycache__" not in path.parts:
            text = path.read_text(encoding="utf-8").rstrip("\n")
            parts.append(f"## {path.relative_to(folder).as_posix()}\n\n````{language}\n{text}\n````")
    return "\n\n".join(parts)


def _landing(pages: list[str]) -> str:
    guides = [page.removesuffix(".md") for page in pages if page.startswith("guides/")]
    using = [f"guides/{name}" for name in _ORDER if f"guides/{name}" in guides]
    more = [name for name in guides if name not in using and name.removeprefix("guides/") not in _FOR_MODELS]
    trees = {
        "Guides": [*using, *more, "examples"],
        "Models": ["models", *(f"guides/{name}" for name in _FOR_MODELS), "diff-rules"],
        "Reference": [
            *(f"reference/{name}" for name in LIBRARY),
            "reference/command-line",
            "reference/generator",
        ],
        "The project": ["changelog", "contributing", "architecture", "security"],
    }
    blocks = [(FOLDER / "landing.rst").read_text(encoding="utf-8").rstrip()]
    for caption, names in trees.items():
        inside = "\n".join(f"   {name}" for name in names)
        blocks.append(f".. toctree::\n   :hidden:\n   :maxdepth: 1\n   :caption: {caption}\n\n{inside}")
    return "\n\n".join(blocks)


def _catalogue(path: Path) -> None:
    """The page that searches and filters, with links to the site's pages and a way back."""
    text = (ROOT / DOCS / "catalogue.html").read_text(encoding="utf-8")
    text = re.sub(r'("page":"models/[^"]*)\.md"', r'\1.html"', text)
    text = text.replace(
        "<h1>RunComfy models</h1>", '<p><a href="index.html">Documentation</a></p>\n<h1>RunComfy models</h1>'
    )
    _write(path, text)
