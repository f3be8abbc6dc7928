"""Reads answers that may be anything: JSON, plain text, a CDN's HTML, far too deep, or nothing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, cast

from .._plain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .effects import Response

_DEEPEST = 200  # nesting; what is deeper breaks pickle, repr and pydantic later
_SHORT = 500  # characters of the server's text in a message
_BODY = 2000  # characters of a body kept with an error
_LOOKED_AT = 64 * 1024  # bytes of a text body that are looked at

_TITLE = r"(?is)<title[^>]{0,200}>(.{1,500}?)</title>"
_HIDDEN = r"(?is)<(script|style)\b.*?(?:</\1>|\Z)"
_TAG = r"<[^<>]{0,1000}>"


class UnreadableError(ValueError):
    """The body is not the JSON that was expected."""


def decode(response: Response) -> object:
    """Return the JSON value of an answer.

    Raises:
        UnreadableError: It is not valid JSON, too large, or too deep.
    """
    if response.cut:
        raise UnreadableError("the answer is too large")
    body = response.body
    try:
        value: object = json.loads(body)
    except (ValueError, RecursionError):
        raise UnreadableError("the answer is not JSON") from None
    if body.count(b"[") + body.count(b"{") > _DEEPEST and _too_deep(value):
        raise UnreadableError("the answer is nested too deeply")
    return value


def decode_object(response: Response) -> dict[str, object]:
    """Return the JSON object of an answer.

    Raises:
        UnreadableError: It is none.
    """
    value = decode(response)
    if not isinstance(value, dict):
        raise UnreadableError("the answer is not a JSON object")
    return cast("dict[str, object]", value)


def _too_deep(value: object) -> bool:
    level: list[object] = [value]
    for _ in range(_DEEPEST):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return False
    return True


def _children(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(cast("dict[str, object]", value).values())
    return cast("list[object]", value) if isinstance(value, list) else []


def body_text(response: Response) -> str:
    """Return the beginning of the body as text, for an error to keep."""
    return one_line(response.body[:_LOOKED_AT].decode("utf-8", "replace"), _BODY)


def text_message(response: Response) -> str:
    """Return what a body that is not valid JSON says: plain text as it is, of HTML the title or the words."""
    text = response.body[:_LOOKED_AT].decode("utf-8", "replace")
    is_html = "html" in response.headers.get("content-type", "") or text.lstrip()[:1] == "<"
    if is_html:
        import html  # here by now: what shows results in notebooks needs it, too

        title = re.search(_TITLE, text)
        text = html.unescape(title[1] if title else re.sub(_TAG, " ", re.sub(_HIDDEN, " ", text)))
    return one_line(text, _SHORT)


def error_code(document: Mapping[str, object]) -> str | None:
    """Return the `error_code` of an answer. Zero and empty ones are how some servers say that there is none."""
    code = document.get("error_code")
    if code is None or code is False or (isinstance(code, int | float) and code == 0):
        return None
    text = one_line(str(code), 100) if isinstance(code, str | int | float) else "unreadable"
    return None if text in {"", "0"} or not str(code).strip("\0 ") else text


def error_facts(value: object) -> tuple[str | None, str]:
    """Return the code and the message of an error document, whichever of its many forms it has."""
    if not isinstance(value, dict):
        return None, message_of(value)
    document = cast("dict[str, object]", value)
    code = error_code(document)
    nested = document.get("error")
    if code is None:
        inner = cast("dict[str, object]", nested) if isinstance(nested, dict) else {}
        for candidate in (document.get("code"), inner.get("error_code"), inner.get("code")):
            if isinstance(candidate, str | int) and not isinstance(candidate, bool) and candidate:
                code = one_line(str(candidate), 100)
                break
    return code, message_of(document)


def message_of(value: object) -> str:
    """Return the words of an error: a string, an object holding one under any of the known names, or a list of them."""
    return one_line(_message(value, 4), _SHORT)


def _message(value: object, depth: int) -> str:
    if isinstance(value, str):
        return value
    if depth == 0 or value is None:
        return ""
    if isinstance(value, list):
        items = cast("list[object]", value)
        return "; ".join(filter(None, (_message(item, depth - 1) for item in items[:10])))
    if not isinstance(value, dict):
        return str(value)
    document = cast("dict[str, object]", value)
    for name in ("error_message", "message", "error", "detail", "msg", "reason", "title"):
        text = _message(document.get(name), depth - 1)
        if text and text != "None":
            more = _faults(document.get("detail"), depth) if name != "detail" else ""
            return f"{_place(document.get('loc'))}{text}{f' ({more})' if more else ''}"
    return ""


def _faults(detail: object, depth: int) -> str:
    """Return the faults of single fields that stand beside a message; a text there only repeats it."""
    return _message(cast("list[object]", detail), depth - 1) if isinstance(detail, list) else ""


def _place(loc: object) -> str:
    """Return the field of a validation message: `images[2]` for `["input", "images", 2]`, as frameworks give it."""
    if not isinstance(loc, list):
        return ""
    parts = [part for part in cast("list[object]", loc)[:10] if isinstance(part, str | int)]
    # Where the value came in; an input of that name comes after it.
    if parts and parts[0] in {"body", "input"}:
        parts = parts[1:]
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return f"{path.removeprefix('.')}: " if path else ""
