"""What a mocked server was sent."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import httpx  # noqa: TC002 (`get_type_hints` looks for it here)

from .._plain.data_uris import is_data_uri, parse_data_uri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Submit", "difference", "read_json"]


@dataclass(frozen=True)
class Submit:
    """One submission, as it came.

    Attributes:
        json: The decoded body.
        headers: The request's headers.
        request_id: The job's id, or None where the submission was refused.
    """

    json: Any
    headers: httpx.Headers = field(repr=False)
    request_id: str | None = None

    @property
    def files(self) -> dict[str, bytes]:
        """What came as `data:` URIs, by place: `{"images/0": b"..."}`. One whose base64 is broken is left out."""
        return dict(_files(self.json, ""))


def _files(value: object, place: str) -> Iterator[tuple[str, bytes]]:
    if isinstance(value, dict):
        for name, one in cast("dict[str, object]", value).items():
            yield from _files(one, f"{place}/{name}" if place else name)
    elif isinstance(value, list):
        for index, one in enumerate(cast("list[object]", value)):
            yield from _files(one, f"{place}/{index}")
    elif isinstance(value, str) and is_data_uri(value):
        with contextlib.suppress(ValueError):
            yield place, parse_data_uri(value)[0]


def read_json(content: bytes) -> object:
    """Return the decoded body, or None."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def difference(sent: object, wanted: Mapping[str, object]) -> list[str]:
    """Return what of the wanted inputs was not sent so, one line for each."""
    given = cast("dict[str, object]", sent) if isinstance(sent, dict) else {}
    return [
        f"{name}: {given[name]!r:.120}, not {value!r:.120}"
        if name in given
        else f"{name}: was not sent, not {value!r:.120}"
        for name, value in wanted.items()
        if name not in given or given[name] != value
    ]
