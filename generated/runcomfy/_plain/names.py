"""What this package is called. It may be generated under another name than `runcomfy`, and says its own then."""

from __future__ import annotations

__all__ = ["COMMAND", "DISTRIBUTION", "PACKAGE", "install", "version_text"]

# The package, wherever in it this module stands; it may stand in other packages, such as `ours.vendored.runcomfy`.
PACKAGE = __name__.rpartition("._plain.")[0]
"""How it is imported."""

_LAST = PACKAGE.rpartition(".")[2]
_IS_USUAL = _LAST == "runcomfy"

DISTRIBUTION = "runcomfy-client" if _IS_USUAL else _LAST.replace("_", "-")
"""How it is installed."""

COMMAND = "runcomfy-py" if _IS_USUAL else DISTRIBUTION
"""What its command is called where it is installed."""


def install(extra: str) -> str:
    """Return the command that installs an extra."""
    return f'pip install "{DISTRIBUTION}[{extra}]"'


def version_text() -> str:
    """Return what `--version` says: a package of another name has a version of its own beside the client's."""
    from .._version import __version__

    if _IS_USUAL:
        return f"{DISTRIBUTION} {__version__}"
    from importlib import metadata

    try:
        own = metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return f"{DISTRIBUTION} (client {__version__})"
    return f"{DISTRIBUTION} {own} (client {__version__})"
