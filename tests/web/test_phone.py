"""The audience's page as a phone has it, in Debian's chromium."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from builders import a_debate, closing, shipped_format
from rostra.agenda import next_slots
from rostra.ledger import Message, open_ledger
from rostra.settings import Settings
from rostra.web.tokens import Access
from studio_pages import stored
from studio_servers import running

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext

playwright = pytest.importorskip("playwright.async_api", reason="needs playwright: make test installs it")
CHROMIUM = shutil.which("chromium")
TOKEN = "open-sesame-1"
EVIL = "<img src=x onerror=alert(1)> <script>alert(2)</script> ![x](http://evil.example/x.png)"
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium: make system-deps")


async def inbox() -> list[Message]:
    ledger = open_ledger(Settings().store)
    waiting = [each.message for each in await ledger.inbox("test")]
    await ledger.close()
    return waiting


async def test_a_phone_votes_and_asks_and_goes_nowhere_else(tmp_path: Path) -> None:
    debate = a_debate(shipped_format("oxford"))
    debate = debate.append(*(closing(debate, slot) for slot in next_slots(debate)[:1]))
    scenario = debate.scenario.model_copy(update={"motion": EVIL})
    await stored(debate.model_copy(update={"title": EVIL, "scenario": scenario}))
    with running("rostra studio", tmp_path / "log", ROSTRA_ACCESS_TOKEN=TOKEN) as (url, _):
        async with playwright.async_playwright() as engine:
            browser = await engine.chromium.launch(
                executable_path=CHROMIUM,
                args=["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
            context = await browser.new_context(viewport={"width": 390, "height": 800}, color_scheme="dark")
            await _visit(context, url)
            await browser.close()
    sent = await inbox()
    assert [(each.kind, each.choice or each.text, each.seat) for each in sent] == [
        ("ballot", "for", None),
        ("ballot", "against", None),
        ("question", EVIL, "bbb"),
    ]
    assert len({each.by for each in sent}) == 1
    assert sent[0].by.startswith("Anna ")


async def _visit(context: BrowserContext, url: str) -> None:
    page = await context.new_page()
    requested: list[str] = []
    troubles: list[str] = []
    context.on("request", lambda request: requested.append(request.url))
    page.on("dialog", lambda dialog: troubles.append(dialog.message))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    await page.goto(f"{url}/rostra/audience/test?guest={Access(TOKEN).invitation('test')}")
    await page.get_by_role("heading", name="Poll before the debate").wait_for()
    assert page.url == f"{url}/rostra/audience/test"
    assert await page.inner_text("#title") == EVIL
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "wider than a phone"

    await page.get_by_label("Your name").fill("Anna")
    await page.get_by_role("button", name="For").click()
    await page.get_by_text("Your vote: for.").wait_for()
    await page.get_by_role("button", name="Against").click()
    await page.get_by_text("Your vote: against.").wait_for()
    await page.get_by_label("Your question").fill(EVIL)
    await page.get_by_label("To").select_option("bbb")
    await page.get_by_role("button", name="Ask").click()
    await page.get_by_text("Asked.").wait_for()
    assert await page.get_by_role("button", name="Ask (").is_disabled()

    # A refresh loses nothing; the rest of the studio stays shut.
    await page.reload()
    against = page.get_by_role("button", name="Against")
    await page.locator("[data-choice=against][aria-pressed=true]").wait_for()
    assert await against.get_attribute("aria-pressed") == "true"
    answer = await page.goto(url)
    assert answer is not None
    assert answer.status == 403
    await page.get_by_role("link", name="To the debate").click()
    await page.get_by_text("Your vote: against.").wait_for()

    # Whose time is over is told what to do.
    await context.clear_cookies()
    await page.get_by_text("Scan the code on the screen again.").wait_for()
    assert await page.locator("#voting").is_hidden()
    assert troubles == []
    assert {urlsplit(each).hostname for each in requested if each.startswith("http")} == {"127.0.0.1"}
    assert await page.locator("main img, main iframe").count() == 0
