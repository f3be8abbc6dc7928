"""Whether every model of a package can be reached from a client: the way that the runtime goes, in the modules as made.

Names are settled in one place, so this finds nothing; it is what keeps a package from being written in which it would.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.names.reserved import CLIENT_NAMES, ENDPOINT_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Shown", "shown_by", "unreachable"]

_CLASS = re.compile(r"^class (\w+)\(", re.MULTILINE)
# What a level shows: namespaces as properties, which say their class, and models as attributes.
_CHILD = re.compile(
    r"^    (?:def (\w+)\(self\) -> _(\w+)\["
    r"|(\w+): Final = _(?:Attached|Deprecated|Nested)\(\s*_\w+(?:,\s*_(\w+)Sync)?)",
    re.MULTILINE,
)
_ENDPOINT = re.compile(r"^(\w+): Final = Endpoint\(\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')", re.MULTILINE)


@dataclass(frozen=True)
class Shown:
    """What a module shows, as far as it matters for the way: kept as data, so that no module is read a second time.

    `tables` hold, for each of its levels, the children by name: None for a model, else the class, or the beginning of
    the two classes. `endpoints` are the ids of the models by name.
    """

    tables: list[dict[str, str | None]]
    classes: list[str]
    endpoints: dict[str, str]


def shown_by(source: str) -> Shown:
    """Return what a finished module shows."""
    levels = re.split(r"^class ", source, flags=re.MULTILINE)[1:]
    tables = [dict(map(_read_child, _CHILD.finditer(level))) for level in levels]
    return Shown(
        [table for table in tables if table],
        _CLASS.findall(source),
        {found[1]: ast.literal_eval(found[2]) for found in _ENDPOINT.finditer(source)},
    )


def unreachable(
    modules: Mapping[str, Shown], models: Mapping[str, str], aliases: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the models that cannot be reached, and why; `modules` are by path below the package.

    `models` are the dotted modules below `models`, by model id; `aliases` are the ids that a former id stands for.
    """
    walk, meant = _Walk(modules), aliases or {}
    return {
        model_id: why
        for model_id, module in models.items()
        if (why := walk.problem(meant.get(model_id, model_id), module))
    }


class _Walk:
    def __init__(self, modules: Mapping[str, Shown]) -> None:
        self._modules = modules

    def problem(self, model_id: str, module: str) -> str | None:
        """Return what stops on the way to a model, or None."""
        parts = module.split(".")
        path, above = "vendors.py", CLIENT_NAMES
        for depth, name in enumerate(parts):
            tables = self._tables(path)
            if not tables or any(name not in table for table in tables):
                return f"{path} has no {name}"
            if name in above:
                return f"{name} is a name of what it stands in"
            kinds = {table[name] for table in tables}
            path = self._file(parts[: depth + 1])
            shown = self._modules.get(path)
            if shown is None:
                return f"there is no module {path}"
            missing = name if len(kinds) > 1 else _missing_part(kinds.pop(), name, shown)
            if missing:
                return f"{path} has no {missing}"
            # An endpoint may stand above every module further down.
            above = ENDPOINT_NAMES
        if (name := parts[-1]) in (self._tables(path) or [{}])[0]:
            return f"the module {name} below would take the place of the endpoint"
        return (
            None if self._modules[path].endpoints.get(name) == model_id else f"{path} holds no endpoint of it"
        )

    def _file(self, parts: list[str]) -> str:
        stem = "/".join(("models", *parts))
        return f"{stem}/__init__.py" if f"{stem}/__init__.py" in self._modules else f"{stem}.py"

    def _tables(self, path: str) -> list[dict[str, str | None]]:
        shown = self._modules.get(path)
        return [] if shown is None else shown.tables


def _read_child(found: re.Match[str]) -> tuple[str, str | None]:
    """Return a child's name, and what it is: None for a model, else the class, or the beginning of the two classes."""
    if found[1]:
        return found[1], found[2]
    return found[3], f"Nested:{found[4]}" if found[4] else None


def _missing_part(kind: str | None, name: str, shown: Shown) -> str | None:
    """Return what a module should hold for a child of a kind, and does not."""
    classes, endpoints = shown.classes, shown.endpoints
    if kind is None:
        return None if name in endpoints else name
    if kind.startswith("Nested:"):
        prefix = kind.removeprefix("Nested:")
        wanted = [prefix + "Sync", prefix + "Async"]
        return next((one for one in wanted if one not in classes), None if name in endpoints else name)
    return None if kind in classes else kind
