"""Words of the official tool that this one has no use for, and what to do instead of them."""

from __future__ import annotations

__all__ = ["INSTEAD"]

_LOGIN = (
    "This tool keeps no token of its own: set RUNCOMFY_TOKEN. Where you are logged in with the official tool, "
    "the token that it keeps is taken."
)
INSTEAD = {
    "login": _LOGIN,
    "logout": _LOGIN,
    "whoami": f"{_LOGIN} `balance` shows whether the server accepts it.",
    "--no-wait": "`submit` sends a request and does not wait.",
    "--poll-secs": "Leave it out: how often it is worth looking is found out by itself. `--timeout` limits the wait.",
}
