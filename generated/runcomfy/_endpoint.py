"""One model as a typed value: what it takes, what it gives, and, bound to a client, the two ways to run it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast, overload

from ._brief import brief
from ._namespace import Namespace, client_of
from ._protocol.ids import check_model_id
from ._request import ModelRequest
from ._signature import Call

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from ._async_client import AsyncClient
    from ._async_job import AsyncJob
    from ._local_file import LocalFiles
    from ._price import Estimate
    from ._result import AsyncResult, Result
    from ._sync_client import SyncClient
    from ._sync_job import Job

__all__ = ["AsyncEndpoint", "Endpoint", "ModelRequest", "Nested", "SyncEndpoint"]

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

    __slots__ = ("input_type", "model_id", "output_type")

    def __init__(self, model_id: str, input_type: Callable[P, In], output_type: type[Out_co]) -> None:
        self.model_id = check_model_id(model_id)
        self.input_type = input_type
        self.output_type = output_type

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: Namespace[SyncClient], owner: type) -> SyncEndpoint[P, In, Out_co]: ...
    @overload
    def __get__(self, instance: Namespace[AsyncClient], owner: type) -> AsyncEndpoint[P, In, Out_co]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Self: ...
    def __get__(self, instance: Any, owner: type) -> Any:
        client = client_of(instance)
        if client is None:
            return self
        return AsyncEndpoint(self, client) if client.is_async else SyncEndpoint(self, client)

    @brief
    def request(self, /, *args: P.args, **kwargs: P.kwargs) -> ModelRequest[In, Out_co]:
        """The request of a job, checked but not sent.

        Raises:
            InputError: The inputs do not fit the model.
        """
        return ModelRequest(self, self.validate(*args, **kwargs))

    @brief
    def validate(self, /, *args: P.args, **kwargs: P.kwargs) -> In:
        """The inputs, checked.

        Raises:
            InputError: They do not fit the model; it lists everything that is wrong.
        """
        return self.build(args, kwargs)

    @brief
    def estimate(self, /, *args: P.args, **kwargs: P.kwargs) -> Estimate:
        """What a job with these inputs will cost at the catalogue's base rate. Nothing is sent or asked.

        Raises:
            InputError: The inputs do not fit the model.
        """
        return self.request(*args, **kwargs).estimate()

    def build(
        self,
        args: tuple[object, ...],
        kwargs: dict[str, object],
        local_files: LocalFiles | None = None,
    ) -> In:
        """The input object of a call, within a client's policy for local files. Strictly private."""
        from ._models import build_input

        return build_input(self.model_id, self.input_type, args, kwargs, local_files)

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


class Nested(Generic[Sync_co, Async_co]):
    """An endpoint that is a namespace too: bound, it is one of two generated classes."""

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
    def __get__(self, instance: Namespace[SyncClient], owner: type) -> Sync_co: ...
    @overload
    def __get__(self, instance: Namespace[AsyncClient], owner: type) -> Async_co: ...
    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is None:
            return self
        client = client_of(instance)
        return (self._async if client.is_async else self._sync)(self._endpoint, client)


class _Bound(Generic[P, In, Out_co]):
    """What bound endpoints have in common: what they know of their model."""

    def __init__(self, endpoint: Endpoint[P, In, Out_co], client: object) -> None:
        self.__dict__.update(_unbound=endpoint, _client=client)

    def unbound(self) -> Endpoint[P, In, Out_co]:
        """The endpoint without the client."""
        return cast("Endpoint[P, In, Out_co]", self.__dict__["_unbound"])

    @property
    def model_id(self) -> str:
        """The model's id."""
        return self.unbound().model_id

    @property
    def input_type(self) -> Callable[P, In]:
        """The class of the inputs."""
        return self.unbound().input_type

    @property
    def output_type(self) -> type[Out_co]:
        """The class of the output."""
        return self.unbound().output_type

    @brief
    def request(self, /, *args: P.args, **kwargs: P.kwargs) -> ModelRequest[In, Out_co]:
        """The request of a job, checked but not sent; it can be pickled.

        Raises:
            InputError: The inputs do not fit the model.
        """
        return ModelRequest(self.unbound(), self._checked(args, kwargs))

    @brief
    def validate(self, /, *args: P.args, **kwargs: P.kwargs) -> In:
        """The inputs, checked.

        Raises:
            InputError: They do not fit the model; it lists everything that is wrong.
        """
        return self._checked(args, kwargs)

    @brief
    def estimate(self, /, *args: P.args, **kwargs: P.kwargs) -> Estimate:
        """What a job with these inputs will cost at the catalogue's base rate. Nothing is sent or asked.

        Raises:
            InputError: The inputs do not fit the model.
        """
        return ModelRequest(self.unbound(), self._checked(args, kwargs)).estimate()

    def _checked(self, args: tuple[object, ...], kwargs: dict[str, object]) -> In:
        return self.unbound().build(args, kwargs, client_of(self).options.local_files)

    if not TYPE_CHECKING:
        request, validate, estimate = Call(request), Call(validate), Call(estimate)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.model_id}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.unbound(), self.__dict__["_client"])


class SyncEndpoint(_Bound[P, In, Out_co], Namespace["SyncClient"], Generic[P, In, Out_co]):
    """A model bound to a client. Keyword arguments are the model's inputs and nothing else."""

    def __init__(self, endpoint: Endpoint[P, In, Out_co], client: SyncClient) -> None:
        super().__init__(endpoint, client)

    @overload
    def run(self, input: In, /) -> Result[Out_co]: ...
    @overload
    def run(self, /, *args: P.args, **kwargs: P.kwargs) -> Result[Out_co]: ...
    @brief
    def run(self, /, *args: Any, **kwargs: Any) -> Result[Out_co]:
        """Submit a job, wait for it, and return its result.

        Raises:
            InputError: The inputs do not fit the model; nothing was sent.
            APIError: The server refused.
            SubmissionUnknownError: Nobody can say whether the job was accepted.
            JobFailedError, JobCancelledError: The job ended without a result.
            WaitTimeoutError: It was not finished within the client's `timeout`.
        """
        from ._sync_client import core_of

        return core_of(client_of(self)).run(self.unbound(), args, kwargs)

    @overload
    def submit(self, input: In, /) -> Job[Out_co]: ...
    @overload
    def submit(self, /, *args: P.args, **kwargs: P.kwargs) -> Job[Out_co]: ...
    @brief
    def submit(self, /, *args: Any, **kwargs: Any) -> Job[Out_co]:
        """Submit a job and return its handle at once.

        Raises:
            InputError: The inputs do not fit the model; nothing was sent.
            APIError: The server refused.
            SubmissionUnknownError: Nobody can say whether the job was accepted.
        """
        from ._sync_client import core_of

        return core_of(client_of(self)).submit(self.unbound(), args, kwargs)

    if not TYPE_CHECKING:
        run, submit = Call(run), Call(submit)


class AsyncEndpoint(_Bound[P, In, Out_co], Namespace["AsyncClient"], Generic[P, In, Out_co]):
    """A model bound to an asynchronous client. Keyword arguments are the model's inputs and nothing else."""

    def __init__(self, endpoint: Endpoint[P, In, Out_co], client: AsyncClient) -> None:
        super().__init__(endpoint, client)

    @overload
    async def run(self, input: In, /) -> AsyncResult[Out_co]: ...
    @overload
    async def run(self, /, *args: P.args, **kwargs: P.kwargs) -> AsyncResult[Out_co]: ...
    @brief
    async def run(self, /, *args: Any, **kwargs: Any) -> AsyncResult[Out_co]:
        """Submit a job, wait for it, and return its result.

        Raises:
            InputError: The inputs do not fit the model; nothing was sent.
            APIError: The server refused.
            SubmissionUnknownError: Nobody can say whether the job was accepted.
            JobFailedError, JobCancelledError: The job ended without a result.
            WaitTimeoutError: It was not finished within the client's `timeout`.
        """
        from ._async_client import core_of

        return await core_of(client_of(self)).run(self.unbound(), args, kwargs)

    @overload
    async def submit(self, input: In, /) -> AsyncJob[Out_co]: ...
    @overload
    async def submit(self, /, *args: P.args, **kwargs: P.kwargs) -> AsyncJob[Out_co]: ...
    @brief
    async def submit(self, /, *args: Any, **kwargs: Any) -> AsyncJob[Out_co]:
        """Submit a job and return its handle at once.

        Raises:
            InputError: The inputs do not fit the model; nothing was sent.
            APIError: The server refused.
            SubmissionUnknownError: Nobody can say whether the job was accepted.
        """
        from ._async_client import core_of

        return await core_of(client_of(self)).submit(self.unbound(), args, kwargs)

    if not TYPE_CHECKING:
        run, submit = Call(run), Call(submit)
