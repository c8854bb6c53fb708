"""The page as it is opened from a disk, in a real browser: no request, no complaint of its policy, and what its script adds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from attacks import EVIL
from browsing import Window, browsing, needs_chromium, window
from export.gathering import gathering
from rostra.claims import number
from rostra.debate import Debate, Idea, Turn
from rostra.export import write

pytestmark = [needs_chromium, pytest.mark.timeout(180)]


@asynccontextmanager
async def opened(debate: Debate, folder: Path, **how: Any) -> AsyncIterator[Window]:
    """The page of a debate; at the end it has asked for nothing, and nothing of it was refused."""
    path = write(debate, folder / "debate.html")
    async with browsing() as browser:
        context = await browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | how))
        seen = await window(context)
        seen.page.on("console", lambda said: seen.trouble.append(said.text) if said.type == "error" else None)
        await seen.page.goto(path.as_uri())
        yield seen
        assert [
            each for each in seen.requested if each != path.as_uri() and not each.startswith(f"{path.as_uri()}#")
        ] == []
        assert seen.trouble == []


async def test_nothing_is_asked_for_and_nothing_refused(tmp_path: Path) -> None:
    async with opened(gathering(), tmp_path) as seen:
        assert await seen.page.title() == "A test · simulated debate"
        assert await seen.page.locator(".disclosure").is_visible()
        face = seen.page.locator(".cast .face").first
        assert await face.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(28, 95, 196)"


async def test_a_number_leads_to_the_claim_and_lights_it_up(tmp_path: Path) -> None:
    async with opened(gathering(), tmp_path) as seen:
        await seen.page.locator(".reply a[href='#a1-1']").click()
        assert await seen.page.evaluate("document.querySelector(':target').id") == "a1-1"
        assert await seen.page.locator("#a1-1").is_visible()
        await seen.page.locator(".map .box[data-id='C1.1']").first.click()
        assert await seen.page.evaluate("document.querySelector(':target').id") == "c1-1"


async def test_light_or_dark_is_the_reader_s_choice_and_kept(tmp_path: Path) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    async with opened(gathering(), tmp_path, color_scheme="light") as seen:
        assert await seen.page.evaluate(ground) == "rgb(253, 252, 249)"
        await seen.page.get_by_role("button", name="Dark page").click()
        assert await seen.page.evaluate(ground) == "rgb(20, 23, 28)"
        await seen.page.reload()
        assert await seen.page.evaluate(ground) == "rgb(20, 23, 28)"
        await seen.page.get_by_role("button", name="Light page").wait_for()


async def test_the_player_says_a_word_at_a_time_and_gives_everything_back(tmp_path: Path) -> None:
    async with opened(gathering(), tmp_path) as seen:
        page = seen.page
        before = await page.locator("main").inner_html()
        places = """() => [...document.querySelectorAll('.act, .act .badge')].map(node => {
            const { left, top, width, height } = node.getBoundingClientRect();
            return [left, top + scrollY, width, height].map(Math.round);
        })"""
        laid_out = await page.evaluate(places)
        assert await page.get_by_text("We all do.").first.is_visible()
        await page.get_by_role("button", name="Play the debate").click()
        await page.wait_for_function(
            "document.querySelectorAll('.act.later').length > 5 && document.querySelector('.unsaid')"
        )
        assert not await page.get_by_text("We all do.").first.is_visible()
        assert not await page.locator("#votes").is_visible()
        assert await page.evaluate(places) == laid_out
        await page.get_by_role("button", name="Pause").click()
        at = await page.locator(".player input").input_value()
        await page.wait_for_timeout(400)
        assert await page.locator(".player input").input_value() == at
        await page.get_by_role("button", name="Show everything").click()
        assert await page.locator("main").inner_html() == before
        assert await page.get_by_text("We all do.").first.is_visible()


async def test_the_player_is_scrubbed_stepped_and_hurried(tmp_path: Path) -> None:
    async with opened(gathering(), tmp_path) as seen:
        page = seen.page
        bar = page.locator(".player input")
        await bar.fill("40")
        assert await bar.get_attribute("aria-valuetext") != "everything is shown"
        shown = await page.locator(".act:not(.later)").count()
        await page.keyboard.press("Escape")
        assert await page.locator(".later").count() == 0
        await bar.fill("40")
        await page.evaluate("document.activeElement.blur()")
        await page.keyboard.press("ArrowRight")
        assert await page.locator(".act:not(.later)").count() == shown + 1
        await page.keyboard.press(" ")
        await page.get_by_role("button", name="Pause").wait_for()
        whole = await page.evaluate("player.total / 160 * 60")
        await page.get_by_role("button", name="Speed 1×").click()
        await page.get_by_role("button", name="Speed 2×").click()
        assert await page.get_by_role("button", name="Speed 4×").is_visible()
        minutes, seconds = (await page.locator(".player output").inner_text()).split(" / ")[1].split(":")
        assert int(minutes) * 60 + int(seconds) == pytest.approx(whole / 4, abs=1)


async def test_a_link_leads_the_player_along(tmp_path: Path) -> None:
    async with opened(gathering(), tmp_path) as seen:
        await seen.page.locator(".player input").fill("3")
        await seen.page.evaluate("location.hash = 'turn-4'")
        await seen.page.wait_for_function("player.act.node.id === 'turn-4'")
        assert await seen.page.locator("#turn-5").evaluate("node => node.classList.contains('later')")


async def test_who_wants_no_motion_is_shown_whole_turns(tmp_path: Path) -> None:
    async with opened(gathering(), tmp_path, reduced_motion="reduce") as seen:
        await seen.page.locator(".player input").fill("20")
        assert await seen.page.locator(".later").count() > 0
        assert await seen.page.locator(".unsaid").count() == 0


async def test_without_a_script_the_whole_debate_is_there(tmp_path: Path) -> None:
    async with opened(gathering(), tmp_path, java_script_enabled=False) as seen:
        assert await seen.page.get_by_text("We all do.").first.is_visible()
        assert await seen.page.locator(".player, .scheme").count() == 0


async def test_a_phone_does_not_scroll_sideways(tmp_path: Path) -> None:
    async with opened(gathering(), tmp_path, viewport={"width": 390, "height": 844}) as seen:
        await seen.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert await seen.page.evaluate("document.documentElement.scrollWidth") == 390


async def test_no_attack_runs_wherever_it_is_written(tmp_path: Path) -> None:
    async with opened(besieged(), tmp_path) as seen:
        await seen.page.locator(".player input").fill("30")
        await seen.page.get_by_role("button", name="Go on playing").click()
        await seen.page.wait_for_timeout(600)
        assert (
            await seen.page.locator("main img, main iframe, main script, main video, main form, main object").count()
            == 0
        )
        assert "onerror" in await seen.page.locator("main").inner_text()


def besieged() -> Debate:
    """All attacks in every text at once."""
    evil = " ".join(EVIL)
    debate = gathering()
    entries = []
    for entry in debate.entries:
        if isinstance(entry, Turn | Idea):
            read = number(f"{evil} {entry.text}", mark=debate.seat(entry.seat).mark, turn=entry.slot or 1, known=())
            entry = entry.model_copy(update={"text": read.text, "claims": read.claims})
        else:
            said = {
                key: evil
                for key in ("text", "says", "by", "detail")
                if hasattr(entry, key) and entry.kind != "decision"
            }
            entry = entry.model_copy(update=said)
        entries.append(entry)
    cast = tuple(
        seat.model_copy(
            update={
                "persona": seat.persona.model_copy(update={"display_name": evil}),
                "side": evil if seat.side else None,
            }
        )
        for seat in debate.cast
    )
    scenario = debate.scenario.model_copy(update={"motion": evil, "background": evil})
    return debate.model_copy(
        update={"title": evil, "id": evil, "scenario": scenario, "cast": cast, "entries": tuple(entries)}
    )


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
async def test_no_serious_fault_of_access(tmp_path: Path, scheme: Any, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.async_playwright", reason="needs axe-core: make test installs it")
    path = write(gathering(), tmp_path / "debate.html")
    async with browsing() as browser:
        # The policy of the page would refuse axe's own script.
        context = await browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
        )
        page = await context.new_page()
        await page.goto(path.as_uri())
        await page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        response = (await axe.Axe().run(page)).response
    found = [
        f"{each['id']}: {[node['html'][:150] for node in each['nodes'][:3]]}"
        for each in response["violations"]
        if each["impact"] in ("serious", "critical")
    ]
    assert found == []
