"""Every kind of entry has a face in the terminal."""

from __future__ import annotations

import io
from typing import Any, get_args

import pytest
from rich.console import Console

from builders import NOON, a_debate, shipped_format
from rostra.cli.drawing import Artist
from rostra.cli.minutes import passed
from rostra.cli.running_order import Item
from rostra.debate import (
    Ballot,
    Debate,
    Decision,
    Entry,
    Idea,
    Notice,
    Pass,
    PassReason,
    Point,
    Question,
    Reply,
    Section,
    Stance,
    Summary,
    Turn,
    Verdict,
)


@pytest.fixture
def debate() -> Debate:
    return a_debate(shipped_format("panel"), seats=2, audience=2)


def drawn(debate: Debate, *entries: Entry, kind: Any = None) -> str:
    screen = Console(file=io.StringIO(), width=80, highlight=False, emoji=False)
    screen.print(Artist(debate).draw(Item(entries, kind, None, 1)))
    assert isinstance(screen.file, io.StringIO)
    return " ".join(screen.file.getvalue().split())


def test_a_turn_names_whom_it_answers_and_what_nobody_claimed(debate: Debate) -> None:
    turn = Turn(
        seat="bbb",
        text="No. [B1.1] (rebuts [A1.1])",
        replies=(Reply(to="A1.1", relation="rebuts"),),
        missing=("Z9.9",),
        at=NOON,
    )
    said = drawn(debate, turn)
    assert said.startswith("Bbb No. [B1.1] (rebuts [A1.1])")
    assert "↳ rebuts Aaa’s A1.1" in said
    assert "cites Z9.9, which nobody claimed" in said


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            Decision(action="call", by="moderator", seat="aaa", says="Aaa?", slot=1, at=NOON),
            "Moderator Aaa? Aaa has the floor.",
        ),
        (Decision(action="call", by="Eve", seat="aaa", at=NOON), "Eve asks to hear Aaa."),
        (Decision(action="call", by="moderator", enough=True, slot=1, at=NOON), "nothing new is being said"),
        (Decision(action="steer", by="moderator", says="On.", slot=1, at=NOON), "Moderator On."),
        (Decision(action="steer", by="moderator", enough=True, slot=1, at=NOON), "nothing new was said"),
        (Decision(action="continue", by="Eve", rounds=2, at=NOON), "Eve asks for 2 more rounds."),
        (Decision(action="skip", by="Eve", seat="aaa", at=NOON), "Eve asks to skip Aaa’s next turn."),
        (Decision(action="shorter", by="Eve", at=NOON), "Eve asks for shorter turns."),
        (Decision(action="deeper", by="Eve", at=NOON), "Eve asks to go deeper."),
        (Decision(action="budget", by="budget", at=NOON), "The budget is nearly spent."),
        (Decision(action="stop", by="Eve", at=NOON), "Eve calls time"),
        (Question(text="Why?", by="Eve", to="bbb", at=NOON), "? Eve asks Bbb Why?"),
        (Idea(seat="aaa", text="A bridge.", at=NOON), "Aaa A bridge."),
        (Notice(code="x", text="Mind the gap.", at=NOON), "Mind the gap."),
        (Summary(scope="rolling", covers=3, text="Long.", at=NOON), "summed up the debate so far"),
        (
            Verdict(judge="Eve", winner="aaa", confidence=0.7, reasons=(Point(text="Clearer."),), at=NOON),
            "Eve decides for Aaa (70% sure). • Clearer.",
        ),
        (Verdict(judge="Eve", at=NOON), "Eve decides for nobody: a draw."),
    ],
)
def test_every_other_kind_is_told_in_a_line_or_a_few(debate: Debate, entry: Entry, said: str) -> None:
    assert said in drawn(debate, entry)


def test_a_synthesis_is_sections_with_citations(debate: Debate) -> None:
    section = Section(title="Where they agree", points=(Point(text="Tests help.", cites=("A1.1", "B1.2")),))
    said = drawn(debate, Summary(scope="synthesis", covers=9, text="In short.", sections=(section,), at=NOON))
    assert said == "Moderator In short. Where they agree • Tests help. [A1.1] [B1.2]"


def test_votes_are_counted_and_give_their_reasons(debate: Debate) -> None:
    ballots = [
        Ballot(voter="listener-0", poll="p", choice="for", says="Clear.", at=NOON),
        Ballot(voter="listener-1", poll="p", choice="against", at=NOON),
    ]
    said = drawn(debate, *ballots, kind="vote")
    assert said == "1 for · 1 against · 0 undecided • Listener 0, for: Clear. • Listener 1, against"


def test_those_who_abstain_share_a_line(debate: Debate) -> None:
    passes = [Pass(seat=f"listener-{n}", reason="abstains", detail="No view.", at=NOON) for n in range(2)]
    assert drawn(debate, *passes, kind="vote") == "Listener 0 and Listener 1 abstain: No view."


def test_stances_say_what_moved_them(debate: Debate) -> None:
    stance = Stance(seat="aaa", value=-2, says="No longer.", moved_by="B1.1", at=NOON)
    assert drawn(debate, stance, kind="stance") == "• Aaa is strongly against. No longer. Moved by B1.1."


def test_bids_are_one_line_the_highest_first(debate: Debate) -> None:
    bids = [
        Decision(action="bid", by=seat, seat=seat, urgency=urgency, at=NOON)
        for seat, urgency in (("aaa", 2), ("bbb", 7))
    ]
    assert drawn(debate, *bids, kind="bid") == "Bids for the floor: Bbb 7 · Aaa 2"


@pytest.mark.parametrize("reason", get_args(PassReason))
def test_every_reason_to_pass_is_a_sentence(debate: Debate, reason: PassReason) -> None:
    said = passed(debate, Pass(seat="aaa", reason=reason, at=NOON))
    assert said.startswith("Aaa ")
    assert said.endswith(".")
