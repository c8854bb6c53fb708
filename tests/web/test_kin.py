"""A debate among its kin: what else was said in the place of a turn, where a fork comes from, and who gets to know."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from builders import NOON
from logins import SETUP, person
from rostra.analysis.rehearsal import rehearse
from rostra.debate import Debate, Turn
from rostra.forking import fork, regenerate
from rostra.ledger.wanted import Wanted
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings
from rostra.web import login as login_module
from rostra.web import rights
from rostra.web.hub import Hub, the_hub
from rostra.web.kin import kin
from rostra.web.login import Login
from rostra.web.their_hub import TheirHub, listed
from studio_pages import drawn, stored, visited


async def flagship(id_: str = "here") -> Debate:
    wishes = Wishes(rounds=1, words=40, id=id_)
    return await stored(await rehearse(prepare("existential-risk", Settings(), wishes).debate))


def a_turn(debate: Debate, number: int = 5) -> Turn:
    return [turn for turn in debate.turns if debate.seat(turn.seat).role == "debater"][number]


async def anew(debate: Debate, id_: str, turn: Turn | None = None, seed: int = 7) -> Debate:
    """A turn of it asked again, stored; a minute later for each letter of its id."""
    created = debate.created + timedelta(minutes=len(id_))
    return await stored(await rehearse(regenerate(debate, turn or a_turn(debate), id=id_, created=created, seed=seed)))


def offered(debate_id: str, hub: Hub | None = None) -> dict[str, list[str | None]]:
    """By turn, whose words are offered; None for its own."""
    hub = hub or the_hub()
    words = kin(hub, hub.look(debate_id).debate)["words"]
    return {key: [each and each["debate"] for each in told] for key, told in words.items()}


async def test_a_debate_without_kin_has_nothing_to_offer() -> None:
    await flagship()
    assert kin(the_hub(), the_hub().look("here").debate) == {"origin": None, "words": {}}


async def test_what_was_said_when_a_turn_was_asked_anew_is_offered_in_its_place_in_every_debate() -> None:
    debate = await flagship()
    key = f"slot-{a_turn(debate).slot}"
    await anew(debate, "once")
    await anew(debate, "twice!", seed=8)
    assert offered("here") == {key: [None, "once", "twice!"]}
    assert offered("once") == {key: ["here", None, "twice!"]}
    assert offered("twice!") == {key: ["here", "once", None]}
    told = kin(the_hub(), debate)["words"][key][1]
    there = the_hub().look("once").debate
    assert told["act"]["text"] == next(turn.text for turn in there.turns if turn.slot == a_turn(debate).slot)
    assert told["seat"]["byline"].endswith("(simulated)")


async def test_a_turn_asked_anew_in_what_was_asked_anew_is_one_of_the_same() -> None:
    debate = await flagship()
    key = f"slot-{a_turn(debate).slot}"
    once = await anew(debate, "once")
    again = next(turn for turn in once.turns if turn.slot == a_turn(debate).slot)
    await anew(once, "twice!", again, seed=8)
    for id_ in ("here", "once", "twice!"):
        assert [each for each in offered(id_)[key] if each] == [i for i in ("here", "once", "twice!") if i != id_]


async def test_a_later_fork_has_the_turn_from_its_parent_and_what_was_said_in_its_place() -> None:
    debate = await flagship()
    key = f"slot-{a_turn(debate).slot}"
    await anew(debate, "once")
    later = a_turn(debate, 7)
    assert later.slot
    await stored(await rehearse(fork(debate, later.slot, id="later fork", created=debate.created + timedelta(hours=1))))
    assert offered("later fork") == {key: ["once", None]}
    early = await stored(fork(debate, 2, id="early", created=NOON))
    assert early.lineage
    assert offered("early") == {}, "it never came to that turn"


async def test_where_the_words_before_were_changed_nothing_is_offered() -> None:
    debate = await flagship()
    first, later = a_turn(debate, 0), a_turn(debate)
    assert first.slot
    assert later.slot
    await anew(debate, "once")
    edits = {first.slot: "Other words. [A1.1]"}
    await stored(fork(debate, later.slot, id="edited", created=NOON, edits=edits))
    assert offered("edited") == {}


async def test_the_page_is_told_of_the_origin_and_of_the_words() -> None:
    debate = await flagship()
    await anew(debate, "once")
    stage = drawn(visited("transcript", debate="once"), "stage once")
    assert stage is not None
    assert stage["kin"]["origin"]["said"].startswith("A fork of here, after turn ")
    assert stage["kin"]["origin"]["parent"] == "here"
    assert list(stage["kin"]["words"]) == [f"slot-{a_turn(debate).slot}"]


async def test_a_parent_that_is_gone_is_named_and_leads_nowhere() -> None:
    await anew(await flagship(), "once")
    the_hub().delete("here")
    told = kin(the_hub(), the_hub().look("once").debate)
    assert told["origin"]["said"].startswith("A fork of here")
    assert told["origin"]["parent"] is None
    assert told["words"] == {}


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch) -> Login:
    found = Login(SETUP)
    monkeypatch.setattr(login_module, "_login", found)
    monkeypatch.setattr(login_module, "_known", True)
    monkeypatch.setattr(rights.belongings, "_known", {})
    return found


async def test_words_of_debates_that_somebody_may_not_see_are_not_offered(login: Login) -> None:
    debate = await flagship()
    await anew(debate, "once")
    ana, bob = (TheirHub(the_hub(), login, person(login, who)) for who in ("ana", "bob"))
    for id_ in ("here", "once"):
        own(id_, ana.person.id)
    assert list(offered("here", ana).values()) == [[None, "once"]]
    ana.share("here", "bob@example.org")
    assert offered("here", bob) == {}
    assert [each.id for each in listed(bob, Wanted(), 10)] == ["here"]
    ana.share("once", "bob@example.org")
    assert list(offered("here", bob).values()) == [[None, "once"]]


def own(debate_id: str, who: str) -> Any:
    the_hub().in_ledger(lambda ledger: ledger.own(debate_id, who))
    rights.belongings.forget(debate_id)
