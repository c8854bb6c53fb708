"""Going on in another way, in a real browser: from a turn to the fork on the stage, from one wording to another, side by side, and home."""

from __future__ import annotations

import asyncio
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from accessible import faults
from browsing import browsing, needs_chromium, serving, window
from builders import NOON
from rostra.analysis.rehearsal import rehearse
from rostra.debate import Debate
from rostra.forking import regenerate
from rostra.importing import read
from rostra.ledger import open_ledger
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings

if TYPE_CHECKING:
    from playwright.async_api import Page

pytestmark = [needs_chromium, pytest.mark.timeout(240)]

WIDE = {"width": 1280, "height": 900}


async def stored(store: Path, *debates: Debate, ended: bool = True) -> None:
    ledger = open_ledger(str(store))
    for debate in debates:
        await ledger.create(debate, ended=ended)
    await ledger.close()


async def flagship() -> Debate:
    wishes = Wishes(model="offline", id="test", rounds=1)
    return await rehearse(prepare("existential-risk", Settings(_env_file=None), wishes).debate)


def asked(page: Page, name: str) -> str:
    return parse_qs(urlsplit(page.url).query).get(name, [""])[0]


async def forking(page: Page, slot: int | None) -> None:
    """From a turn's menu to the dialog."""
    turn = page.locator(f"#slot-{slot} .turn")
    await turn.scroll_into_view_if_needed()
    await turn.hover()
    await turn.get_by_role("button", name="Go on from this turn in another way").click()
    await page.get_by_text("This debate stays as it is").wait_for()


async def faultless(page: Page) -> None:
    found = await faults(page)
    assert not found, "\n".join(found)


async def test_somebody_else_sits_down_and_the_fork_says_where_it_comes_from(tmp_path: Path) -> None:
    debate = await flagship()
    turn = next(turn for turn in debate.turns if turn.seat == "stuart-russell")
    with serving(tmp_path) as server:
        await stored(server.store, debate)
        async with browsing() as browser:
            seen = await window(browser, viewport=WIDE)
            page = seen.page
            await page.goto(f"{server.url}/transcript?debate=test")
            await page.locator(".turn").nth(4).wait_for()
            await forking(page, turn.slot)
            await page.get_by_text("Other people, other models").click()
            chair = page.get_by_role("combobox", name="In the chair of Stuart Russell")
            await chair.click()
            await chair.fill("Judea")  # only a part of a long list is drawn
            await page.get_by_role("option", name="Judea Pearl").click()
            await page.get_by_role("button", name="Stage it").click()
            await page.wait_for_url(re.compile(r"\?debate=existential-risk"))
            await page.locator(".origin", has_text="A fork of test, after turn").wait_for()
            assert "Judea Pearl took over the chair of Stuart Russell" in await page.locator(".origin").inner_text()
            await page.locator(
                ".turn[data-seat='judea-pearl'] .who", has_text="Judea Pearl (simulated)"
            ).first.wait_for()
            old = page.locator(f"#slot-{turn.slot} .turn .who")
            assert "Stuart Russell (simulated)" in await old.inner_text()
            # The debate is over before one goes on: what moves is hard to click.
            await page.locator(".state.ended").wait_for(timeout=60_000)
            fork = asked(page, "debate")
            await page.locator(".origin").get_by_role("button", name="Compare").click()
            await page.locator(".compare .column").nth(1).wait_for()
            assert asked(page, "debates") == f"test,{fork}"
            await page.goto(f"{server.url}/?debate={fork}")
            await page.locator(".origin").get_by_role("button", name="Open it").click()
            await page.wait_for_url(re.compile(r"/transcript\?debate=test"))
            assert not seen.trouble
            assert not seen.strangers


async def test_a_turn_anew_stands_beside_the_old_one_and_can_be_turned_to(tmp_path: Path) -> None:
    debate = await flagship()
    turn = [turn for turn in debate.turns if debate.seat(turn.seat).role == "debater"][-2]
    with serving(tmp_path) as server:
        await stored(server.store, debate)
        async with browsing() as browser:
            seen = await window(browser, viewport=WIDE)
            page = seen.page
            await page.goto(f"{server.url}/transcript?debate=test")
            await page.locator(".turn").nth(4).wait_for()
            assert await page.locator(".switch").count() == 0
            await forking(page, turn.slot)
            await faultless(page)
            await page.get_by_role("radio", name="This turn anew").click()
            await page.get_by_role("spinbutton", name="How many").fill("2")
            await page.keyboard.press("Tab")
            await page.get_by_role("button", name="Stage it").click()
            await page.wait_for_url(re.compile("/compare"))
            await page.locator(".compare .column").nth(2).wait_for()
            ids = asked(page, "debates").split(",")
            assert ids[0] == "test"
            await page.reload()
            row = page.locator(".compare .row:not(.heads)").first
            await row.locator(".by").nth(2).wait_for()
            await faultless(page)
            await row.locator(".by").nth(2).click()
            await page.wait_for_url(re.compile(f"/transcript.*debate={ids[2]}"))
            assert asked(page, "turn") == f"slot-{turn.slot}"
            place = page.locator(f"#slot-{turn.slot}")
            await page.locator(f"#slot-{turn.slot}.flash").wait_for()
            await page.locator(f"#slot-{turn.slot}.flash").wait_for(state="detached")

            # Through all three and round to the first again, by keys as well.
            switch = place.locator(".switch")
            assert "3/3" in await switch.inner_text()
            said = [await place.locator(".words").inner_text()]
            await switch.get_by_role("button", name="The next words").click()
            assert "1/3" in await switch.inner_text()
            assert "From another debate" in await place.inner_text()
            said.append(await place.locator(".words").inner_text())
            await page.keyboard.press("Enter")
            said.append(await place.locator(".words").inner_text())
            assert "2/3" in await switch.inner_text()
            await faultless(page)
            await page.keyboard.press("Enter")
            assert await place.locator(".words").inner_text() == said[0]
            assert said[1] not in (said[0], said[2])
            await switch.get_by_role("button", name="The next words").click()
            await place.get_by_role("button", name="Open it there").click()
            await page.wait_for_url(re.compile(f"debate=test.*turn=slot-{turn.slot}"))
            assert "1/3" in await place.locator(".switch").inner_text()
            assert await place.locator(".words").inner_text() == said[1]
            assert not seen.trouble


async def test_one_turn_anew_leads_to_where_one_can_turn_back(tmp_path: Path) -> None:
    debate = await flagship()
    turn = [turn for turn in debate.turns if debate.seat(turn.seat).role == "debater"][-2]
    with serving(tmp_path) as server:
        await stored(server.store, debate)
        async with browsing() as browser:
            seen = await window(browser, viewport={"width": 390, "height": 800}, color_scheme="dark")
            page = seen.page
            await page.goto(f"{server.url}/transcript?debate=test")
            await page.locator(".turn").nth(4).wait_for()
            await forking(page, turn.slot)
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            await page.get_by_role("radio", name="This turn anew").click()
            await page.get_by_role("button", name="Stage it").click()
            switch = page.locator(f"#slot-{turn.slot} .switch")
            await switch.wait_for()
            assert "2/2" in await switch.inner_text()
            await switch.get_by_role("button", name="The words before these").click()
            assert "From another debate" in await page.locator(f"#slot-{turn.slot}").inner_text()
            assert not seen.trouble


async def test_side_by_side_fits_a_phone_and_says_whose_words_are_whose(tmp_path: Path) -> None:
    debate = await flagship()
    turn = [turn for turn in debate.turns if debate.seat(turn.seat).role == "debater"][-2]
    other = await rehearse(regenerate(debate, turn, id="other", created=NOON))
    with serving(tmp_path) as server:
        await stored(server.store, debate, other)
        async with browsing() as browser:
            seen = await window(browser, viewport={"width": 390, "height": 800}, color_scheme="dark")
            page = seen.page
            await page.goto(f"{server.url}/compare?debates=test,other")
            await page.locator(".cell").nth(1).wait_for()
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            whose = await page.locator(".row:not(.heads) >> nth=0").locator(".whose").all_inner_texts()
            assert whose == ["test", "other"]
            await faultless(page)
            assert not seen.trouble


async def test_what_was_imported_is_read_and_nothing_else(tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.500\n<v Ada Lovelace>We begin here.\n\n00:03.000 --> 00:05.000\n<v Bob>No.\n"
    found = read("talk.vtt", text.encode(), now=datetime.fromisoformat("2026-01-01T00:00:00+00:00"), id="talk").debate
    with serving(tmp_path) as server:
        await stored(server.store, found)
        async with browsing() as browser:
            seen = await window(browser, viewport=WIDE)
            page = seen.page
            for place in ("transcript", ""):
                await page.goto(f"{server.url}/{place}?debate=talk")
                await page.locator(".turn").nth(1).wait_for()
                assert (await page.locator(".disclosure").inner_text()).startswith("An imported transcript")
                assert await page.locator(".turn .who strong").all_inner_texts() == ["Ada Lovelace", "Bob"]
                assert await page.locator(".origin").inner_text() == "Imported from talk.vtt."
                assert not await page.locator(".origin button").count()
                assert await page.locator(".turn .tools").first.get_by_role("button").count() == 3
                await page.get_by_role("button", name="Share").wait_for()
                for offer in ("Continue", "Ask", "Vote", "Follow up", "Resume", "Go on from this turn"):
                    assert await page.get_by_role("button", name=offer).count() == 0, offer
            assert not seen.trouble


GROUPS: dict[str, dict[str, bytes]] = {
    "To read": {
        "HTML": b"<!doctype html",
        "PDF": b"%PDF-",
        "Word": b"PK\x03\x04",
        "Markdown": b"# ",
        "EPUB": b"PK\x03\x04",
    },
    "Argument maps": {"Map: SVG": b"<?xml", "Map: Mermaid": b"---", "Map: AIF": b"{"},
    "Data": {"Excel": b"PK\x03\x04", "CSV": "\ufeff".encode(), "JSON": b"{", "ConvoKit corpus": b"PK\x03\x04"},
    "Captions & script": {"Screenplay": b"Title:", "Captions (WebVTT)": b"WEBVTT", "Subtitles (SRT)": b"1\n"},
    "Sound": {"Spoken (WAV)": b"RIFF", "Spoken (MP3)": b"ID3"},
    "Citation": {"BibTeX": b"@"},
}


async def test_every_group_of_formats_is_taken_home(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        await stored(server.store, await flagship())
        async with browsing() as browser:
            seen = await window(browser, viewport=WIDE)
            page = seen.page
            await page.goto(f"{server.url}/transcript?debate=test")
            await page.locator(".turn").nth(4).wait_for()
            await page.get_by_role("button", name="Download").click()
            for group, formats in GROUPS.items():
                await page.get_by_role("radio", name=group, exact=True).click()
                for title, beginning in formats.items():
                    name, content = await taken(page, title)
                    start = content.lstrip()[: len(beginning)]
                    assert start.lower() == beginning.lower(), (title, content[:60])
                    assert name.startswith("test."), name
            await faultless(page)
            name, content = await taken(page, "Everything (.zip)")
            names = zipfile.ZipFile(io.BytesIO(content)).namelist()
            assert name == "test.zip"
            assert {"test.html", "test.pdf", "test.json", "test.convokit/utterances.jsonl"} <= set(names)

            await page.get_by_text("Only a part, or without numbers and names").click()
            await page.get_by_text("Other names for people").click()
            await page.get_by_role("radio", name="To read", exact=True).click()
            await page.wait_for_timeout(1_500)
            name, content = await taken(page, "Plain text")
            assert name == "test-pseudonyms.txt"
            assert b"LeCun" not in content
            assert not seen.trouble
            assert not seen.strangers


async def taken(page: Page, title: str) -> tuple[str, bytes]:
    """A format's button pressed: the file's name, and what is in it."""
    async with page.expect_download(timeout=120_000) as waiting:
        await page.get_by_role("button", name=title, exact=True).click()
    download = await waiting.value
    path = await download.path()
    return download.suggested_filename, await asyncio.to_thread(Path(path).read_bytes)
