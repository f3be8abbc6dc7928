"""The bytes of a saved page as text: whatever encoding a browser or an editor chose, and Chrome's own archives."""

from __future__ import annotations

import re

from generator.plain.faults import FaultsError, refuse
from generator.plain.strictjson import MAX_BYTES, decode

__all__ = ["ARCHIVES", "HTML", "page_text"]

ARCHIVES = (".mhtml", ".mht")
HTML = (".html", ".htm", *ARCHIVES)

_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
# What pages declare beside UTF-8; a declaration that is none of these is passed over.
_DECLARED = frozenset(
    """
    big5 big5-hkscs euc-jp euc-kr gb18030 gb2312 gbk iso-8859-1 iso-8859-2 iso-8859-15 koi8-r shift_jis
    windows-1250 windows-1251 windows-1252 windows-1254
    """.split()
)
_CHINESE = re.compile("[\u4e00-\u9fff]")


def page_text(data: bytes, file: str) -> str:
    """Return the text of a page: of an archive the page itself, else by its mark, its declaration, or as UTF-8.

    Raises FaultsError for what is none of these, or is larger than 32 MiB.
    """
    name = file.casefold()
    if len(data) > MAX_BYTES:
        return decode(data, file)  # which says so
    if name.endswith(ARCHIVES):
        return _archived_page(data, file)
    if sixteen := _utf16_encoding(data):
        return _decoded(data, sixteen, file)
    declared = _META.search(data[:4096]) if name.endswith(HTML) or b"<html" in data[:1024].lower() else None
    encoding = declared[1].decode("ascii").lower() if declared else ""
    if encoding in _DECLARED and not _is_utf8(data):
        return _decoded(data, encoding, file)
    try:
        return decode(data, file)
    except FaultsError:
        if _looks_chinese(data):
            refuse(file, "the file is not UTF-8; it looks like GBK", "save it again as UTF-8")
        raise


def _utf16_encoding(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    # Without a mark, every other byte of Latin text is a null.
    start = data[:200]
    if len(start) >= 8 and start.count(0) > len(start) // 4:
        return "utf-16-be" if start[0::2].count(0) > start[1::2].count(0) else "utf-16-le"
    return None


def _decoded(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeError:
        refuse(file, f"the file is not the {encoding} that it says it is", "save it again as UTF-8")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _looks_chinese(data: bytes) -> bool:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    foreign = [character for character in text if not character.isascii()]
    return len(_CHINESE.findall(text)) > len(foreign) // 2


def _archived_page(data: bytes, file: str) -> str:
    """Return the page of an MHTML archive: its first part that is HTML."""
    import email

    try:
        message = email.message_from_bytes(data)
        part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        payload = part.get_payload(decode=True) if part is not None else None
        encoding = part.get_content_charset("utf-8") if part is not None else ""
    except (ValueError, LookupError, RecursionError):
        part = payload = None
        encoding = ""
    if not isinstance(payload, bytes):
        refuse(file, "the archive holds no page that can be read", "save the page as HTML or as text")
    return _decoded(payload, encoding if encoding in _DECLARED else "utf-8", file)
