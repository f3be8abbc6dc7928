"""The forms: made from any schema, sent as what they are, refused where they are wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from playwright.sync_api import Page, expect
from runcomfy.sandbox import Sandbox

from tests.browser.documents import ALL, HARM, HOSTILE
from tests.browser.kit import choose, field, inputs, run

if TYPE_CHECKING:
    from collections.abc import Callable


def test_every_sort_of_input_arrives_as_what_it_is(page: Page, sandbox: Sandbox) -> None:
    choose(page, ALL)
    field(page, "prompt").get_by_role("textbox").fill("a fox 🦊")
    field(page, "images").get_by_role("textbox").fill("https://example.com/a.png")
    field(page, "images").get_by_role("button", name="Add an entry").click()
    field(page, "images").get_by_role("textbox").nth(1).fill("https://example.com/b.png")
    expect(field(page, "images").get_by_role("button", name="Add an entry")).to_be_disabled()
    field(page, "mask").get_by_role("button", name="Sample").click()
    field(page, "size").get_by_role("combobox").select_option("large")
    field(page, "steps").get_by_role("spinbutton").fill("7")
    field(page, "strength").get_by_role("spinbutton").fill("0.5")
    field(page, "sharp").get_by_role("checkbox").uncheck()
    field(page, "n").get_by_role("combobox").select_option("2")
    field(page, "words").get_by_role("button", name="Add an entry").click()
    field(page, "words").get_by_role("textbox").fill("red")
    field(page, "loras").get_by_role("textbox").fill('[{"path": "x", "scale": 0.5}]')
    field(page, "__proto__").get_by_role("textbox").fill("own")
    page.get_by_text("The same as a program").click()
    expect(page.locator(".code pre")).to_contain_text("__proto__")
    snippet = page.locator(".code pre").text_content() or ""
    run(page)
    expect(page.locator(".card .chip").first).to_be_visible()
    sent = inputs(sandbox)
    assert sent.pop("mask").startswith("data:image/png;")
    expected = {
        "prompt": "a fox 🦊",
        "images": ["https://example.com/a.png", "https://example.com/b.png"],
        "size": "large",
        "steps": 7,
        "strength": 0.5,
        "sharp": False,
        "n": 2,
        "words": ["red"],
        "loras": [{"path": "x", "scale": 0.5}],
        "__proto__": "own",
    }
    assert sent == expected
    # The snippet is Python, and says the same.
    call = snippet.partition(".run(")[2].rpartition(")\nresult.save")[0]
    assert eval(call) == {**expected, "mask": "sample.png"}


@pytest.mark.parametrize(
    ("name", "role", "value", "problem"),
    [
        ("prompt", "textbox", "", "This is needed."),
        ("prompt", "textbox", "x" * 41, "Too long: 41 of at most 40 characters."),
        ("steps", "spinbutton", "11", "At most 10."),
        ("steps", "spinbutton", "0", "At least 1."),
        ("steps", "spinbutton", "1.5", "An integer is needed."),
        ("loras", "textbox", "[", "This is not JSON"),
        # These only the server knows.
        ("images", "textbox", "ftp://example.com/a.png", "entry 1: must be a public https URL"),
        ("loras", "textbox", '[{"scale": 1}]', "entry 1: path: Field required"),
    ],
)
def test_a_fault_is_shown_at_its_field(page: Page, name: str, role: Any, value: str, problem: str) -> None:
    choose(page, ALL)
    field(page, "prompt").get_by_role("textbox").fill("a fox")
    field(page, "images").get_by_role("textbox").fill("https://example.com/a.png")
    field(page, name).get_by_role(role).first.fill(value)
    run(page)
    expect(field(page, name).locator(".problem")).to_contain_text(problem)
    expect(field(page, name).locator("[aria-invalid=true]")).to_have_count(1)
    expect(page.locator(".card")).to_have_count(0)
    field(page, name).get_by_role(role).first.fill("1")
    expect(field(page, name).locator(".problem")).to_be_hidden()


def test_text_of_schemas_does_no_harm(page: Page) -> None:
    choose(page, HOSTILE)
    expect(page.get_by_role("heading", name=HARM)).to_have_text(HARM)
    expect(page.locator("main option").nth(1)).to_have_text(HARM)
    run(page)
    expect(page.locator(".card .chip")).to_have_text("Succeeded")
    page.locator(".card").get_by_text("Inputs").click()
    expect(page.locator(".card pre")).to_contain_text("onerror")
    assert page.evaluate("window.harmed") is None


def test_every_packaged_model_has_its_form(open_page: Callable[..., Page]) -> None:
    with Sandbox() as sandbox:
        page = open_page(sandbox.root_url)
        expect(page.locator("#models a").first).to_be_visible()
        for model_id, info in runcomfy.registry.items():
            page.evaluate(
                "id => { location.hash = '#/' + id.split('/').map(encodeURIComponent).join('/'); }", model_id
            )
            page.wait_for_function("id => document.title.startsWith(id + ' ')", arg=model_id)
            names = page.locator("main .field .label code").all_text_contents()
            properties = info.schema["input_schema"]["properties"]
            assert sorted(names) == sorted(properties), json.dumps(names)


def test_nothing_of_a_long_form_is_seen_below_its_run_button(page: Page) -> None:
    choose(page, ALL)
    bar = page.locator("main form .sticky")
    edges = "one => [one.getBoundingClientRect().bottom, document.querySelector('main').getBoundingClientRect().bottom]"
    bottom, edge = bar.evaluate(edges)
    assert page.locator("#main").evaluate("one => one.scrollHeight > one.clientHeight")
    assert bottom >= edge
