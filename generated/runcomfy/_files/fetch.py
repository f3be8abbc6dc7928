"""Sans-IO state machine for one download: what to ask for, how to read the answer, when to try again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from .._plain.json_values import size_text
from .._protocol.options import HTTPTimeouts
from .._protocol.retry import Clock, backoff, log_wait, retry_after
from .policy import Failed, check_url, without_query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._protocol.effects import TransportError
    from .policy import DownloadPolicy

__all__ = ["Fetch"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)", re.ASCII)
# Beside none at all: what S3's clients leave on a file that they sent in pieces, and that says nothing of its bytes.
_PLAIN = frozenset({"", "identity", "aws-chunked"})


class Fetch:
    """One file. A driver asks `url` and `headers()`, and tells what came; every method may raise Failed.

    After an answer that `answered` did not take, or a fault, the driver waits for `pause` seconds and begins again.
    """

    def __init__(self, url: str, policy: DownloadPolicy, clock: Clock, ends: float | None = None) -> None:
        check_url(url, policy)
        self.url = url
        self.got = 0
        self.total: int | None = None
        self.content_type = ""
        self.pause = 0.0
        self._first = url
        self._policy = policy
        self._clock = clock
        self._ends = ends
        self._hops = 0
        self._tries = 0
        self._tried_at = 0
        self._validator: str | None = None
        self._version: dict[str, str] = {}
        self._whole: int | None = None

    def headers(self) -> dict[str, str]:
        """Return the headers of the next request."""
        if self.got and self._validator:
            return {"range": f"bytes={self.got}-", "if-range": self._validator}
        return {}

    def timeouts(self) -> HTTPTimeouts:
        """Return the time limits of the next request, none beyond the deadline."""
        limits = self._policy.timeouts
        if self._ends is None:
            return limits
        left = self._time_left()
        return HTTPTimeouts(*(
            min(left, limit) if limit is not None else left
            for limit in (limits.connect, limits.read, limits.write, limits.pool)
        ))  # fmt: skip

    def answered(self, status: int, headers: Mapping[str, str]) -> bool:
        """Return whether the body is to be read now, from byte `got` on; otherwise begin again after `pause`."""
        fields = {name.lower(): value for name, value in headers.items()}
        if status in _REDIRECTS and "location" in fields:
            self._follow_redirect(fields["location"])
            return False
        if status in {408, 425, 429} or status >= 500:
            self._schedule_retry(f"the server answered {status}", retry_after(fields))
            return False
        if status == 416 and self.got:
            # What is there has no continuation: begin with nothing.
            self._restart()
            self._schedule_retry("the server could not go on where the connection broke")
            return False
        if status in {200, 206}:
            return self._body_follows(status, fields)
        gone = " (result files expire)" if status in {403, 404, 410} else ""
        raise Failed(f"the server answered {status}{gone}")

    def received(self, size: int) -> None:
        """Note that so many more bytes have come and are written."""
        self.got += size
        if self.got > self._policy.max_bytes:
            raise Failed(f"it is larger than {size_text(self._policy.max_bytes)}")
        self._time_left()

    def ended(self) -> bool:
        """Return whether the body that ended is whole; otherwise begin again after `pause`."""
        if self._whole is not None and self.got != self._whole:
            if self.got > self._whole:
                self._restart()
            self._schedule_retry(f"{self.got} bytes came instead of the {self._whole} that were announced")
            return False
        if not self.got:
            self._schedule_retry("the file is empty")
            return False
        return True

    def broke(self, fault: TransportError) -> None:
        """Note that the connection failed."""
        if fault.lasting:
            raise Failed(fault.message)
        if not self._validator:
            self._restart()
        self._schedule_retry(fault.message)

    def _body_follows(self, status: int, fields: Mapping[str, str]) -> bool:
        encodings = fields.get("content-encoding", "").lower()
        if not _PLAIN.issuperset(one.strip() for one in encodings.split(",")):
            # Unpacked it may be any number of times as large.
            raise Failed(f"the server sent it packed as {encodings[:40]!r}, which was not asked for")
        found = _RANGE.fullmatch(fields.get("content-range", "").strip())
        if status == 206 and self._is_continuation(found, fields):
            return True
        self._restart()
        if status == 206:
            self._schedule_retry("the server sent another part than was asked for")
            return False
        if "content-range" in fields and (
            found is None or found[1] != "0" or not found[3].isdigit() or int(found[2]) + 1 != int(found[3])
        ):
            self._schedule_retry("the server sent a part as if it were the whole")
            return False
        self._begin_whole(fields)
        return True

    def _begin_whole(self, fields: Mapping[str, str]) -> None:
        self._whole = self.total = _content_length(fields)
        self.content_type = fields.get("content-type", "")
        etag = fields.get("etag", "")
        strong = etag if etag.startswith('"') else fields.get("last-modified")
        self._validator = None if fields.get("accept-ranges", "").strip() == "none" else strong
        self._version = {name: fields[name] for name in ("etag", "last-modified") if name in fields}
        if self._whole is not None and self._whole > self._policy.max_bytes:
            raise Failed(
                f"it has {size_text(self._whole)}, more than the {size_text(self._policy.max_bytes)} allowed"
            )

    def _is_continuation(self, found: re.Match[str] | None, fields: Mapping[str, str]) -> bool:
        """Return whether a part goes on where we are, in the same version of the same file."""
        if not self.got or found is None:
            return False
        first, last = int(found[1]), int(found[2])
        length = _content_length(fields)
        if first != self.got or (length is not None and length != last - first + 1):
            return False
        if any(fields.get(name, value) != value for name, value in self._version.items()):
            return False
        if found[3] == "*":
            return self._whole is None or last < self._whole
        if self._whole is None:
            self._whole = self.total = int(found[3])
        return last < self._whole == int(found[3])

    def _restart(self) -> None:
        self.got = 0
        self._tried_at = 0

    def _follow_redirect(self, location: str) -> None:
        self._hops += 1
        if self._hops > self._policy.max_redirects:
            raise Failed(f"it was redirected more than {self._policy.max_redirects} times")
        try:
            target = urljoin(self.url, location)
        except ValueError:
            raise Failed("it was redirected to a malformed address") from None
        check_url(target, self._policy)
        self.url, self.pause = target, 0.0

    def _schedule_retry(self, reason: str, asked: float | None = None) -> None:
        """Set the pause before another try from the first address, or give up."""
        if self.got > self._tried_at:
            self._tries = 0
        self._tried_at = self.got
        if self._tries >= self._policy.retries:
            raise Failed(reason)
        pause = backoff(self._tries, asked, self._clock.chance)
        if self._ends is not None and self._clock.now() + pause >= self._ends:
            raise Failed(f"{reason}; there was no time to try again")
        self._tries += 1
        log_wait(f"file {without_query(self._first)}", asked, pause)
        self.url, self._hops, self.pause = self._first, 0, pause

    def _time_left(self) -> float:
        """Return the seconds left."""
        left = float("inf") if self._ends is None else self._ends - self._clock.now()
        if left <= 0:
            raise Failed("there was no time left")
        return left


def _content_length(fields: Mapping[str, str]) -> int | None:
    """Return the announced length of a body."""
    length = fields.get("content-length", "")
    return int(length) if re.fullmatch(r"\d{1,18}", length, re.ASCII) else None
