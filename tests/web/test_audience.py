"""The audience by phone: a vote each, some questions, and no more; and the code that leads there."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from builders import a_debate, closing, shipped_format
from rostra.agenda import next_slots
from rostra.debate import Ballot, Debate, Question
from rostra.errors import LedgerError
from rostra.events import SlotOpened
from rostra.ledger import Message, open_ledger
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings
from rostra.web import audience, tokens
from rostra.web.guard import Guard
from rostra.web.guests import QUESTIONS, VOTES, Guests, Refused, clean_name, poll_now
from rostra.web.hub import the_hub
from rostra.web.progress import Progress
from rostra.web.tokens import Access
from studio_pages import stored
from studio_servers import wait

TOKEN = "open-sesame-1"
PLACE = "http://192.0.2.7:8501"
OXFORD = shipped_format("oxford")


@pytest.fixture(autouse=True)
def nobody_there_yet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(audience, "_guests", Guests())
    monkeypatch.setattr(audience, "_boards", {})
    monkeypatch.setattr(audience, "_FRESH", -1.0)
    monkeypatch.setenv("ROSTRA_ACCESS_TOKEN", TOKEN)
    tokens.forget()
    yield
    tokens.forget()


def phone(debate_id: str = "test") -> TestClient:
    """Somebody who scanned the code."""
    served: Any = Starlette(routes=list(audience.ROUTES), middleware=[Middleware(Guard)])
    here = TestClient(served, base_url=PLACE, client=("192.0.2.9", 1), headers={"origin": PLACE})
    answer = here.get(f"/rostra/audience/{debate_id}?guest={Access(TOKEN).invitation(debate_id)}")
    assert answer.status_code == 200
    return here


def vote(here: TestClient, choice: str, poll: str = "poll-before", name: str = "") -> Any:
    return here.post("/rostra/audience/test/vote", json={"poll": poll, "choice": choice, "name": name})


def ask(here: TestClient, text: str = "And who pays?", **more: Any) -> Any:
    return here.post("/rostra/audience/test/question", json={"text": text, **more})


def on_stage(until: Callable[[Debate], bool] = lambda debate: False, **more: Any) -> Debate:
    debate = a_debate(OXFORD, **more)
    while (slots := next_slots(debate)) and not until(debate):
        debate = debate.append(closing(debate, slots[0]))
    return debate


def before() -> Debate:
    return on_stage(lambda debate: len(debate.entries) >= 2)


def after() -> Debate:
    return on_stage(lambda debate: any(entry.phase == "rebuttals" for entry in debate.entries))


async def inbox() -> list[Message]:
    ledger = open_ledger(Settings().store)
    waiting = [each.message for each in await ledger.inbox("test")]
    await ledger.close()
    return waiting


# -- which vote is open


def test_the_vote_before_is_open_until_the_openings_are_left() -> None:
    debate = a_debate(OXFORD)
    seen = [poll_now(Progress(debate))]
    while slots := next_slots(debate):
        progress = Progress(debate).heard(SlotOpened(slot=slots[0], attempt=1))
        seen.append(poll_now(progress))
        assert (seen[-1].name == "poll-before") == (slots[0].phase in ("poll-before", "introduction", "openings"))
        debate = debate.append(*(closing(debate, slot) for slot in slots))
    assert seen[0].name == "poll-before"
    assert poll_now(Progress(debate)).name == "poll-after"


def test_a_debate_with_one_vote_or_none() -> None:
    assert poll_now(Progress(a_debate(shipped_format("parliamentary")))).name == "division"
    assert poll_now(Progress(a_debate(shipped_format("panel")))) is None


# -- the page


async def test_the_page_asks_for_nothing_elsewhere_and_runs_our_script_alone() -> None:
    await stored(before())
    page = phone().get("/rostra/audience/test")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "'unsafe" not in policy
    assert not re.findall(r"https?://|innerHTML|insertAdjacent|document\.write|eval\(", page.text)
    assert page.text.count("<script>") == page.text.count("<style>") == 1
    assert page.headers["cache-control"] == "no-store"


async def test_what_is_said_of_a_debate_is_text_in_json() -> None:
    evil = "<script>alert(1)</script>"
    debate = before().model_copy(update={"title": evil})
    await stored(debate)
    here = phone()
    assert evil not in here.get("/rostra/audience/test").text
    answer = here.get("/rostra/audience/test/state")
    assert answer.headers["content-type"] == "application/json"
    state = answer.json()
    assert state["title"] == evil
    assert state["poll"] == {"name": "poll-before", "title": "Poll before the debate"}
    assert state["disclosure"].startswith("A simulated debate")
    assert [seat["name"] for seat in state["seats"]] == ["aaa", "bbb", "ccc", "ddd"]
    assert state["seats"][0] == {"name": "aaa", "shown": "Aaa", "side": "for"}
    assert state["mine"] == {"name": None, "choice": None, "left": 10, "wait": 0}
    assert state["said"] == "A pause"


def test_whoever_has_the_floor_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTRA_PACE", "300")
    the_hub().start(prepare("existential-risk", Settings(), Wishes(rounds=1, words=40, id="test")).debate)
    here, seen, deadline = phone(), "", time.monotonic() + 20
    while "Moderator opens the debate" not in seen:
        assert time.monotonic() < deadline
        seen = here.get("/rostra/audience/test/state").json()["said"]


def test_a_debate_that_is_not_there_is_said_to_be_gone() -> None:
    here = TestClient(
        Starlette(routes=list(audience.ROUTES), middleware=[Middleware(Guard)]),  # type: ignore[arg-type]
        base_url=PLACE,
        client=("192.0.2.9", 1),
    )
    answer = here.get(f"/rostra/audience/gone?guest={Access(TOKEN).invitation('gone')}")
    assert answer.status_code == 404
    assert "No such debate" in answer.text
    assert here.get("/rostra/audience/gone/state").status_code == 404
    assert here.post("/rostra/audience/gone/vote", json={"choice": "for"}).status_code == 404


async def test_what_is_wrong_with_the_store_is_no_business_of_guests(monkeypatch: pytest.MonkeyPatch) -> None:
    await stored(before())
    here = phone()

    def broken(*_: object) -> None:
        raise LedgerError("postgres://somebody:secret@example is on fire.")

    monkeypatch.setattr(the_hub(), "look", broken)
    answer = here.get("/rostra/audience/test/state")
    assert answer.status_code == 503
    assert "secret" not in answer.text
    assert "secret" not in here.get("/rostra/audience/test").text


async def test_an_audience_asks_the_ledger_once_a_second_and_not_each(monkeypatch: pytest.MonkeyPatch) -> None:
    await stored(before())
    monkeypatch.setattr(audience, "_FRESH", 60.0)
    looks: list[str] = []
    look = the_hub().look
    monkeypatch.setattr(the_hub(), "look", lambda debate_id: looks.append(debate_id) or look(debate_id))
    for _ in range(3):
        phone().get("/rostra/audience/test/state")
    assert len(looks) == 1


def test_nothing_is_served_to_whoever_the_guard_has_not_seen() -> None:
    here = TestClient(Starlette(routes=list(audience.ROUTES)))  # type: ignore[arg-type]
    assert here.get("/rostra/audience/test/state").status_code == 401
    assert here.post("/rostra/audience/test/vote", json={"choice": "for"}).status_code == 401


# -- votes


async def test_each_guest_has_one_vote_and_may_change_it() -> None:
    await stored(before())
    one, other = phone(), phone()
    first = vote(one, "for", name="Anna").json()["mine"]
    assert first["choice"] == "for"
    assert re.fullmatch(r"Anna [a-z2-9]{4}", first["name"])
    assert vote(one, "against", name="Bert").json()["mine"] == {**first, "choice": "against"}
    assert vote(one, "against").status_code == 200
    assert vote(other, "for", name="Anna").json()["mine"]["name"] != first["name"]
    sent = await inbox()
    assert [(each.kind, each.poll, each.choice) for each in sent] == [
        ("ballot", "poll-before", "for"),
        ("ballot", "poll-before", "against"),
        ("ballot", "poll-before", "for"),
    ]
    assert len({each.by for each in sent}) == 2


async def test_a_vote_is_for_the_poll_that_is_open() -> None:
    await stored(after())
    here = phone()
    late = vote(here, "for", "poll-before")
    assert late.status_code == 409
    assert "Poll after the debate" in late.json()["error"]
    assert vote(here, "for", "poll-after").status_code == 200
    assert vote(here, "maybe", "poll-after").status_code == 409
    assert [each.poll for each in await inbox()] == ["poll-after"]


async def test_where_nothing_is_voted_on_no_vote_is_taken() -> None:
    debate = a_debate(shipped_format("panel"))
    await stored(debate)
    here = phone()
    assert here.get("/rostra/audience/test/state").json()["poll"] is None
    assert vote(here, "for").status_code == 409
    assert await inbox() == []


async def test_minds_are_changed_a_number_of_times_and_no_more() -> None:
    await stored(before())
    here = phone()
    answers = [vote(here, ("for", "against")[number % 2]).status_code for number in range(VOTES + 1)]
    assert answers == [200] * VOTES + [409]
    assert len(await inbox()) == VOTES


def test_votes_from_phones_count_after_the_end_too() -> None:
    hub = the_hub()
    hub.start(prepare("existential-risk", Settings(), Wishes(rounds=1, words=40, id="test")).debate)
    wait(lambda: hub.run("test") is None)
    voters = counted("poll-after")
    for here in (phone(), phone()):
        assert vote(here, "against", "poll-after").status_code == 200
        assert vote(here, "for", "poll-after").status_code == 200
    wait(lambda: hub.run("test") is None and counted("poll-after") == voters + 2)


async def test_a_guest_is_known_again_after_a_restart() -> None:
    debate = before()
    await stored(debate)
    here = phone()
    name = vote(here, "for", name="Anna").json()["mine"]["name"]
    common = {"after": 1, "at": debate.created}
    entries = [
        Ballot(voter=name, poll="poll-before", choice="for", **common),
        Question(text="Why?", by=name, **common),
    ]
    grown = debate.append(*entries)
    guests = Guests()
    visitor = Access(TOKEN).visitor(here.cookies.get("rostra_8501"))
    assert visitor is not None
    known = guests.known(grown, visitor.id, "Somebody else")
    assert known.by == name
    assert known.votes == {"poll-before": "for"}
    assert len(known.asked) == 1
    assert guests.wait(known) == 0


def test_no_two_guests_share_a_name_though_their_letters_are_the_same() -> None:
    guests, debate = Guests(), before()
    names = [guests.known(debate, visitor, "Anna").by for visitor in ("abcdefgh", "abcdefff", "abcdzzzz", "abcdefgh")]
    assert names == ["Anna abcd", "Anna abcde", "Anna abcdz", "Anna abcd"]
    elsewhere = debate.model_copy(update={"id": "other"})
    assert guests.known(elsewhere, "abcdefff", "").by == "Guest abcd"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("  Anna   B. ", "Anna B."),
        ("Yann LeCun (simulated)", "Yann LeCun simulated"),
        ("a\u202eb\x00c\u200bd\n", "a b c d"),
        ("<b>", "b"),
        ("x" * 100, "x" * 40),
        ("\u200b", ""),
        ("Jürgen 早", "Jürgen 早"),
    ],
)
def test_a_name_is_nothing_but_a_name(given: str, shown: str) -> None:
    assert clean_name(given) == shown


# -- questions


async def test_a_question_is_put_to_anybody_or_to_one_seat() -> None:
    await stored(before())
    one, other = phone(), phone()
    assert ask(one, " And who pays? ", name="Anna").status_code == 200
    assert ask(other, to="bbb").status_code == 200
    assert ask(phone(), to="moderator").status_code == 409
    sent = await inbox()
    assert [(each.kind, each.text, each.seat) for each in sent] == [
        ("question", "And who pays?", None),
        ("question", "And who pays?", "bbb"),
    ]
    assert sent[0].by.startswith("Anna ")
    assert sent[1].by.startswith("Guest ")


async def test_nobody_in_the_audience_sets_a_debate_going_again_that_has_ended() -> None:
    await stored(on_stage(lambda debate: not next_slots(debate)))
    refused = ask(phone())
    assert refused.status_code == 409
    assert "has ended" in refused.json()["error"]
    assert await inbox() == []


async def test_a_question_has_its_length() -> None:
    await stored(before())
    here = phone()
    assert "601" in ask(here, "x" * 601).json()["error"]
    assert ask(here, "  ").status_code == 409
    assert ask(here, "x" * 600).status_code == 200


async def test_one_question_in_twenty_seconds() -> None:
    await stored(before())
    here = phone()
    assert ask(here).json()["mine"]["wait"] == 20
    again = ask(here)
    assert again.status_code == 429
    assert 0 < again.json()["wait"] <= 20
    assert again.headers["retry-after"] == str(again.json()["wait"])
    assert ask(phone()).status_code == 200, "others may"
    assert len(await inbox()) == 2


def test_and_ten_in_a_debate() -> None:
    now = 0.0
    guests, debate = Guests(lambda: now), before()
    guest = guests.known(debate, "abcdefgh", "")
    for _ in range(QUESTIONS):
        guests.ask(guest, debate, "Why?", None)
        now += 21
    with pytest.raises(Refused, match="leave some"):
        guests.ask(guest, debate, "Why?", None)


async def test_a_question_that_could_not_be_sent_may_be_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    await stored(before())
    here, send = phone(), the_hub().send

    def broken(*_: object) -> None:
        raise LedgerError("The store is full.")

    monkeypatch.setattr(the_hub(), "send", broken)
    assert ask(here).status_code == 503
    monkeypatch.setattr(the_hub(), "send", send)
    assert ask(here).status_code == 200


# -- what cannot be read


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'{"choice": "for"}', "text/plain"),
        (b"choice=for", "application/x-www-form-urlencoded"),
        (b"not json", "application/json"),
        (b"[1]", "application/json"),
        (b'{"text": "' + b"x" * 9000 + b'"}', "application/json"),
        (b"\xff", "application/json"),
    ],
)
async def test_what_is_no_small_json_object_is_refused(content: bytes, kind: str) -> None:
    await stored(before())
    answer = phone().post("/rostra/audience/test/question", content=content, headers={"content-type": kind})
    assert answer.status_code == 400
    assert await inbox() == []


async def test_another_sites_page_cannot_vote_for_a_guest() -> None:
    await stored(before())
    here = phone()
    here.headers["origin"] = "http://evil.example"
    assert vote(here, "for").status_code == 403
    assert await inbox() == []


# -- the code


def test_the_invitation_is_an_address_that_opens_the_audience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audience, "address", lambda: PLACE)
    link = audience.invitation("test")
    assert link.startswith(f"{PLACE}/rostra/audience/test?guest=")
    assert len(link) < 220
    assert TOKEN not in link
    assert audience.reachable()
    invited = Access(TOKEN).invited(link.partition("guest=")[2])
    assert invited is not None
    assert invited.debate == "test"


def test_a_studio_for_one_machine_is_not_reached_by_phones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audience, "address", lambda: "http://127.0.0.1:8501")
    assert not audience.reachable()
    monkeypatch.delenv("ROSTRA_ACCESS_TOKEN")
    tokens.forget()
    monkeypatch.setattr(audience, "address", lambda: PLACE)
    assert not audience.reachable()


def test_the_path_of_a_code_has_its_modules() -> None:
    import segno

    size, path = audience.qr_svg_path(PLACE)
    matrix = [list(row) for row in segno.make_qr(PLACE).matrix_iter(border=4)]
    drawn = [[0] * size for _ in range(size)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        for module in range(int(width)):
            drawn[int(y)][int(x) + module] = 1
    assert drawn == matrix
    assert re.fullmatch(r"(M\d+ \d+h\d+v1h-\d+z)+", path)
    assert not any(drawn[0])
    assert not any(row[0] for row in drawn)


def counted(poll: str) -> int:
    """The voters of a poll, each once."""
    entries = the_hub().look("test").debate.entries
    return len({entry.voter for entry in entries if isinstance(entry, Ballot) and entry.poll == poll})
