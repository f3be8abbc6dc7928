"""Inputs that are objects: their properties, what must be given, the defaults, and what is not named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.diff.change import ABSENT
from generator.names.identifiers import property_names
from generator.plain.text import show
from generator.plain.values import equal, is_object
from generator.schema.pattern import pattern_matches

if TYPE_CHECKING:
    from generator.diff.change import Change, Path
    from generator.diff.comparison import Fitting

__all__ = ["Fields", "compare_defaults", "compare_objects"]


class Fields:
    """What an object's schema says of its properties."""

    def __init__(self, node: dict[str, Any]) -> None:
        self.own: dict[str, Any] = node.get("properties", {})
        self.patterns: dict[str, Any] = node.get("patternProperties", {})
        self.rest: Any = node.get("additionalProperties", True)
        self.required = dict.fromkeys(node.get("required", ())).keys()

    def of(self, name: str) -> Any:
        """Return a schema that every value of this property fits."""
        if name in self.own:
            return self.own[name]
        return next((node for key, node in self.patterns.items() if pattern_matches(key, name)), self.rest)

    def others(self, name: str, before: Fields) -> list[Any] | None:
        """Return the schemas that a value of this property must newly fit, None where there can be no such property.

        A pattern that both sides have is not among them: the two are compared with each other.
        """
        patterns = [key for key in self.patterns if pattern_matches(key, name)]
        found = [self.own[name]] if name in self.own else []
        found += [self.patterns[key] for key in patterns if key not in before.patterns]
        if not patterns and not found:
            found = [self.rest]
        return None if any(node is False for node in found) else found


def compare_objects(both: Fitting, old: Any, new: Any, path: Path) -> list[Change]:
    before, after = Fields(old), Fields(new)
    changes: list[Change] = []
    for name in dict.fromkeys([*before.own, *after.own]):
        changes += _compare_property(both, name, before, after, (*path, f".{name}"))
    changes += _compare_others(both, before, after, path)
    for name in after.required - before.required:
        place = (*path, f".{name}")
        known = name in before.own or before.of(name) is not False
        rule = "now-required-input" if known else "new-required-input"
        message = "it must be given now" if known else "it is new, and must be given"
        changes.append(both.change(rule, place, message))
    changes += [
        both.change("no-longer-required", (*path, f".{name}"), "it may be left out now")
        for name in before.required - after.required
        if name in after.own
    ]
    return [*changes, *_compare_arguments(both, before, after, path)]


def _compare_property(both: Fitting, name: str, before: Fields, after: Fields, place: Path) -> list[Change]:
    one, others = before.of(name), after.others(name, before)
    if one is False:
        if name in after.required or others is None:
            return []
        return [both.change("new-optional-input", place, "it is new")]
    if others is None:
        return [both.change("removed-input", place, "it is removed")]
    changes = [change for other in others for change in both.compare(one, other, place)]
    if name in before.own and name not in after.own:
        changes.append(both.change("unlisted-input", place, "it is no longer named"))
    elif name in before.own:
        changes += compare_defaults(both, name, before, after, place)
    return changes


def compare_defaults(both: Fitting, name: str, before: Fields, after: Fields, place: Path) -> list[Change]:
    nodes = both.old.resolve(before.own[name]), both.new.resolve(after.own[name])
    was, now = (node.get("default", ABSENT) if is_object(node) else ABSENT for node in nodes)
    if was is now or (was is not ABSENT and now is not ABSENT and equal(was, now)):
        return []
    texts = ["none" if value is ABSENT else show(value) for value in (was, now)]
    message = f"its default was {texts[0]} and is {texts[1]}"
    if name in after.required:
        return [both.change("changed-suggestion", place, message, was, now)]
    if name in before.required:
        # Every call gave it: what was suggested was never used, and what is used now is new.
        return [
            both.change("changed-suggestion" if now is ABSENT else "new-default", place, message, was, now)
        ]
    rule = "new-default" if was is ABSENT else "removed-default" if now is ABSENT else "changed-default"
    return [both.change(rule, place, message, was, now)]


def _compare_others(both: Fitting, before: Fields, after: Fields, path: Path) -> list[Change]:
    """Compare what the two say of properties that they do not name."""
    place = (*path, "{}")
    changes: list[Change] = []
    for pattern, node in before.patterns.items():
        if pattern in after.patterns:
            changes += both.compare(node, after.patterns[pattern], place)
        elif node is not False:
            changes += _compare_unnamed(both, node, after.rest, place)
    for pattern, node in after.patterns.items():
        if pattern in before.patterns or node is True:
            continue
        if before.patterns:
            message = "properties of some names must be of a kind that they did not have to be of"
            changes.append(both.change("changed-condition", place, message))
        elif before.rest is not False:
            changes += both.compare(before.rest, node, place)
    if before.rest is not False:
        changes += _compare_unnamed(both, before.rest, after.rest, place)
    elif after.rest is not False:
        changes.append(both.change("wider-limits", place, "inputs that are not named are taken now"))
    return changes


def _compare_unnamed(both: Fitting, old: Any, new: Any, place: Path) -> list[Change]:
    if new is False:
        return [both.change("no-other-inputs", place, "inputs that are not named are refused now")]
    return both.compare(old, new, place)


def _compare_arguments(both: Fitting, before: Fields, after: Fields, path: Path) -> list[Change]:
    were, are = property_names(before.own), property_names(after.own)
    return [
        both.change(
            "renamed-argument",
            (*path, f".{wire}"),
            f"it was {name} in Python and is {are[wire]}",
            name,
            are[wire],
        )
        for wire, name in were.items()
        if are.get(wire, name) != name
    ]
