"""Reading the Model API: the only place where the generator uses the network, and it only ever asks.

Answers are bounded in size and time, reads are tried again, redirects are not followed. The token is sent only when the
server asks for one, only to the server that was named, and stands in no message.
"""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import httpx

from generator.catalogue.address import FILE, Token, fail, find_base_url, find_token, is_loopback
from generator.catalogue.responses import Response
from generator.plain.faults import Fault, FaultsError
from generator.plain.strictjson import MAX_BYTES
from generator.plain.text import show
from generator.plain.values import is_array, is_object, json_type

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType
    from typing import Self

__all__ = ["FILE", "Api", "MissingError", "RefusedError"]

_TRIES = 4
_LONGEST_PAUSE = 30.0
_ANSWER_SECONDS = 120.0
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
# The codes that some servers send with HTTP 400 or 200 in place of a status.
_NO_TOKEN = frozenset({"400004", "403001"})
_NO_MODEL = frozenset({"400001", "404001"})
_MOST_WORDS = 200
_ADDRESS_HINT = "check --base-url, with its /v1"


class MissingError(LookupError):
    """The server knows no such model."""


class RefusedError(FaultsError):
    """The server will not answer this request, and asking again would not help."""


class Api:
    """The routes of the catalogue. Raises FaultsError where there is no answer."""

    def __init__(self, base_url: str | None = None, *, sleep: Callable[[float], None] | None = None) -> None:
        """Take the address from `base_url` or as the client does. Raises FaultsError for one that is not safe."""
        self.base = find_base_url(base_url)
        self._sleep = sleep or time.sleep
        self._token: Token | None = None
        # A proxy stands between here and the world, not between here and this machine.
        self._host = urlsplit(self.base).hostname or ""
        self._client = httpx.Client(
            timeout=_TIMEOUT, follow_redirects=False, trust_env=not is_loopback(self._host)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def models(self, query: Mapping[str, str]) -> bytes:
        """Return the body of one page of the catalogue. Raises FaultsError."""
        try:
            response = self._get("/models", query)
        except MissingError:
            fail("the server has no catalogue at this address", _ADDRESS_HINT)
        if not is_object(response.document) or not is_array(response.document.get("models")):
            found = json_type(response.document)
            what = "an object without a list of models" if is_object(response.document) else found
            fail(
                f"this is not a page of the catalogue, but {what}{self._server_message(response)}",
                _ADDRESS_HINT,
            )
        return response.body

    def model(self, model_id: str) -> bytes:
        """Return the body of one entry.

        Raises MissingError where there is none, RefusedError where it is not given, FaultsError for any other trouble.
        """
        # The id's slashes are the path's own; everything else that means something in an address is escaped.
        response = self._get(f"/models/{quote(model_id, safe='/')}", {})
        if not is_object(response.document) or not isinstance(response.document.get("model_id"), str):
            found = json_type(response.document)
            what = "an object without a model_id" if is_object(response.document) else found
            message = f"this is not an entry of the catalogue, but {what}{self._server_message(response)}"
            raise RefusedError(Fault(FILE, "", message, _ADDRESS_HINT))
        return response.body

    def _get(self, path: str, query: Mapping[str, str]) -> Response:
        attempt = 0
        while True:
            pause = min(0.5 * 2**attempt, _LONGEST_PAUSE)
            hint = "try again later"
            try:
                response = self._get_once(path, query)
            except httpx.RequestError as error:
                reason = f": {show(str(error), _MOST_WORDS)}" if str(error) else ""
                problem = f"there was no answer from {self._host} ({type(error).__name__}{reason})"
                hint = "check the network, the proxy and --base-url, or try again later"
            else:
                code = response.code
                if (response.status in (401, 403) or code in _NO_TOKEN) and self._token is None:
                    self._token = find_token()
                    continue
                # A web page with 404 speaks of an address, not of a model.
                if (response.status == 404 and not response.is_page) or code in _NO_MODEL:
                    raise MissingError
                if response.status == 200 and code is None and response.is_json:
                    return response
                problem = (
                    response.problem
                    + (f" and error code {show(code)}" if code else "")
                    + self._server_message(response)
                )
                if not response.is_transient:
                    raise RefusedError(Fault(FILE, "", problem, _hint(response.status, code)))
                pause = _retry_delay(response.retry_after, pause)
            attempt += 1
            if attempt >= _TRIES:
                fail(f"{problem}; this was try {attempt} of {_TRIES}", hint)
            self._sleep(pause)

    def _server_message(self, response: Response) -> str:
        """Return what the server says, as the end of a sentence. It may repeat the token, which is not ours to show."""
        if response.status in (401, 403) or response.code in _NO_TOKEN:
            return ""
        server_message = (
            self._token.hidden_in(response.server_message) if self._token else response.server_message
        )
        return f"; it says {show(server_message, _MOST_WORDS)}" if server_message else ""

    def _get_once(self, path: str, query: Mapping[str, str]) -> Response:
        # Unpacked, an answer may be any number of times as large: it is asked for plain, and read as it comes.
        headers = {"accept": "application/json", "accept-encoding": "identity"}
        if self._token is not None:
            headers["authorization"] = self._token.header
        started = time.monotonic()
        with self._client.stream("GET", self.base + path, params=dict(query), headers=headers) as response:
            packed = response.headers.get("content-encoding", "identity").strip().lower()
            if packed not in {"", "identity"}:
                fail(f"an answer came packed as {show(packed)}, which was not asked for", _ADDRESS_HINT)
            body = bytearray()
            for chunk in response.iter_raw():
                body += chunk
                if len(body) > MAX_BYTES:
                    fail(f"an answer is larger than {MAX_BYTES // (1024 * 1024)} MiB")
                if time.monotonic() - started > _ANSWER_SECONDS:
                    raise httpx.ReadTimeout("the answer takes too long")
            return Response(response.status_code, response.headers.get("retry-after", ""), bytes(body))


def _hint(status: int, code: str | None) -> str:
    if status in (401, 403) or code in _NO_TOKEN:
        return "the token is not accepted: copy a fresh one from the RunComfy profile page"
    return _ADDRESS_HINT


def _retry_delay(text: str, usual: float) -> float:
    """Return how long to wait: what the server asks for, within reason."""
    try:
        seconds = float(text)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(text).timestamp() - time.time()
        except (TypeError, ValueError):
            return usual
    return min(max(seconds, 0.0), _LONGEST_PAUSE) if seconds == seconds else usual  # noqa: PLR0124 - not a number
