"""What a build says of the project where that hangs on where the project lives: its addresses, and the README's links.

The one place that a fork sets is `repository` below `[tool.hatch.metadata.hooks.custom]` in pyproject.toml. On an index
of packages no relative link leads anywhere: with a repository they lead into it, without one their words stay alone.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

__all__ = ["Addresses", "addresses", "links_made_absolute"]

_TARGET = r"\]\(<?(?!https?:|mailto:|#)([^()\s>]+)>?\)"
_PICTURE = re.compile(r"!\[([^][]*)" + _TARGET)
_LINK = re.compile(r"(?<!!)\[((?:[^][]|\[[^][]*\](?:\([^()]*\))?)*)" + _TARGET)  # around a picture, too
_SERVICE = "https://www.runcomfy.com"


def links_made_absolute(text: str, repository: str, folder: str = "") -> str:
    """Return a page of `folder` whose relative links lead into the repository, or are their words alone without one."""

    def absolute(target: str, kind: str) -> str:
        path, sharp, place = target.partition("#")
        return f"{repository}/{kind}/HEAD/{normpath(PurePosixPath(folder, path))}{sharp}{place}"

    text = _PICTURE.sub(lambda one: f"![{one[1]}]({absolute(one[2], 'raw')})" if repository else "", text)
    return _LINK.sub(lambda one: f"[{one[1]}]({absolute(one[2], 'blob')})" if repository else one[1], text)


def addresses(repository: str, documentation: str = "") -> dict[str, str]:
    """Return `project.urls`."""
    found = {"Service": _SERVICE}
    if documentation:
        found["Documentation"] = documentation
    if repository:
        found |= {
            "Repository": repository,
            "Changelog": f"{repository}/blob/HEAD/CHANGELOG.md",
            "Issues": f"{repository}/issues",
        }
    return found


class Addresses(MetadataHookInterface):
    """Hatchling asks it for what pyproject.toml calls dynamic."""

    def update(self, metadata: dict[str, Any]) -> None:
        repository = self.config.get("repository", "").rstrip("/")
        metadata["urls"] = addresses(repository, self.config.get("documentation", ""))
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": links_made_absolute(text, repository),
        }
