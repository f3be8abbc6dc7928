"""What the generated class says of each value of the suite, and where that is not what the suite says.

The suite comes with the sources of `jsonschema`, which pip fetches: `python -m tests.world.suite FOLDER` puts them there.
Each of its schemas becomes the only property of an input, so that whole objects are not all that is tried.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runcomfy.errors import InputError

from generator.modelcode.plans import LoweringError
from tests.generator.kit import FaultsError, load, normal

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".cache" / "json-schema-test-suite"
DRAFTS = ("draft2020-12", "draft2019-09", "draft7", "draft6", "draft4")
_HOLDERS = ("properties", "patternProperties", "dependentSchemas", "dependencies", "$defs", "definitions")
_VALUES = ("enum", "const", "default", "examples")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One value of the suite, or a schema that was refused: where it stands, and what both say."""

    file: str
    group: str
    case: str
    meant: bool | None
    found: bool | None
    warnings: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        return self.meant is self.found


def pinned() -> str:
    """Return the version of `jsonschema` that the generator is pinned to, as pip wants it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return next(line for line in project["dependency-groups"]["generate"] if line.startswith("jsonschema=="))


def fetch(folder: Path) -> None:
    """Put the suite of the pinned version into a folder."""
    with tempfile.TemporaryDirectory() as place:
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--no-binary=:all:",
            pinned(),
        ]
        subprocess.run([*command, "--dest", place], check=True)
        (archive,) = Path(place).glob("jsonschema-*.tar.gz")
        with tarfile.open(archive) as files:
            for member in files.getmembers():
                _, _, path = member.name.partition("/json/tests/")
                if path and member.isfile() and (content := files.extractfile(member)):
                    (folder / path).parent.mkdir(parents=True, exist_ok=True)
                    (folder / path).write_bytes(content.read())


def verdicts(draft: str) -> Iterator[Verdict]:
    """Give what the generated classes say of all values of a draft; no other exception than theirs is caught."""
    for path in sorted((FOLDER / draft).glob("*.json")):
        for group in json.loads(path.read_text(encoding="utf-8")):
            yield from _group(path.name, group)


def _group(file: str, group: dict[str, Any]) -> Iterator[Verdict]:
    name = group["description"]
    try:
        model, report = normal({"type": "object", "properties": {"value": _moved(group["schema"])}})
        made = load(model).ModelInput
    except (FaultsError, LoweringError) as error:
        yield Verdict(file, name, "", None, False, (str(error),))
        return
    warnings = tuple(fault.message for fault in report.warnings)
    for case in group["tests"]:
        try:
            made(value=case["data"])
        except InputError:
            found = False
        else:
            found = True
        yield Verdict(file, name, case["description"], case["valid"], found, warnings)


def _moved(node: Any, *, named: bool = False) -> Any:
    """Return a schema with the references that it has to itself as they are where it stands now."""
    if isinstance(node, list):
        return [_moved(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: f"#/properties/value{value[1:]}"
        if not named and key == "$ref" and isinstance(value, str) and (value == "#" or value.startswith("#/"))
        else value
        if not named and key in _VALUES
        else _moved(value, named=not named and key in _HOLDERS)
        for key, value in node.items()
    }


if __name__ == "__main__":
    fetch(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
