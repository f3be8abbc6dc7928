"""A small repository for models of one's own: what `init` lays down."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.current import Settings
from generator.names.packages import check_package_name
from generator.plain.faults import refuse
from generator.plain.files import write_texts
from generator.project.ci_files import CiFiles, Service, ci_files
from generator.renew import renew
from generator.spec import canonical_text
from generator.writing.literals import json_literal, makefile_value, word
from generator.writing.source import fill, join
from generator.writing.templating import TEMPLATES, environment

if TYPE_CHECKING:
    from generator.plain.faults import Report

__all__ = ["Laid", "lay_down"]

_OWN = Path(__file__).parents[2]
"""The repository of this generator."""
_USUAL = "runcomfy"
_WHERE = {"gitignore": ".gitignore"}
_EXAMPLE: dict[str, Any] = {
    "title": "Paint",
    "categories": ["text-to-image"],
    "output_kind": "image",
    "example": {"prompt": "A red fox in the snow"},
    "source": "hand",
    "input_schema": {
        "type": "object",
        "required": ["prompt"],
        "properties": {
            "prompt": {"type": "string", "title": "Prompt", "maxLength": 2000},
            "size": {"type": "string", "enum": ["1k", "2k"], "default": "1k"},
            "seed": {"type": "integer", "minimum": 0},
        },
    },
}


@dataclass(frozen=True, slots=True)
class Laid:
    """What was laid down: the folder, the package's name in Python, and the files without those of the client."""

    folder: Path
    package: str
    files: tuple[str, ...]


def lay_down(folder: Path, package: str, services: tuple[Service, ...], report: Report) -> Laid:
    """Lay a repository down in an empty folder, with one example of a model and the client made from it.

    The package is called `package`, or, where that is the usual name, after the folder. Raises FaultsError where the
    folder holds something, or no name can be made of its own.
    """
    name = _name_of(folder) if package == _USUAL else package
    # A repository that was just begun, or cloned empty, holds only what git keeps.
    if folder.is_dir() and any(path.name != ".git" for path in folder.iterdir()):
        refuse(str(folder), "the folder is not empty", "name a new one")
    vendor = name.partition("_")[0]
    example = {"model_id": f"{vendor}/paint/text-to-image", **_EXAMPLE}
    files = {
        **_texts(folder, name, vendor),
        f"schemas/{example['model_id']}.json": canonical_text(example),
        **ci_files(services, CiFiles(package=name, fetches_generator=True)),
    }
    if "gitlab" in services:
        files[".gitlab-ci.yml"] = "include:\n  - local: .gitlab/nightly.yml\n"
    write_texts(folder, files)
    renew(Settings(folder / "schemas", folder / "generated", name), report)
    return Laid(folder, name, tuple(files))


def _name_of(folder: Path) -> str:
    name = re.sub(r"\W+", "_", folder.resolve().name.lower(), flags=re.ASCII).strip("_")
    problem = "there is a package of that name already" if name == _USUAL else check_package_name(name)
    if problem:
        message = f"the package cannot be called as the folder: {problem}"
        refuse(str(folder), message, "name it with --package NAME")
    return name


def _texts(folder: Path, package: str, vendor: str) -> dict[str, str]:
    """Return the hand-made half of the repository."""
    ours = tomllib.loads((_OWN / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = ours["optional-dependencies"]
    values = {
        "package": word(package),
        "distribution": word(package.replace("_", "-")),
        "vendor": word(vendor),
        # As the client of this repository has them, so that the two cannot drift apart.
        "python": json_literal(ours["requires-python"]),
        "dependencies": json_literal(ours["dependencies"]),
        "extras": join(
            "\n", [fill("{} = {}", word(extra), json_literal(needs)) for extra, needs in extras.items()]
        ),
        "generator": makefile_value(_way_to_the_generator(folder)),
    }
    templates = environment("project/init")
    names = sorted(path.name for path in (TEMPLATES / "project/init").glob("*.jinja"))
    texts: dict[str, str] = {}
    for template in names:
        name = template.removesuffix(".jinja")
        path = f"tests/{name}" if name.startswith("test_") else _WHERE.get(name, name)
        texts[path] = templates.get_template(template).render(values)
    return texts


def _way_to_the_generator(folder: Path) -> str:
    """Return how a Makefile in the folder finds this generator: relative, so that two clones beside each other do."""
    try:
        way = os.path.relpath(_OWN, folder.resolve())
    except ValueError:  # another drive
        way = str(_OWN)
    return Path(way).as_posix()
