"""Where the token and the addresses come from, and which are refused."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, cast
from urllib.parse import urlsplit

from .._plain.hosts import is_loopback
from .._plain.names import PACKAGE
from ..errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["Secret", "resolve_balance_base_url", "resolve_base_url", "resolve_token"]

DEFAULT_BASE_URL = "https://model-api.runcomfy.net/v1"
DEFAULT_BALANCE_BASE_URL = "https://api.runcomfy.net/prod/v2"
TOKEN_VARIABLES = ("RUNCOMFY_TOKEN", "RUNCOMFY_API_TOKEN", "RUNCOMFY_API_KEY")
BASE_URL_VARIABLE = "RUNCOMFY_MODEL_API_BASE"
BALANCE_BASE_URL_VARIABLE = "RUNCOMFY_SERVERLESS_API_BASE"
PROFILE_PAGE = "https://www.runcomfy.com/profile"

_REAL_TOKEN = 16  # characters; those that RunComfy gives out are longer
_HOW_IT_BEGINS = "It begins with https://, or on this machine with http://, as in http://127.0.0.1:8188/v1."
_WHERE = (
    f"Copy your token from the RunComfy profile page ({PROFILE_PAGE}), then set the environment variable "
    'RUNCOMFY_TOKEN or pass it: RunComfy(token="..."). To try things out without one there is a local sandbox: '
    f"python -m {PACKAGE} sandbox."
)


class Secret:
    """A token that shows itself to no repr, no log and no pickle."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the token itself, for the one header it belongs in."""
        return self._value

    def hide(self, text: bytes) -> bytes:
        """Return what came from outside without the token, should it be repeated there: an error would show it.

        A short token is not a secret, but made up for a test, and may well be a part of some other word.
        """
        if len(self._value) < _REAL_TOKEN or not (
            self._value.encode() in text or b"\\" in text or b"&#" in text
        ):
            return text
        return re.sub("".join(map(_ways_to_write, self._value)).encode(), b"[token]", text)

    def __repr__(self) -> str:
        return "Secret(...)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a token cannot be pickled")


def _ways_to_write(char: str) -> str:
    """Return the pattern of a character, also as JSON and HTML escape it: what reads an answer undoes that."""
    code = ord(char)
    solidus = r"\\/|" if char == "/" else ""
    return rf"(?:{re.escape(char)}|{solidus}(?i:\\u00{code:02x}|&#(?:0*{code}|x0*{code:x});))"


def resolve_token(token: str | None = None) -> Secret:
    """Return the token: the argument, the environment, the official command line's token file, in this order.

    Raises:
        ConfigError: There is none, or it cannot be one. What it is, the message never shows.
    """
    if token is not None:
        return _checked(token, "token=")
    for name in TOKEN_VARIABLES:
        value = os.environ.get(name)
        if value:
            return _checked(value, name)
    path = token_file()
    stored = None if path is None else _read_token_file(path)
    if stored is not None:
        return _checked(stored, str(path))
    places = ["as token=", f"in {', '.join(TOKEN_VARIABLES)}", *([] if path is None else [f"in {path}"])]
    raise ConfigError(
        f"There is no RunComfy token: {', '.join(f'not {place}' for place in places)}.", hint=_WHERE
    )


def _checked(token: object, source: str) -> Secret:
    if not isinstance(token, str):
        raise ConfigError(f"The token from {source} is not a string.", hint=_WHERE)
    if not token.strip():
        raise ConfigError(f"The token from {source} is empty.", hint=_WHERE)
    # A line break would begin a header of someone else's.
    if not token.isascii() or not token.isprintable() or " " in token:
        raise ConfigError(
            f"The token from {source} holds spaces, line breaks or characters that no token has.",
            hint=_WHERE,
        )
    return Secret(token)


def token_file() -> Path | None:
    """Return where the official command line keeps its token; None for a user without a home."""
    own = os.environ.get("RUNCOMFY_CONFIG_DIR")
    if own:
        return Path(own) / "token.json"
    base = os.environ.get("XDG_CONFIG_HOME")
    try:
        return (Path(base) if base else Path("~/.config").expanduser()) / "runcomfy" / "token.json"
    except RuntimeError:
        return None


def _read_token_file(path: Path) -> object:
    try:
        with path.open("rb") as file:
            content = file.read(65536)
    except OSError:
        return None
    try:
        document: object = json.loads(content)
    except (ValueError, RecursionError):
        raise ConfigError(f"The token file {path} is not JSON.", hint=_WHERE) from None
    return cast("dict[str, object]", document).get("access_token") if isinstance(document, dict) else None


def resolve_base_url(base_url: str | None = None, http_hosts: Collection[str] = ()) -> str:
    """Return the address of the Model API with its `/v1`, without a slash at the end.

    Plain http is for this machine and the hosts that are named.

    An address without any path gets the `/v1`; any other path is taken as it is.

    Raises:
        ConfigError: It is not an address, or not a safe one for a token.
    """
    source = "base_url="
    if base_url is None:
        base_url, source = os.environ.get(BASE_URL_VARIABLE) or DEFAULT_BASE_URL, BASE_URL_VARIABLE
    url = _checked_url(base_url, source, http_hosts)
    return url if urlsplit(url).path else f"{url}/v1"


def resolve_balance_base_url(base_url: str | None = None, http_hosts: Collection[str] = ()) -> str:
    """Return the address of RunComfy's other API with its `/prod/v2`, without a slash at the end.

    An address without any path gets the `/prod/v2`; any other path is taken as it is, as the official tools take it.
    A client whose `base_url` is this machine's, or a host's that is named, asks there: the token made up for a sandbox
    stays there.
    """
    url = os.environ.get(BALANCE_BASE_URL_VARIABLE)
    if not url:
        own = urlsplit(base_url or "")
        host = own.hostname or ""
        stays = is_loopback(host) or host in http_hosts
        url = f"{own.scheme}://{own.netloc}" if stays else DEFAULT_BALANCE_BASE_URL
    url = _checked_url(url, BALANCE_BASE_URL_VARIABLE, http_hosts)
    return url if urlsplit(url).path else f"{url}/prod/v2"


def _checked_url(url: object, source: str, http_hosts: Collection[str]) -> str:
    fault, hint = None, None
    if not isinstance(url, str):
        raise ConfigError(
            f"{source} must be a string, not a {type(url).__name__}.", hint="Convert it with str(...)."
        )
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ConfigError(f"The address from {source} is not a URL.", hint=_HOW_IT_BEGINS) from None
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url or not host:
        fault, hint = "is not a URL", _HOW_IT_BEGINS
    elif parts.username is not None or parts.password is not None:
        fault = "holds a user name or password"
    elif parts.query or parts.fragment or "?" in url or "#" in url:
        fault = "holds a query or a fragment"
    elif parts.scheme not in {"http", "https"}:
        fault, hint = "is neither https nor http", _HOW_IT_BEGINS
    elif parts.scheme == "http" and not is_loopback(host) and host not in http_hosts:
        fault = "is plain http: the token would go over the network for all to read. Use https"
        hint = f"For a sandbox in another container name its host: RunComfy(http_hosts=({host!r},))."
    if fault is not None:
        raise ConfigError(f"The address from {source} {fault}.", hint=hint)
    return url.rstrip("/")
