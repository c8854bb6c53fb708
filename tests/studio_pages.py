"""The studio drawn without a browser: pages by AppTest, and what stands on them."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from builders import a_debate, closing, shipped_format
from rostra.agenda import next_slots
from rostra.debate import Debate
from rostra.ledger import open_ledger
from rostra.settings import Settings
from rostra.web import PAGE

AppTest = pytest.importorskip("streamlit.testing.v1", reason="needs the extra ui: pip install rostra[ui]").AppTest
WAIT = 20


def opened(debate_id: str | None = None) -> AppTest:
    """The stage, as a new window shows it."""
    page = AppTest.from_file(str(PAGE), default_timeout=WAIT)
    if debate_id:
        page.query_params["debate"] = debate_id
    return page.run()


def visited(place: str, **query: str) -> AppTest:
    """Another page, as a new window shows it at that address."""
    page = AppTest.from_file(str(PAGE), default_timeout=WAIT).run()
    # Pages are functions, and AppTest finds only files by name.
    page._page_hash = next(key for key, each in page._registered_pages.items() if each["url_pathname"] == place)
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def button(page: AppTest, label: str) -> object:
    """The button of that label."""
    return next(each for each in page.button if each.label == label)


def labels(page: AppTest) -> list[str]:
    """Every button there is."""
    return [each.label for each in page.button]


def words(page: AppTest) -> str:
    """Everything that can be read, but for what the studio's own components draw."""
    return "\n".join(each.value for each in [*page.title, *page.markdown, *page.caption, *page.info, *page.error])


def drawn(page: AppTest, key: str) -> dict[str, Any] | None:
    """What a component of the page was given."""
    found = next((each for each in page.get("bidi_component") if each.key == key), None)
    if found is None:
        return None
    proto = found.proto
    given: dict[str, Any] = json.loads(proto.json or proto.mixed.json)
    return given


def until(page: AppTest, label: str) -> AppTest:
    """Look again until there is a button of that label."""
    deadline = time.monotonic() + WAIT
    while label not in labels(page):
        assert time.monotonic() < deadline, f"no {label}: {labels(page)} {words(page)[-500:]}"
        time.sleep(0.05)
        page.run()
    assert not page.exception
    return page


def staged(format_name: str, entries: int = 1000) -> Debate:
    """A debate with an entry of every kind that its format brings."""
    debate = a_debate(shipped_format(format_name), audience=2, questions=1)
    while (slots := next_slots(debate)) and len(debate.entries) < entries:
        debate = debate.append(*(closing(debate, slot) for slot in slots))
    return debate


async def stored(debate: Debate) -> Debate:
    """The debate, in the store."""
    ledger = open_ledger(Settings().store)
    await ledger.create(debate)
    await ledger.close()
    return debate
