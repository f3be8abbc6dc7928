"""Where the catalogue is asked for, and with which token: as the client finds both, by the same variables and files.

The generator does not import the client; tests hold the two against each other.
"""

from __future__ import annotations

import ipaddress
import json
import os
import re
import socket
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from generator.plain.faults import refuse
from generator.plain.values import is_object
from generator.spec import BASE_URL

__all__ = ["FILE", "Token", "fail", "find_base_url", "find_token", "is_loopback"]

FILE = "catalogue"
"""What faults call the server's answers."""

_TOKEN_VARIABLES = ("RUNCOMFY_TOKEN", "RUNCOMFY_API_TOKEN", "RUNCOMFY_API_KEY")
_URL_VARIABLE = "RUNCOMFY_MODEL_API_BASE"
_OLD_ADDRESS = re.compile(r"(0x[0-9a-f]+|[0-9]+)(\.(0x[0-9a-f]+|[0-9]+)){1,3}")
_HINT = "copy your token from the RunComfy profile page, and set the environment variable RUNCOMFY_TOKEN"


class Token:
    """A token, which no repr, no message and no pickle shows."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    @property
    def header(self) -> str:
        """The value of the one header that it belongs in."""
        return f"Bearer {self._value}"

    def hidden_in(self, text: str) -> str:
        """Return a text of somebody else's, or nothing where it repeats the token or a good part of it."""
        parts = (self._value[at : at + 8] for at in range(max(len(self._value) - 7, 1)))
        return "" if any(part in text for part in parts) else text

    def __repr__(self) -> str:
        return "Token(...)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a token cannot be pickled")


def fail(message: str, hint: str = "") -> NoReturn:
    """Raise FaultsError about the catalogue."""
    refuse(FILE, message, hint)


def find_base_url(given: str | None) -> str:
    """Return the API's address with its `/v1`, without a slash at the end. Raises FaultsError for an unsafe one."""
    name = "--base-url" if given is not None else _URL_VARIABLE
    url = given if given is not None else os.environ.get(_URL_VARIABLE) or BASE_URL
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if not host or not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        fail(f"the address from {name} is not a URL", f"it begins with https://, as in {BASE_URL}")
    if parts.username is not None or parts.password is not None:
        fail(f"the address from {name} holds a user name or password")
    if "?" in url or "#" in url:
        fail(f"the address from {name} holds a query or a fragment")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        fail(f"the address from {name} is not https: the token would go over the network for all to read")
    url = url.rstrip("/")
    return url if urlsplit(url).path else f"{url}/v1"


# The client has the same in `_plain.hosts`; the generator copies the runtime and never imports it. A test holds the two
# together.
def is_loopback(host: str) -> bool:
    """Say whether a host is this machine: `localhost`, 127.0.0.0/8 or ::1, however they are written."""
    host = host.lower().removesuffix(".").strip("[]")
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return _OLD_ADDRESS.fullmatch(host) is not None and _ipv4_bytes(host)[:1] == b"\x7f"
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    return address.is_loopback


def _ipv4_bytes(host: str) -> bytes:
    try:
        return socket.inet_aton(host)
    except OSError:
        return b""


def find_token() -> Token:
    """Return the token of the environment, or that of the official command line. Raises FaultsError for none."""
    for name in _TOKEN_VARIABLES:
        if value := os.environ.get(name):
            return _checked(value, name)
    path = _token_file()
    try:
        document: Any = json.loads(path.read_bytes()[:65536])
    except OSError:
        fail("the server asks for a token, and there is none", _HINT)
    except (ValueError, RecursionError):
        fail(f"the server asks for a token, and {path} is not valid JSON", _HINT)
    return _checked(document.get("access_token") if is_object(document) else None, str(path))


def _token_file() -> Path:
    if own := os.environ.get("RUNCOMFY_CONFIG_DIR"):
        return Path(own) / "token.json"
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path("~/.config").expanduser()) / "runcomfy" / "token.json"


def _checked(token: object, source: str) -> Token:
    # A line break would begin a header of someone else's.
    if (
        not isinstance(token, str)
        or not token
        or not token.isascii()
        or not token.isprintable()
        or " " in token
    ):
        fail(f"the server asks for a token, and what {source} holds cannot be one", _HINT)
    return Token(token)
