"""A request that was not sent yet, as a value: it can be kept, pickled, and sent by any client."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from ._endpoint import Endpoint
    from ._price import Estimate

__all__ = ["ModelRequest"]

In = TypeVar("In")  # the types of the inputs
Out_co = TypeVar("Out_co", covariant=True)  # and of the output


@dataclass(frozen=True, slots=True)
class ModelRequest(Generic[In, Out_co]):
    """A job that was not submitted yet: an endpoint and its checked inputs. `client.run(...)` runs it."""

    endpoint: Endpoint[..., In, Out_co]
    input: In

    @property
    def model_id(self) -> str:
        """The model's id."""
        return self.endpoint.model_id

    def estimate(self) -> Estimate:
        """What the job will cost at the catalogue's base rate. Nothing is sent or asked."""
        from ._price import estimate

        return estimate(self.model_id, self.endpoint.wire(self.input))
