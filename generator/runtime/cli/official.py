"""Words that are looked for where they are not, most of them the official tool's, and what to do instead."""

from __future__ import annotations

__all__ = ["INSTEAD"]

_LOGIN = (
    "This tool keeps no token of its own: set RUNCOMFY_TOKEN. Where you are logged in with the official tool, "
    "the token that it keeps is taken."
)
INSTEAD = {
    "--output": "--json, after the command, prints JSON.",
    "--once": "`run` and `submit` take it. A batch is named with --id, and each of its requests is paid for once.",
    "login": _LOGIN,
    "logout": _LOGIN,
    "whoami": f"{_LOGIN} `balance` shows whether the server accepts it.",
    "--no-wait": "`submit` sends a request and does not wait.",
    "--poll-secs": "Leave it out: how often it is worth looking is found out by itself. `--timeout` limits the wait.",
}
