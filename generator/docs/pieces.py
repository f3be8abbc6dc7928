"""The pieces of one model on the page with all models, each finished for its place: they are kept, and put together."""

from __future__ import annotations

import json
from typing import Any

from generator.writing.templating import environment

__all__ = ["article", "details"]


def article(**facts: Any) -> str:
    """Return the markup of one model, which is closed."""
    return environment("docs", html=True).get_template("article.html.jinja").render(card=facts)


def details(model_id: str, **facts: Any) -> str:
    """Return what is shown of a model when its card is opened, and searched: an entry of a JSON object in a script."""
    return f"{_in_script(model_id)}:{_in_script(facts)}"


def _in_script(value: Any) -> str:
    """Return JSON for a place inside `<script>`, where no `<` of a text may begin a tag."""
    found = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        found = found.replace(character, f"\\u{ord(character):04x}")
    return found
