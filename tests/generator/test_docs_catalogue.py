"""The pages that list all models: the catalogue, which is searched in a browser, and the index."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

from generator.diff.rules import RULES
from generator.docs.pages import constant_pages
from generator.names.places import place_models
from generator.writing import markdown
from tests.generator.kit import pages_of
from tests.generator.test_docs import HOSTILE, document_of, object_of


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self._inside, []).append(data)


def _catalogue(documents: list[dict[str, Any]]) -> _Tags:
    reader = _Tags()
    reader.feed(pages_of(documents)["docs/catalogue.html"])
    return reader


def test_hostile_texts_do_nothing_on_the_cataloguepage_of() -> None:
    plain = _catalogue(
        [document_of(object_of({"a": {"type": "string"}}), title="x", description="x", categories=["x"])]
    )
    for text in HOSTILE:
        schema = object_of({text or "a": {"type": "string", "default": text, "enum": [text]}})
        document = document_of(
            schema,
            title=text or "x",
            description=text or "x",
            categories=[text if text.strip() else "x"],
            kind="image",
        )
        found = _catalogue([document])
        assert [tag for tag, _ in found.tags if tag not in ("span", "option")] == [
            tag for tag, _ in plain.tags if tag not in ("span", "option")
        ]
        assert not any(key.startswith("on") for _, attributes in found.tags for key in attributes)
        data = json.loads(found.texts["script"][0])
        shown = data["vendor/model"]
        assert shown["inputs"][0][0] == markdown.visible(text or "a")
        assert shown["description"] == markdown.visible(text or "x")


def test_a_model_adds_little_to_the_catalogue_page() -> None:
    """Thousands of them load at once: what a card shows when it is opened is data until then."""
    schema = object_of({name: {"type": "string", "description": "x" * 1_000} for name in "abcdefgh"})
    one, two = (
        pages_of([
            {**document_of(schema, title="x", description="x" * 1_000, kind="image"), "model_id": f"vendor/m{number}"}
            for number in range(count)
        ])["docs/catalogue.html"]
        for count in (1, 2)
    )  # fmt: skip
    readers = [_Tags(), _Tags()]
    for reader, page in zip(readers, (one, two), strict=True):
        reader.feed(page)
    assert len(readers[1].tags) - len(readers[0].tags) <= 8
    assert len(two) - len(one) < 4_000


def test_the_catalogue_page_needs_nothing_but_itself() -> None:
    document = document_of(object_of({"a": {"type": "string"}}))
    for _, attributes in _catalogue([document]).tags:
        assert not {"src", "action"} & attributes.keys()
        assert re.fullmatch(r"#models|models/[\w/]+\.md|", attributes.get("href") or "")
    html = pages_of([document])["docs/catalogue.html"]
    policy = re.search(r'Content-Security-Policy" content="(.*?)"', html)
    assert policy is not None
    assert policy[1].startswith("default-src &#39;none&#39;")
    sources = re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", html, re.DOTALL)
    assert len(sources) == 2
    for source in sources:
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert f"&#39;sha256-{digest}&#39;" in policy[1]


def test_the_index_lists_every_model_by_vendor_and_category() -> None:
    schema = object_of({"a": {"type": "string"}})
    documents = {
        model_id: document_of(schema, model_id, categories=["x-to-y"] if model_id.startswith("v") else [])
        for model_id in ("v/one", "v/Two (2)", "w/three")
    }
    places = place_models(documents).models
    pages = pages_of(documents.values())
    index = pages["docs/index.md"]
    assert re.findall(r"^##+ (.*)", index, re.MULTILINE) == [
        "Guides", "By vendor", "v", "w", "By category", "x-to-y",
    ]  # fmt: skip
    links = re.findall(r"\]\(<(.*?)>\)", index)
    assert sorted(set(links)) == sorted(place.page_file.removeprefix("docs/") for place in places.values())
    assert len(links) == 5
    rules = constant_pages("runcomfy")["docs/diff-rules.md"]
    assert [rule for rule in RULES if f"### `{rule}`" not in rules] == []
