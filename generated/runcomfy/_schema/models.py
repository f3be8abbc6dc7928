"""The classes that generated inputs and outputs are made of, and the way from arguments to the body that is sent.

An input class accepts a JSON value exactly when the model's schema does, and `wire_body` gives back that value:
nothing is coerced, rounded, normalised or left out, but that a whole number given as a float is sent as an integer
where the schema says integer, or lists one: 5.0 as 5. The intended differences, all of them:

- NaN and the infinities, which JSON does not have, are refused everywhere, as are lone surrogates and what is
  not a JSON value at all (a set, a date, a tuple for a list, a name that is not a string) where anything is allowed;
- a media input (`media.py`) takes local files too, which the schema does not know; in return a string that is not an
  https URL, data: URI or http URL of this machine is a path, which a client refuses if there is no such file.

`model_dump()` and `model_dump_json()` of an input give the form that is sent: only what was set, under the wire names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError, core_schema

from .._plain.brief import brief
from .._plain.json_values import not_json, path_text, shorten, show
from ..errors import InputError, InputIssue
from .integers import taking_whole_floats
from .json_schema import any_value, merged, standard
from .media import files_context
from .rules import Fits  # noqa: TC001 (`get_type_hints` looks for it here)
from .texts import field_texts
from .unset import UNSET
from .wire import to_wire, wire_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, SerializerFunctionWrapHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

    from .local_file import LocalFiles

__all__ = ["UNSET", "InputModel", "OutputModel", "build_input", "validate_wire", "wire_body"]

I = TypeVar("I")  # noqa: E741 (as in `Endpoint[P, I, O]`)


# Without warnings: that a file stands where a text is declared is not news.
_DUMP: dict[str, Any] = {"by_alias": True, "exclude_unset": True, "warnings": "none"}

_CHECK = "_check_whole"  # the method that pydantic calls when all fields are there


def _loosen(schema: Any, handler: GetCoreSchemaHandler) -> None:
    """Let a model's own schema take a dict, integers take 4.0, and its fields have no default.

    `schema` may be wrapped.
    """
    if schema["type"] == "definition-ref":
        schema = handler.resolve_ref_schema(schema)
    while schema["type"] != "model" and "schema" in schema:
        schema = schema["schema"]
    if schema["type"] != "model":
        return
    schema["strict"] = False
    if getattr(schema["cls"], "__fits__", None) is not None:
        # Inside of the model: a validator around it would be a part of its name where an error says which of a
        # union's classes it is about, as web frameworks show it.
        schema["post_init"] = _CHECK
    schema["serialization"] = core_schema.wrap_serializer_function_ser_schema(_without_unset)
    inner = schema["schema"]
    while "fields" not in inner and "schema" in inner:
        inner = inner["schema"]
    for field in inner.get("fields", {}).values():
        taking_whole_floats(field)
        if field["schema"].get("default") is UNSET:
            # No JSON schema can show it: it is the want of a default.
            del field["schema"]["default"]
            field["schema"]["default_factory"] = _unset


def _unset() -> Any:
    return UNSET


def _without_unset(value: Any, handler: SerializerFunctionWrapHandler) -> Any:
    """Serialize what has a value, also inside another model and for a web framework; the rest cannot be said."""
    if isinstance(value, BaseModel):
        unset = [name for name, one in vars(value).items() if one is UNSET]
        if unset:
            value = value.model_copy()
            for name in unset:
                del vars(value)[name]
    return handler(value)


class _Model(BaseModel):
    __only_what_was_set__: ClassVar[bool] = True  # is sent: see `to_wire`

    model_config: ClassVar[ConfigDict] = ConfigDict(
        strict=True,
        validate_by_name=True,
        validate_by_alias=True,
        protected_namespaces=(),
    )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        # Strict is for the values: pydantic would also refuse a plain dict for a nested model.
        schema = handler(source)
        _loosen(schema, handler)
        return schema

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return pydantic's schema, with the fields' texts and the rules about the whole."""
        found = handler(schema)
        shown = handler.resolve_ref_schema(found)
        properties: dict[str, Any] = shown.get("properties", {})
        for name, text in field_texts(cls).items():
            for key in {name, wire_name(name, cls.model_fields[name])} & properties.keys():
                properties[key].setdefault("description", text)
        finished = standard(shown, lambda: handler(any_value()))
        if fits := getattr(cls, "__fits__", None):
            finished = merged(finished, fits.keywords())
        shown.clear()
        shown.update(finished)
        return found


class InputModel(_Model):
    """The inputs of a model. Closed and strict: it takes exactly what the model's schema does, and local files.

    Made or changed by hand it raises `InputError`; `model_validate` is pydantic's own, and raises what pydantic does.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", allow_inf_nan=False, validate_assignment=True, serialize_by_alias=True
    )

    __fits__: ClassVar[Fits | None] = None
    """What the schema says about the object as a whole and its fields cannot."""

    if not TYPE_CHECKING:  # to a checker the constructor takes the fields, and to pydantic these are its own
        # The error is raised outside of `except`: pydantic's holds the values, whole.
        @brief
        def __init__(self, /, **data: Any) -> None:
            try:
                super().__init__(**{name: value for name, value in data.items() if value is not UNSET})
                return
            except ValidationError as error:
                issues = _issues_in(error, type(self), data)
            raise _refusal(None, issues, type(self).__name__)

        __init__.__pydantic_base_init__ = True

        @brief
        def __setattr__(self, name: str, value: Any) -> None:
            before, given = self.__dict__.copy(), self.model_fields_set.copy()
            try:
                super().__setattr__(name, value)
                if name in type(self).model_fields:
                    self._check_fits()
                return
            except ValidationError as error:
                issues = _issues_in(error, type(self), {name: value})
            # Rules about the whole look at the changed object, and pydantic leaves it so.
            object.__setattr__(self, "__dict__", before)
            object.__setattr__(self, "__pydantic_fields_set__", given)
            raise _refusal(None, issues, type(self).__name__)

    def _check_whole(self, context: Any) -> None:
        if type(self).__pydantic_post_init__:
            self.model_post_init(context)
        if self.__fits__ is not None:
            self.__fits__.check(self)

    def _check_fits(self) -> None:
        try:
            if self.__fits__ is not None:
                self.__fits__.check(self)
            return
        except PydanticCustomError as fault:
            details = InitErrorDetails(type=fault, input=self)
        raise ValidationError.from_exception_data(type(self).__name__, [details])

    def model_dump(self, **kwargs: Any) -> dict[str, Any]:
        """Return a dict of what was set, under wire names, unless `by_alias` or `exclude_unset` say otherwise."""
        return super().model_dump(**(_DUMP | kwargs))

    def model_dump_json(self, **kwargs: Any) -> str:
        """Return the same as JSON text; bytes and pictures become data URIs, and paths stay what they are."""
        return super().model_dump_json(**(_DUMP | kwargs))

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        given = self.model_fields_set
        for name in type(self).model_fields:
            if name in given:
                yield name, _brief(getattr(self, name))
        for name, value in (self.model_extra or {}).items():
            yield name, _brief(value)

    # Two inputs are equal if they send the same, so a default that was given is not one that was not.
    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and to_wire(self) == to_wire(other)

    __hash__ = None  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]


class OutputModel(_Model):
    """What a model answers. Open: unknown fields are kept, and no value is rewritten."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="allow")


def build_input(
    model_id: str,
    input_type: Callable[..., I],
    args: Sequence[object],
    kwargs: Mapping[str, object],
    local_files: LocalFiles | None = "inline",
) -> I:
    """Return the input object of a call: from its keyword arguments, or the one that was given, checked again.

    `local_files` is the client's policy; without a client, None, nothing looks at a disk. Raises InputError, which
    lists everything that is wrong.
    """
    model = cast("type[BaseModel]", input_type)
    if not args:
        return cast("I", _validate(model_id, model, kwargs, local_files, by_name=True))
    if len(args) == 1 and not kwargs and isinstance(args[0], model):
        # It was right when it was made, and may have been changed since.
        return cast("I", _validate(model_id, model, args[0], local_files, by_name=False))
    what = show(args[0]) if len(args) == 1 else f"{len(args)} positional arguments"
    raise InputError(
        f"{model_id}: takes keyword arguments, or one {model.__name__} alone; not {what}",
        model_id=model_id,
        hint=f"The inputs are {', '.join(model.model_fields)}.",
    )


def validate_wire(
    model_id: str,
    input_type: Callable[..., I],
    wire: Mapping[str, object],
    local_files: LocalFiles | None = "inline",
) -> I:
    """Return the input object of a JSON object with wire names only. Raises InputError with all that is wrong."""
    return cast(
        "I", _validate(model_id, cast("type[BaseModel]", input_type), wire, local_files, by_name=False)
    )


def wire_body(value: BaseModel) -> dict[str, Any]:
    """Return the JSON object to send: what was set, under wire names, every value as given. Files stay as such."""
    return cast("dict[str, Any]", to_wire(value))


def _validate(
    model_id: str, model: type[BaseModel], given: object, local_files: LocalFiles | None, *, by_name: bool
) -> BaseModel:
    try:
        # Input objects inside are taken apart, and so checked again, too.
        values = to_wire(given if isinstance(given, BaseModel) else dict(cast("Mapping[str, object]", given)))
        try:
            found = model.model_validate(
                values, by_alias=True, by_name=by_name, context=files_context(local_files)
            )
        except ValidationError as error:
            from .media_fields import media_names

            found, issues = None, _issues_in(error, model, given)
            media = media_names(model)
            rest = {name: value for name, value in values.items() if name not in media}
        else:
            issues, rest = [], to_wire(found)
        wrong = {issue.path for issue in issues}
        for path, value, reason in not_json(rest):
            if not wrong.intersection(path_text(path[:length]) for length in range(1, len(path) + 1)):
                issues.append(
                    InputIssue(path_text(path), f"cannot be sent as JSON: {reason}", shorten(value))
                )
    except RecursionError:
        found, issues = None, [InputIssue("", "is nested too deeply, or holds itself", None)]
    if found is not None and not issues:
        return found
    # Not inside an `except`: pydantic's error holds the values, whole.
    raise _refusal(model_id, issues)


# What says in words what is wrong is imported where something is.
def _issues_in(error: ValidationError, model: type[BaseModel], given: object) -> list[InputIssue]:
    from .input_issues import find_issues

    return find_issues(error, model, given)


def _refusal(model_id: str | None, issues: Sequence[InputIssue], name: str | None = None) -> InputError:
    from .input_issues import input_error

    return input_error(model_id, issues, name)


class _Brief:
    """A value that shows itself briefly."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __repr__(self) -> str:
        return show(self.value)


def _brief(value: object) -> object:
    return (
        value if value is None or isinstance(value, (bool, int, float, BaseModel)) else _Brief(to_wire(value))
    )
