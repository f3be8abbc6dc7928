"""The programs in docstrings and on the site's first page, run as they stand."""

from __future__ import annotations

import ast
import re
import textwrap
from pathlib import Path

import pytest
import runcomfy

from tests.snippets import examples, run_python

PACKAGE = Path(str(runcomfy.__file__)).parent
ROOT = Path(__file__).parents[2]
# What is indented below an empty line, at the end too.
BLOCK = re.compile(r"(?:^|\n)\n((?:    .*(?:\n|$)|\n)+)")
BEGIN = r"(?:from runcomfy|import runcomfy|with .* as |client = )"
# Whoever collects tests waits for this: only what may have a program is parsed.
LIKELY = re.compile(rf"\n\n {{4,}}{BEGIN}")


def programs() -> dict[str, str]:
    """Return the programs of all docstrings by their place: what is indented, and begins with an import."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "models" in path.relative_to(PACKAGE).parts:
            continue
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)) if LIKELY.search(source) else ():
            if not isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            for number, block in enumerate(BLOCK.findall(f"{ast.get_docstring(node) or ''}\n")):
                text = textwrap.dedent(block).strip()
                if re.match(BEGIN, text):
                    found[f"{path.relative_to(PACKAGE)}:{getattr(node, 'name', '')}:{number}"] = text
    return found


PROGRAMS = programs()


def test_there_are_some() -> None:
    assert len(PROGRAMS) >= 5


@pytest.mark.parametrize("place", PROGRAMS)
def test_a_program_runs(place: str, tmp_path: Path) -> None:
    done = run_python(tmp_path, "-W", "error", "-c", PROGRAMS[place])
    assert done.returncode == 0, done.stderr


def test_the_first_page_shows_the_programs_of_the_readme() -> None:
    landing = (ROOT / "tests/programs/site/landing.rst").read_text(encoding="utf-8")
    (shown,) = re.findall(r"code-block:: python\n\n((?:   .*\n|\n)+)", landing)
    assert ast.dump(ast.parse(textwrap.dedent(shown))) == ast.dump(ast.parse(examples(ROOT / "README.md")[0]))
