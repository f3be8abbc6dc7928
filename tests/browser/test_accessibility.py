"""No rule of axe is broken in any state of the page, by day and by night, on a desk and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from runcomfy.sandbox import Fault, Faults, Sandbox

from tests.browser.documents import ALL, DOCUMENTS, FILM
from tests.browser.kit import choose, field, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EDIT = "openai/gpt-image-2/edit"


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


@pytest.fixture(scope="module")
def packaged() -> Iterator[Sandbox]:
    with Sandbox(queue_time=0, run_time=0) as made:
        yield made


# Day and night differ in colours, desk and phone in layout: two of the four have both of each.
@pytest.fixture(params=["desk by day", "phone by night"])
def show(request: pytest.FixtureRequest, open_page: Callable[..., Page]) -> Callable[[str], Page]:
    scheme = "dark" if request.param == "phone by night" else "light"
    width, height = (390, 844) if request.param == "phone by night" else (1300, 850)
    return lambda url: open_page(url, width, height, scheme)


def test_the_first_view(show: Callable[[str], Page], packaged: Sandbox) -> None:
    page = show(packaged.root_url)
    expect(page.locator("#models a").first).to_be_attached()
    assert violations(page) == []


def test_a_form_and_the_program_below_it(show: Callable[[str], Page], packaged: Sandbox) -> None:
    page = show(f"{packaged.root_url}/#/{EDIT}")
    page.get_by_text("The same as a program").click()
    for name in ("Python", "Command line", "curl"):
        page.get_by_role("tab", name=name).click()
        assert violations(page) == []


def test_the_faults_of_a_form(show: Callable[[str], Page], packaged: Sandbox) -> None:
    page = show(f"{packaged.root_url}/#/{EDIT}")
    field(page, "prompt").get_by_role("textbox").fill("")
    run(page)
    expect(field(page, "prompt").locator(".problem")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("dialect", ["A", "B", "both"])
def test_what_the_server_refuses(show: Callable[[str], Page], dialect: str) -> None:
    with Sandbox(documents=DOCUMENTS, faults=Faults(dialect=dialect)) as sandbox:  # type: ignore[arg-type]
        page = show(f"{sandbox.root_url}/#/{FILM}")
        sandbox.faults = Faults(dialect=dialect, play=(Fault(status=402, route="submit"),))  # type: ignore[arg-type]
        field(page, "prompt").get_by_role("textbox").fill("a fox")
        run(page)
        expect(page.locator("main .alert")).to_be_visible()
        assert violations(page) == []


def test_a_model_that_cannot_be_had(show: Callable[[str], Page], packaged: Sandbox) -> None:
    page = show(f"{packaged.root_url}/#/no/such")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    assert violations(page) == []


def test_jobs_in_every_state(show: Callable[[str], Page]) -> None:
    with Sandbox(queue_time=0, run_time=0, documents=DOCUMENTS) as done, done.client() as client:
        client.model(FILM).submit({"prompt": "a fox"})
        done.faults = Faults(fail_rate=1)
        client.model(FILM).submit({"prompt": "a fox"})
        page = show(f"{done.root_url}/#/{FILM}")
        expect(page.locator(".card")).to_have_count(2)
        if page.locator("[data-show=jobs]").is_visible():
            page.locator("[data-show=jobs]").click()
        expect(page.locator(".card .chip").first).to_have_text("Failed")
        page.locator(".card summary").first.click()
        assert violations(page) == []
    # The sandbox has stopped: the page says so.
    expect(page.locator("#jobs-note")).to_be_visible()
    assert violations(page) == []
    with Sandbox(workers=1, queue_time=0, run_time=60, documents=DOCUMENTS) as busy, busy.client() as client:
        for _ in range(2):
            client.model(FILM).submit({"prompt": "a fox"})
        page = show(f"{busy.root_url}/#/{FILM}")
        expect(page.locator(".card")).to_have_count(2)
        if page.locator("[data-show=jobs]").is_visible():
            page.locator("[data-show=jobs]").click()
        expect(page.locator(".card .chip").last).to_have_text("In progress")
        assert violations(page) == []


def test_the_dialogs(show: Callable[[str], Page], packaged: Sandbox) -> None:
    page = show(packaged.root_url)
    page.get_by_role("button", name="Misbehave…").click()
    page.locator("#faults-text").fill('{"nonsense": 1}')
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("#faults-problem")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Close").click()
    with Sandbox(tokens=frozenset({"secret"}), host="0.0.0.0") as strict:
        page = show(strict.root_url)
        assert violations(page) == []


def test_a_search_that_finds_nothing(show: Callable[[str], Page], packaged: Sandbox) -> None:
    page = show(packaged.root_url)
    page.get_by_label("Search models").fill("no such model")
    expect(page.get_by_text("No model fits.")).to_be_visible()
    assert violations(page) == []


def test_labels_can_be_read_without_the_fonts_of_their_schema(
    open_page: Callable[..., Page], packaged: Sandbox
) -> None:
    page = open_page(f"{packaged.root_url}/#/{EDIT}")
    expect(field(page, "prompt")).to_be_visible()
    labels = page.locator("main .label .title").all_inner_texts()
    assert "prompt" in [label.lower() for label in labels]
    assert all(label.isascii() for label in labels)
    # What the schema says stands beside it.
    expect(field(page, "prompt").locator(".hint")).to_contain_text("提示词")


def test_a_newcomer_is_led_to_a_model_that_wants_a_sentence(
    open_page: Callable[..., Page], packaged: Sandbox
) -> None:
    page = open_page(packaged.root_url)
    page.locator("#first a").click()
    expect(page.locator("main .field .tag")).to_have_count(1)
    field(page, "prompt").get_by_role("textbox").fill("a fox")
    run(page)
    expect(page.locator(".card .chip")).to_have_text("Succeeded")


def test_the_program_is_the_typed_call_of_the_installed_package(
    open_page: Callable[..., Page], packaged: Sandbox
) -> None:
    page = open_page(f"{packaged.root_url}/#/{EDIT}")
    field(page, "prompt").get_by_role("textbox").fill('it\'s a "fox"')
    page.get_by_text("The same as a program").click()
    shown = page.locator(".code pre")
    expect(shown).to_contain_text("client.openai.gpt_image_2.edit.run(")
    expect(shown).to_contain_text('prompt="it\'s a \\"fox\\"",')
    compile(shown.inner_text(), "shown", "exec")
    page.get_by_role("tab", name="Python").press("ArrowRight")
    expect(page.get_by_role("tab", name="Command line")).to_be_focused()
    expect(shown).to_contain_text(f"runcomfy-py run {EDIT}")
    page.get_by_role("tab", name="curl").click()
    expect(shown).to_contain_text(f"{packaged.root_url}/v1/models/{EDIT}")


def test_a_model_that_the_package_lacks_is_called_by_its_id(page: Page) -> None:
    choose(page, ALL)
    page.get_by_text("The same as a program").click()
    expect(page.locator(".code pre")).to_contain_text("client.model(")


def test_what_is_typed_before_the_models_have_come_is_searched_for_when_they_do(
    open_page: Callable[..., Page], packaged: Sandbox
) -> None:
    packaged.faults = Faults(latency=0.5)
    page = open_page(packaged.root_url)
    page.get_by_label("Search models").fill("gpt-image-2 edit")
    expect(page.locator("#models a:visible")).to_have_count(2)
    packaged.faults = Faults()
