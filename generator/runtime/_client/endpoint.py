"""One model as a typed value: what it takes, what it gives, and, bound to a client, the two ways to run it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

from .._catalogue.model import In, Model, Out_co, P
from .._catalogue.registry import known_info, registry
from .._jobs.client_base import core_of
from .namespace import Namespace, client_of
from .signature import Call

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from .._catalogue.model import ModelRequest
    from .._catalogue.price import Estimate
    from .._jobs.async_core import AsyncCore
    from .._jobs.async_job import AsyncJob
    from .._jobs.result import AsyncResult, Result
    from .._jobs.sync_core import SyncCore
    from .._jobs.sync_job import Job
    from .async_client import AsyncClient
    from .sync_client import SyncClient

__all__ = ["AsyncEndpoint", "Endpoint", "In", "Nested", "Out_co", "P", "SyncEndpoint"]

Sync_co = TypeVar("Sync_co", covariant=True)
Async_co = TypeVar("Async_co", covariant=True)


class Endpoint(Model[P, In, Out_co]):
    """A model that a client shows under its name: as an attribute of a namespace it is bound to its client."""

    __slots__ = ()

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

    def __reduce__(self) -> tuple[Any, ...]:
        info = known_info(self.model_id)
        if info is not None and info.endpoint is self:
            return _generated, (self.model_id,)
        return type(self), (self.model_id, self.input_type, self.output_type)


def _generated(model_id: str) -> Model[..., Any, Any]:
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

    def __init__(self, endpoint: Model[P, In, Out_co], client: object) -> None:
        self.__dict__.update(_unbound=endpoint, _client=client)

    def unbound(self) -> Model[P, In, Out_co]:
        """The endpoint without the client."""
        return cast("Model[P, In, Out_co]", self.__dict__["_unbound"])

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

    def request(self, /, *args: P.args, **kwargs: P.kwargs) -> ModelRequest[In, Out_co]:
        """The request of a job, checked but not sent; it can be pickled.

        Raises:
            InputError: The inputs do not fit the model.
        """
        return self.unbound().request(*args, **kwargs)

    def validate(self, /, *args: P.args, **kwargs: P.kwargs) -> In:
        """The inputs, checked.

        Raises:
            InputError: They do not fit the model; it lists everything that is wrong.
        """
        return self.unbound().validate(*args, **kwargs)

    def estimate(self, /, *args: P.args, **kwargs: P.kwargs) -> Estimate:
        """What a job with these inputs will cost at the catalogue's base rate. Nothing is sent or asked.

        Raises:
            InputError: The inputs do not fit the model.
        """
        return self.unbound().estimate(*args, **kwargs)

    if not TYPE_CHECKING:
        request, validate, estimate = Call(request), Call(validate), Call(estimate)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.model_id}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.unbound(), self.__dict__["_client"])


class SyncEndpoint(_Bound[P, In, Out_co], Namespace["SyncClient"], Generic[P, In, Out_co]):
    """A model bound to a client. Keyword arguments are the model's inputs and nothing else."""

    def __init__(self, endpoint: Model[P, In, Out_co], client: SyncClient) -> None:
        super().__init__(endpoint, client)

    @overload
    def run(self, input: In, /) -> Result[Out_co]: ...
    @overload
    def run(self, /, *args: P.args, **kwargs: P.kwargs) -> Result[Out_co]: ...
    def run(self, /, *args: Any, **kwargs: Any) -> Result[Out_co]:
        """Submit a job, wait for it, and return its result.

        Raises:
            InputError: The inputs do not fit the model; nothing was sent.
            APIError: The server refused.
            SubmissionUnknownError: Nobody can say whether the job was accepted.
            JobFailedError, JobCancelledError: The job ended without a result.
            WaitTimeoutError: It was not finished within the client's `timeout`.
        """
        core: SyncCore = core_of(client_of(self))
        return core.run(self.unbound(), args, kwargs)

    @overload
    def submit(self, input: In, /) -> Job[Out_co]: ...
    @overload
    def submit(self, /, *args: P.args, **kwargs: P.kwargs) -> Job[Out_co]: ...
    def submit(self, /, *args: Any, **kwargs: Any) -> Job[Out_co]:
        """Submit a job and return its handle at once.

        Raises:
            InputError: The inputs do not fit the model; nothing was sent.
            APIError: The server refused.
            SubmissionUnknownError: Nobody can say whether the job was accepted.
        """
        core: SyncCore = core_of(client_of(self))
        return core.submit(self.unbound(), args, kwargs)

    if not TYPE_CHECKING:
        run, submit = Call(run), Call(submit)


class AsyncEndpoint(_Bound[P, In, Out_co], Namespace["AsyncClient"], Generic[P, In, Out_co]):
    """A model bound to an asynchronous client. Keyword arguments are the model's inputs and nothing else."""

    def __init__(self, endpoint: Model[P, In, Out_co], client: AsyncClient) -> None:
        super().__init__(endpoint, client)

    @overload
    async def run(self, input: In, /) -> AsyncResult[Out_co]: ...
    @overload
    async def run(self, /, *args: P.args, **kwargs: P.kwargs) -> AsyncResult[Out_co]: ...
    async def run(self, /, *args: Any, **kwargs: Any) -> AsyncResult[Out_co]:
        """Submit a job, wait for it, and return its result.

        Raises:
            InputError: The inputs do not fit the model; nothing was sent.
            APIError: The server refused.
            SubmissionUnknownError: Nobody can say whether the job was accepted.
            JobFailedError, JobCancelledError: The job ended without a result.
            WaitTimeoutError: It was not finished within the client's `timeout`.
        """
        core: AsyncCore = core_of(client_of(self))
        return await core.run(self.unbound(), args, kwargs)

    @overload
    async def submit(self, input: In, /) -> AsyncJob[Out_co]: ...
    @overload
    async def submit(self, /, *args: P.args, **kwargs: P.kwargs) -> AsyncJob[Out_co]: ...
    async def submit(self, /, *args: Any, **kwargs: Any) -> AsyncJob[Out_co]:
        """Submit a job and return its handle at once.

        Raises:
            InputError: The inputs do not fit the model; nothing was sent.
            APIError: The server refused.
            SubmissionUnknownError: Nobody can say whether the job was accepted.
        """
        core: AsyncCore = core_of(client_of(self))
        return await core.submit(self.unbound(), args, kwargs)

    if not TYPE_CHECKING:
        run, submit = Call(run), Call(submit)
