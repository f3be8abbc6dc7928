"""What pydantic found wrong with an input, as faults a person can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from pydantic import BaseModel

from .._plain.json_values import is_dict, path_text, shorten, show
from .._plain.nearest import nearest
from ..errors import InputError, InputIssue
from .describe import Spec, choices, describe, field_specs, models_of, step_into
from .rules import FAULT
from .union_labels import called, union_members
from .wire import wire_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    Step = str | int
    _Found = tuple["_Place", ErrorDetails]

__all__ = ["OPTION_NAMES", "find_issues", "input_error", "where_options_go"]

_KNOWN = 20
_NO_INPUT = "is not an input"
_AN_OPTION = f"{_NO_INPUT}, but an option of the client"
_NO_CHOICE = "must be one of "
_LEFT_OUT = ": leave it out, which in Python UNSET does, too"
# What the client has options for, and some look for among the inputs.
OPTION_NAMES = frozenset(
    """
    timeout http_timeout max_retries poll poll_interval max_poll_interval resubmit_on_429 once on_timeout on_interrupt
    progress on_update heartbeat include_cost local_files max_body_bytes headers http_hosts download_hosts
    max_download_bytes
    """.split()
)


class _Union(NamedTuple):
    """A union on the way to an error: where it stands, its types, and the branch that the error came from."""

    key: tuple[Step, ...]
    specs: list[Spec]
    branch: Step


class _Place(NamedTuple):
    """Where an error is: the path as the caller wrote it, the types there, and the unions that it lies in."""

    path: tuple[Step, ...]
    specs: list[Spec]
    outer: list[Spec]
    unions: tuple[_Union, ...]


def input_error(model_id: str | None, issues: Sequence[InputIssue], name: str | None = None) -> InputError:
    """Return the error that lists all faults; `name` is shown where no model is known."""
    head = f"{model_id or name}: " if model_id or name else ""
    count = "1 input is wrong" if len(issues) == 1 else f"{len(issues)} inputs are wrong"
    lines = [f"  {issue.path or 'the input'} {issue.message}" for issue in issues]
    hint = None
    if model_id and any(_may_be_new(issue.message) for issue in issues):
        hint = (
            f"The server may know more than this client does: client.model({model_id!r}, validate=False) sends the "
            "inputs unchecked, as --untyped does on the command line."
        )
    return InputError(
        "\n".join([f"{head}{count}; nothing was sent", *lines]), model_id=model_id, issues=issues, hint=hint
    )


def _may_be_new(message: str) -> bool:
    """Return whether a fault is that a name or a choice is not known, neither None nor an option of the client."""
    unknown = message.startswith((_NO_INPUT, _NO_CHOICE))
    return unknown and not message.startswith(_AN_OPTION) and not message.endswith(_LEFT_OUT)


def where_options_go(name: str) -> str:
    """Return what to say of an option that stands where inputs do."""
    wait = ", or of a wait: job.wait(timeout=...)" if name == "timeout" else ""
    return f"{_AN_OPTION}: client.with_options({name}=...){wait}"


def find_issues(error: ValidationError, model: type[BaseModel], given: object) -> list[InputIssue]:
    """Return one issue for each thing that is wrong; the failed branches of a union are one."""
    found = [
        (_locate(detail["type"], detail["loc"], model, given), detail)
        for detail in error.errors(include_url=False)
    ]
    return list(dict.fromkeys(_issues_of(found, 0)))


def _meant(name: str, known: Iterable[object]) -> str | None:
    """Return the known name that `name` was probably meant to be."""
    return next(iter(nearest(name, (text for text in known if isinstance(text, str)))), None)


def _locate(kind: str, loc: tuple[Step, ...], model: type[BaseModel], given: object) -> _Place:
    """Walk along the types. In a union the next step is not the caller's, but what pydantic calls the branch."""
    specs, outer, here = [Spec(model)], [Spec(model)], given
    path: list[Step] = []
    unions: list[_Union] = []
    for position, step in enumerate(loc):
        if members := union_members(specs):
            unions.append(_Union(tuple(path), specs, step))
            specs = called(members, step)
            continue
        inner = step_into(specs, step)
        last = position == len(loc) - 1
        is_surplus = last and kind == "extra_forbidden"
        if not inner and not is_surplus and not (last and is_dict(here) and step in here):
            continue
        name = step if is_surplus else _as_given(specs, step, here)
        path.append(name)
        outer, specs = specs, inner
        here = _inside(here, name)
    return _Place(tuple(path), specs, outer, tuple(unions))


def _as_given(specs: list[Spec], step: Step, here: object) -> Step:
    """Return the name the caller used for a field: its wire name or its Python name."""
    if isinstance(step, str):
        names = here if is_dict(here) else {}
        for own, wire, _ in field_specs(specs, step):
            return wire if wire in names or own not in names else own
    return step


def _inside(here: Any, name: Step) -> object:
    try:
        if isinstance(here, BaseModel):
            return getattr(here, str(name))
        return here[name]
    except (LookupError, TypeError, AttributeError):
        return None


def _issues_of(found: list[_Found], level: int) -> list[InputIssue]:
    """Return the faults of errors that lie in `level` unions at least, all in the same branches of those."""
    issues: list[InputIssue] = []
    groups: dict[tuple[Step, ...], list[_Found]] = {}
    for place, detail in found:
        if len(place.unions) <= level:
            issues.append(_issue(place, detail))
        else:
            groups.setdefault(place.unions[level].key, []).append((place, detail))
    for group in groups.values():
        issues.extend(_issues_of_union(group, level))
    return issues


def _issues_of_union(group: list[_Found], level: int) -> list[InputIssue]:
    key, specs, _ = group[0][0].unions[level]
    branches: dict[Step, list[_Found]] = {}
    for place, detail in group:
        branches.setdefault(place.unions[level].branch, []).append((place, detail))
    # Some branch knew the shape: of those, the one with the least to put right.
    deep = [found for found in branches.values() if any(_is_inside(*one, len(key)) for one in found)]
    if deep:
        return min((_issues_of(found, level + 1) for found in deep), key=len)
    for place, detail in group:
        if detail["type"] == "finite_number":
            # It is a number, whatever else it might be.
            return [_issue(place, detail)]
    # A rule that only says what type it wants knows less than the whole union does.
    missed = [one for one in group if not one[1]["type"].endswith("_type") and not _is_vague(one[1])]
    if len(missed) == 1 and missed[0][1]["type"] == FAULT:
        return [_issue(*missed[0])]
    return [_mismatch(_Place(key, specs, specs, ()), cast("object", group[0][1]["input"]))]


def _is_inside(place: _Place, detail: ErrorDetails, depth: int) -> bool:
    """Return whether an error is about a part of the value, or about how the parts go together."""
    return len(place.path) > depth or (detail["type"] == FAULT and bool(models_of(place.specs)))


def _is_vague(detail: ErrorDetails) -> bool:
    return detail["type"] == FAULT and str(detail.get("ctx", {}).get("message")).startswith("must be ")


def _issue(place: _Place, detail: ErrorDetails) -> InputIssue:
    kind, value = detail["type"], cast("object", detail["input"])
    path = path_text(place.path)
    allowed = describe(place.specs) if place.specs else None
    if kind == FAULT:
        context = detail.get("ctx", {})
        inner = (*place.path, *cast("tuple[Step, ...]", context.get("path", ())))
        return _with_choice(path_text(inner), str(context.get("message")), value, place.specs, allowed)
    if kind == "missing":
        return InputIssue(path, f"is required: {allowed}", None, allowed)
    if kind == "extra_forbidden":
        return _unknown(place, value)
    if kind in {"too_short", "too_long", "string_too_short", "string_too_long"}:
        size = len(cast("Sequence[object]", value))
        has = f"{size} {'character' if kind.startswith('string') else 'item'}{'s' if size != 1 else ''}"
        return InputIssue(path, f"has {has}, and must be {allowed}", shorten(value), allowed)
    if kind == "finite_number":
        return InputIssue(path, f"must be a finite number, not {show(value)}", shorten(value), allowed)
    if kind.startswith("string_unicode"):
        return InputIssue(
            path, "holds half of a surrogate pair, which cannot be sent", shorten(value), allowed
        )
    if allowed:
        return _mismatch(place, value)
    text = detail["msg"].replace("Input should be", "must be")
    return InputIssue(path, text[:1].lower() + text[1:], shorten(value), allowed)


def _mismatch(place: _Place, value: object) -> InputIssue:
    allowed = describe(place.specs)
    message = f"must be {allowed}, not {show(value)}{_LEFT_OUT if value is None and _may_be_left_out(place) else ''}"
    return _with_choice(path_text(place.path), message, value, place.specs, allowed)


def _may_be_left_out(place: _Place) -> bool:
    fields = [
        field
        for one in models_of(place.outer)
        for own, field in one.model_fields.items()
        if place.path and place.path[-1] in {own, wire_name(own, field)}
    ]
    return bool(fields) and not any(field.is_required() for field in fields)


def _with_choice(
    path: str, message: str, value: object, specs: list[Spec], allowed: str | None
) -> InputIssue:
    suggestion = _meant(value, choices(specs)) if isinstance(value, str) else None
    if suggestion is None:
        # "5" for 5, or 5 for "5": the right text of the wrong type.
        plain = isinstance(value, (str, int, float)) and not isinstance(value, bool)
        same = [
            one for one in choices(specs) if plain and type(one) is not type(value) and str(one) == str(value)
        ]
        suggestion = show(same[0]) if same else None
    else:
        suggestion = show(suggestion)
    if suggestion is not None:
        message = f"{message} (did you mean {suggestion}?)"
    return InputIssue(path, message, shorten(value), allowed, suggestion)


def _unknown(place: _Place, value: object) -> InputIssue:
    name = str(place.path[-1])
    names = [
        (own, wire_name(own, field))
        for one in models_of(place.outer)
        for own, field in one.model_fields.items()
    ]
    known = list(dict.fromkeys(own for own, _ in names))
    suggestion = _meant(name, [text for pair in names for text in pair if text != name])
    meant = f" (did you mean {show(suggestion)}?)" if suggestion else ""
    more = f", … {len(known)} in all" if len(known) > _KNOWN else ""
    allowed = f"the inputs are {', '.join(known[:_KNOWN])}{more}" if known else "there are no inputs"
    message = where_options_go(name) if name in OPTION_NAMES else f"{_NO_INPUT}{meant or f'; {allowed}'}"
    return InputIssue(path_text(place.path), message, shorten(value), allowed, suggestion)
