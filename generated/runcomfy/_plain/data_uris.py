"""`data:` URIs: addresses in which the content itself stands."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import unquote_to_bytes

__all__ = ["is_data_uri", "parse_data_uri"]


def is_data_uri(text: str) -> bool:
    """Return whether a text is one, good or bad."""
    return text[:5].lower() == "data:"


def parse_data_uri(uri: str) -> tuple[bytes, str]:
    """Return the content and its type, which may be empty.

    Raises:
        ValueError: It is broken; the text says how.
    """
    head, comma, body = uri[5:].partition(",")
    if not comma:
        raise ValueError("it is not a complete data: URI")
    content = unquote_to_bytes(body)
    content_type, *parameters = head.split(";")
    if "base64" in (parameter.strip().lower() for parameter in parameters):
        try:
            content = base64.b64decode(content.translate(None, b" \t\r\n"), validate=True)
        except binascii.Error:
            raise ValueError("its base64 is not valid") from None
    return content, content_type
