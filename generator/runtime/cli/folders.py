"""The folder that files are to be saved into: whether that can be is known before anything is paid for."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from .._plain.text import one_line
from .errors import CommandError

if TYPE_CHECKING:
    from .parser import Call

__all__ = ["check_folder"]


def check_folder(call: Call, usual: str | None = None) -> None:
    """Try whether files could be saved into the folder of `--output`. Nothing is left there, and no folder made.

    Raises:
        CommandError: They could not.
    """
    directory = None if call.flag("no_download") else call.text("output") or usual
    if directory is None:
        return
    try:
        with tempfile.TemporaryFile(dir=_existing(Path(directory))):
            pass
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(
            f"--output: nothing can be saved into {one_line(directory, 200)}: {reason}.",
            hint="Nothing was sent.",
        ) from None


def _existing(place: Path) -> Path:
    """Return the folder itself, or the nearest one above it that is there, in which it would be made."""
    for folder in (place, *place.parents):
        try:
            folder.stat()
        except FileNotFoundError:
            # A link that leads nowhere is not a folder, and none can be made in its place.
            if folder.is_symlink():
                raise
            continue
        return folder
    return Path()
