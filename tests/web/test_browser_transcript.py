"""The library and the transcript in a real browser: from any view to the turn, by mouse, finger and key; nothing hostile runs."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from browsing import browsing, needs_chromium, serving, window
from builders import a_debate, closing, shipped_format
from rostra.agenda import next_slots
from rostra.analysis.rehearsal import rehearse
from rostra.debate import Claim, Debate, Idea, Question, Reply, Turn
from rostra.ledger import open_ledger
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings

if TYPE_CHECKING:
    from playwright.async_api import Page

pytestmark = [needs_chromium, pytest.mark.timeout(180)]

EVIL = (
    "<img src=x onerror=alert(1)><script>alert(2)</script><svg/onload=alert(3)> ![x](http://evil.example/4.png) "
    "[y](javascript:alert(5)) [z](http://evil.example/6) <iframe src=http://evil.example/7></iframe> "
    '<details open ontoggle=alert(8)> $$x$$ :material/x: www.evil.example/9 "><b onmouseover=alert(10)> ${alert(11)}'
)
VIEWS = {"Flow sheet": ".flow table", "Argument map": ".map .box", "Synthesis": ".outcome .act", "Numbers": ".panel"}


async def stored(debate: Debate, store: Path) -> None:
    ledger = open_ledger(str(store))
    await ledger.create(debate)
    await ledger.close()


async def flagship(store: Path) -> None:
    wishes = Wishes(model="offline", id="test")
    await stored(await rehearse(prepare("existential-risk", Settings(_env_file=None), wishes).debate), store)


def asked(page: Page, name: str) -> str:
    return parse_qs(urlsplit(page.url).query).get(name, [""])[0]


async def arrived(page: Page, claim: str) -> None:
    """The reading view, at the turn that makes the claim."""
    await page.locator(f'.flash .badge[data-own][data-claim="{claim}"]').wait_for()
    await page.wait_for_function("id => new URLSearchParams(location.search).get('turn') === id", arg=claim)


async def test_every_view_leads_to_the_turn_and_back(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        await flagship(server.store)
        async with browsing() as browser:
            seen = await window(browser, viewport={"width": 1280, "height": 900})
            page = seen.page

            # The very first address a server is asked for may be a page of its own.
            await page.goto(f"{server.url}/transcript?debate=test")
            await page.locator(".turn").nth(4).wait_for()
            await page.get_by_role("tab", name="Flow sheet").click()
            await page.locator(".flow tr[data-row='C2.1'] th .badge").click()
            await arrived(page, "C2.1")
            await page.go_back()
            await page.locator(".flow tr.left[data-row='C2.1']").wait_for()
            await page.locator(".chip", has_text="dropped").click()
            shown = page.locator(".flow tbody tr:visible")
            assert await shown.count() == await page.locator(".flow tr.unanswered").count() > 0

            # By keyboard through the map.
            await page.get_by_role("tab", name="Argument map").click()
            await page.locator(".map .box").first.wait_for()
            before = await page.locator(".map > g").get_attribute("transform")
            await page.locator(".map").focus()
            for key in ("ArrowRight", "+"):
                await page.keyboard.press(key)
            assert await page.locator(".map > g").get_attribute("transform") != before
            await page.keyboard.press("n")
            dropped = await page.locator(".box:focus").get_attribute("data-id")
            assert dropped
            assert "unanswered" in str(await page.locator(".box:focus").get_attribute("class"))
            assert dropped in await page.locator(".tip").inner_text()
            await page.keyboard.press("ArrowDown")
            here = await page.locator(".box:focus").get_attribute("data-id")
            assert here
            assert here != dropped
            await page.keyboard.press("Enter")
            await arrived(page, here)
            assert not seen.trouble
            assert not seen.strangers


async def test_on_a_phone_every_view_fits_and_a_second_tap_goes_there(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        await flagship(server.store)
        async with browsing() as browser:
            phone = await browser.new_context(
                viewport={"width": 390, "height": 800}, color_scheme="dark", has_touch=True, is_mobile=True
            )
            seen = await window(phone)
            page = seen.page
            for place in ("/library", *(f"/transcript?debate=test&view={view}" for view in ("Read", *VIEWS))):
                await page.goto(f"{server.url}{place}")
                view = place.partition("view=")[2]
                await page.locator(VIEWS.get(view, ".turn" if view else "[class*=st-key-title]")).first.wait_for()
                assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
            await page.goto(f"{server.url}/transcript?debate=test&view=Argument+map")
            box = page.locator(".box.claim").first
            await box.tap()
            await page.locator(".tip").wait_for()
            assert not asked(page, "turn")
            claim = str(await box.get_attribute("data-id"))
            await box.tap()
            await arrived(page, claim)
            assert not seen.trouble


async def test_a_part_is_taken_home_and_the_debate_deleted(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        await flagship(server.store)
        async with browsing() as browser:
            seen = await window(browser, viewport={"width": 1280, "height": 900})
            page = seen.page
            await page.goto(f"{server.url}/transcript?debate=test")
            await page.locator(".turn").nth(4).wait_for()
            await page.get_by_role("button", name="Download").click()
            await page.get_by_text("Only a part, or without numbers and names").click()
            await page.wait_for_timeout(600)  # it unfolds; what moves is hard to click
            await page.get_by_role("combobox", name="Speakers").click()
            await page.get_by_role("option", name="Gary Marcus").click()
            await page.get_by_text("A selection says that it is one").wait_for()
            async with page.expect_download() as waiting:
                await page.get_by_role("button", name="Markdown").click()
            download = await waiting.value
            assert download.suggested_filename == "test-selection.md"
            await download.save_as(tmp_path / "part.md")
            text = (tmp_path / "part.md").read_text()
            assert "A selection: Gary Marcus." in text
            assert "**Yann LeCun (simulated)** · for\n\n" not in text

            # Found by what was said in it; then thrown away, asked twice.
            await page.goto(f"{server.url}/library")
            await page.get_by_label("Search").fill("existential risk machine")
            await page.keyboard.press("Enter")
            await page.locator("[class*=st-key-passages] a").first.click()
            await page.locator(".flash").wait_for()
            assert re.fullmatch(r"seq-\d+", asked(page, "turn"))
            await page.goto(f"{server.url}/library")
            await page.locator("[class*=st-key-more-test] button").first.click()
            await page.get_by_role("button", name="Delete …").click()
            await page.get_by_role("button", name="Delete", exact=True).click()
            await page.get_by_text("Nothing was staged here yet").wait_for()
            assert not seen.trouble


def hostile() -> Debate:
    debate = a_debate(shipped_format("oxford"), audience=1, questions=1)
    while slots := next_slots(debate):
        debate = debate.append(*(closing(debate, slot) for slot in slots))
    claims = [claim.id for entry in debate.claimants for claim in entry.claims]

    def poisoned(entry: Turn | Idea) -> Turn | Idea:
        made = tuple(Claim(id=claim.id, text=f"{EVIL} {claim.text}") for claim in entry.claims)
        others = [claim for claim in claims[:2] if claim not in {each.id for each in made}]
        replies = tuple(Reply(to=claim, relation="rebuts") for claim in others)
        return entry.model_copy(update={"text": f"{entry.text} {EVIL}", "claims": made, "replies": replies})

    entries = tuple(
        poisoned(entry)
        if isinstance(entry, Turn | Idea)
        else entry.model_copy(update={"text": EVIL})
        if isinstance(entry, Question)
        else entry
        for entry in debate.entries
    )
    first, *rest = debate.cast
    first = first.model_copy(update={"persona": first.persona.model_copy(update={"display_name": EVIL}), "side": EVIL})
    update = {"id": "hostile", "title": EVIL, "entries": entries, "cast": (first, *rest)}
    return debate.model_copy(update=update)


async def test_hostile_text_stays_text_in_every_view(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        await stored(hostile(), server.store)
        async with browsing() as browser:
            seen = await window(browser, viewport={"width": 1280, "height": 900})
            page = seen.page
            for view, mark in VIEWS.items():
                await page.goto(f"{server.url}/transcript?debate=hostile&view={view}")
                await page.locator(mark).first.wait_for()
                if view == "Argument map":
                    await page.get_by_role("button", name="Show all of it").click()
                    await page.locator(".box.claim").first.hover()
                    assert "onerror" in await page.locator(".tip").inner_text()
                await asyncio.sleep(0.5)
                bad = "script, iframe, img:not([src^='data:']), b[onmouseover], details[ontoggle], a[href*='evil']"
                assert await page.locator("[data-testid=stMain]").locator(bad).count() == 0, view
            await page.goto(f"{server.url}/library?words=alert")
            await page.locator("[class*=st-key-passages] a").first.wait_for()
            assert await page.locator("[data-testid=stMain] a[href*='evil']").count() == 0
            assert not seen.trouble
            assert not seen.strangers
