"""What a viewer is sent: every kind of entry, and frames that may come twice."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from builders import NOON, a_debate, shipped_format
from rostra.agenda import next_slots
from rostra.debate import (
    Ballot,
    Debate,
    Decision,
    Entry,
    Idea,
    Notice,
    Pass,
    Point,
    Question,
    Section,
    Stance,
    Summary,
    Turn,
    Verdict,
)
from rostra.disclosure import disclosure
from rostra.events import Delta, Dropped, Ended, EntryAdded, SlotFailed, SlotOpened, Started
from rostra.format import Format
from rostra.web.progress import Progress
from rostra.web.scene import frames, item, scene, status, waited_for
from studio_pages import staged

AFTER = {"after": 2, "at": NOON, "phase": "positions", "seq": 9}
POINT = Point(text="It was the better case.", cites=("A1.1",))
ENTRIES: list[tuple[Entry, dict[str, object]]] = [
    (
        Question(text="And who pays?", by="A listener", to="aaa", **AFTER),
        {"kind": "question", "name": "A listener", "to": "Aaa", "text": "And who pays?"},
    ),
    (
        Decision(action="call", by="A listener", seat="bbb", **AFTER),
        {"kind": "note", "text": "A listener asks to hear Bbb."},
    ),
    (
        Decision(action="stop", by="A listener", **AFTER),
        {"kind": "note", "text": "A listener calls time; the moderator sums up."},
    ),
    (
        Decision(action="steer", by="moderator", says="On to the next.", enough=True, **AFTER),
        {"kind": "moderator", "text": "On to the next.", "note": "The phase is closed: nothing new is being said."},
    ),
    (
        Idea(seat="aaa", text="A levy on tests.", **AFTER),
        {"kind": "turn", "seat": "aaa", "text": "A levy on tests.", "words": 4},
    ),
    (
        Stance(seat="bbb", value=-1, says="Not quite.", moved_by="A1.1", **AFTER),
        {"kind": "stance", "stands": "leaning against", "cites": ["A1.1"]},
    ),
    (
        Ballot(voter="Listener", poll="poll", choice="against", says="Too slow.", **AFTER),
        {"kind": "ballot", "choice": "against", "cites": []},
    ),
    (
        Ballot(voter="Listener", poll="ranking", ranking=("B1.1", "A1.1"), **AFTER),
        {"kind": "ballot", "choice": "", "cites": ["B1.1", "A1.1"]},
    ),
    (
        Summary(scope="rolling", covers=2, text="So far, so good.", **AFTER),
        {"kind": "rolling", "text": "So far, so good."},
    ),
    (
        Summary(scope="synthesis", covers=2, sections=(Section(title="Cruxes", points=(POINT,)),), **AFTER),
        {
            "kind": "sections",
            "scope": "synthesis",
            "sections": [{"title": "Cruxes", "points": [{"text": POINT.text, "cites": ["A1.1"]}]}],
        },
    ),
    (
        Verdict(judge="A judge", winner="bbb", confidence=0.8, reasons=(POINT,), **AFTER),
        {"kind": "verdict", "winner": "Bbb", "confidence": 0.8},
    ),
    (
        Notice(code="lease", text="Another process has it.", **AFTER),
        {"kind": "note", "text": "Another process has it."},
    ),
    (
        Pass(seat="aaa", reason="abstains", detail="No opinion.", **AFTER),
        {"kind": "pass", "does": "abstains", "do": "abstain", "detail": "No opinion"},
    ),
    (Turn(seat="aaa", text="So be it.", missing=("Z9.9",), **AFTER), {"kind": "turn", "missing": ["Z9.9"]}),
]


@pytest.mark.parametrize(("entry", "wanted"), ENTRIES, ids=[entry.kind for entry, _ in ENTRIES])
def test_an_entry_is_drawn_as_what_it_is(entry: Entry, wanted: dict[str, object]) -> None:
    drawn = item(staged("panel", entries=6), entry)
    assert drawn is not None
    assert {key: drawn[key] for key in wanted} == wanted
    assert (drawn["key"], drawn["order"]) == ("seq-9", [2, 1, 9])
    assert json.loads(json.dumps(drawn)) == drawn


def test_every_kind_of_entry_is_tried_above() -> None:
    union = get_args(Entry)[0]
    assert {entry.kind for entry, _ in ENTRIES} == {each.model_fields["kind"].default for each in get_args(union)}


def test_bids_are_nobody_s_business() -> None:
    bid = Decision(action="bid", by="aaa", seat="aaa", urgency=9, says="Me!", **AFTER)
    assert item(staged("panel", entries=6), bid) is None


@pytest.mark.parametrize("format_name", ["oxford", "panel", "brainstorm", "courtroom"])
def test_a_scene_holds_all_that_can_be_seen(format_name: str) -> None:
    debate = staged(format_name)
    seen = scene(Progress(debate), live=False)
    assert seen["disclosure"] == disclosure(debate)
    assert [seat["name"] for seat in seen["cast"]] == [seat.name for seat in debate.cast]
    assert [phase["name"] for phase in seen["phases"]] == [phase.name for phase in debate.format.phases]
    drawn = {each["key"] for each in seen["items"]}
    assert {f"slot-{turn.slot}" for turn in debate.turns} <= drawn
    assert seen["status"]["state"] == "ended"
    assert json.loads(json.dumps(seen)) == seen


def test_a_viewer_who_comes_back_is_sent_what_is_new() -> None:
    debate = staged("oxford", entries=8)
    numbered = debate.model_copy(
        update={"entries": tuple(e.model_copy(update={"seq": n}) for n, e in enumerate(debate.entries, start=1))}
    )
    whole, rest = scene(Progress(numbered), live=False), scene(Progress(numbered), live=False, since=6)
    assert [each["seq"] for each in rest["items"]] == [each["seq"] for each in whole["items"] if each["seq"] > 6]


def one_format() -> Format:
    return shipped_format("panel")


def test_words_on_their_way_become_frames() -> None:
    debate = a_debate(one_format(), 2)
    slot = next(slot for slot in next_slots(debate) if slot.kind == "introduce")
    progress = Progress(debate).heard(SlotOpened(slot=slot))
    opened, stands = frames(progress, SlotOpened(slot=slot))
    assert (opened["type"], opened["open"]["key"], opened["open"]["text"]) == ("open", f"slot-{slot.number}", "")
    assert stands["status"]["floor"] == [slot.seat]
    delta = Delta(slot=slot.number, attempt=1, offset=0, text="Good ")
    progress = progress.heard(delta)
    assert frames(progress, delta) == [
        {"type": "delta", "slot": slot.number, "attempt": 1, "offset": 0, "text": "Good "}
    ]
    assert scene(progress, live=True)["open"][0]["text"] == "Good "
    broke = Dropped(slot=slot.number, attempt=1, reason="The line broke.")
    assert frames(progress.heard(broke), broke)[0] == {
        "type": "dropped",
        "slot": slot.number,
        "attempt": 2,
        "reason": "The line broke.",
    }
    failed = SlotFailed(slot=slot.number, reason="No answer.")
    assert frames(progress.heard(failed), failed)[0]["reason"] == "No answer."
    said = Turn(seat=slot.seat, text="Good evening.", slot=slot.number, phase=slot.phase, at=NOON, seq=1)
    progress = progress.heard(EntryAdded(entry=said))
    drawn, stands = frames(progress, EntryAdded(entry=said))
    assert drawn["item"]["key"] == f"slot-{slot.number}"
    assert stands["status"]["state"] == "live"
    assert frames(progress, Started(debate=progress.debate))[0]["type"] == "scene"


def with_person(debate: Debate) -> Debate:
    cast = tuple(seat.model_copy(update={"human": seat.name == "aaa"}) for seat in debate.cast)
    return debate.model_copy(update={"cast": cast})


@pytest.mark.parametrize(
    ("ended", "state"),
    [
        (None, "stopped"),
        (Ended(status="paused", reason="Paused by Ana."), "paused"),
        (Ended(status="failed", reason="No answer.", remedy="Resume."), "failed"),
        (Ended(status="lost", reason="Taken over.", remedy="Follow it there."), "stopped"),
    ],
)
def test_how_it_stands_while_nobody_speaks(ended: Ended | None, state: str) -> None:
    progress = Progress(staged("oxford", entries=4), ended=ended)
    stands = status(progress, live=False)
    assert stands["state"] == state
    if ended is not None and ended.status == "failed":
        assert stands["said"] == "No answer. Resume."
    assert status(progress, live=False, elsewhere=True)["state"] == "elsewhere"


def test_a_debate_waits_for_its_people() -> None:
    debate = with_person(a_debate(shipped_format("oxford"), 2))
    waiting = waited_for(debate)
    assert [seat for _, seat in waiting] == ["aaa"]
    stands = status(Progress(debate, ended=Ended(status="waiting", reason="Aaa has the floor.")), live=False)
    assert stands["state"] == "waiting"
    assert stands["waiting"] == [{"slot": waiting[0][0], "seat": "aaa"}]
