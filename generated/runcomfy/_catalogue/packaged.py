"""The data beside the code, the registry and the models' documents: a frozen program may have left them out."""

from __future__ import annotations

import pkgutil
import sys

from ..errors import ConfigError

__all__ = ["incomplete", "packaged"]

_PACKAGE = __name__.rsplit(".", 2)[0]


def packaged(path: str) -> bytes | None:
    """Return a file of this package, by its path below its folder; None if it is not there."""
    try:
        return pkgutil.get_data(_PACKAGE, path)
    except OSError:
        return None


def incomplete(missing: str) -> ConfigError:
    """Return the error that a part of this package is missing: nobody knows the models' inputs without it."""
    if getattr(sys, "frozen", False):
        hint = (
            f"Freeze the program with everything of `{_PACKAGE}`: PyInstaller does so by the hook of the installed "
            f"package, or by `--collect-all {_PACKAGE}`. "
        )
    else:
        hint = f"Reinstall the package, with everything in the folder `{_PACKAGE}`. "
    return ConfigError(
        f"This copy of the client is incomplete: {missing} is missing, so that inputs cannot be checked.",
        hint=f"{hint}Unchecked inputs go through `client.model(id, validate=False)`.",
    )
