"""A model bound to a client, for asyncio."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic

from .._catalogue.model import In, Out_co, P, check_call
from .._jobs.client_base import core_of
from .._plain.brief import brief
from .endpoint import Bound
from .namespace import Level, client_of

if TYPE_CHECKING:
    from .._catalogue.model import Endpoint
    from .._jobs.async_core import AsyncCore
    from .._jobs.async_job import AsyncJob
    from .._jobs.async_result import AsyncResult
    from .async_client import AsyncClient

__all__ = ["AsyncEndpoint"]


class AsyncEndpoint(Bound[P, In, Out_co], Level["AsyncClient"], Generic[P, In, Out_co]):
    """A model bound to an asynchronous client. Keyword arguments are the model's inputs and nothing else."""

    _is_async: ClassVar[bool] = True

    if TYPE_CHECKING:

        def __init__(self, endpoint: Endpoint[P, In, Out_co], client: AsyncClient) -> None: ...

    @brief
    async def run(self, /, *args: P.args, **kwargs: P.kwargs) -> AsyncResult[Out_co]:
        """Submit a job, wait for it, and return its result.

        Raises:
            InputError: The inputs do not fit the model; nothing was sent.
            APIError: The server refused.
            SubmissionUnknownError: Nobody can say whether the job was accepted.
            JobFailedError, JobCancelledError: The job ended without a result.
            WaitTimeoutError: It was not finished within the client's `timeout`.
        """
        check_call(self.unbound, args)
        core: AsyncCore = core_of(client_of(self))
        return await core.run(self.unbound, args, kwargs)

    @brief
    async def submit(self, /, *args: P.args, **kwargs: P.kwargs) -> AsyncJob[Out_co]:
        """Submit a job and return its handle at once.

        Raises:
            InputError: The inputs do not fit the model; nothing was sent.
            APIError: The server refused.
            SubmissionUnknownError: Nobody can say whether the job was accepted.
        """
        check_call(self.unbound, args)
        core: AsyncCore = core_of(client_of(self))
        return await core.submit(self.unbound, args, kwargs)
