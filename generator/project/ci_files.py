"""Workflow files that run the night: for GitHub Actions and for GitLab CI."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from generator.plain.faults import Fault, FaultsError, refuse
from generator.plain.files import write_texts
from generator.writing.literals import word
from generator.writing.source import fill, join, own
from generator.writing.templating import environment

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MARK", "CiFiles", "Every", "Service", "ci_files", "write_files"]

Service = Literal["github", "gitlab"]
Every = Literal["night", "week"]

MARK = "# Written by `python -m generator ci-files`"
"""How a file of ours begins; any other is somebody's own, and not replaced."""

_FILES: dict[Service, dict[str, str]] = {
    "github": {".github/workflows/nightly.yml": "github.yml.jinja"},
    "gitlab": {".gitlab/nightly.yml": "gitlab.yml.jinja"},
}
# At an hour that is nobody's: services are slow at full ones.
_CRON = {"night": own("17 3 * * *"), "week": own("17 3 * * 1")}


@dataclass(frozen=True, slots=True)
class CiFiles:
    """What the workflows are for: the folders and the package as their commands name them, and how often they run.

    `fetches_generator` says that the generator is not a part of the repository, and is cloned first.
    """

    schemas: str = "schemas"
    out: str = "generated"
    package: str = "runcomfy"
    every: Every = "night"
    fetches_generator: bool = False


def ci_files(services: tuple[Service, ...], wishes: CiFiles) -> dict[str, str]:
    """Return the workflow files by their paths in the repository. Raises FaultsError for folders with odd names."""
    for name in (wishes.schemas, wishes.out):
        # They stand in shell commands and in YAML, in words that everybody can read.
        if not name.replace("/", "").replace("-", "").replace("_", "").replace(".", "").isalnum() or (
            name.startswith(("-", "/")) or ".." in name
        ):
            hint = "name a folder below the repository, of letters, digits, `.`, `-` and `_`"
            refuse(name, "a workflow cannot name this folder", hint)
    templates = environment("project")
    arguments = [
        fill(" {} {}", option, word(value))
        for option, value, usual in (
            (own("--schemas"), wishes.schemas, "schemas"),
            (own("--out"), wishes.out, "generated"),
            (own("--package"), wishes.package, "runcomfy"),
        )
        if value != usual
    ]
    values = {
        "mark": own(MARK),
        "cron": _CRON[wishes.every],
        "schemas": word(wishes.schemas),
        "out": word(wishes.out),
        "arguments": join("", arguments),
        "fetches_generator": wishes.fetches_generator,
    }
    return {
        path: templates.get_template(template).render(values)
        for service in services
        for path, template in _FILES[service].items()
    }


def write_files(folder: Path, files: dict[str, str]) -> dict[str, str]:
    """Write workflow files below a folder, and return by path what that was: `written` or `unchanged`.

    Raises FaultsError where one is there that is not ours; nothing is written then.
    """
    told: dict[str, str] = {}
    faults: list[Fault] = []
    for name, text in files.items():
        path = folder / name
        there = path.read_text(encoding="utf-8") if path.is_file() else None
        told[name] = "unchanged" if there == text else "written"
        if there is not None and not there.startswith(MARK):
            hint = "move it away, or write elsewhere with --into DIR"
            faults.append(Fault(str(path), "", "a file that is not ours is in its place", hint))
    if faults:
        raise FaultsError(*faults)
    write_texts(folder, {name: files[name] for name, what in told.items() if what == "written"})
    return told
