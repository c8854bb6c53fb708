"""The library in a real browser: a transcript from elsewhere is brought in, put in order, found, and held against its forks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from browsing import browsing, needs_chromium, serving, window
from builders import NOON
from rostra.analysis.rehearsal import rehearse
from rostra.forking import fork
from rostra.ledger import open_ledger
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings

if TYPE_CHECKING:
    from playwright.async_api import Page

axe = pytest.importorskip("axe_playwright_python.async_playwright", reason="needs axe-core: make test installs it")
pytestmark = [needs_chromium, pytest.mark.timeout(240)]

BENCHMARK = """\
# Debate prop_9001__model-one__model-two__s0

- topic_id: prop_9001
- proposition: Every harbour should light its piers at night.
- model_pro: model-one
- model_con: model-two

## Turn 1: PRO Opening

- claim_ids: [P1.1], [P1.2]
- cited_claim_ids: (none)

[P1.1] Boats come home in the dark. A pier that nobody sees is a wall.
[P1.2] Lamps are cheap <img src=x onerror=alert(1)>.

## Turn 2: CON Opening

- claim_ids: [C1.1]
- cited_claim_ids: [P1.1], [P1.2]

[C1.1] That boats come home in the dark [P1.1] says nothing of lamps, and [P1.2] leaves the keepers out.

## Turn 3: PRO Closing

- claim_ids: [P2.1]
- cited_claim_ids: [C1.1]

[P2.1] I rebut [C1.1]: keepers sleep better behind a lantern.
"""


async def family(store: Path) -> None:
    """A debate, a fork of it, and a fork of that."""
    settings = Settings(_env_file=None)
    whole = await rehearse(prepare("existential-risk", settings, Wishes(model="offline", rounds=1, id="whole")).debate)
    again = fork(whole, whole.turns[4].slot or 0, id="again", created=NOON)
    third = fork(again, again.turns[2].slot or 0, id="third", created=NOON)
    ledger = open_ledger(str(store))
    for debate in (whole, again, third):
        await ledger.create(debate, ended=debate is whole)
    await ledger.tag("whole", ["ethics"])
    await ledger.close()


def asked(page: Page, name: str) -> str:
    return parse_qs(urlsplit(page.url).query).get(name, [""])[0]


async def test_a_transcript_of_the_public_benchmark_is_brought_in_and_read(tmp_path: Path) -> None:
    file = tmp_path / "prop_9001.md"
    file.write_text(BENCHMARK)
    with serving(tmp_path) as server:
        async with browsing() as browser:
            seen = await window(browser, viewport={"width": 1280, "height": 900})
            page = seen.page
            await page.goto(f"{server.url}/library")
            await page.get_by_role("button", name="Import").click()
            await page.locator("input[type=file]").set_input_files(str(file))

            # What was understood is told first.
            await page.get_by_text("2 speakers: PRO (2 turns), CON (1 turn)").wait_for()
            await page.get_by_text("3 turns, 4 claims, 3 citations").wait_for()
            ledger = open_ledger(str(server.store))
            assert await ledger.count() == 0
            await page.get_by_role("button", name="Keep it").click()

            # Kept, it is read like any other: turns, claims, what answers what.
            await page.locator(".turn").nth(2).wait_for()
            assert asked(page, "debate") == "prop-9001"
            said = [await page.locator(".turn .words").nth(n).inner_text() for n in range(3)]
            assert "A pier that nobody sees is a wall." in said[0]
            assert "<img src=x onerror=alert(1)>" in said[0]
            assert "leaves the keepers out" in said[1]
            assert await page.locator('.badge[data-own][data-claim="P1.1"]').count() >= 1
            assert [each.id for each in await ledger.list()] == ["prop-9001"]
            await ledger.close()

            # And found by what was said in it.
            await page.goto(f"{server.url}/library?words=lantern")
            await page.locator("[class*=st-key-passages] strong", has_text="lantern").wait_for()
            await page.locator("[class*=st-key-passages] a").first.click()
            await page.locator(".flash").wait_for()
            assert re.fullmatch(r"seq-\d+", asked(page, "turn"))
            assert not seen.trouble
            assert not seen.strangers


async def test_a_debate_is_named_tagged_and_held_against_its_family(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        await family(server.store)
        async with browsing() as browser:
            seen = await window(browser, viewport={"width": 1280, "height": 900})
            page = seen.page
            await page.goto(f"{server.url}/library")
            await page.locator("[class*=st-key-more-third] button:visible").first.click()
            await page.get_by_label("Title").fill("The third way")
            await page.get_by_role("button", name="Rename").click()
            await page.get_by_role("link", name="The third way").wait_for()
            await page.get_by_role("combobox", name="Tags").last.fill("lecture 3")
            await page.keyboard.press("Enter")
            await page.locator("[class*=st-key-title-third] .stMarkdownBadge", has_text="lecture 3").wait_for()

            # Its family lies over the page, and nothing over it.
            await page.get_by_role("button", name="Family").click()
            dialog = page.get_by_role("dialog", name="Family")
            await dialog.get_by_role("link", name="Compare").last.click()
            await page.wait_for_url(re.compile(r"/compare\?debates=again%2Cthird"))
            await page.get_by_text("The third way").first.wait_for()
            await dialog.wait_for(state="detached")

            # A fork leads to where it parts, and two are chosen in the list.
            await page.goto(f"{server.url}/library")
            await page.get_by_role("link", name=re.compile("Fork of whole after slot")).click()
            await page.locator(".flash").wait_for()
            assert asked(page, "debate") == "whole"
            await page.goto(f"{server.url}/library?tags=ethics")
            await page.get_by_text("1 of 3 debates").wait_for()
            await page.goto(f"{server.url}/library")
            for name in ("whole", "third"):
                await page.locator(f"[class*=st-key-pick-{name}] label").first.click()
                await page.get_by_role("button", name=f"Compare {1 if name == 'whole' else 2}").wait_for()
            await page.get_by_role("button", name="Compare 2").click()
            await page.wait_for_url(re.compile(r"/compare\?debates=whole%2Cthird"))
            assert not seen.trouble


async def test_what_opens_over_the_library_has_no_serious_fault(tmp_path: Path) -> None:
    file = tmp_path / "prop_9001.md"
    file.write_text(BENCHMARK)
    found: list[str] = []
    with serving(tmp_path) as server:
        await family(server.store)
        async with browsing() as browser:
            for scheme, width in (("light", 1280), ("dark", 390)):
                context = await browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
                seen = await window(context)
                page = seen.page
                await page.goto(f"{server.url}/library?words=risk&tags=ethics")
                await page.locator("[class*=st-key-passages] a").first.wait_for()
                found += await faults(page, f"{scheme} search")
                await page.locator("[class*=st-key-more-whole] button:visible").first.click()
                await page.get_by_role("button", name="Rename").wait_for()
                found += await faults(page, f"{scheme} menu")
                await page.get_by_role("button", name="Family").click()
                await page.get_by_role("dialog", name="Family").get_by_role("link", name="Compare").first.wait_for()
                found += await faults(page, f"{scheme} family")
                await page.goto(f"{server.url}/library")
                await page.get_by_role("button", name="Import").click()
                await page.locator("input[type=file]").set_input_files(str(file))
                await page.get_by_role("button", name="Keep it").wait_for()
                found += await faults(page, f"{scheme} import")
                assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
                assert not seen.trouble
                await context.close()
    assert not found, "\n".join(found)


async def faults(page: Page, where: str) -> list[str]:
    await page.wait_for_timeout(700)
    results = await axe.Axe().run(page)
    return [
        f"{where}: {each['id']}: {each['nodes'][0]['target']} {each['nodes'][0]['html'][:160]}"
        for each in results.response["violations"]
        if each["impact"] in ("serious", "critical")
    ]
