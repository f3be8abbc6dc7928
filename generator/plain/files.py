"""Texts into files that stand by themselves; a whole tree is the business of `tree`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["write_texts"]


def write_texts(folder: Path, texts: Mapping[str, str] | Mapping[Path, str]) -> None:
    """Write texts by their paths below a folder, which is made where it is missing: UTF-8, the same on every system."""
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
