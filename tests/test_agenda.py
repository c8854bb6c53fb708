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
from rostra.agenda.hall import Hall
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
        Decision(action="skip", by="Ana", seat=rng.choice(debate.cast).name, after=after, at=NOON),
        Decision(action="shorter", by="Ana", after=after, at=NOON),
        Decision(action="deeper", by="Ana", after=after, at=NOON),
        Decision(action="continue", by="Ana", rounds=1, after=after, at=NOON),
        Decision(action="stop", by="Ana", after=after, at=NOON),
    ]
    rng.shuffle(wishes)
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


def test_as_many_rounds_are_added_as_were_asked_for_whatever_the_scenario_wished() -> None:
    base = a_debate(shipped_format("panel"), 3)
    short = base.model_copy(update={"scenario": base.scenario.model_copy(update={"rounds": 1})})
    debate = to_the_end(short)
    more = to_the_end(debate.append(Decision(action="continue", by="Ana", rounds=3, after=anchor_now(debate), at=NOON)))
    added = [turn for turn in more.turns[len(debate.turns) :] if turn.phase == "discussion" and turn.seat == "aaa"]
    assert [turn.round for turn in added] == [1, 2, 3]


def test_a_question_is_answered_first_by_whom_it_is_put_to() -> None:
    debate = a_debate(shipped_format("oxford"), 4)
    for seat in ("aaa", "bbb", "ccc", "ddd"):
        hall = Hall(debate)
        assert hall.answerers("one-per-side", seat)[0].name == seat


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


def round_table(floor: str = "in-order", **phase: object) -> Format:
    talk = Phase.model_validate({"name": "talk", "title": "Talk", "floor": floor, "repeats": True, "rounds": 2} | phase)
    close = Phase(name="close", title="Close", floor="together", sees="before-phase", closes=True, repeats=True)
    end = Phase(name="end", title="End", slot="synthesise", who="moderator", repeats=True)
    return Format(name="t", title="t", purpose="", phases=(talk, close, end))


def wished(debate: Debate, action: str, **fields: object) -> Debate:
    """Somebody watching decides something, now."""
    entry = {"action": action, "by": "Ana", "after": anchor_now(debate), "at": NOON} | fields
    return debate.append(Decision.model_validate(entry))


def asked(debate: Debate, text: str = "And the cost?", to: str | None = None) -> Debate:
    """Somebody watching asks something, now."""
    return debate.append(Question(text=text, by="Ana", to=to, after=anchor_now(debate), at=NOON))


def close(debate: Debate, answer: Answering = closing) -> Debate:
    """The open slots are closed."""
    return debate.append(*[answer(debate, slot) for slot in next_slots(debate)])


def to_the_end(debate: Debate, answer: Answering = closing) -> Debate:
    return run(debate, answer, random.Random(1), guests=False)


def offers(debate: Debate) -> list[tuple[str, int, str]]:
    """Phase, round and seat of every turn that was given."""
    given = [slot for fan_out in replay(debate) for slot in fan_out]
    return [(slot.phase, slot.round, slot.seat) for slot in given if slot.kind in ("speak", "idea")]


FLOORS = ["in-order", "together", "paired", "called", "urgency"]


@pytest.mark.parametrize("floor", FLOORS)
@pytest.mark.parametrize("seat", ["aaa", "bbb", "ccc", "ddd"])
def test_a_skipped_seat_loses_one_turn_and_nobody_else_does(floor: str, seat: str) -> None:
    debate = a_debate(round_table(floor), 4)
    skipped = to_the_end(wished(debate, "skip", seat=seat))
    assert Counter(offers(to_the_end(debate))) - Counter(offers(skipped)) == {("talk", 1, seat): 1}
    assert len(offers(skipped)) == 11
    named = [slot.candidates for fan_out in replay(skipped) for slot in fan_out if slot.round == 1]
    assert all(seat not in candidates for candidates in named), "nobody is asked about who will not speak"


@given(debates(), st.integers(0, 2**32), st.data())
def test_a_skip_takes_at_most_one_turn(debate: Debate, seed: int, data: st.DataObject) -> None:
    """At any moment, in any format; where no question reorders who answers, everybody else has the same turns."""
    whole = to_the_end(debate)
    seat = data.draw(st.sampled_from(debate.debaters)).name
    cut = data.draw(st.integers(0, len(whole.entries)))
    skipped = to_the_end(wished(debate.append(*whole.entries[:cut]), "skip", seat=seat))
    speaking = {phase.name for phase in debate.format.phases if phase.slot == "speak"}
    before, after = (Counter(o for o in offers(each) if o[0] in speaking) for each in (whole, skipped))
    lost = list((before - after).elements())
    assert len(lost) <= 1
    assert all(name == seat for _, _, name in lost)
    assert not after - before


@pytest.mark.parametrize("floor", FLOORS)
def test_a_round_in_which_everybody_is_skipped_is_one_in_which_everybody_passes(floor: str) -> None:
    debate = a_debate(round_table(floor), 4)

    def silent(debate: Debate, slot: Slot) -> Entry:
        return passing(slot) if slot.phase == "talk" and slot.kind == "speak" else closing(debate, slot)

    passed = to_the_end(debate, silent)
    for seat in debate.debaters:
        debate = wished(debate, "skip", seat=seat.name)
    debate = to_the_end(debate)
    assert [offer for offer in offers(debate) if offer[0] == "talk"] == []
    assert [offer for offer in offers(passed) if offer[0] == "talk" and offer[1] > 1] == []
    assert {offer for offer in offers(debate) if offer[0] == "close"} == {("close", 1, s.name) for s in debate.debaters}


@pytest.mark.parametrize(("floor", "kind"), [("called", "call"), ("urgency", "bid")])
def test_a_seat_that_is_skipped_while_it_is_chosen_is_not_given_the_floor(floor: str, kind: str) -> None:
    debate = a_debate(round_table(floor), 4)
    slots = next_slots(debate)
    assert {slot.kind for slot in slots} == {kind}
    choosing = {"call": {"seat": "ccc"}, "bid": {}}[kind]
    debate = debate.append(
        *[closing(debate, slot, **choosing, **({"urgency": 9} if slot.seat == "ccc" else {})) for slot in slots]
    )
    assert [slot.seat for slot in next_slots(debate)] == ["ccc"]
    debate = wished(debate, "skip", seat="ccc")
    assert [(slot.kind, slot.seat) for slot in next_slots(debate)] == [("speak", "aaa")], "it falls back, asking nobody"
    for seat in ("aaa", "bbb", "ddd"):
        debate = wished(debate, "skip", seat=seat)
    assert {slot.phase for slot in next_slots(debate)} == {"close"}


def test_whose_opponent_is_skipped_has_nothing_to_answer() -> None:
    debate = a_debate(round_table("paired"), 4)
    debate = close(wished(debate, "skip", seat="aaa"))
    assert offers(debate)[:1] == [("talk", 1, "ccc")]
    assert [(slot.seat, slot.opponent, slot.answers) for slot in next_slots(debate)] == [
        ("bbb", "aaa", False),
        ("ddd", "ccc", True),
    ]


def test_two_who_skip_the_same_turn_skip_one() -> None:
    debate = a_debate(round_table(), 2)
    debate = to_the_end(wished(wished(debate, "skip", seat="aaa"), "skip", seat="aaa"))
    assert [offer for offer in offers(debate) if offer[2] == "aaa"] == [("talk", 2, "aaa"), ("close", 1, "aaa")]


def test_a_skip_holds_for_an_answer_to_a_question_too() -> None:
    phase = Phase(name="q", title="Q", slot="question", rounds=2)
    debate = a_debate(Format(name="t", title="t", purpose="", phases=(phase,)), 2, questions=2)
    debate = to_the_end(wished(debate, "skip", seat="aaa"))
    assert sorted(offers(debate)) == [("q", 1, "bbb"), ("q", 2, "aaa"), ("q", 2, "bbb")]


@pytest.mark.parametrize("seat", ["aaa", "nobody", "moderator", None])
def test_a_skip_that_comes_too_late_lapses(seat: str | None) -> None:
    """Rounds that are wanted afterwards begin anew; a skip that comes with them holds."""
    debate = a_debate(round_table(), 2)
    while next_slots(debate)[0].kind != "synthesise":
        debate = close(debate)
    whole = to_the_end(debate)
    late = to_the_end(wished(debate, "skip", seat=seat))
    assert offers(late) == offers(whole)
    assert next_slots(late) == ()
    longer = wished(late, "continue", rounds=1)
    assert [slot.seat for slot in next_slots(longer)] == [slot.seat for slot in next_slots(wished(whole, "continue"))]
    again = to_the_end(wished(longer, "skip", seat=seat))
    assert len(offers(again)) - len(offers(whole)) == (3 if seat == "aaa" else 4)


def test_a_skip_outlives_the_end_where_more_rounds_were_wanted_before_it() -> None:
    debate = a_debate(round_table(), 2)
    while next_slots(debate)[0].kind != "synthesise":
        debate = close(debate)
    debate = to_the_end(wished(wished(debate, "continue", rounds=1), "skip", seat="bbb"))
    assert offers(debate)[6:] == [("talk", 1, "aaa"), ("close", 1, "aaa"), ("close", 1, "bbb")]


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        (["shorter"], 73), (["deeper"], 165), (["shorter", "shorter"], 49), (["shorter", "deeper"], 110),
        (["shorter"] * 9, 30), (["deeper"] * 9, 400), (["shorter"] * 9 + ["deeper"], 45),
    ],
)  # fmt: skip
def test_turns_are_as_long_as_people_want_from_the_next_fan_out_on(wishes: list[str], words: int) -> None:
    debate = a_debate(shipped_format("oxford"), 2, questions=1)
    debate = debate.append(closing(debate, next_slots(debate)[0]))
    for wish in wishes:
        debate = wished(debate, wish)
    assert {slot.words for slot in next_slots(debate) if slot.kind == "speak"} == {120}, "nothing changes under a turn"
    debate = to_the_end(close(debate))
    slots = [slot for fan_out in replay(debate) for slot in fan_out]
    assert {slot.words for slot in slots if slot.phase == "rebuttals" and slot.kind == "speak"} == {words}
    planned = {phase.name: phase.words or 110 for phase in debate.format.phases}
    others = [slot for slot in slots if slot.kind not in ("speak", "idea")]
    assert all(slot.words == planned[slot.phase] for slot in others), "the moderator is asked for what was planned"
    answers = [slot.words for slot in slots if slot.phase == "questions" and slot.kind == "speak"]
    assert len(answers) == 2
    assert all((words > 110) == (asked > 80) for asked in answers if words != 110)
    more = wished(debate, "continue")
    assert {slot.words for slot in next_slots(close(more))} == {words}, "until the end, however far that is"


@pytest.mark.parametrize(("planned", "wish", "words"), [(20, "shorter", 20), (20, "deeper", 30), (600, "deeper", 600)])
def test_a_wish_never_works_against_itself(planned: int, wish: str, words: int) -> None:
    (slot,) = next_slots(wished(a_debate(round_table(), 2, words=planned), wish))
    assert slot.words == words


@given(debates(), st.integers(0, 2**32))
def test_whatever_people_wish_turns_have_between_thirty_and_four_hundred_words(debate: Debate, seed: int) -> None:
    ended = run(debate, random_answers(seed), random.Random(seed))
    assert all(30 <= s.words <= 400 for fan_out in replay(ended) for s in fan_out if s.kind == "speak")


@given(debates(), st.integers(0, 2**32), st.booleans(), st.data())
def test_a_question_after_the_end_is_answered_by_one_turn(
    debate: Debate, seed: int, guests: bool, data: st.DataObject
) -> None:
    """However it came to its end, by a call of time too."""
    end = Phase(name="end", title="End", slot="synthesise", who="moderator", repeats=True)
    whole = debate.format.model_copy(update={"phases": (*debate.format.phases, end)})
    debate = debate.model_copy(update={"format": whole})
    ended = run(debate, random_answers(seed), random.Random(seed), guests=guests)
    to = data.draw(st.sampled_from([None, "nobody", *(seat.name for seat in debate.cast)]))
    slots = next_slots(asked(ended, to=to))
    if not any(phase.slot in ("speak", "question") for phase in debate.format.phases):
        assert slots == ()
        return
    ended = asked(ended, to=to)
    if slots[0].kind == "summarise":
        ended = close(ended)
    (slot,) = next_slots(ended)
    assert slot.asked is not None
    assert (slot.kind, slot.asked.text, slot.asked.follow_up) == ("speak", "And the cost?", True)
    if to in [seat.name for seat in debate.debaters]:
        assert slot.seat == to
    said = {entry.slot for entry in ended.entries if isinstance(entry, Turn)}
    assert said <= {entry.slot for entry in visible(ended, slot.sees)}, "whoever answers has heard everything"
    for answer in (closing(ended, slot), passing(slot)):
        assert next_slots(ended.append(answer)) == ()


def test_a_follow_up_is_answered_where_debaters_speak_and_need_not_close() -> None:
    debate = to_the_end(a_debate(round_table(), 3))
    (slot,) = next_slots(asked(debate))
    assert (slot.phase, slot.round, slot.seat, slot.turn) == ("talk", 3, "aaa", 4)
    debate = close(asked(debate))
    (slot,) = next_slots(asked(debate))
    assert (slot.round, slot.seat) == (4, "bbb"), "put to nobody, it goes to whoever had the floor least"
    oxford = to_the_end(a_debate(shipped_format("oxford"), 2))
    assert [slot.phase for slot in next_slots(asked(oxford))] == ["questions"]


def test_a_follow_up_to_one_side_is_answered_where_that_side_speaks() -> None:
    debate = to_the_end(a_debate(shipped_format("devils-advocate"), 3))
    seats = {seat.side: seat.name for seat in debate.debaters}
    for side, phase in (("proposal", "answer"), ("devil", "second-attack")):
        assert [slot.phase for slot in next_slots(asked(debate, to=seats[side]))] == [phase]


def test_what_nobody_could_take_up_is_answered_after_the_synthesis_in_the_order_it_was_asked() -> None:
    debate = a_debate(round_table(), 2)
    while next_slots(debate)[0].phase != "close":
        debate = close(debate)
    debate = asked(asked(debate, "One?", to="bbb"), "Two?")
    debate = to_the_end(wished(debate, "continue", rounds=1))
    answers = [(slot.seat, slot.asked.text) for fan_out in replay(debate) for slot in fan_out if slot.asked]
    assert answers == [("aaa", "Two?"), ("bbb", "One?")], "the extension took them up"
    debate = a_debate(round_table(), 2)
    while next_slots(debate)[0].phase != "close":
        debate = close(debate)
    debate = to_the_end(asked(asked(debate, "One?", to="bbb"), "Two?"))
    assert [(fan_out[0].kind, fan_out[0].seat) for fan_out in list(replay(debate))[-3:]] == [
        ("synthesise", "moderator"),
        ("speak", "bbb"),
        ("speak", "aaa"),
    ]


@pytest.mark.parametrize("action", ["stop", "budget"])
def test_a_call_of_time_drops_what_waited_and_not_what_is_asked_after_it(action: str) -> None:
    debate = close(a_debate(shipped_format("oxford"), 2))
    debate = wished(asked(debate, "Before?", to="bbb"), action)
    assert [slot.kind for slot in next_slots(debate)] == ["synthesise"]
    assert next_slots(close(debate)) == ()
    debate = close(asked(debate, "Meanwhile?"))
    (slot,) = next_slots(debate)
    assert slot.asked is not None
    assert slot.asked.text == "Meanwhile?"
    (slot,) = next_slots(asked(close(debate), "After?"))
    assert slot.asked is not None
    assert slot.asked.text == "After?"


@pytest.mark.parametrize("floor", FLOORS)
def test_a_question_that_comes_with_a_call_of_time_is_not_lost(floor: str) -> None:
    debate = close(a_debate(round_table(floor), 3))
    debate = to_the_end(asked(wished(debate, "stop")))
    assert [slot.asked.follow_up for fan_out in replay(debate) for slot in fan_out if slot.asked] == [True]


def test_time_called_among_questions_puts_no_more_of_them() -> None:
    phase = Phase(name="q", title="Q", slot="question", rounds=3)
    debate = a_debate(Format(name="t", title="t", purpose="", phases=(phase,)), 2, audience=1, questions=2)
    while not any(slot.kind == "speak" for slot in next_slots(debate)):
        debate = close(debate)
    assert next_slots(close(wished(debate, "stop"))) == ()


def test_prepared_questions_and_listeners_are_no_follow_ups() -> None:
    phase = Phase(name="q", title="Q", slot="question", rounds=3)
    debate = close(a_debate(Format(name="t", title="t", purpose="", phases=(phase,)), 2, audience=1))
    assert [entry.kind for entry in debate.entries] == ["question"]
    debate = debate.append(Decision(action="stop", by="Ana", after=0, at=NOON))
    assert next_slots(debate) == ()


def test_a_follow_up_is_not_skipped() -> None:
    debate = to_the_end(a_debate(round_table(), 2))
    assert [slot.seat for slot in next_slots(wished(asked(debate, to="bbb"), "skip", seat="bbb"))] == ["bbb"]
