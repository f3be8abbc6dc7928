"""The options of a client: one frozen value, changed by `client.with_options(...)`."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict, cast

from .._plain.brief import brief_to_make
from .._plain.headers import Headers
from .._plain.json_values import show
from .._plain.nearest import did_you_mean
from .._schema.local_file import LocalFiles  # noqa: TC001 (`typing.get_type_hints` looks for it)
from .._states import JobUpdate
from ..errors import ConfigError
from .schedule import Plain

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = [
    "ClientOptions",
    "HTTPTimeouts",
    "OnInterrupt",
    "OnTimeout",
    "OptionChanges",
    "Poll",
    "UpdateCallback",
    "check_count",
    "check_seconds",
    "check_word",
    "options_of",
    "plain_looks",
]

UpdateCallback: TypeAlias = Callable[[JobUpdate], object]
"""What is called with each `JobUpdate`; with the asynchronous client it may be a coroutine function."""
OnTimeout: TypeAlias = Literal["detach", "cancel"]
"""What becomes of a job at the end of `timeout`: it is left running, or cancelled."""
OnInterrupt: TypeAlias = Literal["detach", "cancel"]
"""What becomes of a job at an interrupt: it is left running, or cancelled."""
Poll: TypeAlias = Literal["learned", "plain"]
"""How looks at a job are planned: by what is known of its model, or with pauses that grow."""

_RESERVED_HEADERS = frozenset(
    {"authorization", "host", "content-length", "content-type", "transfer-encoding", "connection"}
)
_LONGEST_KEY = 255
# Arguments of the clients that are none of their options: two views of one client cannot differ in them.
_OF_THE_CLIENT = frozenset(
    """
    token base_url proxy verify transport http_client max_connections budget_usd unknown_price max_job_usd prices
    journal journal_inputs
    """.split()
)
_LONGEST = sys.float_info.max  # seconds; an integer can be larger, and is then no number to a clock
# A name, or every name below one that is not a whole top-level domain.
_HOST = r"(\*\.[a-z0-9_-]+\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*"
_HEADER_NAME = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"  # what HTTP calls a token


def check_seconds(name: str, value: object, *, may_be_none: bool = True) -> None:
    """Refuse what is not a finite number of seconds above 0; None is no limit, where there may be none.

    Raises:
        ConfigError: It is not.
    """
    if value is None and may_be_none:
        return
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= _LONGEST:
        too_large = isinstance(value, int | float) and value > _LONGEST
        raise ConfigError(
            f"{name} must be a {'finite ' if too_large else ''}number of seconds above 0, not {show(value)}.",
            hint="None is no limit." if too_large and may_be_none else None,
        )


def check_count(name: str, value: object, least: int) -> None:
    """Refuse what is not an integer of at least so many.

    Raises:
        ConfigError: It is not.
    """
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ConfigError(f"{name} must be an integer of at least {least}, not {show(value)}.")


def check_word(name: str, value: object, words: Collection[object]) -> None:
    """Refuse what is none of these words.

    Raises:
        ConfigError: It is not.
    """
    if not any(isinstance(value, type(word)) and value == word for word in words):
        allowed = " or ".join(repr(word) for word in words)
        raise ConfigError(f"{name} must be {allowed}, not {show(value)}.")


def check_path(name: str, value: object) -> None:
    """Refuse what is not the path of a file or directory.

    Raises:
        ConfigError: It is not.
    """
    given = value
    place: object = os.fspath(cast("os.PathLike[str]", value)) if isinstance(value, os.PathLike) else value
    if not isinstance(place, str) or not _can_be_on_disk(place):
        raise ConfigError(f"{name} must be a path, not {show(given)}.")


def _can_be_on_disk(place: str) -> bool:
    try:
        return b"\0" not in os.fsencode(place)
    except UnicodeEncodeError:
        return False


def check_function(name: str, value: object) -> None:
    """Refuse what is neither a function nor None.

    Raises:
        ConfigError: It is not.
    """
    if value is not None and not callable(value):
        raise ConfigError(f"{name} must be a function or None, not {show(value)}.")


def _check_key(key: object) -> None:
    if not isinstance(key, str) or not 0 < len(key) <= _LONGEST_KEY or not key.isprintable():
        raise ConfigError(
            f"Option once must be a string of 1 to {_LONGEST_KEY} printable characters, not {show(key)}."
        )


@brief_to_make
@dataclass(frozen=True, slots=True)
class HTTPTimeouts:
    """How long one HTTP request may take in each phase, in seconds; None is without limit.

    Attributes:
        connect: For making the connection.
        read: Between two pieces of the answer.
        write: Between two pieces of the request.
        pool: For a free connection, where many requests are in flight.
    """

    connect: float | None = 10.0
    read: float | None = 60.0
    write: float | None = 60.0
    pool: float | None = None

    def __post_init__(self) -> None:
        for name in ("connect", "read", "write", "pool"):
            check_seconds(f"http_timeout.{name}", getattr(self, name))

    def silent_for(self, seconds: float | None) -> HTTPTimeouts:
        """Return these, with so many seconds at most in which nothing comes; None changes nothing."""
        if seconds is None or (self.read is not None and self.read <= seconds):
            return self
        return _silent_for(self, seconds)

    def for_connection(self, limit: float | None) -> float | None:
        """Return how long to wait for a free connection, with so much time left for the whole request."""
        return self.pool if limit is None else min(limit, self.pool or limit)


@lru_cache(maxsize=16)
def _silent_for(timeouts: HTTPTimeouts, seconds: float) -> HTTPTimeouts:
    """Return the same value for all looks: making one checks it."""
    return replace(timeouts, read=seconds)


def _no_headers() -> Mapping[str, str]:
    return Headers()


@brief_to_make
@dataclass(frozen=True, slots=True)
class ClientOptions:
    """How a client behaves.

    Attributes:
        timeout: Seconds for the whole of one `run`: submit, queue and run; for the whole of one `wait`, from its
            start; and as many again for each `save` of a result. None is without limit.
        http_timeout: Seconds that one HTTP request may take in each of its phases, or the phases one by one.
        max_retries: How often a failed read is tried again, and a submit whose connection was never made. While a
            job is waited for, reads are tried again until the end of the wait.
        poll_interval: Seconds from the first look at a job to the second.
        max_poll_interval: The looks grow apart up to so many seconds.
        poll: With `learned`, looks are planned by how long other jobs of the model took, as soon as five are known
            (from this client, its journal, or the model's document); until then, and with `plain`, they grow apart.
        resubmit_on_429: Whether a submit that the server refused with 429 is sent again after the wait it asks for.
        once: A key that stands for one paid job for ever: whoever submits under it, from whatever process and however
            often, gets the first one's job. It needs the journal, and takes the usual one where the client has none.
        on_timeout: At the end of `timeout`, leave the job running (`detach`) or `cancel` it.
        on_interrupt: At Ctrl-C, SIGTERM or asyncio's cancellation: `cancel` the job or `detach`. None means to
            cancel in `run` and `submit` without `once`, and else to detach.
        progress: Whether `run` and `wait` show how the job is doing: True on a terminal (with rich where it is
            installed, else a line for each change) and in a notebook, None in a notebook alone, False nowhere.
        on_update: Called with each `JobUpdate` during `run` and `wait`; with the asynchronous client it may be async.
        heartbeat: Seconds after which an `JobUpdate` comes although nothing has changed. None is never.
        include_cost: Whether the price of a job is asked for with its result.
        local_files: `inline` sends local files within the request as data URIs, `refuse` forbids it.
        max_body_bytes: The most bytes one submit may have.
        headers: Further headers of every request.
        http_hosts: The hosts, by their exact names, to which a new client may speak plain http, token and all, one or
            several; none by default, and this machine always. For a sandbox in another container, and for nothing else:
            what is sent can be read by all who see the network between. They are reached without a proxy, and result
            files may come from them.
        download_hosts: The hosts that result files may come from, one or several: `cdn.example.com`, or
            `*.example.com` for every name below. There is no pattern for every host.
        max_download_bytes: The largest result file.
    """

    timeout: float | None = None
    http_timeout: HTTPTimeouts = HTTPTimeouts()
    max_retries: int = 4
    poll_interval: float = 1.0
    max_poll_interval: float = 5.0
    poll: Poll = "learned"
    resubmit_on_429: bool = False
    once: str | None = None
    on_timeout: OnTimeout = "detach"
    on_interrupt: OnInterrupt | None = None
    progress: bool | None = None
    on_update: UpdateCallback | None = field(default=None, repr=False)
    heartbeat: float | None = None
    include_cost: bool = True
    local_files: LocalFiles = "inline"
    max_body_bytes: int = 64 * 1024 * 1024
    headers: Mapping[str, str] = field(default_factory=_no_headers, repr=False)
    http_hosts: tuple[str, ...] = ()
    download_hosts: tuple[str, ...] = ("*.runcomfy.net", "*.runcomfy.com")
    max_download_bytes: int = 2 * 1024**3

    def __post_init__(self) -> None:
        check_seconds("timeout", self.timeout)
        check_seconds("heartbeat", self.heartbeat)
        check_seconds("poll_interval", self.poll_interval, may_be_none=False)
        check_seconds("max_poll_interval", self.max_poll_interval, may_be_none=False)
        for name, least in (("max_retries", 0), ("max_body_bytes", 1), ("max_download_bytes", 1)):
            check_count(f"Option {name}", getattr(self, name), least)
        for name in ("resubmit_on_429", "include_cost"):
            if not isinstance(getattr(self, name), bool):
                raise ConfigError(f"Option {name} must be True or False, not {show(getattr(self, name))}.")
        for name, words in (
            ("progress", (True, False, None)),
            ("on_timeout", ("detach", "cancel")),
            ("on_interrupt", ("detach", "cancel", None)),
            ("local_files", ("inline", "refuse")),
            ("poll", ("learned", "plain")),
        ):
            check_word(f"Option {name}", getattr(self, name), words)
        if self.once is not None:
            _check_key(self.once)
        if self.on_update is not None and not callable(self.on_update):
            raise ConfigError("Option on_update must be a function of one JobUpdate.")
        object.__setattr__(self, "http_timeout", _http_timeout(self.http_timeout))
        object.__setattr__(self, "headers", Headers(_headers(self.headers)))
        object.__setattr__(self, "download_hosts", _hosts("download_hosts", self.download_hosts))
        object.__setattr__(self, "http_hosts", _exact_hosts(self.http_hosts))

    def changed(self, changes: Mapping[str, Any] | OptionChanges) -> ClientOptions:
        """Return these options with some changed.

        Raises:
            ConfigError: There is no such option, or it cannot have that value.
        """
        for name in changes:
            if name not in ClientOptions.__dataclass_fields__:
                raise ConfigError(f"There is no option {name!r}.", hint=_other_name(name))
        return replace(self, **changes)

    def portable(self) -> ClientOptions:
        """Return what may go along in a pickle: no function, and no header that may hold a secret."""
        return replace(self, on_update=None, headers={}, once=None)

    def __copy__(self) -> ClientOptions:
        return self

    def __deepcopy__(self, memo: object) -> ClientOptions:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        mine = self.portable()
        values = {
            name: getattr(mine, name) for name in ClientOptions.__dataclass_fields__ if name != "headers"
        }
        return _load, (values,)


# What other clients call it.
_A_TOKEN = frozenset({"api_key", "api_token", "auth_token", "access_token", "bearer_token", "key", "auth"})


def _other_name(name: str) -> str | None:
    if name in _OF_THE_CLIENT:
        return f"It is set when a client is made: RunComfy({name}=...)."
    if name in _A_TOKEN:
        return "The API token is the first argument of a client: RunComfy(token=...)."
    return did_you_mean(name, (*ClientOptions.__dataclass_fields__, *_OF_THE_CLIENT))


def _load(values: dict[str, Any]) -> ClientOptions:
    return ClientOptions(**values)


class OptionChanges(TypedDict, total=False):
    """The options as keyword arguments; `ClientOptions` says what each means, and the defaults."""

    timeout: float | None
    http_timeout: HTTPTimeouts | float | None
    max_retries: int
    poll_interval: float
    max_poll_interval: float
    poll: Poll
    resubmit_on_429: bool
    once: str | None
    on_timeout: OnTimeout
    on_interrupt: OnInterrupt | None
    progress: bool | None
    on_update: UpdateCallback | None
    heartbeat: float | None
    include_cost: bool
    local_files: LocalFiles
    max_body_bytes: int
    headers: Mapping[str, str]
    http_hosts: str | Iterable[str]
    download_hosts: str | Iterable[str]
    max_download_bytes: int


def options_of(options: object, changes: Mapping[str, Any] | OptionChanges) -> ClientOptions:
    """Return the options of a new client: those given as one value, with those that were named changed.

    Raises:
        ConfigError: It is no such value, or an option cannot be.
    """
    if options is not None and not isinstance(options, ClientOptions):
        raise ConfigError(
            f"options= must be a ClientOptions, not a {type(options).__name__}.",
            hint="Options are arguments of their own, too: RunComfy(timeout=600).",
        )
    return (options or ClientOptions()).changed(changes)


def _http_timeout(value: object) -> HTTPTimeouts:
    """Return the timeouts of a request; a single number stands for each phase but the wait for a connection."""
    if isinstance(value, HTTPTimeouts):
        return value
    check_seconds("http_timeout", value)
    seconds = cast("float | None", value)
    return HTTPTimeouts(connect=seconds, read=seconds, write=seconds)


def _headers(headers: object) -> dict[str, str]:
    if not isinstance(headers, Mapping):
        raise ConfigError(
            f"Option headers must be a mapping of names to values, not a {type(headers).__name__}."
        )
    good: dict[str, str] = {}
    for name, value in cast("Mapping[object, object]", headers).items():
        if not isinstance(name, str) or not isinstance(value, str):
            raise ConfigError("Headers and their values must be strings.")
        if name.lower() in _RESERVED_HEADERS:
            raise ConfigError(f"The header {name!r} is the client's own and cannot be set.")
        if not re.fullmatch(_HEADER_NAME, name) or not value.isascii() or not value.isprintable():
            raise ConfigError(f"The header {name!r} holds characters that cannot be sent.")
        good[name] = value
    return good


def _exact_hosts(hosts: object) -> tuple[str, ...]:
    found = _hosts("http_hosts", hosts)
    if any("*" in one for one in found):
        raise ConfigError("Option http_hosts must hold whole names of hosts: a token goes there in clear.")
    return found


def _hosts(option: str, hosts: object) -> tuple[str, ...]:
    """Return the patterns in lower case. A single string is one pattern."""
    given: tuple[object, ...] = (hosts,)
    if isinstance(hosts, Iterable) and not isinstance(hosts, str | bytes | bytearray | Mapping):
        given = tuple(cast("Iterable[object]", hosts))
    for one in given:
        if not isinstance(one, str) or not re.fullmatch(_HOST, one.lower()):
            raise ConfigError(
                f"Option {option} must hold names of hosts, not {show(one)}.",
                hint="Write 'cdn.example.com', or '*.example.com' for every name below it, without https:// and path."
                if option == "download_hosts"
                else "Write 'sandbox', without http://, port and path.",
            )
    return tuple(cast("str", one).lower() for one in given)


def plain_looks(options: ClientOptions) -> Plain:
    """Return the looks at a job of which nothing is known."""
    return _plain_looks(options.poll_interval, max(options.max_poll_interval, options.poll_interval))


@lru_cache(maxsize=16)
def _plain_looks(first: float, longest: float) -> Plain:
    """Return the same value for all jobs."""
    return Plain(first, longest)
