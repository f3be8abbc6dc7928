"""A model as a typed value: what it takes and what it gives; and a request to it that was not sent yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast

from .model_id import check_model_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from .price import Estimate

__all__ = ["Model", "ModelRequest"]

P = ParamSpec("P")
In = TypeVar("In")  # the types of the inputs
Out_co = TypeVar("Out_co", covariant=True)  # and of the output


class Model(Generic[P, In, Out_co]):
    """A model as a value: its id, the class of its inputs and the class of its output.

    It can be pickled where its types can, and sent to another process.
    """

    __slots__ = ("input_type", "model_id", "output_type")

    def __init__(self, model_id: str, input_type: Callable[P, In], output_type: type[Out_co]) -> None:
        self.model_id = check_model_id(model_id)
        self.input_type = input_type
        self.output_type = output_type

    def request(self, /, *args: P.args, **kwargs: P.kwargs) -> ModelRequest[In, Out_co]:
        """The request of a job, checked but not sent.

        Raises:
            InputError: The inputs do not fit the model.
        """
        return ModelRequest(self, self.validate(*args, **kwargs))

    def validate(self, /, *args: P.args, **kwargs: P.kwargs) -> In:
        """The inputs, checked.

        Raises:
            InputError: They do not fit the model; it lists everything that is wrong.
        """
        return self.build(args, kwargs)

    def estimate(self, /, *args: P.args, **kwargs: P.kwargs) -> Estimate:
        """What a job with these inputs will cost at the catalogue's base rate. Nothing is sent or asked.

        Raises:
            InputError: The inputs do not fit the model.
        """
        return self.request(*args, **kwargs).estimate()

    def build(self, args: tuple[object, ...], kwargs: dict[str, object]) -> In:
        """The input object of a call. Strictly private."""
        from .._schema.models import build_input

        return build_input(self.model_id, self.input_type, args, kwargs)

    def wire(self, value: In) -> dict[str, Any]:
        """The JSON object that an input object is sent as. Strictly private."""
        from .._schema.models import wire_body

        return wire_body(cast("Any", value))

    def needs_disk(self, args: tuple[object, ...], kwargs: dict[str, object]) -> bool:
        """Whether building the input may read from a disk. Strictly private."""
        from .._schema.models import needs_disk

        return needs_disk(self.input_type, args, kwargs)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.model_id!r})"

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        them = cast("Model[..., Any, Any]", other)
        mine = (self.model_id, self.input_type, self.output_type)
        return mine == (them.model_id, them.input_type, them.output_type)

    def __hash__(self) -> int:
        return hash((type(self), self.model_id))


@dataclass(frozen=True, slots=True)
class ModelRequest(Generic[In, Out_co]):
    """A job that was not submitted yet: an endpoint and its checked inputs. `client.run(...)` runs it."""

    endpoint: Model[..., In, Out_co]
    input: In

    @property
    def model_id(self) -> str:
        """The model's id."""
        return self.endpoint.model_id

    def estimate(self) -> Estimate:
        """What the job will cost at the catalogue's base rate. Nothing is sent or asked."""
        from .price import estimate

        return estimate(self.model_id, self.endpoint.wire(self.input))
