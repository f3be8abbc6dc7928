"""The mocked server: a respx router over any number of mocked models."""

from __future__ import annotations

import itertools
import os
import re
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Self, TypeAlias, cast
from unittest.mock import patch
from urllib.parse import unquote

import httpx
import respx

from .._catalogue.model import Endpoint
from .._catalogue.model_id import check_model_id
from .._client.async_endpoint import AsyncEndpoint
from .._client.sync_endpoint import SyncEndpoint
from .._jobs.config import resolve_base_url
from .._plain.json_values import show
from .._plain.names import PACKAGE
from .._plain.urls import kind_of_url
from ..sandbox._fields import SettingError
from ._media import file_for
from ._mock import FILES_HOST, ModelMock
from ._time import SkippedTime

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence
    from decimal import Decimal
    from typing import Unpack

    from .._protocol.options import OptionChanges
    from ..async_client import AsyncRunComfy
    from ..client import RunComfy
    from ..sandbox._faults import Fault
    from ._script import JobState

__all__ = ["AnyModel", "MockApi", "mock_model"]

AnyModel: TypeAlias = (
    str | Endpoint[..., Any, Any] | SyncEndpoint[..., Any, Any] | AsyncEndpoint[..., Any, Any]
)
"""A model: its id, or its endpoint."""

_REQUEST = re.compile(r"/requests/([^/]+)/(status|result|cancel)")
_USUAL = ("in_queue", "in_progress", "completed")


class MockApi:
    """The Model API, mocked while its `with` block runs, in ordinary and in asynchronous tests.

        from runcomfy import RunComfy
        from runcomfy.testing import MockApi

        with MockApi() as api:
            edit = api.model("openai/gpt-image-2/edit")
            RunComfy().openai.gpt_image_2.edit.run(prompt="A fox", images=["photo.png"])
        edit.assert_submitted(prompt="A fox")

    Clients made inside the block, or before it, need no other address and no real token: RUNCOMFY_TOKEN is set to
    a made-up one. Their waiting takes no time. A request that nothing mocks is answered with a 404 that says so,
    and fails the test at the end of the block.
    """

    token = "mock-token"  # noqa: S105 - any word will do

    def __init__(self, *, base_url: str | None = None) -> None:
        """Mock what is at `base_url`; without it at RUNCOMFY_MODEL_API_BASE, else at RunComfy's own address."""
        self.base_url: str = resolve_base_url(base_url)
        self.router: respx.MockRouter = respx.MockRouter(assert_all_called=False)
        """respx's own router, with the routes `submit`, `status`, `result`, `cancel` and `files`. More can be added."""
        self.models: dict[str, ModelMock] = {}
        self.unexpected: list[str] = []
        """The requests that nothing mocks."""
        self.time: SkippedTime = SkippedTime(self.base_url)
        self._rest = respx.MockRouter(assert_all_called=False)
        self._numbers = itertools.count(1)
        self._open: ExitStack | None = None
        self._add_routes()

    def model(
        self,
        model: AnyModel,
        *,
        states: Sequence[JobState] = _USUAL,
        output: object = None,
        error: object = None,
        cost: float | Decimal | None = None,
        faults: Iterable[Fault | str] = (),
        check_inputs: bool = True,
    ) -> ModelMock:
        """Mock a model: every job that is submitted to it goes through the same script.

        Args:
            model: Its endpoint or its id.
            states: What each look at a job is told, in order, the last one for ever: status words, also unknown ones,
                or whole answers such as `{"status": "in_queue", "queue_position": 3}`.
            output: The result's output; a function of the inputs that returns it; or None, for one made from the
                model's schema, whose files can be downloaded.
            error: Why the jobs fail, a string or an object; None, for jobs that go well.
            cost: What a job costs in US dollars; None, for a server that does not say. A client that limits what it
                may spend is told the packaged rate of the model, or, where there is none, this, for an output.
            faults: Misfortunes, as `runcomfy.sandbox.Fault` or as text: `"504:route=status,times=2"`.
            check_inputs: Whether inputs that do not fit the model's schema are refused with a 422.

        Raises:
            ConfigError: The model is not generated, and no output was given, which is a `LookupError`, too; a fault is
                not known (`FaultError`); the states cannot be a script, or the cost is not an amount, which is a
                `ValueError`, too.
            InputError: It is not a model's id.
        """
        given = model if isinstance(model, str) else getattr(cast("object", model), "model_id", None)
        if not isinstance(given, str):
            raise SettingError(f"model must be an endpoint or a model's id, not {show(model)}")
        model_id = check_model_id(given)
        mock = ModelMock(
            model_id,
            lambda: f"mock-{next(self._numbers)}",
            self.time.progress,
            states=states,
            output=output,
            error=error,
            cost=cost,
            faults=faults,
            check_inputs=check_inputs,
        )
        self.models[model_id] = mock
        return mock

    def client(self, **options: Unpack[OptionChanges]) -> RunComfy:
        """Return a client of the mocked server; `options` as in `RunComfy.with_options`. Closing it is the caller's."""
        from .._protocol.options import ClientOptions
        from ..client import RunComfy

        return RunComfy(self.token, base_url=self.base_url, options=ClientOptions().changed(options))

    def async_client(self, **options: Unpack[OptionChanges]) -> AsyncRunComfy:
        """Return the same for asyncio."""
        from .._protocol.options import ClientOptions
        from ..async_client import AsyncRunComfy

        return AsyncRunComfy(self.token, base_url=self.base_url, options=ClientOptions().changed(options))

    def __enter__(self) -> Self:
        if self._open is not None:
            raise RuntimeError("This mock is already in use")
        with ExitStack() as stack:
            stack.enter_context(patch.dict(os.environ, {"RUNCOMFY_TOKEN": self.token}))
            stack.enter_context(self.time.patches())
            # Asked in this order: what is in no route of the first, the second answers.
            stack.enter_context(self.router)
            stack.enter_context(self._rest)
            self._open = stack.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        stack, self._open = cast("ExitStack", self._open), None
        stack.close()
        if self.unexpected and kind is None:
            raise AssertionError(self._complaint(self.unexpected[0]))

    def _complaint(self, request: str) -> str:
        mocked = ", ".join(self.models) or "no model"
        return (
            f"{PACKAGE}.testing: nothing mocks {request}. Mocked: {mocked}. Several models go into one MockApi, "
            "as api.model(...): of two mocks inside each other, one answers for all."
        )

    def _add_routes(self) -> None:
        base, router = self.base_url, self.router
        router.post(url__startswith=f"{base}/models/", name="submit").mock(side_effect=self._submit)
        for name, method in (("status", "GET"), ("result", "GET"), ("cancel", "POST")):
            pattern = rf"^{re.escape(base)}/requests/[^/?]+/{name}(\?.*)?$"
            router.route(method=method, url__regex=pattern, name=name).mock(side_effect=self._look)
        router.get(url__startswith=f"https://{FILES_HOST}/", name="files").mock(side_effect=_file)
        # Where money is limited, a client asks first what models cost.
        self._rest.get(url__startswith=f"{base}/models/").mock(side_effect=self._entry)
        self._rest.get(url__regex=rf"^{re.escape(base)}/models(\?.*)?$").mock(side_effect=self._entries)
        self._rest.route(url__startswith=f"{base}/").mock(side_effect=self._unknown)

    # None makes respx look on, up to the route that answers what nothing mocks.

    def _submit(self, request: httpx.Request) -> httpx.Response | None:
        mock = self._mock_of(request)
        return mock.submit(request) if mock else None

    def _entry(self, request: httpx.Request) -> httpx.Response | None:
        mock = self._mock_of(request)
        return httpx.Response(200, json=mock.entry()) if mock else None

    def _entries(self, request: httpx.Request) -> httpx.Response:
        found = [mock.entry() for mock in self.models.values()]
        offset = request.url.params.get("offset", "0")
        begun = int(offset) if offset.isdecimal() else 0
        return httpx.Response(200, json={"models": found[begun:], "total": len(found)})

    def _mock_of(self, request: httpx.Request) -> ModelMock | None:
        model_id = unquote(str(request.url).removeprefix(f"{self.base_url}/models/").partition("?")[0])
        return self.models.get(model_id)

    def _look(self, request: httpx.Request) -> httpx.Response | None:
        found = _REQUEST.search(request.url.path)
        if found is None:
            return None
        request_id, route = found.groups()
        mock = next((one for one in self.models.values() if one.owns(request_id)), None)
        if mock is None:
            return None
        include_cost = request.url.params.get("include_cost") == "true"
        return mock.look(cast("Any", route), request_id, include_cost=include_cost)

    def _unknown(self, request: httpx.Request) -> httpx.Response:
        text = f"{request.method} {request.url}"
        self.unexpected.append(text)
        return httpx.Response(404, json={"detail": self._complaint(text)})


def _file(request: httpx.Request) -> httpx.Response:
    file = file_for(kind_of_url(str(request.url)))
    return httpx.Response(200, headers={"content-type": file.content_type}, content=file.content)


@contextmanager
def mock_model(
    model: AnyModel,
    *,
    states: Sequence[JobState] = _USUAL,
    output: object = None,
    error: object = None,
    cost: float | Decimal | None = None,
    faults: Iterable[Fault | str] = (),
    check_inputs: bool = True,
    base_url: str | None = None,
) -> Generator[ModelMock]:
    """Mock one model of the Model API while the `with` block runs; see `MockApi.model` for the arguments."""
    with MockApi(base_url=base_url) as api:
        yield api.model(
            model,
            states=states,
            output=output,
            error=error,
            cost=cost,
            faults=faults,
            check_inputs=check_inputs,
        )
