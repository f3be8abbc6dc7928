"""The documentation site that `make docs` has built, over HTTP and from its files."""

from __future__ import annotations

import importlib
import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.programs.site.__main__ import SITE
from tests.programs.site.reference import LIBRARY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

PAGES = (
    "index.html",
    "models.html",
    "catalogue.html",
    "models/openai/gpt_image_2/edit.html",
    "guides/money.html",
    "guides/speed.html",
    "reference/clients.html",
    "reference/command-line.html",
    "examples/poster.html",
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    assert (SITE / "index.html").is_file(), "make docs builds the site first"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(SITE)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


# Day and night differ in colours, desk and phone in layout: two of the four have both of each.
@pytest.mark.parametrize("where", ["desk by day", "phone by night"])
def test_no_page_breaks_a_rule_of_axe_or_is_too_wide(
    where: str, open_page: Callable[..., Page], site: str
) -> None:
    width, height = (390, 844) if where.startswith("phone") else (1300, 850)
    page = open_page(f"{site}/{PAGES[0]}", width, height, "dark" if "night" in where else "light")
    for address in PAGES:
        page.goto(f"{site}/{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        found = Axe().run(page).response["violations"]
        assert [
            f"{address}: {one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]
        ] == []


def test_it_is_searched_without_a_server_or_a_network(browser: Browser) -> None:
    # From files no excerpts can be fetched, of which the browser complains; what is found is shown all the same.
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((SITE / "search.html").as_uri() + "?q=max_job_usd")
    expect(page.locator("#search-results a[href*='reference/clients.html']").first).to_be_visible()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.close()


def test_a_model_is_found_and_its_page_opened(open_page: Callable[..., Page], site: str) -> None:
    page = open_page(f"{site}/index.html")
    page.get_by_role("link", name="Search and filter all models").click()
    # Keys that are pressed before the page's script runs are lost.
    page.wait_for_url("**/catalogue.html")
    page.wait_for_load_state()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("gpt-image-2/edit")
    expect(page.locator("article:visible")).to_have_count(1)
    page.locator("article:visible summary").click()
    page.locator("article:visible").get_by_role("link", name="Its page").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("openai/gpt-image-2/edit")
    page.get_by_role("link", name="All models").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Models")


def test_the_night_is_chosen_by_hand_too(open_page: Callable[..., Page], site: str) -> None:
    page = open_page(f"{site}/index.html")
    day = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Toggle Light / Dark / Auto color theme").first.click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != day


def test_every_member_of_a_public_class_is_in_the_reference() -> None:
    told = {
        name
        for path in (SITE / "reference").glob("*.html")
        for name in re.findall(r'id="([\w.]+)"', path.read_text(encoding="utf-8"))
    }
    missing = set[str]()
    for _, module, _ in LIBRARY.values():
        found = importlib.import_module(module)
        for name in found.__all__:
            thing = getattr(found, name)
            if not isinstance(thing, type):
                continue
            own = {
                key for base in thing.__mro__ if base.__module__.startswith("runcomfy") for key in vars(base)
            }
            own |= set(getattr(thing, "__dataclass_fields__", ()))
            for key in sorted(own - {"model_config"}):
                if not key.startswith("_") and not any(one.endswith(f".{name}.{key}") for one in told):
                    missing.add(f"{module}.{name}.{key}")
    assert missing == set()


def test_every_public_name_has_words_of_its_own_in_the_reference() -> None:
    bare = []
    for page, (_, module, _) in LIBRARY.items():
        text = (SITE / f"reference/{page}.html").read_text(encoding="utf-8")
        for name in importlib.import_module(module).__all__:
            found = re.search(
                rf'<dt class="[^"]*" id="{re.escape(f"{module}.{name}")}">.*?</dt>\s*<dd>(.*?)<',
                text,
                re.DOTALL,
            )
            if found and not text[found.end(1) :].startswith("<p>"):
                bare.append(f"{module}.{name}")
        # What Python and pydantic say of such things in general.
        for foreign in (
            "Runtime representation of",
            "Remove all items",
            "Create a new model by parsing",
            "(*args, **kwargs)",
        ):
            assert foreign not in re.sub(r"<[^>]+>", "", text), (page, foreign)
    assert bare == []
