"""One model as a typed value: what it takes, what it gives, and, bound to a client, the two ways to run it."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 (`get_type_hints` looks for it here)
from types import FunctionType
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast, overload

from ._namespace import Child, Level, client_of, kept
from ._protocol.ids import check_model_id
from ._request import ModelRequest
from ._signature import own_class
from .errors import InputError

if TYPE_CHECKING:
    from typing import Self

    from ._async_client import AsyncClient
    from ._async_job import AsyncJob
    from ._price import Estimate
    from ._result import AsyncResult, Result
    from ._sync_client import SyncClient
    from ._sync_job import Job

__all__ = ["AsyncEndpoint", "Attached", "Endpoint", "ModelRequest", "Nested", "SyncEndpoint"]

P = ParamSpec("P")
In = TypeVar("In")  # the types of the inputs
Out_co = TypeVar("Out_co", covariant=True)  # and of the output
Sync_co = TypeVar("Sync_co", covariant=True)
Async_co = TypeVar("Async_co", covariant=True)


class Endpoint(Generic[P, In, Out_co]):
    """A model: its id, the class of its inputs and the class of its output.

    It can be imported, pickled and sent to another process. What a client shows under the model's name is this,
    bound to the client.
    """

    __slots__ = ("bound_as", "input_type", "model_id", "output_type")

    def __init__(self, model_id: str, input_type: Callable[P, In], output_type: type[Out_co]) -> None:
        """
        Args:
            model_id: Such as `openai/gpt-image-2/edit`.
            input_type: The class of the inputs.
            output_type: The class of the output.

        Raises:
            InputError: It is no model id.
        """
        self.model_id: str = check_model_id(model_id)
        self.input_type: Callable[P, In] = input_type
        self.output_type: type[Out_co] = output_type
        self.bound_as: dict[type, type] = {}  # the classes of what is bound, see `own_class`

    def request(self, /, *args: P.args, **kwargs: P.kwargs) -> ModelRequest[In, Out_co]:
        """The request of a job, checked but not sent.

        Raises:
            InputError: The inputs do not fit the model.
        """
        return ModelRequest(self, self.validate(*args, **kwargs))

    def request_for(self, inputs: In) -> ModelRequest[In, Out_co]:
        """The request of a job whose inputs are there as an object already, such as the body of a web request.

        Raises:
            InputError: The inputs do not fit the model, or are those of another one.
        """
        return ModelRequest(self, self.build((inputs,), {}))

    def validate(self, /, *args: P.args, **kwargs: P.kwargs) -> In:
        """The inputs, checked.

        Raises:
            InputError: They do not fit the model; it lists everything that is wrong.
        """
        self.check_call(args)
        return self.build(args, kwargs)

    def estimate(self, /, *args: P.args, **kwargs: P.kwargs) -> Estimate:
        """What a job with these inputs will cost at the catalogue's base rate. Nothing is sent or asked.

        Raises:
            InputError: The inputs do not fit the model.
        """
        return self.request(*args, **kwargs).estimate()

    def check_call(self, args: tuple[object, ...]) -> None:
        """Refuse what is no keyword argument. Strictly private."""
        if args:
            inputs = getattr(self.input_type, "__name__", "input object")
            raise InputError(
                f"{self.model_id}: the inputs are keyword arguments, and {len(args)} came without a name.",
                model_id=self.model_id,
                hint=f"Run the request that endpoint.request_for(...) makes of an {inputs}: client.run(request).",
            )

    def build(self, args: tuple[object, ...], kwargs: dict[str, object]) -> In:
        """The input object of a call, or of the one input object in `args`. Strictly private."""
        from ._models import build_input

        return build_input(self.model_id, self.input_type, args, kwargs)

    def wire(self, value: In) -> dict[str, Any]:
        """The JSON object that an input object is sent as. Strictly private."""
        from ._models import wire_body

        return wire_body(cast("Any", value))

    def needs_disk(self, args: tuple[object, ...], kwargs: dict[str, object]) -> bool:
        """Whether building the input may read from a disk. Strictly private."""
        from ._models import needs_disk

        return needs_disk(self.input_type, args, kwargs)

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
        from ._registry import registry

        if self.model_id in registry and registry[self.model_id].endpoint is self:
            return _generated, (self.model_id,)
        return type(self), (self.model_id, self.input_type, self.output_type)


def _generated(model_id: str) -> Endpoint[..., Any, Any]:
    from ._registry import registry

    return registry[model_id].endpoint


class Attached(Child, Generic[P, In, Out_co]):
    """An endpoint as an attribute of a level, which shows it bound to the level's client.

    Generated code gives a function that imports the endpoint, so that only what is used is imported.
    """

    def __init__(self, endpoint: Endpoint[P, In, Out_co]) -> None:
        self._endpoint = endpoint

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: Level[SyncClient], owner: type) -> SyncEndpoint[P, In, Out_co]: ...
    @overload
    def __get__(self, instance: Level[AsyncClient], owner: type) -> AsyncEndpoint[P, In, Out_co]: ...
    def __get__(self, instance: Any, owner: type) -> Any:
        return self if instance is None else _attach(instance, self._endpoint)


class Nested(Child, Generic[Sync_co, Async_co]):
    """The same of an endpoint that is a namespace too: bound, it is one of two generated classes."""

    def __init__(
        self,
        endpoint: Endpoint[P, In, Out_co],
        sync: Callable[[Endpoint[P, In, Out_co], SyncClient], Sync_co],
        async_: Callable[[Endpoint[P, In, Out_co], AsyncClient], Async_co],
    ) -> None:
        self._endpoint: Any = endpoint
        self._sync = sync
        self._async = async_

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: Level[SyncClient], owner: type) -> Sync_co: ...
    @overload
    def __get__(self, instance: Level[AsyncClient], owner: type) -> Async_co: ...
    def __get__(self, instance: Any, owner: type) -> Any:
        return self if instance is None else _attach(instance, self._endpoint, self._sync, self._async)


def _attach(level: Level[Any], endpoint: Any, sync: Any = None, asynchronous: Any = None) -> Any:
    """An endpoint bound to the client of a level, as one of two classes. Made once, and kept."""
    client = client_of(level)

    def make() -> Any:
        cls = _imported(asynchronous) or AsyncEndpoint if client.is_async else _imported(sync) or SyncEndpoint
        return cls(_imported(endpoint), client)

    return kept(level, endpoint, make)


def _imported(value: Any) -> Any:
    return value() if isinstance(value, FunctionType) else value


class _Bound(Generic[P, In, Out_co]):
    """What bound endpoints have in common: what they know of their model."""

    if not TYPE_CHECKING:

        def __new__(cls, endpoint, _client):
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

    def request(self, /, *args: P.args, **kwargs: P.kwargs) -> ModelRequest[In, Out_co]:
        """The request of a job, checked but not sent; it can be pickled.

        Raises:
            InputError: The inputs do not fit the model.
        """
        return self.unbound.request(*args, **kwargs)

    def request_for(self, inputs: In) -> ModelRequest[In, Out_co]:
        """The request of a job whose inputs are there as an object already, such as the body of a web request.

        Raises:
            InputError: The inputs do not fit the model, or are those of another one.
        """
        return self.unbound.request_for(inputs)

    def validate(self, /, *args: P.args, **kwargs: P.kwargs) -> In:
        """The inputs, checked.

        Raises:
            InputError: They do not fit the model; it lists everything that is wrong.
        """
        return self.unbound.validate(*args, **kwargs)

    def estimate(self, /, *args: P.args, **kwargs: P.kwargs) -> Estimate:
        """What a job with these inputs will cost at the catalogue's base rate. Nothing is sent or asked.

        Raises:
            InputError: The inputs do not fit the model.
        """
        return self.unbound.estimate(*args, **kwargs)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.model_id}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self).__base__, (self.unbound, self.__dict__["_client"])


class SyncEndpoint(_Bound[P, In, Out_co], Level["SyncClient"], Generic[P, In, Out_co]):
    """A model bound to a client. Keyword arguments are the model's inputs and nothing else."""

    if TYPE_CHECKING:

        def __init__(self, endpoint: Endpoint[P, In, Out_co], client: SyncClient) -> None: ...

    def run(self, /, *args: P.args, **kwargs: P.kwargs) -> Result[Out_co]:
        """Submit a job, wait for it, and return its result.

        Raises:
            InputError: The inputs do not fit the model; nothing was sent.
            APIError: The server refused.
            SubmissionUnknownError: Nobody can say whether the job was accepted.
            JobFailedError, JobCancelledError: The job ended without a result.
            WaitTimeoutError: It was not finished at the client's deadline.
        """
        from ._sync_client import core_of

        self.unbound.check_call(args)
        return core_of(client_of(self)).run(self.unbound, args, kwargs)

    def submit(self, /, *args: P.args, **kwargs: P.kwargs) -> Job[Out_co]:
        """Submit a job and return its handle at once.

        Raises:
            InputError: The inputs do not fit the model; nothing was sent.
            APIError: The server refused.
            SubmissionUnknownError: Nobody can say whether the job was accepted.
        """
        from ._sync_client import core_of

        self.unbound.check_call(args)
        return core_of(client_of(self)).submit(self.unbound, args, kwargs)


class AsyncEndpoint(_Bound[P, In, Out_co], Level["AsyncClient"], Generic[P, In, Out_co]):
    """A model bound to an asynchronous client. Keyword arguments are the model's inputs and nothing else."""

    if TYPE_CHECKING:

        def __init__(self, endpoint: Endpoint[P, In, Out_co], client: AsyncClient) -> None: ...

    async def run(self, /, *args: P.args, **kwargs: P.kwargs) -> AsyncResult[Out_co]:
        """Submit a job, wait for it, and return its result.

        Raises:
            InputError: The inputs do not fit the model; nothing was sent.
            APIError: The server refused.
            SubmissionUnknownError: Nobody can say whether the job was accepted.
            JobFailedError, JobCancelledError: The job ended without a result.
            WaitTimeoutError: It was not finished at the client's deadline.
        """
        from ._async_client import core_of

        self.unbound.check_call(args)
        return await core_of(client_of(self)).run(self.unbound, args, kwargs)

    async def submit(self, /, *args: P.args, **kwargs: P.kwargs) -> AsyncJob[Out_co]:
        """Submit a job and return its handle at once.

        Raises:
            InputError: The inputs do not fit the model; nothing was sent.
            APIError: The server refused.
            SubmissionUnknownError: Nobody can say whether the job was accepted.
        """
        from ._async_client import core_of

        self.unbound.check_call(args)
        return await core_of(client_of(self)).submit(self.unbound, args, kwargs)
