"""Reading TOML: whatever is wrong with a file is a fault, and never a traceback."""

from __future__ import annotations

import tomllib
from typing import Any

from generator.plain.faults import refuse
from generator.plain.strictjson import decode

__all__ = ["parse_toml"]


def parse_toml(data: bytes, file: str, hint: str = "") -> dict[str, Any]:
    """Return the document of a TOML file. Raises FaultsError for what is not valid TOML, or not UTF-8."""
    try:
        return tomllib.loads(decode(data, file))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        refuse(file, f"this is not valid TOML: {reason}", hint)
