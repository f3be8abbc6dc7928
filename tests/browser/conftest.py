"""One browser for the session, one page for each test; a page that complains fails its test."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from runcomfy.sandbox import Sandbox

from tests.browser.chromium import FLAGS, HELP, find
from tests.browser.documents import DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# A refusal that a test asks for is logged by the browser too, and so is a sandbox that has stopped.
_EXPECTED = re.compile(
    r"Failed to load resource: (the server responded with a status of (4|5)\d\d|net::ERR_)"
)
_SECONDS = 20


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find()
    if path is None:
        pytest.exit(HELP, returncode=1)
    expect.set_options(timeout=_SECONDS * 1000)
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=list(FLAGS), timeout=60_000)
        yield made
        made.close()


@pytest.fixture
def open_page(
    browser: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Opens pages: address, width, height, and "light" or "dark"."""
    complaints: list[str] = []
    contexts = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _EXPECTED.search(message.text):
            complaints.append(message.text)

    def make(url: str, width: int = 1300, height: int = 850, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            service_workers="block",
        )
        contexts.append(context)
        context.set_default_timeout(_SECONDS * 1000)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A quick one with a few models of its own."""
    with Sandbox(queue_time=0.3, run_time=0.5, crowd=2, documents=DOCUMENTS) as made:
        yield made


@pytest.fixture
def page(open_page: Callable[..., Page], sandbox: Sandbox) -> Page:
    """The page of that sandbox, on a desk's screen."""
    return open_page(sandbox.root_url)
