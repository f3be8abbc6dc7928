"""What every test of the page does: pick a model, find a field, run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
from playwright.sync_api import Locator, Page, expect

if TYPE_CHECKING:
    from runcomfy.sandbox import Sandbox


def choose(page: Page, model_id: str) -> Locator:
    page.locator("#models").get_by_role("link", name=model_id.partition("/")[2]).click()
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_visible()
    return page.locator("main form")


def field(page: Page, name: str) -> Locator:
    return page.locator("main .field").filter(has=page.locator(f"code:text-is('{name}')"))


def run(page: Page) -> None:
    page.locator("main form button[type=submit]").click()


def inputs(sandbox: Sandbox) -> dict[str, Any]:
    """What the newest job was sent."""
    bearer = {"authorization": f"Bearer {sandbox.token}"}
    newest = httpx.get(f"{sandbox.root_url}/sandbox/jobs", headers=bearer, timeout=60).json()["jobs"][0][
        "request_id"
    ]
    found: dict[str, Any] = httpx.get(
        f"{sandbox.root_url}/sandbox/jobs/{newest}", headers=bearer, timeout=60
    ).json()["input"]
    return found
