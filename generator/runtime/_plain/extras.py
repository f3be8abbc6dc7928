"""Libraries that an extra of this package installs: where one is missing, which extra has it."""

from __future__ import annotations

from importlib.util import find_spec

from ..errors import ConfigError
from .names import install

__all__ = ["require_extra"]

# What is imported by another name than it is installed by.
_DISTRIBUTIONS = {"PIL": "pillow"}


def require_extra(extra: str, what: str, *modules: str) -> None:
    """Look for modules without importing them. `what` needs them, and begins the message.

    Raises:
        ConfigError: One is missing; the message says which, and how to install it.
    """
    missing = [_DISTRIBUTIONS.get(module, module) for module in modules if find_spec(module) is None]
    if missing:
        raise ConfigError(
            f"{what} needs {', '.join(missing)}, which the extra `{extra}` installs.", hint=install(extra)
        )
