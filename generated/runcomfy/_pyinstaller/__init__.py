"""Tells PyInstaller where its hook for this package is. Nothing in the client imports it."""

from __future__ import annotations

from pathlib import Path

__all__ = ["get_hook_dirs"]


def get_hook_dirs() -> list[str]:
    """Return the folders with hooks: named by the entry point `hook-dirs` of the group `pyinstaller40`."""
    return [str(Path(__file__).parent)]
