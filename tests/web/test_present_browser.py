"""Present as a room has it: a screen that is read from the back, a presenter with keys, a clicker or a finger, phones that vote."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browsing import browsing, needs_chromium, serving, window
from rostra.analysis.rehearsal import rehearse
from rostra.debate import Debate, Question, Turn
from rostra.ledger import open_ledger
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings
from rostra.web.presenting import CLOSED
from rostra.web.tokens import Access
from studio_servers import running

if TYPE_CHECKING:
    from playwright.async_api import Page

pytestmark = [needs_chromium, pytest.mark.timeout(120)]

TOKEN = "open-sesame-1"
WIDE = {"width": 1920, "height": 1080}
READABLE = 1080 * 0.027 - 1
"""Pixels: letters that can be read from the back of a room."""
ROOT = (
    '[...document.querySelectorAll("*")].map((each) => each.shadowRoot).find((each) => each?.querySelector(".present"))'
)
FITS = f"""() => {{
  const root = {ROOT}, holder = root.querySelector(".holder"), card = root.querySelector(".card");
  return [holder.scrollHeight - holder.clientHeight, parseFloat(card.style.fontSize)];
}}"""
"""Pixels that do not fit, and the size of the letters."""
SAID = f'{ROOT}.querySelector(".card .words")?.textContent.length'


async def flagship(store: Path, **update: object) -> Debate:
    """The flagship as the offline model stages it, in the store; with `entries`, only so many of them."""
    debate = await rehearse(
        prepare("existential-risk", Settings(_env_file=None), Wishes(model="offline", id="test", rounds=1)).debate
    )
    if "entries" in update:
        debate = debate.model_copy(update={"entries": debate.entries[: int(str(update["entries"]))]})
    ledger = open_ledger(str(store))
    await ledger.create(debate)
    await ledger.close()
    return debate


async def at(page: Page, place: str) -> None:
    await page.locator(".present .count", has_text=place).wait_for()


async def place(page: Page) -> int:
    return int((await page.locator(".present .count").inner_text()).split(" / ")[0])


async def press(page: Page, *keys: str) -> None:
    for key in keys:
        await page.keyboard.press(key)


async def test_a_debate_is_stepped_through_by_keys_and_every_card_fits_the_screen(tmp_path: Path) -> None:
    with serving(tmp_path, ROSTRA_PACE="0") as server:
        debate = await flagship(server.store)
        address = f"{server.url}/present?debate=test"
        async with browsing() as browser:
            seen = await window(browser, viewport=WIDE)
            page = seen.page
            await page.clock.install()
            await page.goto(address)

            # The title first; keys work at once; nothing of Streamlit's is on the screen.
            await page.get_by_role("heading", name=debate.title).wait_for()
            assert await page.locator(".card .face").count() == 4
            assert not await page.locator("[data-testid=stHeader]").is_visible()
            assert not await page.locator(".invite").is_visible()
            cards = int((await page.locator(".count").inner_text()).split(" / ")[1])

            # Every card: it fits, it can be read, it says what it is, and nothing of costs or models.
            shown = []
            for number in range(1, cards + 1):
                await at(page, f"{number} / {cards}")
                over, letters = await page.evaluate(FITS)
                text = await page.locator(".card").inner_text()
                assert over <= 0, text
                assert letters > READABLE, text
                assert "imulated" in await page.locator(".present").inner_text()
                assert "$" not in text
                assert "tokens" not in text
                shown.append(text)
                await press(page, "ArrowRight")
            whole = "\n".join(shown)
            turns = [
                each for each in debate.entries if isinstance(each, Turn) and debate.seat(each.seat).role == "debater"
            ]
            assert all(debate.seat(turn.seat).byline in whole and turn.text[:40] in whole for turn in turns)
            assert all(each.text in whole for each in debate.entries if isinstance(each, Question))
            assert "Poll before the debate" not in shown[0]
            assert "No votes so far." in shown[1]
            assert "The debate is over" in shown[-1]

            # What a turn answers stands beside it: the claim of the other, by name and number.
            answer = next(turn for turn in turns if turn.phase == "rebuttals")
            reply = answer.replies[0]
            claim = next(claim for turn in turns for claim in turn.claims if claim.id == reply.to)
            await press(page, "Home", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown")
            await page.locator(".strip", has_text="Rebuttals").wait_for()
            await press(page, "PageDown")
            quote = page.locator(".quote").first
            assert claim.text in await quote.inner_text()
            assert f"{reply.relation} " in await quote.inner_text()

            # Its number leads to where it was claimed; the bar leads anywhere; a refresh stays.
            await quote.locator(".badge").click()
            await page.locator(f'.card .badge[data-own][data-claim="{claim.id}"]').wait_for()
            assert await page.locator(".tip").count() == 0
            await press(page, "End")
            await at(page, f"{cards} / {cards}")
            await page.locator(".progress span").first.click(position={"x": 2, "y": 8})
            await at(page, f"1 / {cards}")
            await press(page, " ", "Shift+ArrowRight", "PageDown", "PageUp")
            stays = await place(page)
            assert stays == 3
            await page.reload()
            await at(page, f"{stays} / {cards}")

            # It plays at reading speed, and pauses.
            await press(page, "p")
            await page.clock.run_for(40_000)
            await press(page, "P")
            played = await place(page)
            assert stays < played <= stays + 3
            await page.clock.run_for(40_000)
            assert await place(page) == played
            await page.get_by_label("Reading speed").select_option("240")
            await press(page, "-")
            assert await page.get_by_label("Reading speed").input_value() == "220"

            # Help, a blank screen, the whole screen; no code, and why.
            await press(page, "?")
            await page.get_by_role("dialog").get_by_text(CLOSED).wait_for()
            await press(page, "ArrowRight", "Escape", "b")
            assert await place(page) == played
            await page.locator(".present.blank").wait_for()
            await press(page, "b", "f")
            await page.locator(".present:fullscreen").wait_for()
            await press(page, "f", "q")
            await page.locator(".hint", has_text="No code for phones here").wait_for()

            # Back to the stage, at the same turn.
            key = await page.evaluate("sessionStorage.getItem('rostra present test')")
            await page.get_by_role("button", name="Back to the stage").click()
            await page.locator(".turns").wait_for()
            assert f"turn={key}" in page.url
            assert await page.locator("[data-testid=stHeader]").is_visible()
            assert not seen.trouble
            assert not seen.strangers


async def test_a_live_debate_goes_on_before_the_room_and_phones_vote(tmp_path: Path) -> None:
    store = tmp_path / "debates.db"
    await flagship(store, entries=4)
    elsewhere = {"STREAMLIT_BROWSER_SERVER_ADDRESS": "192.0.2.7", "ROSTRA_ACCESS_TOKEN": TOKEN}
    with running("make app", tmp_path / "log", ROSTRA_STORE=str(store), ROSTRA_PACE="30", **elsewhere) as (url, _):
        async with browsing() as browser:
            room = await browser.new_context(
                viewport={"width": 390, "height": 800}, color_scheme="dark", has_touch=True, reduced_motion="reduce"
            )
            seen = await window(room)
            page = seen.page
            await page.goto(f"{url}/?token={TOKEN}")
            await page.goto(f"{url}/present?debate=test")

            # The code stands on the title, and where one votes; Q takes it away.
            await page.locator(".invite svg path").wait_for()
            await press(page, "q")
            await page.locator(".invite").wait_for(state="hidden")
            await press(page, "q", "ArrowRight")
            await page.locator(".poll").wait_for()
            assert await page.locator(".invite").is_visible()
            assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
                "wider than a phone"
            )

            phone = await (await browser.new_context()).new_page()
            await phone.goto(f"{url}/rostra/audience/test?guest={Access(TOKEN).invitation('test')}")
            await phone.get_by_role("button", name="For", exact=True).wait_for()

            # Nobody speaks: it is said, and gone on with from here. Words stream in, and stay in place when they are whole.
            await press(page, "End")
            await page.get_by_role("button", name="Go on with the debate").click()
            await page.locator(".state.live").wait_for()
            coming = page.locator(".card.turn.coming .words")
            while not await coming.count():
                await press(page, "End")
                await asyncio.sleep(0.05)
            await page.wait_for_function(f"{SAID} > 20")
            before, size = await page.evaluate(SAID), (await page.evaluate(FITS))[1]
            await page.wait_for_function(f"{SAID} > {before + 60}")
            assert (await page.evaluate(FITS))[1] <= size

            for choice in ("For", "Against"):
                await phone.get_by_role("button", name=choice, exact=True).click()
                await phone.get_by_text(f"Your vote: {choice.lower()}.").wait_for()

            # A finger goes back and on.
            number = await place(page)
            await swipe(page, 60, 320)
            assert await place(page) == number - 1
            await swipe(page, 320, 60)
            assert await place(page) == number

            # The phone's votes are on the screen; the last one counts.
            await press(page, "Home", "ArrowRight")
            await page.locator(".poll .tallies .against b", has_text="1").wait_for()
            assert await page.locator(".poll .tallies .for b").inner_text() == "0"
            assert "1 vote in the room" in await page.locator(".voted").inner_text()
            assert not seen.trouble
            assert not seen.strangers


async def swipe(page: Page, start: int, end: int) -> None:
    client = await page.context.new_cdp_session(page)
    for kind, x in (("touchStart", start), ("touchMove", (start + end) // 2), ("touchMove", end)):
        await client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": 400}]})
    await client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await asyncio.sleep(0.1)
