"""The page with all models: one HTML file that searches and filters by itself."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from generator.plain.text import counted
from generator.plain.unicode import casefold
from generator.writing.templating import TEMPLATES, environment

if TYPE_CHECKING:
    from generator.docs.cards import Card

__all__ = ["catalogue_page"]

_FOLDER = TEMPLATES / "docs"


def catalogue_page(cards: list[Card]) -> bytes:
    """Return the page, with the styles and the program that it needs inside.

    It is encoded piece by piece: in a text with an emoji all characters take as much memory as that.
    """
    style, script = (
        _FOLDER.joinpath(name).read_text(encoding="utf-8") for name in ("catalogue.css", "catalogue.js")
    )
    pieces = (
        environment("docs", html=True)
        .get_template("catalogue.html.jinja")
        .generate(
            articles=(_Trusted(card.article) for card in cards),
            count=counted(len(cards), "model"),
            vendors=sorted({card.vendor for card in cards}, key=casefold),
            kinds=sorted({card.kind for card in cards if card.kind}),
            categories=sorted({category for card in cards for category in card.categories}, key=casefold),
            style=_Trusted(style),
            script=_Trusted(script),
            # Only these two may act on the page, whatever a text in it says.
            policy=(
                f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
                "base-uri 'none'; form-action 'none'"
            ),
            details=(_Trusted(card.details) for card in cards),
        )
    )
    return b"".join(map(str.encode, pieces))


def _digest(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"


class _Trusted(str):
    """Finished HTML: what the two static files hold, and data made for its place."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)
