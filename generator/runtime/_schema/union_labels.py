"""Unions in pydantic's errors: which types a union has, and which of them is meant by the name of a branch."""

from __future__ import annotations

import types
from typing import Literal, Union, cast, get_args, get_origin

from pydantic import BaseModel, RootModel

from .describe import Spec, field_spec, spec_of
from .media import MediaRule
from .rules import OneOf

__all__ = ["called", "union_members"]

_SCALARS = {str: "str", int: "int", float: "float", bool: "bool"}


def union_members(specs: list[Spec]) -> list[Spec]:
    """Return the members of unions among some types, where pydantic tells which one an error is about; else none."""
    return [member for spec in specs for member in _members(spec)]


def _members(spec: Spec) -> list[Spec]:
    if any(isinstance(item, (MediaRule, OneOf)) for item in spec.metadata):
        return []  # one validator judges the whole
    bare = cast("object", spec.bare)
    if isinstance(bare, type) and issubclass(bare, RootModel):
        model = cast("type[BaseModel]", bare)
        return _members(field_spec(model.model_fields["root"]))
    if get_origin(spec.bare) not in {Union, types.UnionType}:
        return []
    # Null beside one type makes that type nullable, which is not a union.
    members = [spec_of(member) for member in get_args(spec.bare) if member is not type(None)]
    if len(members) > 1:
        # The limits around a union are those of each member.
        return [Spec(member.bare, (*member.metadata, *spec.metadata)) for member in members]
    return _members(members[0]) if members else []


def called(members: list[Spec], branch: str | int) -> list[Spec]:
    """Return the members that pydantic may call so; all of them where it is not clear."""
    return [member for member in members if _is_called(member, str(branch))] or members


def _is_called(member: Spec, name: str) -> bool:
    for item in member.metadata:
        if isinstance(item, (MediaRule, OneOf)):
            return item.branch_name == name
    bare, origin = member.bare, get_origin(member.bare)
    if origin in {list, dict}:
        return name.partition("[")[0] == str(origin.__name__)
    if origin is Literal:
        return name.partition("[")[0] == "literal"
    if origin in {Union, types.UnionType}:
        return name.partition("[")[0] == "union"
    if bare in _SCALARS:
        return name.removeprefix("constrained-") == _SCALARS[bare]
    return isinstance(bare, type) and name == bare.__name__
