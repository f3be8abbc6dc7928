"""`anyOf`, `oneOf`, `allOf` and `nullable`: several schemas about one value."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from generator.dialect.context import may_be
from generator.dialect.members import fitting_members
from generator.dialect.merge import common_type, merge
from generator.dialect.scalars import count
from generator.plain.faults import child
from generator.plain.text import show
from generator.plain.values import is_array, is_object
from generator.schema.keywords import ASSERTIONS, BY_TYPE, is_annotation, rank
from generator.schema.value import Schema, definition_reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.dialect.context import Context

__all__ = ["assertions", "combinations", "inline_root", "limits_reference", "nullable", "reference"]

# What limits a value by itself.
_LIMITS = frozenset((*ASSERTIONS, *(keyword for group in BY_TYPE.values() for keyword in group))) - {
    "$ref",
    "$defs",
    "definitions",
    "nullable",
}
_OF_FILES = ("format", "validations")  # these go with the type
# What these take, they refuse: a schema that takes more than it was meant to must not stand in them.
_INVERTED = ("not", "if")
_SHAPES = ("properties", "additionalProperties", "items", "prefixItems", "$ref", "enum", "const")


def reference(context: Context, target: Any, node: dict[str, Any], pointer: str) -> None:
    """Take in a `$ref`, which must be local."""
    place = child(pointer, "$ref")
    if not isinstance(target, str):
        context.error(place, f"$ref must be a string, not {show(target)}")
        return
    if target == "#":
        node["$ref"] = target
        return
    if not target.startswith("#/"):
        context.error(
            place,
            f"$ref {show(target)} is not followed",
            "only a place in the same schema is, as #/$defs/NAME",
        )
        return
    name = context.definitions.find(target)
    if name is None:
        context.error(
            place, f"$ref {show(target)} points to nothing", "define it under $defs or fix the name"
        )
        return
    # Where schemas only assert, nothing is closed: a definition is another one there.
    closes = context.direction == "input" and context.is_asserting
    node["$ref"] = definition_reference(context.definitions.rule(name) if closes else name)


def combinations(context: Context, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> None:
    """Take in `anyOf` and `oneOf` as they are, and merge `allOf`, and a `$ref` with limits beside it, into the node."""
    asserting = context.asserting()
    if "$ref" in raw and limits_reference(raw) and not context.is_asserting:
        referring: dict[str, Any] = {}
        reference(asserting, raw["$ref"], referring, pointer)
        target = context.inlined({"$ref": raw["$ref"]}, pointer) if referring else True
        merge(context, node, target, pointer, lambda: referring)
    for keyword in ("allOf", "anyOf", "oneOf"):
        if keyword not in raw:
            continue
        given, place = raw[keyword], child(pointer, keyword)
        if not is_array(given) or not given:
            context.error(place, f"{keyword} must be a list of at least one schema, not {show(given)}")
        elif keyword == "allOf":
            alone = len(given) == 1 and not any(map(_is_limit, node))
            for index, branch in enumerate(given):
                at = child(place, index)
                found = context.node(branch, at, branch=True) if alone else context.inlined(branch, at)
                merge(context, node, found, at, partial(asserting.node, branch, at))
        elif keyword in node or any(key in node for key in _SHAPES):
            # Beside a shape of its own, or the branches that `allOf` has brought, these only limit it further.
            branches = [asserting.node(branch, child(place, index)) for index, branch in enumerate(given)]
            _set_branches(context, keyword, branches, node, place)
        else:
            _union(context, keyword, given, node, place)
    if "type" not in node:
        _distribute_limits(context, node, pointer)


def _union(context: Context, keyword: str, given: list[Any], node: dict[str, Any], place: str) -> None:
    """Take in the branches of a node without a shape of its own; what stands beside them limits each of them."""
    inherited = {key: node.pop(key) for key in list(node) if _is_limit(key)}
    places = [child(place, index) for index in range(len(given))]
    branches = {
        at: context.node(branch, at, typed="type" in inherited)
        for at, branch in zip(places, given, strict=True)
    }
    for at, branch in branches.items():
        if not _types_overlap(branch, inherited):
            context.warning(at, f"no value of type {show(inherited['type'])} fits this; left out")
    fitting = {
        at: _with_limits(context, branch, inherited, at)
        for at, branch in branches.items()
        if _types_overlap(branch, inherited)
    }
    if not fitting:
        context.error(place, f"no branch fits type {show(inherited['type'])}", "fix one of them")
    elif len(fitting) == 1:
        ((at, branch),) = fitting.items()
        raw = given[places.index(at)]
        merge(context, node, branch, at, partial(context.asserting().node, raw, at))
    else:
        _set_branches(context, keyword, list(fitting.values()), node, place)


def _set_branches(
    context: Context, keyword: str, branches: list[Any], node: dict[str, Any], place: str
) -> None:
    """Set the branches; where parts of them were left out, more than one may fit what only one should."""
    if keyword == "oneOf" and any(context.is_weaker(branch, place) for branch in branches):
        context.warning(place, "with parts left out, more than one branch may fit; taken as anyOf")
        keyword = "anyOf"
    if keyword in node:
        node["allOf"] = [*node.get("allOf", ()), {keyword: branches}]
    else:
        node[keyword] = branches


def _distribute_limits(context: Context, node: dict[str, Any], pointer: str) -> None:
    """Let limits that `allOf` has put beside branches limit each branch: a node without a type has no others."""
    keyword = "anyOf" if "anyOf" in node else "oneOf"
    if keyword in node and not any(key in node for key in _SHAPES):
        inherited = {
            key: node.pop(key) for key in list(node) if _is_limit(key) and key not in ("allOf", *ASSERTIONS)
        }
        place = child(pointer, keyword)
        node[keyword] = [_with_limits(context, branch, inherited, place) for branch in node[keyword]]


def _types_overlap(branch: Any, inherited: dict[str, Any]) -> bool:
    if not is_object(branch) or "type" not in branch or "type" not in inherited:
        return True
    return common_type(branch["type"], inherited["type"]) is not None


def assertions(context: Context, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> None:
    """Take in the assertions that no type can say, with the schemas inside them, beside those that `allOf` brought."""
    own: dict[str, Any] = {}
    for keyword in ASSERTIONS:
        if keyword in raw:
            _assertion(context, keyword, raw, own, pointer)
    if "dependencies" in raw:
        _dependencies(context, raw["dependencies"], own, child(pointer, "dependencies"))
    # These mean nothing without it.
    for keyword, companions in (("if", ("then", "else")), ("contains", ("minContains", "maxContains"))):
        for companion in () if keyword in own else companions:
            own.pop(companion, None)
    merge(context, node, own, pointer, lambda: own)


def _assertion(
    context: Context, keyword: str, raw: Mapping[str, Any], node: dict[str, Any], pointer: str
) -> None:
    value, place = raw[keyword], child(pointer, keyword)
    asserting = context.asserting()
    if keyword in ("not", "if", "then", "else", "contains", "propertyNames"):
        node[keyword] = asserting.node(value, place)
        inverted = keyword in _INVERTED or (keyword == "contains" and "maxContains" in raw)
        if inverted and context.is_weaker(node[keyword], place):
            context.warning(
                place, f"with parts left out, {keyword} would refuse too much; left to the server"
            )
            del node[keyword]
    elif keyword == "dependentRequired":
        if is_object(value) and all(map(_is_names, value.values())):
            node[keyword] = dict(value)
        else:
            context.error(place, f"{keyword} must map names to lists of names, not {show(value)}")
    elif keyword == "dependentSchemas":
        if is_object(value):
            parts = {name: asserting.node(part, child(place, name)) for name, part in value.items()}
            node |= {keyword: parts} if parts else {}
        else:
            context.error(place, f"{keyword} must map names to schemas, not {show(value)}")
    else:
        count(context, raw, node, keyword, pointer)


def _dependencies(context: Context, given: Any, node: dict[str, Any], place: str) -> None:
    """Take in what draft 7 says in one keyword, and later drafts in two."""
    if not is_object(given):
        context.error(place, f"dependencies must map names to names or schemas, not {show(given)}")
        return
    asserting = context.asserting()
    for name, value in given.items():
        if _is_names(value):
            known = node.setdefault("dependentRequired", {})
            known[name] = [*known.get(name, ()), *(one for one in value if one not in known.get(name, ()))]
            node["dependentRequired"] = known
        else:
            part = asserting.node(value, child(place, name))
            known = node.setdefault("dependentSchemas", {})
            known[name] = {"allOf": [known[name], part]} if name in known else part


def _is_names(value: Any) -> bool:
    return is_array(value) and all(isinstance(name, str) for name in value)


def limits_reference(raw: Mapping[str, Any]) -> bool:
    """Say whether more than texts stands beside a `$ref`: it must be taken in then, to be limited."""
    return any(keyword in _LIMITS and raw[keyword] is not None for keyword in raw)


def _is_limit(keyword: str) -> bool:
    """Say whether a keyword limits values, rather than telling about them or joining branches."""
    return not is_annotation(keyword) and keyword not in ("anyOf", "oneOf")


def _with_limits(context: Context, branch: Any, inherited: dict[str, Any], place: str) -> Any:
    """Return a branch together with what stood beside the `anyOf`: limits on every branch alike."""
    if branch is False or not inherited:
        return branch
    if branch is True:
        return dict(inherited)
    merged = dict(branch)
    merge(context, merged, inherited, place, lambda: inherited)
    if not context.is_asserting:
        fitting_members(context, merged, place)
    return {key: merged[key] for key in sorted(merged, key=rank)}


def nullable(context: Context, raw: Mapping[str, Any], node: dict[str, Any], pointer: str) -> dict[str, Any]:
    """Turn OpenAPI's `nullable: true` into a type, a member or a branch of null."""
    flag = raw.get("nullable")
    if flag is None or flag is False:
        return node
    if flag is not True:
        context.warning(
            child(pointer, "nullable"), f"nullable must be true or false, not {show(flag)}; left out"
        )
        return node
    if pointer and _may_refuse_null(node):
        return _or_null(context, node, pointer)
    if "enum" in node and not any(member is None for member in node["enum"]):
        node["enum"] = [*node["enum"], None]
    if "const" in node and node["const"] is not None:
        node["enum"] = [node.pop("const"), None]
    if "type" in node:
        given = node["type"]
        names = given if is_array(given) else [given]
        if "null" not in names:
            node["type"] = [*names, "null"]
        return node
    return _with_null_branch(node)


def _with_null_branch(node: dict[str, Any]) -> dict[str, Any]:
    for keyword in ("anyOf", "oneOf"):
        if keyword in node:
            branches, null = node[keyword], {"type": "null"}
            if null in branches:
                return node
            if keyword == "oneOf" and any(map(_may_be_null, branches)):
                # A branch more that null fits, and it would fit two of them, which is none.
                node["anyOf"] = [{"oneOf": node.pop("oneOf")}, null]
            else:
                node[keyword] = [*branches, null]
            return node
    if "$ref" in node:
        node["anyOf"] = [{"$ref": node.pop("$ref")}, {"type": "null"}]
    return node


def _may_refuse_null(node: dict[str, Any]) -> bool:
    """Say whether rules stand in a node that may refuse null, whatever its type says."""
    shaped = any(key in node for key in ("type", "enum", "const", "$ref"))
    rules = ("allOf", "not", "if", "anyOf", "oneOf") if shaped else ("allOf", "not", "if")
    return any(key in node for key in rules)


def _or_null(context: Context, node: dict[str, Any], pointer: str) -> dict[str, Any]:
    """Return a node that null fits whatever the rules in it say."""
    texts = {key: node.pop(key) for key in list(node) if is_annotation(key) and key not in _OF_FILES}
    if not context.is_asserting:
        fitting_members(context, node, pointer)
    return {**texts, "anyOf": [{key: node[key] for key in sorted(node, key=rank)}, {"type": "null"}]}


def _may_be_null(branch: Any) -> bool:
    """Say whether null could fit a branch, as far as its type and members tell."""
    if not is_object(branch):
        return bool(branch)
    members = branch.get("enum", [branch["const"]] if "const" in branch else [None])
    return may_be(branch, "null") and any(member is None for member in members)


def inline_root(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a root that is only a reference as what it refers to, beside its definitions."""
    found = Schema(schema).resolve(schema)
    return found if is_object(found) else schema  # what leads back to itself is told later
