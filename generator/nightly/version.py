"""The project's version: where it stands, and the step that a verdict asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.plain.strictjson import decode
from generator.plain.toml import parse_toml
from generator.plain.values import is_object

if TYPE_CHECKING:
    from pathlib import Path

    from generator.diff.change import Verdict

__all__ = ["VersionPlace", "find_version", "later", "read_text", "second_minor", "step"]

_PROJECT = "pyproject.toml"
_VERSION = r"\d+\.\d+\.\d+"
_IN_PROJECT = re.compile(rf"(?ms)(^\[project\]\s*$(?:(?!^\[).)*?^version\s*=\s*[\"'])({_VERSION})([\"'])")
_IN_MODULE = re.compile(rf"(?m)(^__version__\s*(?::[^=]*)?=\s*[\"'])({_VERSION})([\"'])")


@dataclass(frozen=True, slots=True)
class VersionPlace:
    """The file that holds the version, its text, and where in it the version stands."""

    path: Path
    text: str
    pattern: re.Pattern[str]

    @property
    def version(self) -> str:
        """The version that stands there."""
        found = self.pattern.search(self.text)
        assert found is not None  # noqa: S101 - it is made of what was found
        return found[2]

    def text_with(self, version: str) -> str:
        """Return the file's text with another version in it."""
        return self.pattern.sub(rf"\g<1>{version}\g<3>", self.text, count=1)


def find_version(project: Path) -> VersionPlace | None:
    """Return where the version stands: in `pyproject.toml`, or in the file that its `[tool.hatch.version]` names.

    None where there is no project, or its version is not three numbers. Raises FaultsError for a file that is not valid
    TOML or not UTF-8.
    """
    place = project / _PROJECT
    if not place.is_file():
        return None
    text = read_text(place)
    found: Any = parse_toml(text.encode(), str(place))
    if _IN_PROJECT.search(text):
        return VersionPlace(place, text, _IN_PROJECT)
    for key in ("tool", "hatch", "version", "path"):
        found = found.get(key) if is_object(found) else None
    module = project / found if isinstance(found, str) else None
    if module is None or not module.is_file():
        return None
    code = read_text(module)
    return VersionPlace(module, code, _IN_MODULE) if _IN_MODULE.search(code) else None


def read_text(path: Path) -> str:
    """Return a text of the project, with line ends as Python has them. Raises FaultsError where it is not UTF-8."""
    return decode(path.read_bytes(), str(path)).replace("\r\n", "\n")


def step(version: str, verdict: Verdict) -> str:
    """Return the version after one that `verdict` asks for, by Semantic Versioning.

    What breaks is a new major version, what adds a new minor one, anything else a patch. Before 1.0 what breaks is a
    new minor version, and everything else a patch. `none` leaves the version.
    """
    major, minor, patch = _numbers(version)
    if verdict == "none":
        return version
    if verdict == "major":
        return f"{major + 1}.0.0" if major else f"0.{minor + 1}.0"
    if verdict == "minor" and major:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"


def second_minor(version: str) -> str:
    """Return the minor version after the next one: what begins with the next goes with it."""
    major, minor, _ = _numbers(version)
    return f"{major}.{minor + 2}.0"


def later(one: str, other: str) -> str:
    """Return the later one of two versions."""
    return max(one, other, key=_numbers)


def _numbers(version: str) -> tuple[int, int, int]:
    major, minor, patch = map(int, version.split("."))
    return major, minor, patch
