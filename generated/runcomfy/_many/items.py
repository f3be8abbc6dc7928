"""The requests of a batch: read, checked and named before the first one is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard, cast

from .._books.digest import request_hash
from .._catalogue.model import ModelRequest, checked_input, wire_of
from .._catalogue.untyped import endpoint_for
from .._schema.body import check_body, has_local_files
from ..errors import ConfigError, InputError, InputIssue

if TYPE_CHECKING:
    from .._catalogue.untyped import MappingEndpoint
    from .._protocol.options import ClientOptions

__all__ = ["BatchRequest", "Item", "listed", "refusal", "take_in"]

BatchRequest: TypeAlias = ModelRequest[Any, Any] | tuple[str, Mapping[str, object]] | Mapping[str, object]
"""A request of a batch: of `endpoint.request(...)`, (model id, inputs), or `{"model": ..., "inputs": {...}}`."""

_SHOWN = 20  # faults in one message


@dataclass(slots=True)
class Item:
    """One request that can be sent: `slot` names it within its batch, `copies` are the places of the same request."""

    index: int
    request: ModelRequest[Any, Any] | None
    digest: str
    slot: str
    request_id: str | None = None
    model_id: str | None = None
    copies: list[int] = field(default_factory=list[int])


def take_in(
    requests: Iterable[object], options: ClientOptions, *, dedupe: bool
) -> tuple[list[Item], dict[int, InputError]]:
    """Return the requests that can be sent, and what is wrong with each of the others, by its index."""
    items: list[Item] = []
    wrong: dict[int, InputError] = {}
    seen: dict[str, list[Item]] = {}
    endpoints: dict[str, MappingEndpoint] = {}
    check = partial(check_body, local_files=options.local_files, max_body=options.max_body_bytes)
    for index, given in enumerate(requests):
        try:
            request = _read(given, options, endpoints)
            wire = wire_of(request.endpoint, request.input)
            check(wire, model_id=request.model_id)
            digest = request_hash(request.model_id, wire)
            if has_local_files(wire):
                # Some sizes are known only now that the files have been read.
                check(wire, model_id=request.model_id)
        except InputError as error:
            wrong[index] = error
            continue
        same = seen.setdefault(digest, [])
        if same and dedupe:
            same[0].copies.append(index)
            continue
        item = Item(index, request, digest, f"{digest}#{len(same)}")
        same.append(item)
        items.append(item)
    return items, wrong


def listed(requests: object) -> Iterable[object]:
    """Return what a batch was given, if it is several requests.

    Raises:
        ConfigError: It is none, or a single one.
    """
    given = requests
    one = isinstance(requests, str | bytes | bytearray | Mapping) or hasattr(type(requests), "model_fields")
    if isinstance(requests, Iterable) and not one:
        return cast("Iterable[object]", requests)
    raise ConfigError(
        f"requests must be a list of requests, or another iterable of them, not a {type(given).__name__}.",
        hint="One request goes into a list, or to client.run(request).",
    )


def _is_request(given: object) -> TypeGuard[ModelRequest[Any, Any]]:
    return isinstance(given, ModelRequest)


def _read(
    given: object, options: ClientOptions, endpoints: dict[str, MappingEndpoint]
) -> ModelRequest[Any, Any]:
    if _is_request(given):
        request = given
        # It was right when it was made, and may have been changed since.
        return replace(
            request, input=checked_input(request.endpoint, (request.input,), {}, options.local_files)
        )
    model, inputs = _parts(given)
    endpoint = endpoints.get(model) if isinstance(model, str) else None
    if endpoint is None:
        endpoint = endpoint_for(cast("str", model), validate=True)
        endpoints[endpoint.model_id] = endpoint
    if not isinstance(inputs, Mapping):
        raise InputError(
            f"{model}: the inputs must be a mapping of names to values.", model_id=endpoint.model_id
        )
    return ModelRequest(
        endpoint, checked_input(endpoint, (cast("Mapping[str, object]", inputs),), {}, options.local_files)
    )


def _parts(given: object) -> tuple[object, object]:
    kind = type(given).__name__
    if isinstance(given, Mapping):
        named = cast("Mapping[str, object]", given)
        if set(named) == {"model", "inputs"}:
            return named["model"], named["inputs"]
    elif isinstance(given, tuple | list):
        pair = cast("tuple[object, ...]", given)
        if len(pair) == 2:
            return pair[0], pair[1]
    raise InputError(
        f"a request is endpoint.request(...), a pair (model id, inputs), or "
        f'{{"model": ..., "inputs": {{...}}}}; not {kind}'
    )


def refusal(wrong: Mapping[int, InputError], total: int) -> InputError:
    """Return one error for all that is wrong with a batch, each issue with its request's index."""
    issues: list[InputIssue] = []
    lines: list[str] = []
    for index, error in wrong.items():
        own = error.issues or (InputIssue("", error.message, None),)
        for issue in own:
            path = f"[{index}].{issue.path}" if issue.path else f"[{index}]"
            issues.append(replace(issue, path=path))
            lines.append(f"  {path}: {issue.message}")
    if len(lines) > _SHOWN:
        lines[_SHOWN:] = [f"  and {len(lines) - _SHOWN} more"]
    text = "\n".join(lines)
    return InputError(
        f"{len(wrong)} of {total} requests cannot be sent, and none was:\n{text}",
        issues=issues,
        hint='Fix them, or leave them out with on_invalid="skip".',
    )
