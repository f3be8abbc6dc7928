"""Models by their id alone: those that are not generated, and those whose inputs come as a JSON object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from .._plain.json_values import show
from .._plain.log import warn
from .._schema.unset import UNSET
from ..errors import ConfigError, InputError, InputIssue
from .model import Endpoint, needs_disk
from .model_id import check_model_id
from .registry import registry

if TYPE_CHECKING:
    from .._schema.local_file import LocalFiles

__all__ = ["MappingEndpoint", "endpoint_for", "json_object", "known_endpoint"]

JSONObject: TypeAlias = Mapping[str, object]


def json_object(inputs: JSONObject | None = None, /, **more: object) -> JSONObject:
    """Return the inputs under the names they have on the wire, as one mapping, as keyword arguments, or both."""
    return {**(inputs or {}), **more}


class MappingEndpoint(Endpoint[..., JSONObject, Any]):
    """A model that takes its inputs as a JSON object. A generated model behind it checks them."""

    __slots__ = ("_checked_by",)

    def __init__(self, model_id: str, checked_by: Endpoint[..., Any, Any] | None = None) -> None:
        output: type[Any] = object if checked_by is None else checked_by.output_type
        super().__init__(model_id, cast("Callable[..., JSONObject]", json_object), output)
        self._checked_by = checked_by

    def _check_types(self, input_type: object, output_type: object) -> None:
        """Take the two that are always the same."""

    def _check_call(self, args: tuple[object, ...]) -> None:
        """Let one mapping come without a name; building the input looks at it."""

    def _build(
        self,
        args: tuple[object, ...],
        kwargs: dict[str, object],
        local_files: LocalFiles | None = None,
    ) -> JSONObject:
        """Return the inputs as one mapping, checked if they can be."""
        if len(args) > 1 or (args and not isinstance(args[0], Mapping)):
            raise InputError(
                f"{self.model_id}: the inputs must be one mapping of names to values, or keyword arguments.",
                model_id=self.model_id,
            )
        inputs: dict[str, object] = {**cast("JSONObject", args[0] if args else {}), **kwargs}
        inputs = {name: value for name, value in inputs.items() if value is not UNSET}
        if self._checked_by is None:
            # Beside a whole mapping of inputs a name of an option can hardly be meant as one more.
            self._refuse_options(kwargs if args else {})
            return inputs
        from .._schema.models import validate_wire, wire_body

        return wire_body(validate_wire(self.model_id, self._checked_by.input_type, inputs, local_files))

    def _refuse_options(self, names: Iterable[str]) -> None:
        from .._schema.input_issues import OPTION_NAMES, input_error, where_options_go

        issues = [InputIssue(name, where_options_go(name), None) for name in names if name in OPTION_NAMES]
        if issues:
            error = input_error(self.model_id, issues)
            error.hint = "An input of that name goes into the mapping."
            raise error

    def _wire(self, value: JSONObject) -> dict[str, Any]:
        """Return the mapping itself."""
        return dict(value)

    def _needs_disk(self, args: tuple[object, ...], kwargs: dict[str, object]) -> bool:
        """Return whether checking the inputs may read from a disk."""
        if self._checked_by is None:
            return False
        inputs: dict[str, object] = {**cast("JSONObject", args[0]), **kwargs} if args else kwargs
        return needs_disk(self._checked_by, (), inputs)

    def __reduce__(self) -> tuple[Any, ...]:
        return MappingEndpoint, (self.model_id, self._checked_by)


def endpoint_for(model_id: str, *, validate: bool) -> MappingEndpoint:
    """Return the model with an id, for inputs that come as a JSON object.

    Raises:
        InputError: It is not a model id.
        ConfigError: The registry is not there, so that nobody knows whether the inputs can be checked.
    """
    model_id = check_model_id(model_id)
    return MappingEndpoint(
        model_id, registry[model_id].endpoint if validate and model_id in registry else None
    )


def known_endpoint(model: Endpoint[..., Any, Any] | str | None) -> Endpoint[..., Any, Any] | None:
    """Return the model that says what a job's output is; for an id that is not generated, one without types.

    A job that is paid for is found again without the registry, too: then with a warning, and its output as it came.

    Raises:
        InputError: It is not a model id.
        ConfigError: It is neither an endpoint nor an id.
    """
    if model is None:
        return None
    if not isinstance(model, str):
        if not isinstance(cast("object", model), Endpoint):
            raise ConfigError(f"model must be an endpoint or a model's id, not {show(model)}.")
        return model
    check_model_id(model)
    try:
        return registry[model].endpoint if model in registry else MappingEndpoint(model)
    except ConfigError as error:
        warn(f"{error.message} The output of {model} comes without its types.")
        return MappingEndpoint(model)
