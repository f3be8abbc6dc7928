"""Rules for `Annotated[...]`: what JSON Schema says and pydantic cannot, or says differently.

All of them are values: they compare, hash and pickle. None changes the value it looks at, but that 4.0 becomes the 4
which an enum lists, and each looks only at the JSON types its keyword is about (`MultipleOf` lets a null through;
whether null is allowed is the type's business).

    Annotated[Literal[4, 6, 8], OneOf(4, 6, 8)]      an enum that is not of strings only: JSON's equality, not Python's
    Annotated[int | float, MultipleOf(0.5)]
    Annotated[list[str], UniqueItems()]
    Annotated[str, Pattern(r"^[a-z]+$")]
    Annotated[A | B, Fits({"oneOf": [...]})]         any other assertion, as a JSON Schema without outside references
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args, get_origin

from pydantic_core import PydanticCustomError, core_schema

from .._plain.json_values import is_list, is_unique, json_key, show
from .._plain.multiples import is_multiple
from .integers import whole
from .json_schema import merged, self_contained
from .wire import to_wire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

__all__ = ["Const", "Fits", "MultipleOf", "OneOf", "Pattern", "Rule", "UniqueItems", "fault"]

FAULT = "runcomfy_rule"


def fault(message: str, path: tuple[str | int, ...] = ()) -> PydanticCustomError:
    """Return a fault of a rule: its text goes to the user as it is, `path` leads on from the field."""
    # The text goes in as context: braces in it are not pydantic's to fill in.
    return PydanticCustomError(FAULT, "{message}", {"message": message, "path": path})


class Rule:
    """A rule that checks after the type, and adds its keyword to the JSON schema. Two are equal if made of the same."""

    # No dataclass: making one takes longer than all the rest of a module.
    __slots__ = ("_given",)

    def __init__(self, *given: Any) -> None:
        self._given = given

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return merged(handler(schema), self.keywords())

    def _checked(self, value: Any) -> Any:
        self.check(value)
        return value

    def check(self, value: Any) -> None:
        """Raise the fault if there is one."""
        raise NotImplementedError

    def keywords(self) -> dict[str, Any]:
        """Return what this rule is in JSON Schema."""
        return {}

    def _key(self) -> object:
        return self._given

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self._given))})"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._given


class OneOf(Rule):
    """The value is one of these, as JSON compares: true is not 1, and 1 is 1.0. Without values: the `Literal`'s."""

    __slots__ = ("_members", "_text", "values")
    branch_name: ClassVar[str] = "enum"

    def __init__(self, *values: Any) -> None:
        super().__init__(*values)
        self.values = values
        self._members = frozenset(json_key(value) for value in values)
        self._text = json.dumps(values, sort_keys=True)

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        # Instead of the type's own schema: pydantic takes True for Literal[1] and hands back 1 for 1.0.
        rule = (
            self if self.values else type(self)(*(get_args(source) if get_origin(source) is Literal else ()))
        )

        # It is the rule with the values that says what it is in JSON Schema.
        def shown(_schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
            return rule.keywords()

        return core_schema.no_info_plain_validator_function(
            rule._checked, metadata={"pydantic_js_functions": [shown]}
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(schema)

    def _checked(self, value: Any) -> Any:
        self.check(value)
        # What the server has the integer for, which may compare more narrowly than JSON does.
        return whole(value) if isinstance(value, float) and self._lists_integer(value) else value

    def _lists_integer(self, value: float) -> bool:
        return any(type(one) is int and one == value for one in self.values)

    def check(self, value: Any) -> None:
        try:
            known = json_key(to_wire(value)) in self._members
        except TypeError:
            known = False
        if not known:
            raise fault(f"must be {self.text()}, not {show(value)}")

    def text(self) -> str:
        """Return what is allowed, in words."""
        shown = [show(value) for value in self.values[:12]]
        if len(shown) == 1:
            return shown[0]
        more = f", … {len(self.values)} in all" if len(self.values) > len(shown) else ""
        return f"one of {', '.join(shown)}{more}"

    def keywords(self) -> dict[str, Any]:
        return {"enum": list(self.values)}

    def _key(self) -> str:
        return self._text  # to Python True is 1


class Const(OneOf):
    """The value is exactly this one."""

    __slots__ = ()

    def __init__(self, value: Any, /) -> None:
        super().__init__(value)


class MultipleOf(Rule):
    """A number is a multiple of `step`."""

    __slots__ = ("step",)

    def __init__(self, step: float) -> None:
        super().__init__(step)
        self.step = step

    def check(self, value: Any) -> None:
        if (
            isinstance(value, (int, float))
            and not isinstance(value, bool)
            and not is_multiple(value, self.step)
        ):
            raise fault(f"must be a multiple of {self.step}, not {show(value)}")

    def keywords(self) -> dict[str, Any]:
        return {"multipleOf": self.step}


class UniqueItems(Rule):
    """No two items of a list are equal, as JSON compares."""

    __slots__ = ()

    def check(self, value: Any) -> None:
        if is_list(value) and not is_unique(to_wire(value)):
            raise fault("must not hold the same item twice")

    def keywords(self) -> dict[str, Any]:
        return {"uniqueItems": True}


class Pattern(Rule):
    """A text matches a regular expression somewhere."""

    __slots__ = ("regex",)

    def __init__(self, regex: str) -> None:
        super().__init__(regex)
        self.regex = regex

    def check(self, value: Any) -> None:
        from .pattern import matches

        if isinstance(value, str) and not matches(self.regex, value):
            raise fault(f"must match the pattern {self.regex!r}; {show(value)} does not")

    def keywords(self) -> dict[str, Any]:
        return {"pattern": self.regex}


class Fits(Rule):
    """The value fits a JSON Schema, for what no type can say: `oneOf`, `not`, `prefixItems`, `dependentRequired`, ….

    It stands beside a type that lets at least those values through, or as `__fits__` of an input class. `$ref` may
    point into the schema itself. Raises ValueError for a keyword that it does not know.
    """

    __slots__ = ("_text", "schema")

    def __init__(self, schema: Mapping[str, Any] | bool) -> None:
        from .judge import check_schema

        super().__init__(schema)
        check_schema(schema)
        self.schema: Mapping[str, Any] | bool = schema
        self._text = json.dumps(schema, sort_keys=True)

    def check(self, value: Any) -> None:
        from .judge import misfit

        if found := misfit(self.schema, to_wire(value)):
            raise fault(found[1], found[0])

    def keywords(self) -> dict[str, Any]:
        return {"allOf": [self_contained(self.schema)]}

    def _key(self) -> str:
        return self._text
