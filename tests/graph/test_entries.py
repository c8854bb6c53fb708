"""From a model's answer to an entry: cleaned, numbered, held to what exists."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from builders import NOON, a_debate, closing, shipped_format
from rostra.agenda import next_slots
from rostra.debate import Debate, Decision, Pass, Question, Stance, Summary, Turn
from rostra.graph.entries import Heard, asked_entry, spoken_entry
from rostra.models.base import Finished
from rostra.prompts.answers import Bidding, Calling, Raising, Standing, Statement, Steering, Synthesis
from rostra.slot import Slot


def heard(text: str = "", value: BaseModel | None = None, **finished: Any) -> Heard:
    return Heard(text=text, finished=Finished(value=value, model="m", **finished), started=NOON, at=NOON, attempts=2)


@pytest.fixture
def opened() -> tuple[Debate, Slot]:
    """A debate with its openings said, and the slot of the first rebuttal."""
    debate = a_debate(shipped_format("oxford"), 2)
    for _ in range(2):
        debate = debate.append(*[closing(debate, slot) for slot in next_slots(debate)])
    (slot,) = next_slots(debate)
    return debate, slot


@pytest.mark.parametrize(
    "text",
    [
        "No. [A2.1]",
        "**Aaa:** No. [A2.1]",
        "Aaa (simulated): No. [A2.1]",
        '<turn by="Aaa">\nNo. [A2.1]\n</turn>',
        "  No. [A2.1]\n",
    ],
)
def test_only_the_words_are_kept(opened: tuple[Debate, Slot], text: str) -> None:
    entry = spoken_entry(*opened, heard(text))
    assert isinstance(entry, Turn)
    assert entry.text == "No. [A2.1]"
    assert (entry.model, entry.attempts, entry.slot) == ("m", 2, opened[1].number)


def test_a_turn_cut_at_its_ceiling_ends_with_a_whole_sentence(opened: tuple[Debate, Slot]) -> None:
    entry = spoken_entry(*opened, heard("One thing. [A2.1] Another th", stop="max_tokens"))
    assert isinstance(entry, Turn)
    assert entry.text == "One thing. [A2.1]"


@pytest.mark.parametrize(("stop", "text"), [("refusal", "I can't"), ("context-exceeded", ""), ("end_turn", "  ")])
def test_no_words_or_a_refusal_is_a_pass(opened: tuple[Debate, Slot], stop: str, text: str) -> None:
    entry = spoken_entry(*opened, heard(text, stop=stop))
    assert isinstance(entry, Pass)
    assert entry.reason == (stop if stop != "end_turn" else "nothing-new")


def test_answers_are_held_to_seats_and_claims_that_exist(opened: tuple[Debate, Slot]) -> None:
    call = asked_entry(*opened, heard(value=Calling(seat="Bbb", says=" You? ")))
    assert isinstance(call, Decision)
    assert (call.seat, call.says) == ("bbb", "You?")
    nobody = asked_entry(*opened, heard(value=Calling(seat="Plato", says="You?")))
    assert isinstance(nobody, Decision)
    assert nobody.seat is None
    stance = asked_entry(*opened, heard(value=Standing(value=1, says="Moved.", moved_by="[B1.1]")))
    assert isinstance(stance, Stance)
    assert stance.moved_by == "B1.1"
    unmoved = asked_entry(*opened, heard(value=Standing(value=1, says="Moved.", moved_by="Z9.9")))
    assert isinstance(unmoved, Stance)
    assert unmoved.moved_by is None
    question = asked_entry(*opened, heard(value=Raising(text=" Why? ", to="nobody")))
    assert isinstance(question, Question)
    assert (question.text, question.to) == ("Why?", None)


def test_the_synthesis_keeps_only_statements_on_claims_that_exist(opened: tuple[Debate, Slot]) -> None:
    value = Synthesis(
        agreement=[
            Statement(text="Both hold it.", cites=["A1.1", "Z1.1", "A1.1"]),
            Statement(text="Air.", cites=["Q1.1"]),
        ],
        cruxes=[],
        strongest=[Statement(text="Strong.", cites=[])],
        unanswered=[],
        minority=[],
        open_questions=[Statement(text="Open?", cites=["[B1.1]"])],
    )
    entry = asked_entry(*opened, heard(value=value))
    assert isinstance(entry, Summary)
    assert [(s.title, [(p.text, p.cites) for p in s.points]) for s in entry.sections] == [
        ("Where they agree", [("Both hold it.", ("A1.1",))]),
        ("Still open", [("Open?", ("B1.1",))]),
    ]


@pytest.mark.parametrize("value", [None, Steering(says="Go.", enough=True), Bidding(urgency=3)])
def test_an_answer_that_did_not_come_is_a_pass(opened: tuple[Debate, Slot], value: BaseModel | None) -> None:
    entry = asked_entry(*opened, heard(value=value, stop="invalid" if value is None else "end_turn"))
    assert isinstance(entry, Pass if value is None else Decision)
