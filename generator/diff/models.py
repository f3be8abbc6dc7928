"""All models of two catalogues, compared: pure, values in and values out."""

from __future__ import annotations

import difflib
import json
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.diff.change import Change
from generator.diff.requests import compare_requests
from generator.diff.responses import compare_responses
from generator.diff.side import Side
from generator.names.places import place_models
from generator.plain.text import show
from generator.plain.values import equal
from generator.spec import Price

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.dialect import NormalModel

__all__ = ["closeness", "compare_model", "compare_models", "moved_models"]

_ALIKE = 0.6
# Two models are close where their ids are nearly the same and so much of their inputs is shared.
_CLOSE = 0.75
_SHARED = 0.5
# Beyond so many pairs of ids nobody is helped by guessing which became which.
_MOST_PAIRS = 10_000


def compare_models(old: Mapping[str, NormalModel], new: Mapping[str, NormalModel]) -> list[Change]:
    """Return what changed for the users of each model, sorted by model and then worst first."""
    changes: list[Change] = []
    renamed = _renamed(old, new)
    moved = moved_models(old, new, renamed)
    renamed |= {before: after for before, after in moved.items() if before not in new}
    for model_id in old.keys() - new.keys():
        if model_id in renamed:
            after = renamed[model_id]
            also = ", and its schema is another one" if model_id in moved else ""
            message = f"its id is {show(after)} now{also}"
            changes.append(Change(model_id, "renamed-model", "", message, model_id, after))
            if model_id in moved:
                # Whoever follows the name meets these.
                followed = compare_model(old[model_id], new[after])
                changes += [replace(change, model_id=model_id) for change in followed]
        else:
            changes.append(Change(model_id, "removed-model", "", "the model is removed"))
    newcomers = new.keys() - old.keys() - set(renamed.values())
    changes += [Change(model_id, "new-model", "", "the model is new") for model_id in newcomers]
    before, after_places = place_models(old).models, place_models(new).models
    for model_id in old.keys() & new.keys():
        was, now = before[model_id].module, after_places[model_id].module
        if was != now:
            message = f"it was {was} in Python and is {now}"
            changes.append(Change(model_id, "renamed-endpoint", "", message, was, now))
        changes += [_with_successor(change, moved) for change in compare_model(old[model_id], new[model_id])]
    return sorted(changes, key=Change.key)


def compare_model(old: NormalModel, new: NormalModel) -> list[Change]:
    """Return what changed for the users of one model, which both sides have."""
    model_id = new.spec.model_id
    changes = list(_compare_facts(old, new))
    if not equal(old.input_schema, new.input_schema):
        changes += compare_requests(model_id, old.input_schema, new.input_schema)
    changes += compare_responses(model_id, old.output_schema, new.output_schema)
    return changes


def _compare_facts(old: NormalModel, new: NormalModel) -> Iterable[Change]:
    model_id, before, after = new.spec.model_id, old.spec, new.spec
    if before.gone_since is None and after.gone_since is not None:
        message = f"the catalogue has not listed it since {after.gone_since}"
        yield Change(model_id, "gone-model", "", message, None, after.gone_since)
    elif before.gone_since is not None and after.gone_since is None:
        yield Change(model_id, "returned-model", "", "the catalogue lists it again", before.gone_since, None)
    if (before.farewell is None) != (after.farewell is None):
        rule = "model-deprecated" if after.farewell else "model-no-longer-deprecated"
        message = f"it is deprecated: {after.farewell}" if after.farewell else "it is no longer deprecated"
        yield Change(model_id, rule, "", message, before.farewell, after.farewell)
    elif before.farewell != after.farewell:
        message = f"the word on its deprecation changed: {after.farewell}"
        yield Change(model_id, "changed-text", "", message, before.farewell, after.farewell)
    for message, *values in _price_changes(before.price or Price(), after.price or Price()):
        yield Change(model_id, "changed-price", "", message, *values)
    if before.output_kind != after.output_kind:
        was, now = before.output_kind or "not known", after.output_kind or "not known"
        yield Change(model_id, "changed-kind", "", f"the kind was {was} and is {now}", was, now)
    if sorted(before.categories) != sorted(after.categories):
        lists = list(before.categories), list(after.categories)
        yield Change(model_id, "changed-categories", "", "the categories changed", *lists)
    if not equal(before.example, after.example):
        yield Change(model_id, "changed-example", "", "the example changed")
    if (old.title, old.description) != (new.title, new.description):
        yield Change(model_id, "changed-text", "", "the title or description changed")


def _price_changes(before: Price, after: Price) -> Iterator[tuple[str, Any, Any]]:
    """Tell of the rate, of each that hangs on inputs, and of the note; who told it, and when, is no change."""
    if before.text != after.text:
        yield f"the base price was {before.text} and is {after.text}", before.text, after.text
    old, new = dict(before.table), dict(after.table)
    for when in old | new:
        was, now = old.get(when), new.get(when)
        if was is None:
            yield f"the price where {when} is {now} now", None, now
        elif now is None:
            yield f"the price where {when} is no longer {was}, but the base price", was, None
        elif was != now:
            yield f"the price where {when} was {was} and is {now}", was, now
    if old == new and before.table != after.table:
        yield "the prices by input stand in another order, and the first that fits counts", None, None
    if before.note != after.note:
        yield "the note on the price changed", before.note, after.note


def _renamed(old: Mapping[str, NormalModel], new: Mapping[str, NormalModel]) -> dict[str, str]:
    """Return the new ids of models whose inputs and outputs are there under another, similar id."""
    gone: dict[str, list[str]] = defaultdict(list)
    come: dict[str, list[str]] = defaultdict(list)
    for model_id in sorted(old.keys() - new.keys()):
        gone[_signature(old[model_id])].append(model_id)
    for model_id in sorted(new.keys() - old.keys()) if gone else ():
        come[_signature(new[model_id])].append(model_id)
    found: dict[str, str] = {}
    for signature, ids in gone.items():
        if len(ids) * len(come.get(signature, ())) > _MOST_PAIRS:
            continue
        pairs = sorted(
            (-difflib.SequenceMatcher(None, one, other, autojunk=False).ratio(), one, other)
            for one in ids
            for other in come.get(signature, ())
        )
        for ratio, one, other in pairs:
            if -ratio >= _ALIKE and one not in found and other not in found.values():
                found[one] = other
    return found


def moved_models(
    old: Mapping[str, NormalModel], new: Mapping[str, NormalModel], renamed: Mapping[str, str]
) -> dict[str, str]:
    """Return the new ids of models that went, or were marked as gone, and whose likes have come with other schemas.

    Alike are ids of one vendor that say nearly the same, with most of the inputs in common. What is as like to two is
    like to none.
    """
    went = [
        model_id
        for model_id, model in old.items()
        if model_id not in renamed
        and (model_id not in new or (new[model_id].spec.gone_since and not model.spec.gone_since))
    ]
    come = [model_id for model_id in new.keys() - old.keys() if model_id not in renamed.values()]
    if not went or len(went) * len(come) > _MOST_PAIRS:
        return {}
    likes = sorted(
        ((closeness(old[one], new[other]), one, other) for one in went for other in come), reverse=True
    )
    found: dict[str, str] = {}
    for ratio, one, other in likes:
        if ratio < _CLOSE or one in found or other in found.values():
            continue
        rivals = [r for r, a, b in likes if (a == one) != (b == other) and r >= ratio]
        if not rivals:
            found[one] = other
    return found


def closeness(old: NormalModel, new: NormalModel) -> float:
    """Return how alike two models are, from 0 to 1: by their ids, and by the inputs that both have."""
    one, other = old.spec.model_id, new.spec.model_id
    if one.split("/")[0] != other.split("/")[0] or old.spec.output_kind != new.spec.output_kind:
        return 0.0
    mine, theirs = set(old.input_schema.get("properties", ())), set(new.input_schema.get("properties", ()))
    shared = len(mine & theirs) / max(len(mine | theirs), 1)
    named = difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
    return min(shared / _SHARED, 1.0) * named


def _with_successor(change: Change, moved: Mapping[str, str]) -> Change:
    if change.rule != "gone-model" or change.model_id not in moved:
        return change
    return replace(change, message=f"{change.message}; {show(moved[change.model_id])} is like it, and new")


def _signature(model: NormalModel) -> str:
    schemas: list[Any] = []
    for root in (model.input_schema, model.output_schema):
        side = Side(root)
        schemas += [side.bare(side.root), side.bare_definitions()]
    return json.dumps(schemas, sort_keys=True, default=repr)
