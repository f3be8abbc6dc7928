"""The URL of a PostgreSQL database: checked, and without its password for messages and pickles."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from .._plain.extras import require_extra
from ..errors import ConfigError

__all__ = ["check_url", "is_url", "location_of", "without_password"]

_SECRET = frozenset({"password", "sslpassword"})


def is_url(path: object) -> bool:
    """Return whether this means a database, not a file."""
    return isinstance(path, str) and path.startswith(("postgresql:", "postgres:"))


def without_password(url: str) -> str:
    """Return the URL without the passwords in it; the database's own ways of finding one are left."""
    parts = urlsplit(url)
    user, at, hosts = parts.netloc.rpartition("@")
    netloc = f"{user.partition(':')[0]}{at}{hosts}"
    query = [(name, value) for name, value in parse_qsl(parts.query) if name not in _SECRET]
    return f"{parts.scheme}://{netloc}{parts.path}{'?' if query else ''}{urlencode(query)}"


def location_of(url: str) -> str:
    """Return what a database is called in messages."""
    return without_password(url).partition("?")[0]


def check_url(url: str) -> None:
    """Find out whether a database can be connected to by this URL, without doing it.

    Raises:
        ConfigError: The URL is wrong, or psycopg is not installed.
    """
    try:
        location = location_of(url)
    except ValueError:
        raise _malformed() from None
    require_extra("postgres", f"The journal {location}", "psycopg")
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        conninfo_to_dict(url)
    except psycopg.Error:
        # Its words may hold the password.
        wrong = True
    else:
        wrong = False
    if wrong:
        raise _malformed()


def _malformed() -> ConfigError:
    return ConfigError(
        "The journal's URL is not one that PostgreSQL understands.",
        hint="It looks like postgresql://user:password@host:5432/database; special characters in a password are "
        "written with %, such as %40 for @.",
    )
