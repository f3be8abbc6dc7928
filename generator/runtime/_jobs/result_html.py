"""What a notebook shows of a result and of its files.

Nothing is loaded from where `save` would take no file. What was saved is embedded: an address expires, and the page is
perhaps looked at in a year.
"""

from __future__ import annotations

import base64
import io
from html import escape
from typing import TYPE_CHECKING

from .._files.policy import Failed, check_url, without_query
from .._plain.data_uris import is_data_uri
from .._plain.sniff import HEAD_SIZE, sniff
from .._plain.text import one_line
from .._plain.urls import kind_of_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from .._files.policy import DownloadPolicy

__all__ = ["file_html", "headline", "result_html"]

_MOST_FILES = 50
_AS_IT_IS = 1_000_000  # bytes of a picture that is embedded whole, although it could be made smaller
_EMBEDDED = 8_000_000  # bytes of what cannot
_SIDE = 1024  # pixels
_LINE = 200
_SIZE = 'style="max-width: 512px; max-height: 512px"'
_TAGS = {
    "image": f'<img src="{{}}" {_SIZE} loading="lazy">',
    "video": f'<video src="{{}}" controls {_SIZE}></video>',
    "audio": '<audio src="{}" controls></audio>',
}


def headline(request_id: str, model_id: str | None, status: str, cost: str | None, files: int) -> str:
    """Return the facts about a result in a line of HTML."""
    facts = [one_line(status, _LINE), *([cost] if cost is not None else [])]
    facts += [f"{files} file{'s' if files != 1 else ''}"] if files else []
    name = escape(one_line(model_id, _LINE)) if model_id else "A job"
    return f"<p><b>{name}</b>: {escape(', '.join(facts))} <small>(request {escape(request_id)})</small></p>"


def result_html(
    head: str, urls: Iterable[str], policy: DownloadPolicy, places: Mapping[str, Path], raw: str | None
) -> str:
    """Return a result: its headline and its files, or where it has none what it is."""
    files = [file_html(url, policy, places.get(url)) for url in list(urls)[:_MOST_FILES]]
    body = "".join(files) if raw is None else f"<pre>{escape(raw)}</pre>"
    return f"<div>{head}{body}</div>"


def file_html(url: str, policy: DownloadPolicy, place: Path | None, kind: str | None = None) -> str:
    """Return one file: embedded where it was saved, else from its address, else in words."""
    kind = kind_of_url(url) or kind
    if place is not None:
        embedded = _embedded_tag(place)
        caption = f"<code>{escape(one_line(str(place), _LINE))}</code>"
        return f"<p>{embedded}<br>{caption}</p>" if embedded else f"<p>{caption}</p>"
    if is_data_uri(url):
        return "" if kind is None else _TAGS[kind].format(escape(url, quote=True))
    try:
        check_url(url, policy)
    except Failed:
        return f"<p><code>{escape(without_query(url))}</code></p>"
    safe = escape(url, quote=True)
    if kind is None:
        return f'<p><a href="{safe}" rel="noreferrer noopener">{escape(without_query(url))}</a></p>'
    return _TAGS[kind].format(safe)


def _embedded_tag(place: Path) -> str | None:
    """Return the tag of a file on the disk; None where it is gone, of no known kind, or too large for a page."""
    try:
        size = place.stat().st_size
        with place.open("rb") as file:
            head = file.read(HEAD_SIZE)
    except OSError:
        return None
    found = sniff(head, "file")
    kind = next((kind for kind in _TAGS if found is not None and kind in found.kinds), None)
    if found is None or kind is None:
        return None
    if kind == "image" and size > _AS_IT_IS and (smaller := _thumbnail(place)) is not None:
        content_type, content = smaller
    elif size <= _EMBEDDED:
        try:
            content_type, content = found.content_type, place.read_bytes()
        except OSError:
            return None
    else:
        return None
    text = base64.b64encode(content).decode("ascii")
    return _TAGS[kind].format(escape(f"data:{content_type};base64,{text}", quote=True))


def _thumbnail(place: Path) -> tuple[str, bytes] | None:
    """Return a picture as a page needs it, where Pillow is installed and can read it."""
    out = io.BytesIO()
    try:
        from PIL import Image

        with Image.open(place) as picture:
            picture.thumbnail((_SIDE, _SIDE))
            picture.convert("RGBA").save(out, "WEBP", quality=85)
    except Exception:  # noqa: BLE001 (no Pillow, or a picture that it does not like)
        return None
    return "image/webp", out.getvalue()
