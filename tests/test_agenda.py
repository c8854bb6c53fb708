"""The agenda, for random formats, casts, lengths, and any order in which branches finish."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import NOON, a_debate, closing, passing, shipped_format
from rostra.agenda import anchor_now, next_slots, replay
from rostra.debate import Claim, Debate, Decision, Entry, Question, Reply, Turn
from rostra.format import Format, Phase
from rostra.slot import Slot, visible

Answering = Callable[[Debate, Slot], Entry]


def may_go_beside(phases: list[Phase], slot: str, floor: str) -> bool:
    """Only phases that speak together can speak beside one another."""
    group = list(phases[-1:])
    for phase in reversed(phases[:-1]):
        if not group[0].beside:
            break
        group.insert(0, phase)
    speaking = [phase.floor for phase in group if phase.slot in ("speak", "question")]
    return slot not in ("speak", "question") or not speaking or {floor, *speaking} == {"together"}


@st.composite
def formats(draw: st.DrawFn) -> Format:
    phases: list[Phase] = []
    for n in range(draw(st.integers(1, 5))):
        slot = draw(
            st.sampled_from(["speak", "speak", "speak", "vote", "stance", "introduce", "question", "synthesise"])
        )
        floor = draw(st.sampled_from(["in-order", "together", "paired", "called", "urgency"]))
        who = {"vote": "audience", "introduce": "moderator", "synthesise": "moderator"}.get(slot, "debaters")
        phases.append(
            Phase(
                name=f"phase-{n}",
                title=f"Phase {n}",
                slot=slot,
                who=draw(st.sampled_from(["debaters", "one-per-side"])) if slot == "question" else who,
                floor=floor,
                rounds=draw(st.integers(1, 3)),
                sees="before-phase" if slot == "speak" and floor == "together" and draw(st.booleans()) else "all",
                beside=n > 0 and draw(st.booleans()) and may_go_beside(phases, slot, floor),
                frame=draw(st.sampled_from(["never", "once", "each-round"])),
                steer=draw(st.booleans()),
                repeats=draw(st.booleans()),
            )
        )
    sides = draw(st.sampled_from([(), ("for", "against")]))
    return Format(name="random", title="Random", purpose="", sides=sides, phases=tuple(phases))


@st.composite
def debates(draw: st.DrawFn) -> Debate:
    return a_debate(
        draw(formats()),
        draw(st.integers(2, 6)),
        audience=draw(st.integers(0, 2)),
        questions=draw(st.integers(0, 3)),
        memory=draw(st.sampled_from([2_000, 40_000])),
    )


def random_answers(seed: int) -> Answering:
    """Turns that cite one another, passes, calls good and bad, bids, and now and then a moderator who has heard enough.

    A function of the slot alone, so that the same slot is always answered alike.
    """

    def answer(debate: Debate, slot: Slot) -> Entry:
        rng = random.Random(f"{seed}/{slot.number}/{slot.kind}/{slot.seat}")
        if slot.kind in ("speak", "question") and rng.random() < 0.2:
            return passing(slot)
        match slot.kind:
            case "speak":
                known = sorted(c.id for e in visible(debate, slot.sees) if isinstance(e, Turn) for c in e.claims)
                mark = debate.seat(slot.seat).mark
                replies = (Reply(to=rng.choice(known), relation="rebuts"),) if known and rng.random() < 0.7 else ()
                claim = Claim(id=f"{mark}{slot.turn}.1", text="A point.")
                text = "words " * rng.randrange(10, 200)
                return closing(debate, slot, text=text, claims=(claim,), replies=replies)
            case "call":
                seat = rng.choice([*slot.candidates, slot.candidates[0], "nobody", debate.cast[0].name])
                return closing(debate, slot, seat=seat, enough=rng.random() < 0.1)
            case "steer":
                return closing(debate, slot, enough=rng.random() < 0.2)
            case "bid":
                return closing(debate, slot, urgency=rng.randrange(11))
            case _:
                return closing(debate, slot)

    return answer


def people(rng: random.Random, debate: Debate) -> list[Entry]:
    """What somebody watching may send at any moment."""
    after = anchor_now(debate)
    wishes: list[Entry] = [
        Question(text="And the poor?", by="Ana", to=rng.choice([None, debate.cast[0].name]), after=after, at=NOON),
        Decision(action="call", by="Ana", seat=rng.choice(debate.debaters).name, after=after, at=NOON),
        Decision(action="continue", by="Ana", rounds=1, after=after, at=NOON),
        Decision(action="stop", by="Ana", after=after, at=NOON),
    ]
    return [wish for wish in wishes if rng.random() < 0.03]


def run(debate: Debate, answer: Answering, rng: random.Random, *, guests: bool = True) -> Debate:
    """To its end, branches finishing in any order, people coming in between fan-outs."""
    start = len(debate.entries)
    while slots := list(next_slots(debate)):
        rng.shuffle(slots)
        for slot in slots:
            debate = debate.append(answer(debate, slot))
        if guests:
            debate = debate.append(*people(rng, debate))
        assert len(debate.entries) - start < 2_000, "it does not end"
    return debate


@given(debates(), st.integers(0, 2**32))
def test_it_ends_and_every_slot_is_closed_once(debate: Debate, seed: int) -> None:
    ended = run(debate, random_answers(seed), random.Random(seed))
    numbers = [entry.slot for entry in ended.entries if entry.slot is not None]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


@given(debates(), st.integers(0, 2**32))
def test_every_seat_is_offered_its_turns(debate: Debate, seed: int) -> None:
    """Within a phase nobody is ever more than one offer ahead of another: nobody starves."""
    ended = run(debate, random_answers(seed), random.Random(seed), guests=False)
    speaking = {phase.name for phase in ended.format.phases if phase.slot == "speak"}
    offers: dict[tuple[str, int], Counter[str]] = {}
    for fan_out in replay(ended):
        for slot in fan_out:
            if slot.kind == "speak" and slot.phase in speaking:
                offers.setdefault((slot.phase, slot.round), Counter())[slot.seat] += 1
    for seats in offers.values():
        assert set(seats.values()) == {1}
    first_rounds = [set(seats) for (_, round_), seats in offers.items() if round_ == 1]
    assert all(seats == {seat.name for seat in ended.debaters} for seats in first_rounds)


@given(debates(), st.integers(0, 2**32))
def test_nobody_follows_themselves_while_another_is_owed_a_turn(debate: Debate, seed: int) -> None:
    ended = run(debate, random_answers(seed), random.Random(seed), guests=False)
    fan_outs = [[slot for slot in fan_out if slot.kind == "speak"] for fan_out in replay(ended)]
    spoken = [slots for slots in fan_outs if slots]
    last_of_round = {(slots[0].phase, slots[0].round): index for index, slots in enumerate(spoken)}
    for index, (before, now) in enumerate(itertools.pairwise(spoken), start=1):
        if len(before) == len(now) == 1 and before[0].seat == now[0].seat:
            assert last_of_round[now[0].phase, now[0].round] == index, "another seat was still owed a turn"


@given(debates(), st.integers(0, 2**32), st.data())
def test_from_any_prefix_the_rest_is_the_same(debate: Debate, seed: int, data: st.DataObject) -> None:
    """Killed anywhere, inside fan-outs too, and resumed with the same answers, a debate is the same debate."""
    answer = random_answers(seed)
    whole = run(debate, answer, random.Random(seed), guests=False)
    cut = data.draw(st.integers(0, len(whole.entries)))
    resumed = run(debate.append(*whole.entries[:cut]), answer, random.Random(seed + 1), guests=False)
    assert {e.slot: e for e in resumed.entries} == {e.slot: e for e in whole.entries}


@given(debates(), st.integers(0, 2**32))
def test_the_order_in_which_branches_finish_changes_nothing(debate: Debate, seed: int) -> None:
    ended = run(debate, random_answers(seed), random.Random(seed))
    loose = [entry for entry in ended.entries if entry.slot is None]
    slotted = sorted((e for e in ended.entries if e.slot is not None), key=lambda e: e.slot or 0)
    assert list(replay(debate.append(*loose, *slotted))) == list(replay(ended))


@given(debates(), st.integers(0, 2**32))
def test_no_slot_sees_what_is_blind(debate: Debate, seed: int) -> None:
    ended = run(debate, random_answers(seed), random.Random(seed))
    blind = {phase.name for phase in ended.format.phases if phase.sees == "before-phase"}
    for fan_out in replay(ended):
        mine = {slot.number for slot in fan_out}
        for slot in fan_out:
            for entry in visible(ended, slot.sees):
                assert entry.slot not in mine
                if isinstance(entry, Turn) and slot.phase in blind and entry.phase == slot.phase:
                    same_run = entry.slot is not None and entry.slot > slot.sees.horizon
                    assert entry.seat == slot.seat or not same_run
                assert entry.kind not in ("stance", "ballot")


def test_a_seat_named_in_a_claim_goes_first_among_those_owed() -> None:
    debate = a_debate(Format(name="t", title="t", purpose="", phases=(Phase(name="p", title="p", floor="called"),)), 4)
    (call,) = next_slots(debate)
    debate = debate.append(closing(debate, call, seat="aaa"))
    (slot,) = next_slots(debate)
    debate = debate.append(closing(debate, slot, replies=(Reply(to="D1.1", relation="rebuts"),)))
    (slot,) = next_slots(debate)
    assert (slot.kind, slot.seat) == ("speak", "ddd")
    debate = debate.append(closing(debate, slot, replies=(Reply(to="A1.1", relation="rebuts"),)))
    (slot,) = next_slots(debate)
    assert slot.kind == "call", "aaa is named, but is owed nothing more"
    assert slot.candidates == ("bbb", "ccc")


def test_two_phases_that_go_turn_by_turn_cannot_run_beside_each_other() -> None:
    phases = (Phase(name="a", title="a"), Phase(name="b", title="b", floor="together", beside=True))
    with pytest.raises(ValueError, match="'b' cannot run beside 'a'"):
        Format(name="t", title="t", purpose="", phases=phases)


@pytest.mark.parametrize("called", ["nobody", "aaa", None])
def test_a_floor_call_that_cannot_be_followed_falls_back_to_whoever_spoke_least(called: str | None) -> None:
    debate = a_debate(Format(name="t", title="t", purpose="", phases=(Phase(name="p", title="p", floor="called"),)), 4)
    (call,) = next_slots(debate)
    debate = debate.append(closing(debate, call, seat="aaa"))
    (slot,) = next_slots(debate)
    debate = debate.append(closing(debate, slot))
    (call,) = next_slots(debate)
    debate = debate.append(closing(debate, call, seat=called))
    assert [slot.seat for slot in next_slots(debate)] == ["bbb"]


def test_the_highest_bid_speaks() -> None:
    debate = a_debate(Format(name="t", title="t", purpose="", phases=(Phase(name="p", title="p", floor="urgency"),)), 3)
    bids = next_slots(debate)
    urgency = {"aaa": 2, "bbb": 9, "ccc": 4}
    debate = debate.append(*[closing(debate, bid, urgency=urgency[bid.seat]) for bid in bids])
    assert [slot.seat for slot in next_slots(debate)] == ["bbb"]


def test_stop_leaves_only_the_synthesis() -> None:
    debate = a_debate(shipped_format("oxford"), 4)
    debate = debate.append(*[closing(debate, slot) for slot in next_slots(debate)])
    debate = debate.append(Decision(action="stop", by="Ana", after=anchor_now(debate), at=NOON))
    assert [slot.kind for slot in next_slots(debate)] == ["synthesise"]


def test_continue_adds_rounds_to_a_debate_that_is_over() -> None:
    debate = run(a_debate(shipped_format("oxford"), 2), closing, random.Random(1), guests=False)
    assert next_slots(debate) == ()
    more = debate.append(Decision(action="continue", by="Ana", rounds=3, after=anchor_now(debate), at=NOON))
    longer = run(more, closing, random.Random(1), guests=False)
    extra = [turn.phase for turn in longer.turns[len(debate.turns) :] if turn.seat == "aaa"]
    assert extra == ["rebuttals"] * 3 + ["closings"]


def test_a_question_of_somebody_watching_goes_to_the_seat_it_names() -> None:
    debate = a_debate(shipped_format("oxford"), 2)
    debate = debate.append(*[closing(debate, slot) for slot in next_slots(debate)])
    debate = debate.append(Question(text="And you, B?", by="Ana", to="bbb", after=anchor_now(debate), at=NOON))
    asked: list[tuple[str, str]] = []
    while slots := next_slots(debate):
        asked += [(slot.seat, slot.asked.text) for slot in slots if slot.asked]
        debate = debate.append(*[closing(debate, slot) for slot in slots])
    assert asked == [("bbb", "And you, B?")]


def test_a_long_debate_is_summed_up_and_names_what_the_summary_covers() -> None:
    debate = a_debate(shipped_format("oxford"), 4, rounds=10, memory=2_000)
    summaries = []
    while slots := next_slots(debate):
        for slot in slots:
            text = {"text": "w" * 400} if slot.kind == "speak" else {}
            debate = debate.append(closing(debate, slot, **text))
            if slot.kind == "summarise":
                summaries.append(slot)
                assert slot.covers is not None
                assert slot.covers < slot.number
    assert len(summaries) >= 5
    assert [s.covers for s in summaries] == sorted({s.covers for s in summaries})
