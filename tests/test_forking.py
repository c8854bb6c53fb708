"""Forks: what they share, what they change, and what they do not pay for again."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import NOON, a_debate, closing, shipped_format
from rostra.agenda import next_slots, replay
from rostra.debate import Claim, Debate, Decision, Entry, Pass, Question, Reply, Stance, Turn, Usage
from rostra.disclosure import EARLIER, EDITED, OFFLINE, ROLES, disclosure
from rostra.errors import NotFound, WrongUse
from rostra.events import Ended
from rostra.export.json import render as as_json
from rostra.export.markdown import render as as_markdown
from rostra.flow import flow_sheet
from rostra.forking import alternatives, fork, free_seed, origin, regenerate, shared, slot_of, turn_of
from rostra.ledger import MemoryLedger, open_ledger
from rostra.loading import load_persona
from rostra.models.base import Request
from rostra.models.offline import Offline
from rostra.models.scripted import Scripted
from rostra.persona import Persona
from rostra.preparing import Wishes, prepare
from rostra.prompts import render
from rostra.settings import Settings
from rostra.slot import Slot, anchor, view
from rostra.stage import stage
from test_agenda import debates, random_answers, run

LATER = NOON + timedelta(days=1)
ZED = Persona(name="zed", display_name="Zed Zimmer", kind="real-person", body="You are Zed Zimmer.")


def forked(debate: Debate, at: int, id: str = "fork", **changes: object) -> Debate:
    return fork(debate, at, id=id, created=LATER, **changes)  # type: ignore[arg-type]


def given_at(debate: Debate) -> list[tuple[Slot, ...]]:
    return list(replay(debate))


def numbered(debate: Debate) -> Debate:
    """As a ledger numbers it."""
    entries = tuple(entry.model_copy(update={"seq": n}) for n, entry in enumerate(debate.entries, 1))
    return debate.model_copy(update={"entries": entries})


def ended(debate: Debate, seed: int = 0) -> Debate:
    return numbered(run(debate, random_answers(seed), random.Random(seed)))


def an_oxford(seats: int = 4) -> Debate:
    return ended(a_debate(shipped_format("oxford"), seats, audience=2))


def last(debate: Debate) -> int:
    return max((entry.slot or 0 for entry in debate.entries), default=0)


def said(entries: Sequence[Entry]) -> list[dict[str, object]]:
    return [entry.model_dump(exclude={"seq", "at", "started"}) for entry in sorted(entries, key=anchor)]


class Opened:
    """One model for everybody."""

    def __init__(self, model: Scripted | Offline) -> None:
        self.model = model

    def get(self, spec: str) -> Scripted | Offline:
        return self.model


async def staged(debate: Debate, model: Scripted | Offline | None = None, **options: object) -> Debate:
    ledger = MemoryLedger()
    async for event in stage(debate, Opened(model or Scripted()), ledger=ledger, now=lambda: LATER, **options):  # type: ignore[arg-type]
        assert not isinstance(event, Ended) or event.status in ("ended", "budget")
    return await ledger.load(debate.id)


# -- what a fork shares


@settings(max_examples=25, deadline=None)
@given(debates(), st.integers(0, 2**32), st.data())
def test_at_every_slot_the_fork_is_asked_what_was_asked_there(debate: Debate, seed: int, data: st.DataObject) -> None:
    whole = ended(debate, seed)
    fan_outs = given_at(whole)
    for at in {0, last(whole), *data.draw(st.lists(st.integers(0, last(whole)), max_size=6))}:
        child = forked(whole, at)
        open_ = next((slots for slots in fan_outs if slots[-1].number > at), ())
        assert next_slots(child) == tuple(slot for slot in open_ if slot.number > at)
        assert [entry.slot for entry in child.entries if entry.slot] == [
            entry.slot for entry in whole.entries if entry.slot and entry.slot <= at
        ]


@settings(max_examples=12, deadline=None)
@given(debates(), st.integers(0, 2**32), st.data())
def test_a_recast_leaves_what_was_given_before_it_as_it_was(debate: Debate, seed: int, data: st.DataObject) -> None:
    whole = ended(debate, seed)
    at = data.draw(st.integers(0, last(whole)))
    seat = data.draw(st.sampled_from([seat.name for seat in whole.debaters]))
    child = forked(whole, at, recast={seat: ZED})
    before = [slot for slots in given_at(whole) for slot in slots if slot.number <= at]
    assert [slot for slots in given_at(child) for slot in slots if slot.number <= at] == before

    def chair(slot: Slot) -> tuple[object, ...]:
        return slot.number, slot.kind, {seat: "zed"}.get(slot.seat, slot.seat), slot.phase, slot.round

    fan_out = next((slots for slots in given_at(whole) if slots[-1].number > at), ())
    assert [chair(slot) for slot in next_slots(child)] == [chair(slot) for slot in fan_out if slot.number > at]
    on = run(child, random_answers(seed), random.Random(seed), guests=False)
    later = [entry for entry in on.entries if entry.slot and entry.slot > at]
    assert seat not in {getattr(entry, "seat", None) for entry in later if isinstance(entry, Turn | Pass | Stance)}
    ids = [claim.id for entry in on.claimants for claim in entry.claims]
    assert len(ids) == len(set(ids)), "a new holder has a mark of their own"


@settings(max_examples=12, deadline=None)
@given(debates(), st.integers(0, 2**32), st.data())
def test_forks_of_forks_hold_together(debate: Debate, seed: int, data: st.DataObject) -> None:
    whole = ended(debate, seed)
    first = data.draw(st.integers(0, last(whole)))
    seat = data.draw(st.sampled_from([seat.name for seat in whole.debaters]))
    child = forked(whole, first, recast={seat: ZED})
    child = numbered(run(child, random_answers(seed + 1), random.Random(seed)))
    second = data.draw(st.integers(0, last(child)))
    grandchild = forked(child, second, id="grandchild")
    assert grandchild.lineage is not None
    assert (grandchild.lineage.parent, grandchild.lineage.copied) == ("fork", len(grandchild.entries))
    if second < first:
        assert grandchild.cast == whole.cast, "a change that came later has not happened"
        assert next_slots(grandchild) == next_slots(forked(whole, second))
    else:
        fan_out = next((slots for slots in given_at(child) if slots[-1].number > second), ())
        assert grandchild.cast == child.cast
        assert next_slots(grandchild) == tuple(slot for slot in fan_out if slot.number > second)


@pytest.mark.parametrize("format_", ["oxford", "panel", "delphi", "brainstorm", "cross-examination"])
async def test_offline_an_unchanged_fork_says_the_same_again(format_: str) -> None:
    debate = prepare("existential-risk", Settings(), Wishes(model="offline", format=format_, rounds=1)).debate
    whole = await staged(debate, Offline())
    for at in (3, last(whole) // 2, last(whole)):
        again = await staged(forked(whole, at), Offline())
        assert said(again.entries) == said(whole.entries)
        assert shared(whole, again) == last(whole)


async def test_nothing_is_asked_again_for_what_was_copied() -> None:
    whole = await staged(a_debate(shipped_format("panel"), 3))
    for at in (0, last(whole) - 3, last(whole)):
        model = Scripted()
        await staged(forked(whole, at), model)
        assert sorted(request.slot.number for request in model.requests) == list(range(at + 1, last(whole) + 1))


def test_what_was_copied_was_paid_by_the_parent() -> None:
    debate = a_debate(shipped_format("panel"), 3)
    while slots := next_slots(debate):
        paid = {"usage": Usage(input=10, output=5), "cost": 0.5}
        debate = debate.append(*(closing(debate, slot, **paid) for slot in slots))
    whole = numbered(debate)
    child = forked(whole, 4)
    assert (child.cost, child.usage.total) == (0.0, 0)
    assert child.entries[0].cost == 0.5, "the entry itself still says what it cost"
    (slot,) = next_slots(child)[:1]
    child = child.append(closing(child, slot, cost=0.25, usage=Usage(output=7)))
    assert (child.cost, child.usage.total) == (0.25, 7)
    grandchild = forked(numbered(child), 5, id="grandchild")
    assert grandchild.cost == 0.0


async def test_a_budget_counts_what_the_fork_spends_itself() -> None:
    whole = await staged(a_debate(shipped_format("panel"), 2))
    dear = tuple(entry.model_copy(update={"cost": 100.0}) for entry in whole.entries)
    child = forked(whole.model_copy(update={"entries": dear}), 3)
    cast = tuple(seat.model_copy(update={"model": "offline"}) for seat in child.cast)
    on = await staged(child.model_copy(update={"cast": cast}), budget=1.0)
    assert not [entry for entry in on.entries if isinstance(entry, Decision) and entry.action == "budget"]


async def test_a_fork_is_the_same_from_the_store(tmp_path: object) -> None:
    ledger = open_ledger(f"{tmp_path}/d.db")
    child = forked(an_oxford(), 7, recast={"aaa": ZED}, edits={3: "Other words. [A1.1]"}, say="And now?")
    await ledger.create(child)
    stored = await ledger.load("fork")
    await ledger.close()
    assert stored == numbered(child)
    assert stored.own == stored.entries[-1:]


# -- what a fork changes


def test_a_new_persona_takes_the_chair_and_the_old_one_keeps_what_it_said() -> None:
    whole = an_oxford()
    child = forked(whole, 8, recast={"aaa": ZED}, models={"aaa": "offline"})
    old, new = child.seat("aaa"), child.seat("zed")
    assert (old.left, old.persona.display_name, old.model) == (8, "Aaa", "scripted")
    assert (new.follows, new.side, new.mark, new.model) == ("aaa", old.side, "E", "offline")
    assert [seat.name for seat in child.debaters] == ["zed", "bbb", "ccc", "ddd"]
    assert origin(child).startswith("A fork of test, after turn 5. Zed Zimmer took over the chair of Aaa after turn 5")
    assert [turn for turn in child.turns if turn.seat == "aaa"] == [
        turn for turn in whole.turns if turn.seat == "aaa" and (turn.slot or 0) <= 8
    ]


async def test_no_document_puts_old_words_into_a_new_mouth() -> None:
    whole = await staged(a_debate(shipped_format("oxford"), 2))
    at = turn_of(whole, "A1").slot or 0
    child = await staged(forked(whole, at, recast={"aaa": ZED}))
    text = as_markdown(child)
    copied = text.index("In the openings, aaa makes point")
    assert text.rindex("**Aaa**", 0, copied) > text.rfind("**Zed Zimmer (simulated)**", 0, copied)
    assert "- **Aaa** · for · claims A · scripted, until slot" in text
    assert "took over the chair of Aaa" in text
    assert "**Zed Zimmer (simulated)** · for\n" in text
    assert '"byline": "Zed Zimmer (simulated)"' in as_json(child)
    assert {turn.seat for turn in child.turns if (turn.slot or 0) > at} >= {"zed", "bbb"}


@pytest.mark.parametrize("format_", ["oxford", "panel"])
def test_the_new_persona_is_told_whose_chair_it_is(format_: str) -> None:
    whole = an_oxford() if format_ == "oxford" else ended(a_debate(shipped_format("panel"), 3))
    at = turn_of(whole, "A1").slot or 0
    child = forked(whole, at, recast={"aaa": ZED})
    while (slot := next_slots(child)[0]).seat != "zed":
        child = child.append(closing(child, slot))
    prompt = render(view(child, slot), slot).text
    assert "You came in the middle of the debate and took over the chair of Aaa." in prompt
    assert "Not at the table any more; what they said stays theirs:\n- Aaa, mark A" in prompt
    assert '<turn by="Aaa"' in prompt
    assert '<turn by="Zed Zimmer"' not in prompt
    assert "Your new claims are [E1.1]" in prompt or format_ == "panel"
    assert "What you claimed so far" not in prompt


def test_a_call_to_whoever_left_is_passed_on() -> None:
    whole = a_debate(shipped_format("panel"), 3)
    while not (slot := next_slots(whole)[0]).candidates:
        whole = whole.append(*(closing(whole, each) for each in next_slots(whole)))
    whole = whole.append(closing(whole, slot, seat=slot.candidates[0], says="What do you say, friend?"))
    called = slot.candidates[0]
    child = forked(whole, slot.number, recast={called: ZED})
    (on,) = next_slots(child)
    assert on.seat == "zed"
    name = child.seat(called).persona.display_name
    prompt = render(view(child, on), on).text
    assert f"The moderator turned to {name}, whose chair is yours now, with this: “What do you say, friend?”" in prompt


def test_who_claimed_for_the_side_before_is_no_opponent_of_whoever_follows() -> None:
    whole = an_oxford()
    child = forked(whole, last(whole) // 2, recast={"aaa": ZED})
    on = run(child, random_answers(3), random.Random(3), guests=False)
    for line in flow_sheet(on):
        assert line.status != "unanswered" or line.seat in {seat.name for seat in on.all_debaters}


def test_a_model_speaks_from_the_fork_on_and_the_disclosure_knows_who_spoke_before() -> None:
    whole = an_oxford()
    offline = tuple(entry.model_copy(update={"model": "offline"}) for entry in whole.entries)
    whole = whole.model_copy(update={"entries": offline})
    everybody = {seat.name: "anthropic:claude-opus-5-5" for seat in whole.cast}
    child = forked(whole, 6, models=everybody)
    assert {seat.model for seat in child.cast} == {"anthropic:claude-opus-5-5"}
    assert disclosure(child) == f"{ROLES} {EARLIER}"
    claude = tuple(entry.model_copy(update={"model": "anthropic:claude-opus-5-5"}) for entry in whole.entries)
    child = forked(
        whole.model_copy(update={"entries": claude}), 6, models={seat.name: "offline" for seat in whole.cast}
    )
    assert OFFLINE not in disclosure(child), "a language model wrote some of it"


def an_exchange() -> Debate:
    """B answers two claims of A, one in passing; C says by which it was moved."""
    debate = a_debate(shipped_format("panel"), 3)
    turns = {
        "A1": ("It rains. [A1.1] It pours. [A1.2]", ("A1.1", "A1.2"), ()),
        "B1": ("No (rebuts [A1.1]). Nor that (questions [A1.2]). [B1.1]", ("B1.1",), ("A1.1", "A1.2")),
    }
    while len(debate.turns) < 6:
        for slot in next_slots(debate):
            mark = debate.seat(slot.seat).mark
            if planned := turns.get(f"{mark}{slot.turn}"):
                text, claims, replies = planned
                debate = debate.append(
                    closing(
                        debate,
                        slot,
                        text=text,
                        claims=tuple(Claim(id=id_, text="It rains.") for id_ in claims),
                        replies=tuple(Reply(to=to, relation="rebuts") for to in replies),
                    )
                )
            else:
                debate = debate.append(closing(debate, slot))
    return numbered(debate)


def test_an_edit_says_that_it_is_one_wherever_it_is_read() -> None:
    whole = an_exchange()
    slot = turn_of(whole, "A1").slot or 0
    child = forked(whole, slot, edits={slot: "The sun shines. [A1.7]"})
    turn = turn_of(child, "A1")
    assert (turn.text, turn.edited_by) == ("The sun shines. [A1.1]", "Somebody at the fork")
    assert turn.claims == (Claim(id="A1.1", text="The sun shines."),)
    assert disclosure(child).endswith(EDITED)
    assert "**Aaa, edited**\n\nThe sun shines." in as_markdown(child)
    assert '"byline": "Aaa, edited"' in as_json(child)
    assert EDITED not in disclosure(whole)


def test_what_answered_a_claim_that_an_edit_took_away_says_that_it_is_missing() -> None:
    whole = an_exchange()
    a, b = turn_of(whole, "A1").slot or 0, turn_of(whole, "B1").slot or 0
    child = forked(whole, max(a, b), edits={a: "The sun shines. [A1.1]"})
    answer = turn_of(child, "B1")
    assert isinstance(answer, Turn)
    assert [reply.to for reply in answer.replies] == ["A1.1"]
    assert answer.missing == ("A1.2",)
    assert answer.text == turn_of(whole, "B1").text, "its words stay its own"
    assert answer.edited_by is None


def test_an_edit_after_which_others_would_have_been_on_is_refused() -> None:
    debate = a_debate(shipped_format("panel"), 3, memory=2_000)
    whole = ended(debate, 5)
    slot = turn_of(whole, "A1").slot or 0
    with pytest.raises(WrongUse, match="another way from slot"):
        forked(whole, last(whole), edits={slot: "A very long word indeed. " * 400})
    child = forked(whole, slot, edits={slot: "A very long word indeed. " * 400})
    assert next_slots(child)


def test_a_question_put_in_at_the_fork_is_given_to_the_next_turn() -> None:
    whole = an_exchange()
    child = forked(whole, last(whole), say="  What about the poor? ", by="Ana")
    assert child.entries[-1] == Question(text="What about the poor?", by="Ana", after=last(whole), at=LATER)
    slot = next(slot for slot in next_slots(child))
    while slot.kind != "speak":
        child = child.append(closing(child, slot))
        slot = next_slots(child)[0]
    assert slot.asked is not None
    assert slot.asked.text == "What about the poor?"


def test_at_the_end_a_fork_goes_on_as_a_debate_of_its_own() -> None:
    whole = an_oxford()
    assert next_slots(forked(whole, last(whole))) == ()
    asked = forked(whole, last(whole), say="One more thing?")
    assert [slot.kind for slot in next_slots(asked)] in (["speak"], ["summarise"])


# -- another chance


async def test_offline_another_seed_says_something_else_and_the_same_seed_the_same() -> None:
    debate = prepare("existential-risk", Settings(), Wishes(model="offline", rounds=1)).debate
    whole = await staged(debate, Offline())
    turn = turn_of(whole, "A1")
    texts = {turn.text}
    for seed in (1, 2):
        again = regenerate(whole, turn, id=f"again-{seed}", created=LATER, seed=seed)
        assert again.lineage is not None
        assert (again.lineage.how, again.lineage.at) == ("regenerate", (turn.slot or 0) - 1)
        texts.add(turn_of(await staged(again, Offline()), "A1").text)
    assert len(texts) == 3
    assert len({part for text in texts for part in text.split(". ")}) > 6


async def test_alternatives_share_all_that_came_before() -> None:
    whole = await staged(a_debate(shipped_format("panel"), 3))
    turn = whole.turns[4]
    assert turn.slot is not None

    def otherwise(request: Request) -> str | None:
        return "Otherwise." if request.slot.number == turn.slot else None

    again = await staged(regenerate(whole, turn, id="again", created=LATER), Scripted(otherwise))
    early = await staged(
        forked(whole, 0, id="early"), Scripted(lambda request: "Hm." if request.answer is None else None)
    )
    family = [early, again, whole]
    assert [each.id for each in alternatives(whole, turn.slot, family)] == ["test", "again"]
    assert shared(whole, again) == turn.slot - 1
    assert free_seed(family) == 2


# -- how turns are named, and what is refused


def test_a_turn_is_named_by_number_claim_or_slot() -> None:
    whole = an_exchange()
    third = whole.turns[2]
    assert slot_of(whole, "3") == third.slot
    assert turn_of(whole, "b1") == turn_of(whole, "B1.1") == turn_of(whole, "[B1.1]")
    assert slot_of(whole, "slot:0") == slot_of(whole, "start") == 0
    assert slot_of(whole, "end") == last(whole)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("0", "Turns go from 1 to 6"),
        ("99", "Turns go from 1 to 6"),
        ("slot:99", "to slot:"),
        ("slot:x", "to slot:"),
        ("Z1", "C1"),
        ("A9", "A1"),
        ("strat", "start"),
        ("²", "names no turn"),
        ("", "names no turn"),
    ],
)
def test_a_name_that_is_nothing_is_told_with_what_there_is(name: str, says: str) -> None:
    with pytest.raises((NotFound, WrongUse)) as refused:
        slot_of(an_exchange(), name)
    assert says in str(refused.value)


def with_a_pass_and_a_guest() -> Debate:
    debate = a_debate(shipped_format("oxford"), 4)
    cast = tuple(
        seat.model_copy(update={"human": True, "model": None}) if seat.name == "bbb" else seat for seat in debate.cast
    )
    debate = debate.model_copy(update={"cast": cast})
    while len(debate.claimants) < 8:
        slot = next_slots(debate)[0]
        entry = closing(debate, slot)
        if slot.seat == "ccc" and slot.kind == "speak":
            entry = Pass(seat="ccc", reason="nothing-new", slot=slot.number, phase=slot.phase, at=NOON)
        debate = debate.append(entry)
    return numbered(debate)


def slot_by(debate: Debate, seat: str) -> int:
    return next(e.slot or 0 for e in debate.entries if isinstance(e, Turn | Pass) and e.seat == seat)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: {"at": last(d) + 1}, "There is no slot"),
        (lambda d: {"at": -1}, "There is no slot"),
        (lambda d: {"recast": {"zzz": ZED}}, "There is no seat 'zzz'"),
        (lambda d: {"recast": {"moderator": ZED}}, "no debater"),
        (lambda d: {"recast": {"aaa": d.seat("ccc").persona}}, "sits in this debate already"),
        (lambda d: {"recast": {"aaa": ZED, "ccc": ZED}}, "sits in this debate already"),
        (lambda d: {"recast": {"bbb": ZED}}, "Nobody is named who writes for 'zed'"),
        (lambda d: {"models": {"bbb": "offline"}}, "A person holds the seat 'bbb'"),
        (lambda d: {"models": {"aab": "offline"}}, "Did you mean 'aaa'"),
        (lambda d: {"edits": {slot_by(d, "ccc"): "No."}}, "was passed"),
        (lambda d: {"edits": {slot_by(d, "bbb"): "No."}}, "a person's own words"),
        (lambda d: {"edits": {slot_by(d, "aaa"): " "}}, "is empty"),
        (lambda d: {"at": 1, "edits": {slot_by(d, "ddd"): "No."}}, "comes after the fork"),
        (lambda d: {"say": "  "}, "Nothing is said"),
        (lambda d: {"id": "test"}, "an id of its own"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(change: object, says: str) -> None:
    debate = with_a_pass_and_a_guest()
    changes = {"at": last(debate), "id": "fork"} | change(debate)  # type: ignore[operator]
    with pytest.raises((WrongUse, NotFound)) as refused:
        forked(debate, changes.pop("at"), **changes)
    assert says in str(refused.value)


def test_who_left_cannot_be_given_a_model_or_a_successor() -> None:
    child = forked(an_oxford(), 6, recast={"aaa": ZED})
    with pytest.raises(WrongUse, match="'aaa' has left"):
        forked(child, 6, id="g", models={"aaa": "offline"})
    with pytest.raises(WrongUse, match="'aaa' has left"):
        forked(child, 6, id="g", recast={"aaa": ZED.model_copy(update={"name": "yan"})})
    back = forked(child, 6, id="g", recast={"zed": child.seat("aaa").persona})
    assert [seat.name for seat in back.debaters] == ["aaa-2", "bbb", "ccc", "ddd"]
    assert back.seat("aaa-2").mark == "F"


def test_a_person_may_hand_their_seat_to_the_persona_it_was() -> None:
    debate = with_a_pass_and_a_guest()
    child = forked(debate, last(debate), recast={"bbb": debate.seat("bbb").persona}, models={"bbb": "offline"})
    successor = child.debaters[1]
    assert (successor.name, successor.human, successor.model) == ("bbb-2", False, "offline")
    assert child.seat("bbb").human


async def test_a_fork_of_a_shipped_debate_with_a_real_persona_goes_on_to_its_end() -> None:
    debate = prepare("existential-risk", Settings(), Wishes(model="offline", rounds=1)).debate
    whole = await staged(debate, Offline())
    seat = whole.debaters[0].name
    names = {each.persona.name for each in whole.debaters}
    other = next(name for name in ("gary-marcus", "yann-lecun", "fei-fei-li", "stuart-russell") if name not in names)
    child = await staged(forked(whole, 6, recast={seat: load_persona(other)}), Offline())
    assert next_slots(child) == ()
    spoke = [turn for turn in child.turns if turn.seat == other]
    assert spoke
    assert all((turn.slot or 0) > 6 for turn in spoke)
