"""One mocked model: what it answers, and what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal  # noqa: TC003 (`get_type_hints` looks here)
from typing import Any, cast

import httpx

from .._catalogue.registry import no_such_model, registry
from .._plain.json_values import not_json
from .._plain.money import money
from .._schema.models import validate_wire
from ..errors import InputError
from ..sandbox import Fault, Faults, parse_fault
from ..sandbox._dice import Dice
from ..sandbox._fields import SettingError, check_type
from ..sandbox._outputs import shape_output
from ..sandbox._sizes import count
from ._media import file_for
from ._misfortune import misfortune
from ._script import Job, JobState, Script, read_states
from ._submits import Submit, difference, read_json

__all__ = ["FILES_HOST", "ModelMock", "Output"]

Output = Callable[[dict[str, Any]], object]

FILES_HOST = "mock.runcomfy.net"
"""Where the files of a mocked job are said to lie; nothing is asked there."""


class ModelMock:
    """A model behind a mocked server. Made by `mock_model` or `MockApi.model`, which tell what its arguments mean."""

    def __init__(
        self,
        model_id: str,
        new_id: Callable[[], str],
        progress: Callable[[], None],
        *,
        states: Sequence[JobState],
        output: object,
        error: object,
        cost: float | Decimal | None,
        faults: Iterable[Fault | str],
        check_inputs: bool,
    ) -> None:
        self.model_id = model_id
        self.submits: list[Submit] = []
        """What was submitted, in order; also what was refused, and what an answer was lost for."""
        self.requests: list[tuple[str, str]] = []
        """Every request that met this model, in order: `("status", "mock-1")`."""
        self._new_id = new_id
        self._progress = progress
        usd = None if cost is None else money(cost)
        if cost is not None and usd is None:
            raise SettingError(f"cost must be an amount of US dollars of at least 0, not {cost!r:.80}")
        self._script = Script(read_states(states), error, None if usd is None else float(usd))
        if not callable(output) and (wrong := next(not_json(output), None)):
            raise SettingError(f"output must be what JSON can hold: {wrong[2]}")
        self._output = output
        self._dice = Dice(Faults(play=_played(faults)), 0)
        self._check_inputs = check_inputs
        self._info = registry.get(model_id)
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        if output is None and self._info is None:
            raise no_such_model(
                model_id,
                "is not a generated model, so there is no schema to make an output from: say output=",
            )

    def __repr__(self) -> str:
        return f"<mock of {self.model_id}: {len(self.submits)} submits>"

    # What it answers

    def owns(self, request_id: str) -> bool:
        """Return whether the job is one of this model's."""
        return request_id in self._jobs

    def entry(self) -> dict[str, object]:
        """Return what the catalogue says of the model. Strictly private, as the next four are."""
        price = (self._info.price if self._info else None) or {}
        usd, unit = price.get("base_usd"), price.get("unit")
        if usd is None:
            usd, unit = self._script.cost, "output"
        told = {} if usd is None else {"base_price_usd": usd, "price_unit": unit}
        return {"model_id": self.model_id, **told}

    def submit(self, request: httpx.Request) -> httpx.Response:
        """Return the answer to a submission."""
        with self._lock:
            fault = self._dice.fault("submit", self.model_id)
            if fault is not None and not fault.after and fault.kind not in ("half", "fail"):
                self._note(request, None)
                return misfortune(fault)
            body = read_json(request.content)
            refusal = self._refusal(body)
            if refusal is not None:
                self._note(request, None)
                return refusal
            job = self._job(cast("dict[str, Any]", body), fails=fault is not None and fault.kind == "fail")
            self._note(request, job.request_id)
        if fault is not None and fault.kind != "fail":
            return misfortune(fault)
        root = str(request.url.copy_with(query=None)).partition("/models/")[0]
        links = {
            f"{name}_url": f"{root}/requests/{job.request_id}/{name}"
            for name in ("status", "result", "cancel")
        }
        return httpx.Response(200, json={"request_id": job.request_id, **links})

    def look(self, route: str, request_id: str, *, include_cost: bool) -> httpx.Response:
        """Return the answer to a request about a job."""
        with self._lock:
            self.requests.append((route, request_id))
            job = self._jobs[request_id]
            fault = self._dice.fault(route, self.model_id)
            if fault is not None and not (fault.after or fault.kind == "half"):
                return misfortune(fault)
            before = job.told
            if route == "cancel":
                answer, status = job.cancel(), 202
            elif route == "status":
                answer, status = job.status(), 200
            else:
                answer, status = job.result(include_cost=include_cost), 200
            if job.told != before:
                self._progress()
        return httpx.Response(status, json=answer) if fault is None else misfortune(fault)

    def _note(self, request: httpx.Request, request_id: str | None) -> None:
        self._progress()
        self.requests.append(("submit", request_id or ""))
        self.submits.append(Submit(read_json(request.content), request.headers, request_id))

    def _refusal(self, body: object) -> httpx.Response | None:
        if not isinstance(body, dict):
            return httpx.Response(400, json={"detail": "The body must be a JSON object"})
        if not self._check_inputs or self._info is None:
            return None
        try:
            validate_wire(self.model_id, self._info.input_type, cast("dict[str, object]", body), None)
        except InputError as error:
            detail = [
                {"loc": ["input", issue.path], "msg": issue.message, "type": "value_error"}
                for issue in error.issues
            ]
            return httpx.Response(422, json={"detail": detail})
        return None

    def _job(self, inputs: dict[str, Any], *, fails: bool) -> Job:
        request_id = self._new_id()
        error = self._script.error
        if fails and error is None:
            error = "The model could not make this."
        job = Job(request_id, self.model_id, self._script, self._made(request_id, inputs), error)
        self._jobs[request_id] = job
        return job

    def _made(self, request_id: str, inputs: dict[str, Any]) -> object:
        if callable(self._output):
            return cast("Output", self._output)(inputs)
        if self._output is not None or self._info is None:
            return self._output
        kind = self._info.kind or "image"
        files = range(1, (count(inputs) if kind == "image" else 1) + 1)
        urls = [
            f"https://{FILES_HOST}/{request_id}/{kind}-{number}.{file_for(kind).ending}" for number in files
        ]
        return shape_output(self._info.schema.get("output_schema") or {}, kind, urls)

    # What it was asked

    @property
    def submit_count(self) -> int:
        """How often something was submitted."""
        return len(self.submits)

    @property
    def last_submit(self) -> Submit:
        """The last submission.

        Raises:
            AssertionError: There is none.
        """
        if not self.submits:
            raise AssertionError(f"Nothing was submitted to {self.model_id}.")
        return self.submits[-1]

    def cancelled(self, request_id: str | None = None) -> bool:
        """Return whether the job, or any job, was cancelled.

        Raises:
            KeyError: There is no job of that id.
        """
        if request_id is not None and request_id not in self._jobs:
            raise KeyError(
                f"{self.model_id} has no job {request_id!r:.80}: {', '.join(self._jobs) or 'none yet'}"
            )
        jobs = self._jobs.values() if request_id is None else [self._jobs[request_id]]
        return any(job.cancelled for job in jobs)

    def assert_submitted(
        self, inputs: Mapping[str, object] | None = None, /, *, times: int | None = None, **more: object
    ) -> None:
        """Assert that some submission held these inputs, by their names on the wire, perhaps with others beside them.

        Args:
            inputs: Inputs, where a name is not an identifier.
            times: How many submissions there were in all; None is any number.
            **more: Inputs.

        Raises:
            AssertionError: None did, or there were more or fewer.
        """
        if inputs is not None:
            check_type("inputs", inputs, Mapping, "a mapping of names to values")
        wanted = {**(inputs or {}), **more}
        if times is not None and len(self.submits) != times:
            raise AssertionError(
                f"{self.model_id}: {len(self.submits)} submissions, not {times}.{self._listed()}"
            )
        differences = [difference(one.json, wanted) for one in self.submits]
        if [] in differences:
            return
        if not differences:
            raise AssertionError(f"Nothing was submitted to {self.model_id}.")
        lines = [f"\n  submission {number}: {'; '.join(one)}" for number, one in enumerate(differences, 1)]
        raise AssertionError(f"No submission to {self.model_id} held these inputs:{''.join(lines)}")

    def assert_not_submitted(self) -> None:
        """Assert that nothing was submitted.

        Raises:
            AssertionError: Something was.
        """
        if self.submits:
            raise AssertionError(f"{self.model_id}: {len(self.submits)} submissions, not 0.{self._listed()}")

    def _listed(self) -> str:
        return "".join(f"\n  {one.json!r:.300}" for one in self.submits[:10])


def _played(faults: Iterable[Fault | str]) -> tuple[Fault, ...]:
    """Return the faults that are given one by one, or as one."""
    if isinstance(faults, str | Fault):
        faults = (faults,)
    check_type("faults", faults, Iterable, "a list of faults, such as ['504:route=status']")
    return tuple(parse_fault(one) if isinstance(one, str) else one for one in faults)
