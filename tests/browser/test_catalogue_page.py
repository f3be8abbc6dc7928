"""The reference's page with all models, from its file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from generator.cli import main
from tests.browser.documents import DOCUMENTS, HARM, HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

FILE = (Path(__file__).parent.parent.parent / "generated/docs/catalogue.html").as_uri()


def test_it_searches_filters_and_shows_an_example(open_page: Callable[..., Page]) -> None:
    page = open_page(FILE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    found = page.locator("#found")
    total = page.locator("article").count()
    page.keyboard.press("/")
    page.keyboard.type("gpt-image-2/edit")
    expect(found).to_have_text(f"1 of {total} models")
    page.locator("article:visible summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("article:visible pre").first).to_contain_text("client.openai.gpt_image_2.edit.run(")
    expect(page.locator("article:visible dt").first).to_be_visible()
    page.select_option("#kind", "video")
    expect(page.locator("#none")).to_be_visible()
    page.get_by_role("button", name="Clear the filters").click()
    expect(found).to_have_text(f"{total} models")
    page.select_option("#vendor", "openai")
    page.reload()
    assert page.input_value("#vendor") == "openai", "the address holds the filters"
    assert all(url.startswith("file:") for url in asked)


def test_it_fits_a_phone_in_light_and_dark(open_page: Callable[..., Page]) -> None:
    papers: set[str] = set()
    for scheme in ("light", "dark"):
        page = open_page(FILE, 360, 700, scheme)
        page.locator("summary").first.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        papers.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(papers) == 2


def test_text_of_schemas_does_no_harm(open_page: Callable[..., Page], tmp_path: Path) -> None:
    schemas, out = tmp_path / "schemas", tmp_path / "generated"
    schemas.mkdir()
    for number, document in enumerate(DOCUMENTS.values()):
        known = {key: value for key, value in document.items() if key not in ("kind", "price")}
        (schemas / f"{number}.json").write_text(json.dumps(known), encoding="utf-8")
    assert main(["generate", "--schemas", str(schemas), "--out", str(out)]) == 0
    page = open_page((out / "docs/catalogue.html").as_uri())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("/")
    page.keyboard.type(HARM)
    expect(page.locator("#found")).to_have_text(f"1 of {len(DOCUMENTS)} models")
    model = page.locator("article:visible")
    expect(model).to_contain_text(HOSTILE)
    model.locator("summary").click()
    expect(model).to_contain_text(HARM)
    page.reload()
    assert page.evaluate("window.harmed") is None
    assert page.locator("article img, article script").count() == 0
    assert [url for url in asked if not url.startswith("file:")] == []
