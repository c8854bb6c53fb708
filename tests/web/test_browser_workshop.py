"""Personas and scenarios in a real browser: a broken upload, a hostile one, the desk with its live check, a narrow dark window."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from browsing import browsing, needs_chromium, serving, window

pytestmark = [needs_chromium, pytest.mark.timeout(180)]

EVIL = "<img src=//evil.example/1 onerror=alert(1)><script>alert(2)</script> ![x](https://evil.example/3.png)"
ADA = f"""---
name: ada
display_name: Ada {EVIL}
description: "{EVIL}"
kind: fictional
sources:
  - title: "{EVIL}"
    url: https://good.example/read
---
You are Ada. {EVIL}

## Positions

### A guess {EVIL} is a guess
- About: guesses
- Because: {EVIL} nobody measured it.
- Evidence: It is so ([here](https://good.example/a)) and ([there](javascript:alert(4))).
"""


async def test_a_persona_is_uploaded_edited_and_kept(tmp_path: Path) -> None:
    broken, ada = tmp_path / "broken.md", tmp_path / "ada.md"
    broken.write_bytes(b"---\nname: x\n\0---\n")
    ada.write_text(ADA)
    with serving(tmp_path) as server:
        async with browsing() as browser:
            seen = await window(browser)
            page = seen.page
            await page.goto(f"{server.url}/personas")
            await page.get_by_role("button", name="Upload").click()
            await page.locator("input[type=file]").set_input_files(broken)
            await page.get_by_text("is not text: it contains zero bytes").wait_for()

            await page.locator("input[type=file]").set_input_files(ada)
            await page.get_by_role("button", name="Start a debate with them").wait_for()
            assert page.url.endswith("/personas?persona=ada")
            await page.get_by_text("A guess").first.click()
            await page.get_by_role("link", name="good.example").first.wait_for()
            hrefs = await page.locator("[data-testid=stMain] a").evaluate_all("all => all.map(a => a.href)")
            assert not [href for href in hrefs if "evil" in href or href.startswith("javascript")]

            # The check follows as one types; its findings lead to their lines.
            await page.get_by_role("button", name="Edit").click()
            field = page.get_by_role("textbox", name="The persona’s file")
            text = await field.input_value()
            assert text.rstrip() == ADA.rstrip()
            await field.fill(f"{text}\n- Becaus: I say so.\n")
            finding = page.get_by_role("button", name="Did you mean 'Because'?")
            await finding.click()
            selected = "f => f.value.slice(f.selectionStart, f.selectionEnd)"
            assert await field.evaluate(selected) == "- Becaus: I say so."
            assert await page.locator(".numbers .error").count() >= 1

            # What was typed waits while one looks elsewhere, and is there when it is kept.
            await page.get_by_role("link", name="Scenarios").first.click()
            await page.get_by_role("heading", name="Scenarios").wait_for()
            await page.go_back()
            await expect(field).to_have_value(f"{text}\n- Becaus: I say so.\n")
            await field.fill(text.replace("You are Ada.", "You are Ada the Second."))
            await page.get_by_role("button", name="Keep it").click()
            await page.get_by_text("You are Ada the Second.").wait_for()
            assert seen.strangers == set()
            assert seen.trouble == []


async def test_a_scenario_is_looked_through_and_started_on_a_phone(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        async with browsing() as browser:
            context = await browser.new_context(viewport={"width": 390, "height": 800}, color_scheme="dark")
            seen = await window(context)
            page = seen.page
            await page.goto(f"{server.url}/scenarios")
            await page.get_by_role("link", name="Who audits AI?").click()
            await page.get_by_role("heading", name="Who audits AI?").wait_for()
            await page.get_by_text("What it will take").wait_for()
            wider = "document.documentElement.scrollWidth - innerWidth"
            assert await page.evaluate(wider) <= 0
            await page.get_by_role("button", name="Find out").click()
            await page.get_by_text("near the motion in the files of this cast").wait_for()

            # The address keeps up with every link, so that a click, a refresh or the way back stays where one is.
            await page.get_by_role("link", name="All scenarios").click()
            await page.get_by_placeholder("A topic, or a name").fill("audits")
            await expect(page.get_by_role("link", name="Is the existential risk from AI overblown?")).to_have_count(0)
            await page.get_by_role("link", name="Who audits AI?").click()
            await page.get_by_role("link", name="Timnit Gebru").click()
            await page.get_by_role("heading", name="Timnit Gebru", exact=True).wait_for()
            assert page.url.endswith("/personas?persona=timnit-gebru")
            await page.go_back()
            await page.get_by_role("heading", name="Who audits AI?").wait_for()
            await page.reload()
            await page.get_by_role("button", name="Start this debate").click()
            await page.locator(".turn").first.wait_for()
            assert "debate=who-audits-ai-" in page.url
            assert seen.strangers == set()
            assert seen.trouble == []
