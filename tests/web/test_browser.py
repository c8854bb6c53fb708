"""The stage in a real browser: live, in a second window, after a refresh, after a crash, with people in it, under attack."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from attacks import EVIL
from browsing import browsing, needs_chromium, serving, window
from builders import a_debate, closing, shipped_format
from rostra.agenda import next_slots
from rostra.analysis.rehearsal import rehearse
from rostra.debate import Debate, Idea, Question, Turn
from rostra.disclosure import OFFLINE
from rostra.ledger import Listing, open_ledger
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings

pytestmark = [needs_chromium, pytest.mark.timeout(180)]


async def stored(debate: Debate, store: Path) -> None:
    ledger = open_ledger(str(store))
    await ledger.create(debate)
    await ledger.close()


async def loaded(debate_id: str, store: Path) -> Debate:
    ledger = open_ledger(str(store))
    debate = await ledger.load(debate_id)
    await ledger.close()
    return debate


async def listed(store: Path) -> list[Listing]:
    ledger = open_ledger(str(store))
    found = [*await ledger.list()]
    await ledger.close()
    return found


def whole(debate: Debate) -> Debate:
    while slots := next_slots(debate):
        debate = debate.append(*(closing(debate, slot) for slot in slots))
    return debate


async def test_the_flagship_is_watched_in_two_windows_and_after_a_refresh(tmp_path: Path) -> None:
    with serving(tmp_path, ROSTRA_PACE="45") as server:
        async with browsing() as browser:
            context = await browser.new_context(viewport={"width": 390, "height": 800}, color_scheme="dark")
            one, other = await window(context), await window(context)
            page = one.page
            await page.goto(server.url)
            await page.get_by_role("button", name="Start this debate").click()
            await page.get_by_text("Good evening").wait_for()
            assert "debate=existential-risk-" in page.url
            assert (await page.locator(".disclosure").inner_text()).startswith(OFFLINE[:40])
            await other.page.goto(page.url)
            await other.page.get_by_text("Good evening").wait_for()

            # In mid-debate: what was said is there after a refresh, and what is being said goes on.
            await page.locator(".turn").nth(5).wait_for()
            said = await page.locator(".turn .words").nth(1).inner_text()
            await page.reload()
            await page.locator(".turn").nth(5).wait_for()
            assert await page.locator(".turn .words").nth(1).inner_text() == said

            # Paused here, it stops there; resumed there, it goes on here.
            await page.get_by_role("button", name="Pause").click()
            await other.page.get_by_role("button", name="Resume").click()
            await page.get_by_role("button", name="Pause").wait_for()

            # A question from one window stands in the other as what it is, and somebody answers it.
            await page.get_by_role("button", name="Ask").click()
            await page.get_by_label("A question to the panel").fill("Is the probability of a catastrophe zero?")
            await page.get_by_label("Your name, as the transcript will show it").fill("Ana of row two")
            await page.get_by_role("button", name="Ask", exact=True).last.click()
            await other.page.locator(".question", has_text="Ana of row two").wait_for()
            await page.keyboard.press("Escape")
            await page.get_by_role("button", name="Call time").click()
            for each in (page, other.page):
                await each.locator(".state.ended").wait_for()
            assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
                "wider than a phone"
            )

            # Live and in replay, one renderer: a new window shows, letter for letter, what this one has come to.
            replay = await window(context)
            await replay.page.goto(page.url)
            await replay.page.locator(".state.ended").wait_for()
            assert await replay.page.locator(".turns").inner_text() == await page.locator(".turns").inner_text()
            for each in (one, other, replay):
                assert not each.trouble
                assert not each.strangers
    assert [each.status for each in await listed(server.store)] == ["ended"]


async def test_a_claim_is_shown_at_its_answer_and_one_goes_there(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        flagship = prepare("existential-risk", Settings(_env_file=None), Wishes(model="offline", id="test")).debate
        await stored(await rehearse(flagship), server.store)
        async with browsing() as browser:
            seen = await window(browser, viewport={"width": 1280, "height": 800})
            page = seen.page
            await page.goto(f"{server.url}/?debate=test")
            answer = page.locator(".badge.to").first
            await answer.scroll_into_view_if_needed()
            claim = await answer.inner_text()
            await answer.hover()
            tip = page.locator(".tip")
            await tip.wait_for()
            assert claim in await tip.inner_text()
            await answer.click()
            own = page.locator(f'.badge[data-own][data-claim="{claim}"]')
            await page.locator(".flash").wait_for()
            assert await own.is_visible()
            assert not seen.trouble


async def test_a_server_that_is_killed_loses_no_turn(tmp_path: Path) -> None:
    with serving(tmp_path, ROSTRA_PACE="60") as server:
        async with browsing() as browser:
            seen = await window(browser)
            page = seen.page
            await page.goto(server.url)
            await page.get_by_role("button", name="Start this debate").click()
            await page.locator(".turn").nth(4).wait_for()
            address = page.url
            server.kill()
            debate_id = address.partition("debate=")[2]
            before = await loaded(debate_id, server.store)
            assert len(before.turns) >= 4
            assert next_slots(before)
            server.start()
            await page.goto(server.url)
            await page.get_by_text("can be resumed").wait_for()
            await page.get_by_role("button", name="Open").click()
            await page.get_by_role("button", name="Resume").click()
            await page.get_by_role("button", name="Call time").click()
            await page.locator(".state.ended").wait_for()
    after = await loaded(debate_id, server.store)
    assert after.entries[: len(before.entries)] == before.entries
    slots = [entry.slot for entry in after.entries if entry.slot is not None]
    assert len(slots) == len(set(slots))
    assert next_slots(after) == ()


async def test_two_people_hold_two_seats(tmp_path: Path) -> None:
    wishes = Wishes(me=["gary-marcus", "stuart-russell"], rounds=1, words=40, id="here", model="offline")
    with serving(tmp_path) as server:
        await stored(prepare("existential-risk", Settings(_env_file=None), wishes).debate, server.store)
        async with browsing() as browser:
            ana, ben = await window(await browser.new_context()), await window(await browser.new_context())
            for each in (ana.page, ben.page):
                await each.goto(f"{server.url}/?debate=here")
            await ana.page.get_by_role("button", name="Resume").click()
            await ana.page.get_by_role("button", name="Take this seat").first.click()
            await ben.page.get_by_text("Waiting for whoever holds the seat").wait_for()
            await ben.page.get_by_role("button", name="Take this seat").click()
            await asyncio.gather(
                *(
                    say(each.page, words)
                    for each, words in ((ana, "Measure it first. [B1.1]"), (ben, "Then it is too late. [D1.1]"))
                )
            )
            for each in (ana.page, ben.page):
                await each.locator(".turn", has_text="Measure it first.").wait_for()
                await each.locator(".turn", has_text="Then it is too late.").wait_for()
            assert not ana.trouble
            assert not ben.trouble
    said = {turn.seat: turn.text for turn in (await loaded("here", server.store)).turns if turn.phase == "openings"}
    assert said["gary-marcus"].startswith("Measure it first.")
    assert said["stuart-russell"].startswith("Then it is too late.")


async def say(page: object, words: str) -> None:
    await page.get_by_label("Your turn").fill(words)  # type: ignore[attr-defined]
    await page.get_by_role("button", name="Speak").click()  # type: ignore[attr-defined]


def hostile(evil: str) -> Debate:
    debate = whole(a_debate(shipped_format("oxford"), audience=1, questions=1))
    entries = tuple(
        entry.model_copy(update={"text": f"{entry.text} {evil}"})
        if isinstance(entry, Turn | Idea | Question)
        else entry
        for entry in debate.entries
    )
    cast = tuple(
        seat.model_copy(update={"persona": seat.persona.model_copy(update={"display_name": evil})}) if n == 0 else seat
        for n, seat in enumerate(debate.cast)
    )
    scenario = debate.scenario.model_copy(update={"motion": evil, "title": evil})
    update = {"id": "hostile", "title": evil, "entries": entries, "cast": cast, "scenario": scenario}
    return debate.model_copy(update=update)


async def test_hostile_text_loads_nothing_and_runs_nothing(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        await stored(hostile(" ".join(EVIL)), server.store)
        async with browsing() as browser:
            for place in ("/?debate=hostile", "/transcript?debate=hostile", "/present?debate=hostile", "/library", "/"):
                seen = await window(browser, viewport={"width": 1280, "height": 800})
                await seen.page.goto(f"{server.url}{place}")
                await seen.page.get_by_text(re.compile("onerror")).first.wait_for()
                await asyncio.sleep(1)
                assert not seen.trouble, place
                assert not seen.strangers, place
                drawn = seen.page.locator("[data-testid=stMain]")
                bad = (
                    "script, iframe, object, embed, base, "
                    "form[action], img:not([src^='data:']), video, a[href*='evil'], a[href^='javascript']"
                )
                assert await drawn.locator(bad).count() == 0, place
                if place.startswith("/?"):
                    said = await seen.page.locator(".turns").inner_text()
                    assert all(evil.split("(")[0] in said for evil in EVIL[:3]), place
                await seen.page.close()


async def test_every_script_runs_its_own_way(tmp_path: Path) -> None:
    debate = whole(a_debate(shipped_format("oxford"), audience=0))
    said = {
        "aaa": "الذكاء الاصطناعي ليس خطرا. [A1.1]",
        "bbb": "これは危険ではない。 [B1.1]",
        "ccc": "Größe allein überzeugt mich nicht. [C1.1]",
    }
    entries = tuple(
        entry.model_copy(update={"text": said.get(entry.seat, entry.text)}) if isinstance(entry, Turn) else entry
        for entry in debate.entries
    )
    scenario = debate.scenario.model_copy(update={"language": "ar", "motion": "هل الذكاء الاصطناعي خطر؟"})
    update = {"entries": entries, "scenario": scenario, "title": "هل الذكاء الاصطناعي خطر؟"}
    with serving(tmp_path) as server:
        await stored(debate.model_copy(update=update), server.store)
        async with browsing() as browser:
            seen = await window(browser, viewport={"width": 390, "height": 800})
            await seen.page.goto(f"{server.url}/?debate=test")
            for words, way in (("الذكاء الاصطناعي ليس", "rtl"), ("これは危険", "ltr"), ("Größe", "ltr")):
                paragraph = seen.page.locator(".turn .words p", has_text=words).first
                await paragraph.wait_for()
                assert await paragraph.evaluate("each => getComputedStyle(each).direction") == way
            assert await seen.page.locator(".top h1").evaluate("each => getComputedStyle(each).direction") == "rtl"
            assert await seen.page.locator(".studio").get_attribute("lang") == "ar"
            assert await seen.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
            assert not seen.trouble
