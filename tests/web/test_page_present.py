"""Present: what the room's screen is given, by how a debate stands and by who can reach the studio."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from builders import a_debate, shipped_format
from rostra.web import audience, presenting, tokens
from rostra.web.presenting import CLOSED
from studio_pages import AppTest, labels, staged, stored, visited, words

PLACE = "http://192.0.2.7:8501"


@pytest.fixture(autouse=True)
def an_access_of_its_own() -> Iterator[None]:
    tokens.forget()
    yield
    tokens.forget()


def given(page: AppTest, debate_id: str) -> dict[str, Any]:
    """What the presentation was given."""
    found = next(each for each in page.get("bidi_component") if each.key == f"present {debate_id}")
    data: dict[str, Any] = json.loads(found.proto.json or found.proto.mixed.json)
    return data


def test_without_a_debate_it_says_what_to_do_first() -> None:
    page = visited("present")
    assert not page.exception
    assert "Nothing was staged here yet" in words(page)
    assert [link.proto.label for link in page.get("page_link")] == ["New debate"]


async def test_without_a_debate_the_newest_are_offered() -> None:
    debate = await stored(staged("oxford", entries=6))
    page = visited("present")
    assert [link.proto.query_string for link in page.get("page_link")] == [f"debate={debate.id}", ""]


def test_an_address_that_leads_nowhere_says_so_and_leads_on() -> None:
    page = visited("present", debate="nowhere")
    assert "There is no debate" in page.error[0].value
    assert [link.proto.label for link in page.get("page_link")] == ["All debates"]


@pytest.mark.parametrize("entries", [0, 9, 1000])
async def test_a_debate_is_shown_however_far_it_is_and_nothing_beside_it(entries: int) -> None:
    debate = await stored(staged("oxford", entries=entries))
    page = visited("present", debate=debate.id)
    assert not page.exception
    data = given(page, debate.id)
    assert data["feed"] == f"/rostra/feed/{debate.id}"
    assert [poll["name"] for poll in data["polls"]] == ["poll-before", "poll-after"]
    assert labels(page) == []
    assert words(page) == ""
    assert any(each.key == "curtain" for each in page.get("bidi_component")), "Streamlit's header stays"


async def test_it_begins_where_the_address_says() -> None:
    debate = await stored(staged("panel"))
    assert given(visited("present", debate=debate.id), debate.id)["turn"] is None
    assert given(visited("present", debate=debate.id, turn="A1.1"), debate.id)["turn"] == "A1.1"


async def test_a_studio_for_one_machine_shows_no_code_and_says_why() -> None:
    debate = await stored(staged("oxford", entries=6))
    data = given(visited("present", debate=debate.id), debate.id)
    assert data["code"] is None
    assert data["closed"] == CLOSED
    assert "--share" in CLOSED


async def test_a_shared_studio_shows_the_code_of_its_invitation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTRA_ACCESS_TOKEN", "open-sesame-1")
    monkeypatch.setattr(audience, "address", lambda: PLACE)
    debate = await stored(staged("oxford", entries=6))
    size, path = audience.qr_svg_path(audience.invitation(debate.id))
    page = visited("present", debate=debate.id)
    assert given(page, debate.id)["code"] == {"size": size, "path": path}
    assert given(page.run(), debate.id)["code"]["path"] == path, "the code changed while it was on the screen"


def test_phases_with_a_vote_are_known_and_how_it_is_cast() -> None:
    found = {name: presenting.polls(a_debate(shipped_format(name))) for name in ("oxford", "brainstorm", "panel")}
    assert found["oxford"][0] == {"name": "poll-before", "title": "Poll before the debate", "how": "vote"}
    assert [poll["how"] for poll in found["brainstorm"]] == ["rank"]
    assert found["panel"] == []
