"""Staging end to end: the real graph, the real ledger, a scripted model."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from builders import a_debate, shipped_format
from rostra.agenda import next_slots
from rostra.debate import Ballot, Debate, Decision, Idea, Pass, Question, Summary, Turn
from rostra.errors import WrongUse
from rostra.events import Delta, Dropped, Ended, EntryAdded, Event, SlotFailed, SlotOpened, Started
from rostra.export import json as as_json
from rostra.graph.build import build, compiled, picture
from rostra.graph.nodes import State
from rostra.graph.run import Run
from rostra.ledger.base import Ledger, Message
from rostra.ledger.memory import MemoryLedger
from rostra.models.base import Finished, Piece, Request
from rostra.models.policies import Retrying
from rostra.models.scripted import Fault, Scripted
from rostra.slot import Slot
from rostra.stage import stage
from rostra.transcript import Transcript
from shipped import shipped, staged_offline


class One:
    """Every seat by the same model."""

    def __init__(self, model: Any) -> None:
        self.model = model

    def get(self, spec: str) -> Any:
        return self.model


async def staged(
    debate: Debate, model: Any, ledger: Ledger | None = None, **options: Any
) -> tuple[Debate, list[Event]]:
    ledger = ledger or MemoryLedger()
    events = [event async for event in stage(debate, One(model), ledger=ledger, **options)]
    return await ledger.load(debate.id), events


def only(events: list[Event], kind: type[Any]) -> list[Any]:
    return [event for event in events if isinstance(event, kind)]


@pytest.mark.parametrize("name", ["oxford", "panel"])
async def test_a_debate_runs_to_its_end(name: str) -> None:
    debate, events = await staged(a_debate(shipped_format(name), 4, audience=2, questions=2), Scripted())
    assert isinstance(events[0], Started)
    assert events[-1] == Ended(status="ended")
    assert next_slots(debate) == ()
    assert sorted(entry.slot or 0 for entry in debate.entries) == list(range(1, len(debate.entries) + 1))
    kinds = {entry.kind for entry in debate.entries}
    assert {"turn", "summary"} <= kinds
    assert ({"ballot", "question"} if name == "oxford" else {"stance", "decision"}) <= kinds


async def test_an_event_is_seen_only_when_its_entry_is_durable() -> None:
    ledger = MemoryLedger()
    debate = a_debate(shipped_format("oxford"), 2)
    async for event in stage(debate, One(Scripted()), ledger=ledger):
        if isinstance(event, EntryAdded):
            assert event.entry in (await ledger.load(debate.id)).entries


async def test_deltas_add_up_to_the_turn() -> None:
    _, events = await staged(a_debate(shipped_format("oxford"), 2), Scripted())
    said: dict[int, str] = {}
    for delta in only(events, Delta):
        assert delta.offset == len(said.get(delta.slot, ""))
        said[delta.slot] = said.get(delta.slot, "") + delta.text
    for event in only(events, EntryAdded):
        if isinstance(event.entry, Turn):
            assert said[event.entry.slot or 0].strip() == event.entry.text


async def test_openings_run_at_once_and_stay_blind() -> None:
    model = Scripted(latency=0.05)
    _debate, events = await staged(a_debate(shipped_format("oxford"), 4), model)
    first_entry = next(n for n, event in enumerate(events) if isinstance(event, EntryAdded))
    assert len(only(events[:first_entry], SlotOpened)) == 5, "four openings beside the introduction"
    openings = [request for request in model.requests if request.slot.phase == "openings"]
    assert all(request.debate.entries == () for request in openings)
    assert all("makes point" not in request.prompt.text for request in openings)


async def test_closing_the_iterator_leaves_no_task_and_no_half_entry() -> None:
    ledger, debate = MemoryLedger(), a_debate(shipped_format("oxford"), 4)
    before = asyncio.all_tasks()
    events = stage(debate, One(Scripted(rate=200)), ledger=ledger)
    seen = 0
    async for event in events:
        seen += isinstance(event, Delta)
        if seen == 3:
            break
    await events.aclose()
    assert asyncio.all_tasks() == before
    assert (await ledger.load(debate.id)).entries == ()
    whole, _ = await staged(debate, Scripted(), ledger)
    assert next_slots(whole) == ()


async def test_cancelling_the_viewer_stops_the_debate_and_frees_the_lease() -> None:
    ledger, debate = MemoryLedger(), a_debate(shipped_format("oxford"), 2)

    async def watch() -> None:
        async for _ in stage(debate, One(Scripted(rate=50)), ledger=ledger):
            pass

    task = asyncio.create_task(watch())
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert asyncio.all_tasks() == {asyncio.current_task()}
    whole, _ = await staged(debate, Scripted(), ledger)
    assert next_slots(whole) == ()


async def test_a_failing_service_ends_the_run_and_siblings_finish() -> None:
    ledger, debate = MemoryLedger(), a_debate(shipped_format("oxford"), 4)
    failing = Scripted(seats={"bbb": [Fault("500")]})
    half, events = await staged(debate, failing, ledger)
    assert [(failed.slot) for failed in only(events, SlotFailed)] == [4]
    assert events[-1].status == "failed"
    assert isinstance(events[-1], Ended)
    assert {turn.seat for turn in half.turns} == {"moderator", "aaa", "ccc", "ddd"}
    assert [slot.seat for slot in next_slots(half)] == ["bbb"]
    whole, _ = await staged(debate, Scripted(), ledger)
    assert next_slots(whole) == ()
    assert whole.entries[: len(half.entries)] == half.entries


async def test_a_broken_attempt_is_dropped_and_its_words_are_gone() -> None:
    model = Retrying(
        Scripted(seats={"aaa": [Fault("disconnect", after=3)]}),
        attempts=3,
        deadline=30,
        sleep=lambda _: asyncio.sleep(0),
    )
    debate, events = await staged(a_debate(shipped_format("oxford"), 2), model)
    (dropped,) = only(events, Dropped)
    turn = next(turn for turn in debate.turns if turn.slot == dropped.slot)
    assert turn.attempts == 2
    second = "".join(d.text for d in only(events, Delta) if d.slot == dropped.slot and d.attempt == 2)
    assert second.strip() == turn.text


@pytest.mark.parametrize(("stop", "reason"), [("refusal", "refusal"), ("context-exceeded", "context-exceeded")])
async def test_a_refusal_is_a_pass_with_its_reason_and_the_debate_goes_on(stop: Any, reason: str) -> None:
    debate, events = await staged(a_debate(shipped_format("oxford"), 2), Scripted(seats={"aaa": [Fault(stop)]}))
    assert [entry.reason for entry in debate.entries if isinstance(entry, Pass)] == [reason]
    assert events[-1] == Ended(status="ended")


async def test_pause_stops_between_slots_and_resumes() -> None:
    ledger, debate = MemoryLedger(), a_debate(shipped_format("oxford"), 2)
    events: list[Event] = []
    async for event in stage(debate, One(Scripted()), ledger=ledger):
        events.append(event)
        if isinstance(event, SlotOpened) and event.slot.number == 1:
            await ledger.send(debate.id, Message(kind="pause", by="Ana"))
    assert isinstance(events[-1], Ended)
    assert (events[-1].status, events[-1].reason) == ("paused", "Paused by Ana.")
    half = await ledger.load(debate.id)
    assert half.entries
    assert next_slots(half)
    await ledger.send(debate.id, Message(kind="pause", by="Ana, too late for that run"))
    _, events = await staged(debate, Scripted(), ledger)
    assert events[-1] == Ended(status="ended")


async def test_what_people_send_becomes_entries_once() -> None:
    ledger, debate = MemoryLedger(), a_debate(shipped_format("oxford"), 2)
    await ledger.create(debate)
    await ledger.send(debate.id, Message(kind="question", by="Ana", text="Why?", seat="bbb"))
    await ledger.send(debate.id, Message(kind="ballot", by="Ana", poll="poll-before", choice="for"))
    whole, _ = await staged(debate, Scripted(), ledger)
    assert [(e.text, e.by) for e in whole.entries if isinstance(e, Question)] == [("Why?", "Ana")]
    assert [(e.voter, e.choice) for e in whole.entries if isinstance(e, Ballot)] == [("Ana", "for")]
    assert [turn.seat for turn in whole.turns if turn.question == 1] == ["bbb"]
    assert await ledger.inbox(debate.id) == [] or not list(await ledger.inbox(debate.id))


async def test_continue_and_stop_from_outside() -> None:
    ledger, debate = MemoryLedger(), a_debate(shipped_format("oxford"), 2)
    whole, _ = await staged(debate, Scripted(), ledger)
    await ledger.send(debate.id, Message(kind="continue", by="Ana", rounds=2))
    longer, events = await staged(debate, Scripted(), ledger)
    assert events[-1] == Ended(status="ended")
    assert len(longer.turns) > len(whole.turns)


async def test_a_debate_that_goes_on_past_its_end_and_is_broken_off_is_listed_as_open() -> None:
    ledger, debate = MemoryLedger(), a_debate(shipped_format("oxford"), 2)
    await staged(debate, Scripted(), ledger)
    assert [each.status for each in await ledger.list()] == ["ended"]
    await ledger.send(debate.id, Message(kind="continue", by="Ana", rounds=2))
    events = stage(debate, One(Scripted()), ledger=ledger)
    async for event in events:
        if isinstance(event, EntryAdded) and isinstance(event.entry, Turn):
            break
    await events.aclose()
    assert [each.status for each in await ledger.list()] == ["open"]


async def test_wishes_of_the_people_watching_are_entries_and_are_heeded() -> None:
    ledger, debate = MemoryLedger(), a_debate(shipped_format("oxford"), 2)
    await ledger.create(debate)
    await ledger.send(debate.id, Message(kind="shorter", by="Ana", seat="aaa", rounds=3))
    await ledger.send(debate.id, Message(kind="skip", by="Ben", seat="bbb"))
    model = Scripted()
    whole, events = await staged(debate, model, ledger)
    assert events[-1] == Ended(status="ended")
    wishes = [e.model_dump(exclude={"at", "seq"}, exclude_defaults=True) for e in whole.entries[:2]]
    assert wishes == [
        {"action": "shorter", "by": "Ana", "after": 0},
        {"action": "skip", "by": "Ben", "seat": "bbb", "after": 0},
    ]
    assert [turn.seat for turn in whole.turns if turn.phase == "openings"] == ["aaa"]
    (opening,) = [request for request in model.requests if request.slot.phase == "openings"]
    assert opening.slot.words == 80
    assert opening.max_tokens < 600 + 120 * 2 * 1.4
    assert Transcript.model_validate_json(as_json.render(whole)).debate() == whole


async def test_offline_turns_follow_the_wish() -> None:
    def longest(debate: Debate) -> int:
        return max(len(turn.text.split()) for turn in debate.turns if turn.phase == "openings")

    debate = shipped("existential-risk")
    common: dict[str, Any] = {"by": "Ana", "after": 0, "at": debate.created}
    plain, short, deep = [
        await staged_offline(debate.append(*[Decision(action=action, **common)] if action else []))
        for action in (None, "shorter", "deeper")
    ]
    assert longest(short) < longest(plain) < longest(deep)


async def test_a_debate_that_has_ended_answers_a_follow_up_and_is_over_again() -> None:
    ledger, debate = MemoryLedger(), a_debate(shipped_format("oxford"), 2)
    whole, _ = await staged(debate, Scripted(), ledger)
    await ledger.send(debate.id, Message(kind="question", by="Ana", text="And the cost?", seat="bbb"))
    model = Scripted()
    longer, events = await staged(debate, model, ledger)
    assert [entry.kind for entry in longer.entries[len(whole.entries) :]] == ["question", "turn"]
    assert events[-1] == Ended(status="ended")
    answer = longer.entries[-1]
    assert isinstance(answer, Turn)
    assert (answer.seat, answer.question, answer.phase) == ("bbb", 1, "questions")
    (request,) = model.requests
    assert "Answer this question from Ana: “And the cost?”" in request.prompt.text
    again, _ = await staged(debate, Scripted(), ledger)
    assert again == longer
    (listing,) = await ledger.list()
    assert listing.status == "ended"


async def test_a_follow_up_to_a_person_waits_for_them() -> None:
    async def person(seen: Debate, slot: Slot) -> str | None:
        return "My word."

    ledger, debate = MemoryLedger(), with_a_person(a_debate(shipped_format("oxford"), 2), "aaa")
    await staged(debate, Scripted(), ledger, person=person)
    await ledger.send(debate.id, Message(kind="question", by="Ana", text="And the cost?", seat="aaa"))
    open_, events = await staged(debate, Scripted(), ledger)
    assert events[-1].status == "waiting"  # type: ignore[union-attr]
    (slot,) = next_slots(open_)
    await ledger.send(debate.id, Message(kind="answer", by="Ana", seat="aaa", slot=slot.number, text="Ten euros."))
    whole, events = await staged(debate, Scripted(), ledger)
    assert events[-1] == Ended(status="ended")
    assert whole.turns[-1].text == "Ten euros."


def with_a_person(debate: Debate, name: str) -> Debate:
    cast = tuple(seat.model_copy(update={"human": seat.name == name}) for seat in debate.cast)
    return debate.model_copy(update={"cast": cast})


async def test_a_seat_held_by_a_person_waits_and_takes_the_answer_from_the_inbox() -> None:
    ledger = MemoryLedger()
    debate = with_a_person(a_debate(shipped_format("oxford"), 2), "aaa")
    half, events = await staged(debate, Scripted(), ledger)
    assert events[-1].status == "waiting"  # type: ignore[union-attr]
    (slot,) = next_slots(half)
    assert slot.seat == "aaa", "the others finished; only the person is waited for"
    await ledger.send(
        debate.id, Message(kind="answer", by="Ana", seat="aaa", slot=slot.number, text="I say no. [A1.1]")
    )
    half, _ = await staged(debate, Scripted(), ledger)
    assert half.turns[0].text == "Welcome." or any(turn.text == "I say no. [A1.1]" for turn in half.turns)
    assert [claim.id for turn in half.turns if turn.seat == "aaa" for claim in turn.claims] == ["A1.1"]


async def test_a_person_in_this_process_is_asked_and_may_pass() -> None:
    asked: list[int] = []

    async def person(seen: Debate, slot: Slot) -> str | None:
        asked.append(slot.number)
        return None if len(asked) == 1 else "My word."

    debate = with_a_person(a_debate(shipped_format("oxford"), 2), "bbb")
    whole, events = await staged(debate, Scripted(), person=person)
    assert events[-1] == Ended(status="ended")
    assert [e.reason for e in whole.entries if isinstance(e, Pass) and e.seat == "bbb"] == ["skipped"]
    assert {turn.text for turn in whole.turns if turn.seat == "bbb"} == {"My word."}


async def test_what_a_person_gives_to_a_brainstorm_is_an_idea() -> None:
    async def person(seen: Debate, slot: Slot) -> str | None:
        return "Open the window. [A1.1]"

    debate = with_a_person(a_debate(shipped_format("brainstorm"), 2), "aaa")
    whole, events = await staged(debate, Scripted(), person=person)
    assert events[-1] == Ended(status="ended")
    ideas = [entry for entry in whole.entries if isinstance(entry, Idea) and entry.seat == "aaa"]
    assert [(claim.id, claim.text) for claim in ideas[0].claims] == [("A1.1", "Open the window.")]


class Priced(Scripted):
    """A model that costs a cent a call."""

    async def stream(self, request: Request) -> AsyncIterator[Piece]:
        async for piece in super().stream(request):
            if isinstance(piece, Finished):
                piece = Finished(stop=piece.stop, model=piece.model, value=piece.value, cost=0.01)
            yield piece


async def test_a_spent_budget_leaves_a_closing_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rostra.graph.budget.worst_cost", lambda *_: 0.01)
    debate, events = await staged(a_debate(shipped_format("oxford"), 2), Priced(), budget=0.08)
    assert events[-1].status == "budget"  # type: ignore[union-attr]
    assert debate.cost <= 0.08
    assert any(isinstance(entry, Decision) and entry.action == "budget" for entry in debate.entries)
    last = debate.entries[-1]
    assert isinstance(last, Summary)
    assert last.scope == "synthesis"


async def test_a_follow_up_is_answered_when_it_alone_can_be_paid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rostra.graph.budget.worst_cost", lambda *_: 0.01)
    ledger, debate = MemoryLedger(), a_debate(shipped_format("oxford"), 2)
    whole, _ = await staged(debate, Priced(), ledger)
    await ledger.send(debate.id, Message(kind="question", by="Ana", text="And the cost?"))
    open_, events = await staged(debate, Priced(), ledger, budget=whole.cost + 0.005)
    assert events[-1] == Ended(
        status="budget", reason="The budget leaves nothing for the rest.", remedy="Go on with a larger --budget-usd."
    )
    assert [slot.kind for slot in next_slots(open_)] == ["speak"], "the question is kept"
    longer, events = await staged(debate, Priced(), ledger, budget=whole.cost + 0.015)
    assert events[-1] == Ended(status="ended")
    assert longer.turns[-1].question == 1


async def test_a_budget_too_small_for_anything_pays_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rostra.graph.budget.worst_cost", lambda *_: 0.01)
    model = Priced()
    debate, events = await staged(a_debate(shipped_format("oxford"), 2), model, budget=0.001)
    assert isinstance(events[-1], Ended)
    assert events[-1].status == "budget"
    assert model.requests == []
    assert debate.cost == 0


async def test_a_budget_is_refused_where_no_price_is_known() -> None:
    debate = a_debate(shipped_format("oxford"), 2)
    cast = tuple(seat.model_copy(update={"model": "openai:gpt-nobody-knows"}) for seat in debate.cast)
    with pytest.raises(WrongUse, match=r"No price is known for 'openai:gpt-nobody-knows'"):
        await staged(debate.model_copy(update={"cast": cast}), Scripted(), budget=1.0)


async def test_a_writer_that_was_taken_over_ends_lost() -> None:
    ledger = MemoryLedger(lease=0.2)
    debate = a_debate(shipped_format("oxford"), 2)
    other: list[Any] = []

    async def steal() -> None:
        pen = ledger.write(debate.id)
        await pen.__aenter__()
        other.append(pen)

    events: list[Event] = []
    async for event in stage(debate, One(Scripted(latency=0.3)), ledger=ledger, renew_every=60):
        events.append(event)
        if isinstance(event, SlotOpened) and not other:
            await asyncio.sleep(0.25)
            await steal()
    assert events[-1].status == "lost"  # type: ignore[union-attr]
    assert (await ledger.load(debate.id)).entries == ()


def test_the_picture_is_drawn_from_the_graph() -> None:
    drawn = picture()
    for edge in ("route -.-> speak", "route -.-> moderate", "route -.-> ask", "speak --> route", "route -.-> __end__"):
        assert edge in drawn


async def test_the_graph_compiles_with_a_checkpointer_that_keeps_only_a_cursor() -> None:
    from langgraph.checkpoint.memory import InMemorySaver
    from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer

    ledger, debate = MemoryLedger(), a_debate(shipped_format("oxford"), 2)
    await ledger.create(debate)
    graph = compiled(InMemorySaver(serde=JsonPlusSerializer(allowed_msgpack_modules=None)))
    config: Any = {"configurable": {"thread_id": "t"}, "recursion_limit": 500}
    async with ledger.write(debate.id) as writer:
        run = Run(debate=debate, ledger=ledger, writer=writer, models=One(Scripted()), emit=lambda _: None)
        await graph.ainvoke({"debate": debate.id}, config, context=run)
    state = (await graph.aget_state(config)).values
    assert set(state) <= set(State.__annotations__)
    assert next_slots(run.debate) == ()
    assert set(build().nodes) == {"route", "speak", "moderate", "ask"}
