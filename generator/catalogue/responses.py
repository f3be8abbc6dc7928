"""What an answer of the server says before its content is looked at: whether it is JSON, and the server's own words.

Servers and what stands in front of them answer in many ways: error codes with any status, web pages with status 200,
nothing at all. All of it is hostile text.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.plain.values import is_array, is_object

__all__ = ["Response"]

_TRANSIENT = frozenset({"408", "425", "429", "500", "502", "503", "504"})
_TITLE = re.compile(r"<title[^>]*>([^<]{1,300})", re.IGNORECASE)
# The longest beginning of an answer in which its words are looked for.
_BEGINNING = 65_536
_WORDS = ("error_message", "message", "error", "detail", "msg", "errors")


@dataclass(frozen=True)
class Response:
    """One answer: its status, its `Retry-After` or an empty text, and its body."""

    status: int
    retry_after: str
    body: bytes

    @cached_property
    def _parsed(self) -> tuple[bool, Any]:
        try:
            # A number of any length is for the strict reader to refuse.
            return True, json.loads(self.body, parse_int=lambda digits: int(digits[:4000]))
        except (ValueError, RecursionError):
            return False, None

    @property
    def is_json(self) -> bool:
        """Whether the body can be read as JSON at all."""
        return self._parsed[0]

    @property
    def document(self) -> Any:
        """The body as a lenient reader has it; None where it is not JSON, or breaks off."""
        return self._parsed[1]

    @property
    def code(self) -> str | None:
        """The server's own error code, which some send with HTTP 400 or 200 in place of a status."""
        code: object = self.document.get("error_code") if is_object(self.document) else None
        return str(code)[:20] if isinstance(code, int | str) and not isinstance(code, bool) else None

    @property
    def server_message(self) -> str:
        """What the server says of the matter in its own words, on one line of any length; empty where nothing."""
        if self.is_json:
            text = _message_text(self.document)
        elif self.is_page:
            title = _TITLE.search(self._beginning)
            text = title[1] if title else ""
        else:
            text = self._beginning
        return " ".join(text[:_BEGINNING].split())

    @property
    def is_transient(self) -> bool:
        """Whether another try may help: the status says so, or the code, or there is no JSON where it should be."""
        if str(self.status) in _TRANSIENT:
            return True
        if self.status != 200:
            return False
        # A code of six digits begins with the status that it stands for.
        return not self.is_json or (len(self.code or "") == 6 and str(self.code)[:3] in _TRANSIENT)

    @property
    def problem(self) -> str:
        """What is wrong with an answer that is not what was asked for."""
        if 300 <= self.status < 400:
            return f"the server answered with a redirect (HTTP {self.status}), which is not followed"
        if self.status != 200:
            return f"the server answered with HTTP {self.status}"
        if self.is_json:
            return "the server answered with an error"
        if not self.body.strip():
            return "the server answered with an empty body"
        if self.is_page:
            return "the server answered with a web page in place of JSON"
        return "the server's answer is not valid JSON, or breaks off"

    @property
    def is_page(self) -> bool:
        """Whether the body is a web page, which is the word of what stands in front of the server and not its own."""
        return self.body[:_BEGINNING].lstrip().startswith(b"<")

    @property
    def _beginning(self) -> str:
        return self.body[:_BEGINNING].decode("utf-8", "replace")


def _message_text(value: Any) -> str:
    if is_object(value):
        return next((found for key in _WORDS if (found := _message_text(value.get(key)))), "")
    if is_array(value):
        return "; ".join(found for item in value[:3] if (found := _message_text(item)))
    return value if isinstance(value, str) else ""
