"""A model as a typed value: what it takes and what it gives; and a request to it that was not sent yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, ParamSpec, TypeVar, cast, get_origin

from .._plain.brief import brief, brief_to_make
from .._plain.json_values import show
from ..errors import ConfigError, InputError
from .cost_estimate import CostEstimate  # noqa: TC001
from .model_id import check_model_id

__all__ = [
    "Endpoint",
    "ModelRequest",
    "check_call",
    "check_endpoint",
    "check_request",
    "checked_input",
    "needs_disk",
    "wire_of",
]

# Not the one of `typing`: checkers take this for true as well, and jedi does not. It shall see the classes that an
# endpoint was made of, and not what is declared of them.
TYPE_CHECKING = False

P = ParamSpec("P")
In = TypeVar("In")  # the types of the inputs
Out_co = TypeVar("Out_co", covariant=True)  # and of the output


class Endpoint(Generic[P, In, Out_co]):
    """A model: its id, the class of its inputs and the class of its output.

    It can be imported, pickled and sent to another process. What a client shows under the model's name is this,
    bound to the client.

    Args:
        model_id: Such as `openai/gpt-image-2/edit`.
        input_type: The class of the inputs: a subclass of `InputModel`.
        output_type: The class of the output: a subclass of `OutputModel`, or any type that pydantic reads.

    Raises:
        InputError: It is not a model id.
        ConfigError: The types cannot be those of inputs and of an output.
    """

    __slots__ = ("bound_as", "input_type", "model_id", "output_type")

    if TYPE_CHECKING:
        model_id: str
        input_type: Callable[P, In]
        output_type: type[Out_co]
        bound_as: dict[type, type]

        def __init__(self, model_id: str, input_type: Callable[P, In], output_type: type[Out_co]) -> None: ...

    else:

        def __init__(self, model_id, input_type, output_type):
            self.model_id = check_model_id(model_id)
            self._check_types(input_type, output_type)
            self.input_type = input_type
            self.output_type = output_type
            self.bound_as = {}  # the classes of what is bound, see `own_class`

        __init__.__annotations__ = {
            "model_id": "str", "input_type": "Callable[P, In]", "output_type": "type[Out_co]", "return": "None",
        }  # fmt: skip

    def _check_types(self, input_type: object, output_type: object) -> None:
        """Refuse what would fail when a job is to be made, or paid for."""
        from .._schema.models import InputModel

        given = input_type
        if not (isinstance(input_type, type) and issubclass(input_type, InputModel)):
            raise ConfigError(
                f"{self.model_id}: input_type must be a subclass of InputModel, not {_named(given)}.",
                hint=_other_inputs(self.model_id, given),
            )
        if not (callable(output_type) or get_origin(output_type) or hasattr(output_type, "__value__")):
            raise ConfigError(f"{self.model_id}: output_type must be a type, not {_named(output_type)}.")

    @brief
    def request(self, /, *args: P.args, **kwargs: P.kwargs) -> ModelRequest[In, Out_co]:
        """Return the request of a job, checked but not sent.

        Raises:
            InputError: The inputs do not fit the model.
        """
        return ModelRequest(self, self.validate(*args, **kwargs))

    @brief
    def request_for(self, inputs: In) -> ModelRequest[In, Out_co]:
        """Return the request of a job whose inputs are there as an object already, such as the body of a web request.

        Raises:
            InputError: The inputs do not fit the model, or are those of another one.
        """
        return ModelRequest(self, self._build((inputs,), {}))

    @brief
    def validate(self, /, *args: P.args, **kwargs: P.kwargs) -> In:
        """Return the inputs, checked.

        Raises:
            InputError: They do not fit the model; it lists everything that is wrong.
        """
        self._check_call(args)
        return self._build(args, kwargs)

    @brief
    def estimate(self, /, *args: P.args, **kwargs: P.kwargs) -> CostEstimate:
        """Return what a job with these inputs will cost at the catalogue's base rate. Nothing is sent or asked.

        Raises:
            InputError: The inputs do not fit the model.
        """
        return self.request(*args, **kwargs).estimate()

    def _check_call(self, args: tuple[object, ...]) -> None:
        """Refuse what is not a keyword argument."""
        if args:
            inputs = getattr(self.input_type, "__name__", "input object")
            raise InputError(
                f"{self.model_id}: the inputs are keyword arguments, and {len(args)} came without a name.",
                model_id=self.model_id,
                hint=_how_to_name(args[0], inputs),
            )

    def _build(
        self,
        args: tuple[object, ...],
        kwargs: dict[str, object],
        local_files: Literal["inline", "refuse"] | None = None,
    ) -> In:
        """Return the input object of a call, or of the one input object in `args`.

        `local_files` is a client's policy for them; without one nobody looks for any.
        """
        from .._schema.models import build_input

        return build_input(self.model_id, self.input_type, args, kwargs, local_files)

    def _wire(self, value: In) -> dict[str, Any]:
        """Return the JSON object that an input object is sent as."""
        from .._schema.models import wire_body

        return wire_body(cast("Any", value))

    def _needs_disk(self, args: tuple[object, ...], kwargs: dict[str, object]) -> bool:
        """Return whether building the input may read from a disk."""
        from .._schema.media_fields import needs_disk

        return needs_disk(self.input_type, args, kwargs)

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            if name in {"run", "submit"}:
                raise AttributeError(
                    f"{self!r} has no {name!r}, since it has no client: client.{name}(endpoint.request(...)) is "
                    "the way, or the same endpoint as an attribute of a client."
                )
            raise AttributeError(
                f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self
            )

    def __repr__(self) -> str:
        return f"Endpoint({self.model_id!r})"

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        them = cast("Endpoint[..., Any, Any]", other)
        mine = (self.model_id, self.input_type, self.output_type)
        return mine == (them.model_id, them.input_type, them.output_type)

    def __hash__(self) -> int:
        return hash((type(self), self.model_id))

    def __reduce__(self) -> tuple[Any, ...]:
        from .registry import known_info

        info = known_info(self.model_id)
        if info is not None and info.endpoint is self:
            return _generated, (self.model_id,)
        return type(self), (self.model_id, self.input_type, self.output_type)


def _generated(model_id: str) -> Endpoint[..., Any, Any]:
    from .registry import registry

    return registry[model_id].endpoint


def check_call(endpoint: Endpoint[..., Any, Any], args: tuple[object, ...]) -> None:
    """Refuse what is not a keyword argument; an endpoint of mappings lets one come without a name."""
    endpoint._check_call(args)  # pyright: ignore[reportPrivateUsage] (a method that users have no use for)


def checked_input(
    endpoint: Endpoint[..., In, Any],
    args: tuple[object, ...],
    kwargs: dict[str, object],
    local_files: Literal["inline", "refuse"] | None = None,
) -> In:
    """Return the input object of a call, or of the one input object in `args`, checked.

    `local_files` is a client's policy for them; without one nobody looks for any.
    """
    return endpoint._build(args, kwargs, local_files)  # pyright: ignore[reportPrivateUsage] (a method that users have no use for)


def wire_of(endpoint: Endpoint[..., In, Any], value: In) -> dict[str, Any]:
    """Return the JSON object that an input object is sent as."""
    return endpoint._wire(value)  # pyright: ignore[reportPrivateUsage] (a method that users have no use for)


def needs_disk(
    endpoint: Endpoint[..., Any, Any], args: tuple[object, ...], kwargs: dict[str, object]
) -> bool:
    """Return whether building the input may read from a disk."""
    return endpoint._needs_disk(args, kwargs)  # pyright: ignore[reportPrivateUsage] (a method that users have no use for)


@brief_to_make
@dataclass(frozen=True, slots=True)
class ModelRequest(Generic[In, Out_co]):
    """A job that was not submitted yet: an endpoint and its checked inputs. `client.run(...)` runs it."""

    endpoint: Endpoint[..., In, Out_co]
    input: In

    def __post_init__(self) -> None:
        check_endpoint(self.endpoint)

    @property
    def model_id(self) -> str:
        """The model's id."""
        return self.endpoint.model_id

    def estimate(self) -> CostEstimate:
        """Return what the job will cost at the catalogue's base rate. Nothing is sent or asked."""
        from .price import estimate

        return estimate(self.model_id, wire_of(self.endpoint, self.input))


def check_endpoint(given: object) -> None:
    """Refuse what is no endpoint, or is one that is bound to a client."""
    if not isinstance(given, Endpoint):
        bound = isinstance(getattr(given, "unbound", None), Endpoint)
        raise ConfigError(
            f"endpoint must be an Endpoint, not {_a_kind_of(given)}.",
            hint="The endpoint without its client is endpoint.unbound." if bound else None,
        )


def check_request(given: object) -> None:
    """Refuse what is no request, and say how to make one of it."""
    if isinstance(given, ModelRequest):
        return
    if isinstance(given, str):
        hint = f"A model by its id: client.model({show(given)}).run(...)."
    elif hasattr(type(given), "model_fields"):
        hint = "The request of an input object is endpoint.request_for(inputs)."
    elif hasattr(given, "request_for"):
        hint = "An endpoint takes the inputs itself: endpoint.run(prompt=...)."
    else:
        hint = None
    raise ConfigError(
        f"request must be what endpoint.request(...) returns, not {_a_kind_of(given)}.", hint=hint
    )


def _a_kind_of(value: object) -> str:
    return "None" if value is None else f"a {type(value).__name__}"


def _named(value: object) -> str:
    """Return what was given in place of a type, in words."""
    return value.__name__ if isinstance(value, type) else show(value)


def _other_inputs(model_id: str, given: object) -> str:
    """Return what to do instead."""
    if isinstance(given, type) and hasattr(given, "model_fields"):
        return "Derive the class from InputModel instead of BaseModel: it checks more, and knows local files."
    return f"client.model({model_id!r}) takes inputs as a JSON object, without a class."


def _how_to_name(given: object, inputs: str) -> str:
    """Return what to write instead of an argument without a name."""
    if isinstance(given, Mapping):
        return "Spread a mapping with two asterisks: endpoint.run(**inputs)."
    return f"Run the request that endpoint.request_for(...) makes of an {inputs}: client.run(request)."
