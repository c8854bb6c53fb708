"""Every page against axe-core: nothing serious, in light and in dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessible import faults
from browsing import browsing, needs_chromium, serving
from rostra.analysis.rehearsal import rehearse
from rostra.ledger import open_ledger
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings

pytestmark = [needs_chromium, pytest.mark.timeout(240)]

PLACES = {
    "/": "Start this debate",
    "/?debate=ended": "Continue",
    "/new": "Start the debate",
    "/library": "Open",
    "/transcript?debate=ended": "Download",
    "/present?debate=ended": "",
    "/compare?debates=ended": "",
    "/personas": "Write one",
    "/personas?persona=yann-lecun": "",
    "/scenarios": "",
    "/scenarios?scenario=existential-risk": "",
}


async def test_no_page_has_a_serious_fault(tmp_path: Path) -> None:
    found: list[str] = []
    with serving(tmp_path, ROSTRA_PACE="0") as server:
        flagship = prepare("existential-risk", Settings(_env_file=None), Wishes(model="offline", id="ended")).debate
        ledger = open_ledger(str(server.store))
        await ledger.create(await rehearse(flagship))
        await ledger.close()
        async with browsing() as browser:
            for scheme, width in (("light", 1280), ("dark", 390)):
                context = await browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
                for place, label in PLACES.items():
                    page = await context.new_page()
                    await page.goto(f"{server.url}{place}")
                    await page.locator("[data-testid=stMain]").wait_for()
                    if label:
                        await page.get_by_role("button", name=label).first.wait_for()
                    await page.wait_for_timeout(1_200)
                    found += [f"{scheme} {each}" for each in await faults(page)]
                    await page.close()
                await context.close()
    assert not found, "\n".join(found)
