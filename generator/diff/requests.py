"""Inputs: whether every value that fitted the old schema fits the new one, and if not, what stands in the way.

The answer errs on one side only. What is not understood, or cannot be proven, is reported as breaking; what is called
compatible is compatible. Values are looked at from the old schema's side, one alternative at a time: each must fit at
least one alternative of the new schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.diff import limits
from generator.diff.change import ABSENT, Change, path_text
from generator.diff.comparison import Fitting
from generator.diff.conditions import conditions
from generator.diff.objects import Fields, compare_defaults, compare_objects
from generator.diff.side import limits as relevant
from generator.plain.text import show
from generator.plain.values import equal, is_object, type_of
from generator.schema.value import members, type_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.diff.change import Path
    from generator.schema.value import Node

__all__ = ["compare_requests"]

# Schemas of models take some hundred steps; alternatives inside alternatives could take any number.
_MOST_STEPS = 5_000


class _TooInvolvedError(Exception):
    pass


def compare_requests(model_id: str, old: Node, new: Node) -> list[Change]:
    """Return the changes between two normalised input schemas."""
    comparison = _Requests(model_id, old, new)
    try:
        return list(dict.fromkeys(comparison.compare(comparison.old.root, comparison.new.root, ())))
    except (_TooInvolvedError, RecursionError):
        message = "the schema changed, and is too involved to say whether it still allows all it did"
        return [Change(model_id, "changed-condition", "", message, pointer="/input_schema")]


class _Requests(Fitting):
    """The comparison of two input schemas, one node of each at a time."""

    def __init__(self, model_id: str, old: Node, new: Node) -> None:
        super().__init__(model_id, old, new)
        self._steps = 0
        self._inside: set[tuple[int, int]] = set()
        self._told_of: set[tuple[int, int]] = set()

    def compare(self, old: Any, new: Any, path: Path) -> list[Change]:
        """Return what changed between two nodes."""
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise _TooInvolvedError
        pair = (id(self.old.resolve(old)), id(self.new.resolve(new)))
        if pair in self._inside:
            return []  # the same question again, further down: it has no answer of its own
        self._inside.add(pair)
        try:
            return self._compare(old, new, path)
        finally:
            self._inside.discard(pair)

    def _compare(self, old: Any, new: Any, path: Path) -> list[Change]:
        if self.same(old, new):
            return self._compare_annotations(self.old.resolve(old), self.new.resolve(new), path)
        if (halves := self.new.halves(new)) is not None:
            # Neither half tells what the whole does.
            told = self.words("input", self.old.resolve(old), self.new.resolve(new), path)
            found = [change for half in halves for change in self.compare(old, half, path)]
            return [
                *told,
                *(change for change in found if change.path != path_text(path) or not _is_words(change)),
            ]
        old, new = self.old.resolve(old), self.new.resolve(new)
        if old is new:  # true or false on both sides, one of them by a reference
            return []
        if old is False:
            return [self.change("wider-type", path, "it took nothing, and may be given now")]
        if new is True:
            return [self.change("wider-type", path, "it takes anything now")]
        if new is False:
            return [self.change("changed-type", path, "it no longer takes anything")]
        return [*self.words("input", old, new, path), *self._compare_alternatives(old, new, path)]

    def _compare_alternatives(self, old: Node, new: dict[str, Any], path: Path) -> list[Change]:
        """Find an alternative of the new node for each one of the old node."""
        news = self.new.atoms(new, whole=True, exact=True)
        # What both have in the same words is not taken apart: some of it could not be put together again.
        wholes = self.old.atoms(old, whole=True)
        pairs = [(one, index) for one in wholes for index, other in enumerate(news) if self.same(one, other)]
        shared = {id(one) for one, _ in pairs}
        used = {index for _, index in pairs}
        changes = [
            change for one, index in pairs for change in self._compare_annotations(one, news[index], path)
        ]
        olds = [atom for one in wholes if id(one) not in shared for atom in self.old.atoms(one, whole=False)]
        fresh = [atom for index, atom in enumerate(news) if index not in used]
        if any(members(atom) is not None for atom in fresh):
            olds = [self._spelled_out(atom, new) for atom in olds]
        if olds and len(news) == 1 and set(relevant(news[0])) == {"oneOf"}:
            message = "the forms changed of which it must fit exactly one"
            return [self.change("changed-condition", path, message)]
        listed = [atom for atom in olds if members(atom) is not None]
        changes += self._compare_members(listed, fresh, new, path)
        if any(change.rule == "changed-type" for change in changes) and len(listed) == len(olds):
            return changes
        kinds = _kinds(listed)
        used |= {
            index
            for index, atom in enumerate(news)
            if listed and (members(atom) is not None or not type_names(atom) or kinds & set(type_names(atom)))
        }
        for atom in olds:
            if members(atom) is not None:
                continue
            index, found = self._nearest(atom, news, path, alone=len(news) == 1)
            used.add(index)
            changes += found
        spare = [atom for index, atom in enumerate(news) if index not in used]
        if spare:
            words = ", ".join(dict.fromkeys(_kind_words(atom) for atom in spare))
            changes.append(self.change("wider-type", path, f"it takes more now: {words}"))
        return changes

    def _nearest(self, old: Any, news: list[Any], path: Path, *, alone: bool) -> tuple[int, list[Change]]:
        """Return which new alternative takes all of an old one, or comes nearest, with what changed."""
        ranked: list[tuple[tuple[bool, bool, int], int, list[Change]]] = []
        for index, new in enumerate(news):
            found = self._compare_single(old, new, path)
            majors = sum(change.severity == "major" for change in found)
            other = type_names(new)[:1] != type_names(old)[:1]
            ranked.append(((majors > 0, other, majors), index, found))
            if not majors and not other:
                break
        if not ranked:
            return -1, [self.change("changed-type", path, "it no longer takes anything")]
        (breaks, _, _), index, found = min(ranked, key=lambda item: item[0])
        if breaks and not alone and (missing := self._type_change(old, news, path)):
            return index, [missing]
        return index, found

    def _compare_members(
        self, olds: list[Any], news: list[Any], new: dict[str, Any], path: Path
    ) -> list[Change]:
        """Compare what the two list by value."""
        if not olds:
            return []
        before = [value for atom in olds for value in members(atom) or [] if self.old.accepts(atom, value)]
        lost = [value for value in before if not self.new.accepts(new, value)]
        listed = [(atom, _values(atom, before)) for atom in news]
        now = [value for atom, values in listed for value in values or [] if self.new.accepts(atom, value)]
        # Where an alternative that lists nothing takes one of the values, it takes others of their kind too.
        free = any(
            values is None and self.new.accepts(atom, value) for atom, values in listed for value in before
        )
        changes = [
            self.change("removed-enum-value", path, f"{show(value)} is no longer a choice", value)
            for value in lost
        ]
        if lost and len(lost) == len(before):
            values = ", ".join(map(show, before[:10]))
            kinds = ", ".join(dict.fromkeys(_kind_words(atom) for atom in news))
            if not now or not {type_of(value) for value in before} & {type_of(value) for value in now}:
                return [self.change("changed-type", path, f"it was one of {values}, and is {kinds}")]
        changes += [
            self.change("new-enum-value", path, f"{show(value)} is a new choice", ABSENT, value)
            for value in now
            if not any(equal(value, known) for known in before)
        ]
        if free and not lost:
            changes.append(
                self.change("wider-limits", path, "it was one of a few values, and need not be now")
            )
        return changes

    def _spelled_out(self, old: Any, new: Any) -> Any:
        """Return an alternative with its values listed, where they are few, and numbers only where it takes them all.

        Integers between two bounds are as good as the same numbers as choices.
        """
        values = limits.few_numbers(old)
        if values and all(self.new.accepts(new, value) for value in values):
            return {**old, "enum": values}
        return _written_out(old)

    def _compare_single(self, old: Any, new: Any, path: Path) -> list[Change]:
        """Compare two alternatives of one type each, of which the old one lists no values."""
        listed = members(new)
        if listed is not None:
            message = f"it takes only {', '.join(map(show, listed[:20]))}"
            return [self.change("new-enum", path, message, ABSENT, listed)]
        if (wrong := self._type_change(old, [new], path)) is not None:
            return [wrong]
        changes: list[Change] = []
        before, after = type_names(old), type_names(new)
        if before != after:
            changes.append(self.change("wider-type", path, f"it takes {_kind_words(new)} now"))
        name = before[0] if before else None
        findings: list[limits.Finding] = []
        if name in (None, "number", "integer"):
            findings += limits.numbers(old, new)
        if name in (None, "string"):
            findings += [*limits.patterns(old, new), *limits.media(old, new)]
        findings += [*limits.lengths(old, new, name), *limits.file_rules(old, new)]
        changes += [self.change(rule, path, text, was, now) for rule, text, was, now in findings]
        if name in (None, "array"):
            changes += self._compare_arrays(old, new, path)
        if name in (None, "object"):
            changes += compare_objects(self, old, new, path)
        return [*changes, *conditions(self, old, new, path)]

    def _type_change(self, old: Any, news: list[Any], path: Path) -> Change | None:
        """Return the change where no new alternative is of the old one's type."""
        before = (type_names(old) or ["any"])[0]
        after = {name for new in news for name in type_names(new) or ["any"]}
        if before in after or "any" in after or (before == "integer" and "number" in after):
            return None
        if before == "null":
            return self.change("refused-null", path, "it may no longer be null")
        words = " or ".join(dict.fromkeys(_kind_words(new) for new in news))
        return self.change(
            "changed-type", path, f"it was {_kind_words(old)} and is {words}", before, sorted(after)
        )

    def _compare_arrays(self, old: Any, new: Any, path: Path) -> list[Change]:
        changes: list[Change] = []
        before, after = old.get("prefixItems", []), new.get("prefixItems", [])
        longest = max(len(before), len(after))
        most = old.get("maxItems", longest + 1)
        for index in range(min(longest, most)):
            one = before[index] if index < len(before) else old.get("items", True)
            other = after[index] if index < len(after) else new.get("items", True)
            changes += self.compare(one, other, (*path, f"[{index}]"))
        if most > longest:
            changes += self.compare(old.get("items", True), new.get("items", True), (*path, "[]"))
        return changes

    def _compare_annotations(self, old: Node, new: Node, path: Path) -> list[Change]:
        """Compare the texts and defaults of two nodes that limit values in the same words, each pair once."""
        pair = (id(old), id(new))
        if not (is_object(old) and is_object(new)) or pair in self._told_of:
            return []
        self._told_of.add(pair)
        changes = self.words("input", old, new, path)
        if old.get("format") != new.get("format"):
            changes.append(
                self.change(
                    "changed-format", path, "the format changed", old.get("format"), new.get("format")
                )
            )
        before, after = Fields(old), Fields(new)
        for name in before.own:
            place = (*path, f".{name}")
            changes += compare_defaults(self, name, before, after, place)
            changes += self.compare(before.own[name], after.own[name], place)
        if "items" in old:
            changes += self.compare(old["items"], new["items"], (*path, "[]"))
        for keyword in ("anyOf", "oneOf"):
            for one, other in zip(old.get(keyword, ()), new.get(keyword, ()), strict=True):
                changes += self.compare(one, other, path)
        return changes


def _is_words(change: Change) -> bool:
    return change.rule == "changed-text" or change.rule.endswith("deprecated")


def _written_out(atom: Any) -> Any:
    """Return an alternative with its values listed, where its type has but a few."""
    values = {"boolean": [False, True], "null": [None]}.get(str(atom.get("type")))
    return atom if values is None or members(atom) is not None else {**atom, "enum": values}


def _values(atom: Any, before: list[Any]) -> list[Any] | None:
    """Return the only values of an alternative; those of numbers between bounds where all of them are known before."""
    numbers = limits.few_numbers(atom)
    if numbers and all(any(equal(value, known) for known in before) for value in numbers):
        return numbers
    return members(_written_out(atom))


def _kinds(atoms: Iterable[Any]) -> set[str]:
    kinds = {type_of(value) for atom in atoms for value in members(atom) or []}
    return kinds | {"number"} if "integer" in kinds else kinds


_WORDS = {
    "array": "a list",
    "object": "an object",
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


def _kind_words(atom: Any) -> str:
    if (listed := members(atom)) is not None:
        return f"one of {', '.join(map(show, listed[:10]))}"
    names = type_names(atom)
    return _WORDS.get(names[0], names[0]) if names else "anything"
