"""Models bound to a client: what shows one as an attribute of a level, and what both kinds know of theirs."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 (`get_type_hints` looks for it here)
from types import FunctionType
from typing import Any, ClassVar, Generic, TypeVar, cast, overload

from .._catalogue.model import (
    Endpoint,
    In,
    ModelRequest,
    Out_co,
    P,
    check_call,
    check_endpoint,
    checked_input,
)
from .._catalogue.packaged import incomplete
from .._jobs.client_base import ClientBase
from .._plain.brief import brief
from ..errors import ConfigError
from .namespace import Child, Level, client_of, kept
from .signature import own_class

# Not the one of `typing`: checkers take this for true as well, and jedi does not. It reads what runs instead of the
# overloads with their ParamSpec, which it does not know.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Self

    from typing_extensions import deprecated

    from .._catalogue.cost_estimate import CostEstimate
    from .async_client import AsyncClient
    from .async_endpoint import AsyncEndpoint
    from .sync_client import SyncClient
    from .sync_endpoint import SyncEndpoint

__all__ = ["Attached", "Bound", "DeprecatedAttached", "In", "Nested", "Out_co", "P"]

Sync_co = TypeVar("Sync_co", covariant=True)
Async_co = TypeVar("Async_co", covariant=True)
EndpointT = TypeVar("EndpointT", bound=Endpoint[..., Any, Any])


class Attached(Child, Generic[P, In, Out_co]):
    """An endpoint as an attribute of a level, which shows it bound to the level's client.

    Generated code gives a function that imports the endpoint, so that only what is used is imported.
    """

    if TYPE_CHECKING:

        def __init__(self, endpoint: Endpoint[P, In, Out_co]) -> None: ...

        @overload
        def __get__(self, instance: None, owner: type) -> Self: ...
        @overload
        def __get__(self, instance: Level[SyncClient], owner: type) -> SyncEndpoint[P, In, Out_co]: ...
        @overload
        def __get__(self, instance: Level[AsyncClient], owner: type) -> AsyncEndpoint[P, In, Out_co]: ...
        def __get__(self, instance: Any, owner: type) -> Any: ...

    else:

        def __init__(self, endpoint):
            self._endpoint = endpoint

        def __get__(self, instance, owner):
            if instance is None:
                return self
            bound: Any = _attach(instance, self._endpoint)
            if bound:
                return bound
            return instance._root()._as_read(self._endpoint)  # nobody comes here


class DeprecatedAttached(Attached[P, In, Out_co]):
    """An endpoint whose users are told by their type checkers to leave it: deprecated, or gone from the catalogue.

    What there is to say of the model stands at the class of its inputs, in its documentation, and in
    `registry[model_id].notice`.
    """

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: type) -> Self: ...
        @overload
        @deprecated("The model is deprecated, or gone from the catalogue; the class of its inputs says more")
        def __get__(self, instance: Level[SyncClient], owner: type) -> SyncEndpoint[P, In, Out_co]: ...
        @overload
        @deprecated("The model is deprecated, or gone from the catalogue; the class of its inputs says more")
        def __get__(self, instance: Level[AsyncClient], owner: type) -> AsyncEndpoint[P, In, Out_co]: ...
        def __get__(self, instance: Any, owner: type) -> Any: ...


class Nested(Child, Generic[Sync_co, Async_co]):
    """The same of an endpoint that is a namespace too: bound, it is one of two generated classes."""

    if TYPE_CHECKING:

        def __init__(
            self,
            endpoint: EndpointT,
            sync: Callable[[EndpointT, SyncClient], Sync_co],
            async_: Callable[[EndpointT, AsyncClient], Async_co],
        ) -> None: ...

        @overload
        def __get__(self, instance: None, owner: type) -> Self: ...
        @overload
        def __get__(self, instance: Level[SyncClient], owner: type) -> Sync_co: ...
        @overload
        def __get__(self, instance: Level[AsyncClient], owner: type) -> Async_co: ...
        def __get__(self, instance: Any, owner: type) -> Any: ...

    else:

        def __init__(self, endpoint, sync, async_):
            self._endpoint = endpoint
            self._sync = sync
            self._async = async_

        def __get__(self, instance, owner):
            if instance is None:
                return self
            bound: Any = _attach(instance, self._endpoint, self._sync, self._async)
            if bound:
                return bound
            return instance._root()._as_read(self._endpoint, self._sync, self._async)  # nobody comes here


def _attach(level: Level[Any], endpoint: Any, sync: Any = None, asynchronous: Any = None) -> Any:
    """Return an endpoint bound to the client of a level, as one of two classes. Made once, and kept."""
    client = client_of(level)

    def make() -> Any:
        own = _imported(asynchronous if client.is_async else sync)
        return (own or client._endpoint_type)(_imported(endpoint), client)

    return kept(level, endpoint, make)


def _imported(value: Any) -> Any:
    if not isinstance(value, FunctionType):
        return value
    try:
        return value()
    except ModuleNotFoundError as error:
        raise incomplete(f"the module `{error.name}`") from error


class Bound(Generic[P, In, Out_co]):
    """What bound endpoints have in common: what they know of their model."""

    _is_async: ClassVar[bool] = False

    if not TYPE_CHECKING:

        def __new__(cls, endpoint, client):
            check_endpoint(endpoint)
            if not (isinstance(client, ClientBase) and client.is_async is cls._is_async):
                wanted = "an AsyncRunComfy" if cls._is_async else "a RunComfy"
                raise ConfigError(f"client must be {wanted}, not a {type(client).__name__}.")
            # A class of its own, whose methods show what this model takes.
            return super().__new__(own_class(cls, endpoint))

    def __init__(self, endpoint: Endpoint[P, In, Out_co], client: object) -> None:
        self.__dict__.update(_unbound=endpoint, _client=client)

    @property
    def unbound(self) -> Endpoint[P, In, Out_co]:
        """The endpoint without the client."""
        return cast("Endpoint[P, In, Out_co]", self.__dict__["_unbound"])

    @property
    def model_id(self) -> str:
        """The model's id."""
        return self.unbound.model_id

    @property
    def input_type(self) -> Callable[P, In]:
        """The class of the inputs."""
        return self.unbound.input_type

    @property
    def output_type(self) -> type[Out_co]:
        """The class of the output."""
        return self.unbound.output_type

    @brief
    def request(self, /, *args: P.args, **kwargs: P.kwargs) -> ModelRequest[In, Out_co]:
        """Return the request of a job, checked but not sent; it can be pickled.

        Raises:
            InputError: The inputs do not fit the model.
        """
        check_call(self.unbound, args)
        return ModelRequest(self.unbound, self._checked(args, kwargs))

    @brief
    def request_for(self, inputs: In) -> ModelRequest[In, Out_co]:
        """Return the request of a job whose inputs are there as an object already, such as the body of a web request.

        Raises:
            InputError: The inputs do not fit the model, or are those of another one.
        """
        return ModelRequest(self.unbound, self._checked((inputs,), {}))

    @brief
    def validate(self, /, *args: P.args, **kwargs: P.kwargs) -> In:
        """Return the inputs, checked.

        Raises:
            InputError: They do not fit the model; it lists everything that is wrong.
        """
        check_call(self.unbound, args)
        return self._checked(args, kwargs)

    @brief
    def estimate(self, /, *args: P.args, **kwargs: P.kwargs) -> CostEstimate:
        """Return what a job with these inputs will cost at the catalogue's base rate. Nothing is sent or asked.

        Raises:
            InputError: The inputs do not fit the model.
        """
        check_call(self.unbound, args)
        return ModelRequest(self.unbound, self._checked(args, kwargs)).estimate()

    def _checked(self, args: tuple[object, ...], kwargs: dict[str, object]) -> In:
        return checked_input(self.unbound, args, kwargs, client_of(self).options.local_files)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.model_id}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self).__base__, (self.unbound, self.__dict__["_client"])
