"""Conditions over several values: what no type can say, compared as far as it can be proven and no further."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diff.change import Change, Path
    from generator.diff.comparison import Fitting

__all__ = ["conditions"]

_WORDS = {
    "allOf": "a condition on the whole",
    "anyOf": "a choice between several forms",
    "oneOf": "a choice between several forms",
    "not": "what it must not be",
    "if": "a condition",
    "contains": "what the list must contain",
    "propertyNames": "the names that properties may have",
    "dependentRequired": "which inputs go together",
}
_BESIDE = {"if": ("then", "else"), "contains": ("minContains", "maxContains")}


def conditions(both: Fitting, old: Any, new: Any, path: Path) -> Iterator[Change]:
    """Compare the conditions of two alternatives."""
    for keyword, words in _WORDS.items():
        if keyword not in new:
            if keyword in old:
                yield both.change("wider-limits", path, f"{words} is no longer a condition")
        elif not _allows(both, keyword, old, new):
            yield both.change(
                "changed-condition",
                path,
                f"{words} changed ({keyword})",
                old.get(keyword),
                new[keyword],
            )
        elif keyword in old and not both.same(_with_companions(keyword, old), _with_companions(keyword, new)):
            yield both.change("wider-limits", path, f"{words} changed, and allows all that it did")


def _with_companions(keyword: str, node: Any) -> dict[str, Any]:
    """Return a condition with the keywords that belong to it."""
    return {key: node[key] for key in (keyword, *_BESIDE.get(keyword, ())) if key in node}


def _allows(both: Fitting, keyword: str, old: Any, new: Any) -> bool:
    """Say whether the new condition is known to hold wherever the old one does."""
    if keyword == "dependentRequired":
        return _dependent(old, new)
    if keyword == "propertyNames":
        return both.fits(old.get(keyword, True), new[keyword])
    if keyword == "anyOf" and both.fits_any(old.get("anyOf") or old.get("oneOf") or [True], new[keyword]):
        return True
    if keyword not in old:
        return False
    if keyword == "contains":
        few = old.get("minContains", 1) >= new.get("minContains", 1)
        many = "maxContains" not in new or old.get("maxContains", float("inf")) <= new["maxContains"]
        return few and many and both.same(old[keyword], new[keyword])
    if keyword == "not":
        # What fits the new exception must have fitted the old one.
        return both.same(old[keyword], new[keyword])
    if keyword == "if":
        return both.same(old[keyword], new[keyword]) and all(
            both.fits(old.get(branch, True), new.get(branch, True)) for branch in ("then", "else")
        )
    return both.same({keyword: old[keyword]}, {keyword: new[keyword]})


def _dependent(old: Any, new: Any) -> bool:
    before: dict[str, list[str]] = old.get("dependentRequired", {})
    always = set(old.get("required", ()))
    return all(
        set(names) <= set(before.get(name, ())) | always | {name}
        for name, names in new["dependentRequired"].items()
    )
