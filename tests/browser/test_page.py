"""What a person does with the page: finds a model, runs it, and sees what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect
from runcomfy.sandbox import Fault, Faults, Sandbox

from tests.browser.documents import ALL, DOCUMENTS, FILM, TUNE
from tests.browser.kit import choose, field, inputs, run
from tests.sandbox.kit import picture

if TYPE_CHECKING:
    from collections.abc import Callable


def test_models_are_found_by_word_and_kind(page: Page) -> None:
    links = page.locator("#models a:visible")
    expect(links).to_have_count(len(DOCUMENTS))
    page.get_by_label("Search models").fill("whatever ALL")
    expect(links).to_have_text(["allimage"])
    expect(page.locator("#models-count")).to_have_text(f"1 of {len(DOCUMENTS)}")
    page.get_by_label("Search models").fill("no such model")
    expect(page.get_by_text("No model fits.")).to_be_visible()
    page.get_by_label("Search models").fill("")
    page.get_by_role("button", name="Video").click()
    expect(links).to_have_text(["filmvideo"])
    expect(page.get_by_role("button", name="Video")).to_have_attribute("aria-pressed", "true")


def test_a_job_is_followed_from_the_form_to_the_picture(open_page: Callable[..., Page]) -> None:
    with Sandbox(queue_time=1.2, run_time=1.5, crowd=2, documents=DOCUMENTS) as sandbox:
        _follow(open_page(sandbox.root_url), sandbox)


def _follow(page: Page, sandbox: Sandbox) -> None:
    choose(page, ALL)
    page.evaluate("""() => {
        window.states = [];
        new MutationObserver(() => window.states.push(document.querySelector(".chip")?.textContent))
            .observe(document.getElementById("jobs"), { subtree: true, childList: true });
    }""")
    expect(page.get_by_role("heading", name="Everything")).to_be_visible()
    expect(page.locator("#balance")).to_have_text("100.00 USD")
    field(page, "prompt").get_by_role("textbox").fill("a fox")
    field(page, "images").locator("input[type=file]").set_input_files(
        {"name": "photo.png", "mimeType": "image/png", "buffer": picture("#ff00ff")}
    )
    expect(field(page, "images")).to_contain_text("photo.png")
    run(page)
    card = page.locator(".card").first
    expect(card.locator(".chip")).to_have_text("Succeeded")
    states = list(dict.fromkeys(page.evaluate("window.states")))
    assert states[-2:] == ["In progress", "Succeeded"]
    assert states[:-2] == sorted(states[:-2], reverse=True)
    assert all(state.startswith("In queue, position ") for state in states[:-2])
    assert len(states) >= 4
    expect(card).to_contain_text("cost 0.25 USD")
    shown = card.get_by_role("img", name=f"Output 1 of {ALL}")
    expect(shown).to_have_js_property("naturalWidth", 256)
    expect(page.locator("#balance")).to_have_text("99.75 USD")
    sent = inputs(sandbox)
    assert sent["images"][0].startswith("data:image/png;sha256=")
    # What was left alone was not sent.
    assert sent.keys() == {"prompt", "images"}
    card.get_by_text("Inputs").click()
    expect(card.locator("pre")).to_contain_text('"a fox"')


def test_a_waiting_job_is_cancelled(open_page: Callable[..., Page]) -> None:
    with Sandbox(queue_time=60, documents=DOCUMENTS) as sandbox:
        page = open_page(f"{sandbox.root_url}/#/{FILM}")
        page.get_by_label("prompt").fill("a fox")
        run(page)
        page.get_by_role("button", name="Cancel").click()
        expect(page.locator(".card .chip")).to_have_text("Cancelled")
        expect(page.locator(".card")).to_contain_text("cost 0 USD")
        expect(page.get_by_role("button", name="Cancel")).to_be_hidden()
        expect(page.locator("#announcer")).to_have_text(f"{FILM}: Cancelled")


def test_a_running_job_is_not(open_page: Callable[..., Page]) -> None:
    with Sandbox(queue_time=0, run_time=60, documents=DOCUMENTS) as sandbox:
        page = open_page(f"{sandbox.root_url}/#/{FILM}")
        page.get_by_label("prompt").fill("a fox")
        run(page)
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_text("Too late to cancel")).to_be_visible()


@pytest.mark.parametrize(("model", "name", "tag"), [(FILM, "prompt", "video"), (TUNE, "tags", "audio")])
def test_videos_and_sounds_can_be_played(
    page: Page, sandbox: Sandbox, model: str, name: str, tag: str
) -> None:
    choose(page, model)
    page.get_by_label(name).fill("calm")
    run(page)
    media = page.locator(f".card {tag}")
    expect(media).to_be_visible()
    page.wait_for_function("one => one.readyState >= 1 && one.duration > 0.5", arg=media.element_handle())


def test_jobs_of_programs_appear_too(page: Page, sandbox: Sandbox) -> None:
    with sandbox.client(poll_interval=0.1) as client:
        client.model(FILM).submit({"prompt": "from a program"})
    expect(page.locator(".card .chip")).to_have_text("Succeeded")
    expect(page.locator(".card")).to_contain_text(FILM)


def test_it_can_be_told_to_misbehave(page: Page, sandbox: Sandbox) -> None:
    page.get_by_role("button", name="Misbehave…").click()
    page.get_by_role("button", name="Every job fails").click()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("button", name="Misbehaving")).to_be_visible()
    assert sandbox.faults == Faults(fail_rate=1)
    choose(page, FILM)
    page.get_by_label("prompt").fill("a fox")
    run(page)
    expect(page.locator(".card .chip")).to_have_text("Failed")
    expect(page.locator(".card")).to_contain_text(Faults().fail_text)
    page.get_by_role("button", name="Misbehaving").click()
    page.get_by_label("Faults").fill('{"fail_rate": 7}')
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("#faults-problem")).to_contain_text("fail_rate must be from 0 to 1")
    page.get_by_role("button", name="Behave again").click()
    expect(page.get_by_role("button", name="Misbehave…")).to_be_visible()
    assert sandbox.faults == Faults()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(status=429, route="submit", retry_after=3), "(HTTP 429). Retry after: 3."),
        (Fault(kind="error_code", route="submit", status=500), "Something went wrong"),
        (Fault(kind="drop", route="submit"), "The connection was lost"),
        (Fault(status=502, route="submit", body="html"), "not JSON (HTTP 502)"),
    ],
)
def test_a_refused_submission_is_told(page: Page, sandbox: Sandbox, fault: Fault, words: str) -> None:
    choose(page, FILM)
    page.get_by_label("prompt").fill("a fox")
    sandbox.faults = Faults(play=(fault,))
    run(page)
    expect(page.locator("main [role=alert]")).to_contain_text(words)
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_enabled()


def test_the_keyboard_is_enough(page: Page, sandbox: Sandbox) -> None:
    expect(page.locator("#models a").first).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("film")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#models a:focus")).to_have_text("filmvideo")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("prompt")).to_be_focused()
    page.keyboard.type("a fox")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".card .chip")).to_have_text("Succeeded")
    # The chooser of files can be reached, although it looks like a button.
    page.keyboard.press("Escape")
    page.goto(f"{sandbox.root_url}/#/{ALL}")
    page.get_by_label("Entry 1").focus()
    page.keyboard.press("Tab")
    outline = "one => getComputedStyle(one).outlineStyle"
    assert page.locator("main input[type=file] + label").first.evaluate(outline) == "solid"


def test_nothing_inline_and_nothing_foreign_is_run(browser: Browser, sandbox: Sandbox) -> None:
    # A page of its own: the complaints of the browser are what is wanted here.
    context = browser.new_context()
    page = context.new_page()
    page.goto(sandbox.root_url)
    page.evaluate("""() => {
        window.stopped = [];
        document.addEventListener("securitypolicyviolation", (event) => window.stopped.push(event.effectiveDirective));
        const script = document.createElement("script");
        script.textContent = "window.harmed = true";
        document.body.append(script);
        document.body.setAttribute("onclick", "window.harmed = true");
        const image = document.createElement("img");
        image.src = "http://127.0.0.1:9/x.png";
        document.body.append(image);
        fetch("http://127.0.0.1:9/").catch(() => {});
    }""")
    page.wait_for_function("window.stopped.length >= 4")
    stopped = set(page.evaluate("window.stopped"))
    assert stopped == {"script-src-elem", "script-src-attr", "img-src", "connect-src"}
    assert page.evaluate("window.harmed") is None
    context.close()


# The colours do not depend on the size: each size has one scheme.
@pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [(390, 844, "light"), (320, 600, "dark"), (820, 1180, "light"), (1300, 850, "dark")],
)
def test_it_fits_every_screen(
    open_page: Callable[..., Page], sandbox: Sandbox, width: int, height: int, scheme: str
) -> None:
    page = open_page(f"{sandbox.root_url}/#/{ALL}", width, height, scheme)
    expect(page.get_by_role("button", name="Run", exact=True).last).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    red = int(ground.partition("(")[2].split(",")[0])
    assert (red < 64) == (scheme == "dark")
    if width < 900:
        field(page, "prompt").get_by_role("textbox").fill("a fox")
        field(page, "images").get_by_role("textbox").fill("https://example.com/a.png")
        run(page)
        expect(page.locator(".card .chip")).to_be_visible()
        page.get_by_role("button", name="Models").click()
        expect(page.get_by_label("Search models")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_fixed_token_is_known_to_the_page_on_this_machine(open_page: Callable[..., Page]) -> None:
    with Sandbox(tokens=frozenset({"only"}), documents=DOCUMENTS) as sandbox:
        page = open_page(sandbox.root_url)
        expect(page.locator("#models a")).to_have_count(len(DOCUMENTS))
        expect(page.locator("#exports")).to_contain_text("RUNCOMFY_TOKEN=only")
