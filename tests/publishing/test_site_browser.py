"""A published site, opened from a disk in a real browser: its search works without a server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from browsing import browsing, needs_chromium, window
from export.gathering import gathering
from export.long_debates import long_debate
from rostra.publishing import Site, publish

pytestmark = [needs_chromium, pytest.mark.timeout(180)]


async def test_the_search_finds_turns_and_leads_to_them(tmp_path: Path) -> None:
    first = publish([gathering()], tmp_path / "site", Site(title="All"))
    async with browsing() as browser:
        seen = await window(browser)
        page = seen.page
        page.on("console", lambda said: seen.trouble.append(said.text) if said.type == "error" else None)
        await page.goto(first.as_uri())
        assert not [each for each in seen.requested if "search-data" in each]
        await page.get_by_label("Search").fill("GRÁNT costs")
        await page.get_by_text("1 debate", exact=True).wait_for()
        assert not await page.locator(".debates").is_visible()
        assert await page.locator("mark").all_inner_texts() == ["grant", "Costs"]
        await page.locator(".results p a").click()
        assert page.url.endswith("/debates/test.html#turn-4")
        await page.get_by_role("link", name="← All").click()
        await page.get_by_label("Search").fill("機械")
        await page.locator("mark").first.wait_for()
        await page.get_by_label("Search").fill("nothing of the kind")
        await page.get_by_text("Nothing found.").wait_for()
        await page.get_by_label("Search").fill("")
        await page.locator(".debates").wait_for()
        assert seen.trouble == []
        assert {each for each in seen.requested if not each.startswith("file:")} == set()


async def test_five_hundred_debates_are_searched_at_once(tmp_path: Path) -> None:
    whole = long_debate(24)
    debates = [whole.model_copy(update={"id": f"debate-{n}", "title": f"Debate {n}"}) for n in range(500)]
    first = publish(debates, tmp_path / "site", Site())
    async with browsing() as browser:
        page = await browser.new_page()
        await page.goto(first.as_uri())
        await page.get_by_label("Search").fill("Debate 417 xyz")
        await page.get_by_text("Nothing found.").wait_for()
        took = await page.evaluate(
            """() => { const input = document.querySelector('#words'); input.value = 'measured turn 17';
            const start = performance.now(); window.siteSearch.search(); return performance.now() - start; }"""
        )
        assert took < 1_500
        assert await page.locator(".results > li").count() == 40


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
async def test_no_serious_fault_of_access(tmp_path: Path, scheme: Any, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.async_playwright", reason="needs axe-core: make test installs it")
    first = publish([gathering()], tmp_path / "site", Site(contact="owner@example.org"))
    found = []
    async with browsing() as browser:
        context = await browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
        )
        for name in ("index.html", "about.html"):
            page = await context.new_page()
            await page.goto((first.parent / name).as_uri())
            assert await page.evaluate("document.documentElement.scrollWidth") <= width
            response = (await axe.Axe().run(page)).response
            found += [each for each in response["violations"] if each["impact"] in ("serious", "critical")]
    assert found == []
