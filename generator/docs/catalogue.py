"""The page with all models: one HTML file that searches and filters by itself."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

from generator.plain.text import counted
from generator.plain.unicode import casefold
from generator.writing.markdown import visible
from generator.writing.templating import TEMPLATES, environment

if TYPE_CHECKING:
    from generator.docs.cards import Card

__all__ = ["catalogue_page"]

_FOLDER = TEMPLATES / "docs"


def catalogue_page(cards: list[Card]) -> str:
    """Return the page, with the styles and the program that it needs inside."""
    style, script = (
        _FOLDER.joinpath(name).read_text(encoding="utf-8") for name in ("catalogue.css", "catalogue.js")
    )
    return (
        environment("docs", html=True)
        .get_template("catalogue.html.jinja")
        .render(
            cards=cards,
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
            details=_Trusted(_in_script({card.model_id: _details(card) for card in cards})),
        )
    )


def _details(card: Card) -> dict[str, Any]:
    """Return what is shown of a model when its card is opened, and searched."""
    return {
        **card.details,
        "description": card.description and visible(card.description),
        "categories": [visible(name) for name in card.categories],
        "page": card.page,
        "web": card.web,
    }


def _digest(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"


def _in_script(value: Any) -> str:
    """Return JSON for a place inside `<script>`, where no `<` of a text may begin a tag."""
    found = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        found = found.replace(character, f"\\u{ord(character):04x}")
    return found


class _Trusted(str):
    """Finished HTML: what the two static files hold, and data made for its place."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)
