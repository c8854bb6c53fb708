"""What can be counted in a debate."""

from __future__ import annotations

import asyncio
import json
from functools import cache
from typing import Any

from builders import NOON, a_debate, shipped_format
from rostra.debate import Ballot, Claim, Debate, Decision, Idea, Reply, Stance, Turn
from rostra.web.measures import airtime, measures, moves, replies, stances
from shipped import shipped, staged_offline


@cache
def flagship() -> Debate:
    return asyncio.run(staged_offline(shipped("existential-risk")))


def turn(seat: str, slot: int, text: str = "One two three.", **fields: Any) -> Turn:
    return Turn.model_validate({"seat": seat, "slot": slot, "text": text, "phase": "rebuttals", "at": NOON} | fields)


def test_airtime_is_words_and_turns_of_whoever_spoke() -> None:
    debate = a_debate(shipped_format("oxford"), 2).append(
        turn("aaa", 1),
        turn("aaa", 2, "Four more words here."),
        turn("moderator", 3, "Thank you."),
        Decision(action="steer", by="moderator", says="Go on, then.", slot=4, at=NOON),
        Idea(seat="bbb", text="An idea.", slot=5, at=NOON),
    )
    rows = [(row["seat"], row["words"], row["turns"], row["share"]) for row in airtime(debate)]
    assert rows == [("aaa", 7, 2, 78), ("bbb", 2, 1, 22), ("moderator", 5, 2, None)]


def test_nobody_has_airtime_before_the_first_word() -> None:
    assert [row["words"] for row in airtime(a_debate(shipped_format("panel"), 3))] == [0, 0, 0]


def test_replies_are_counted_by_who_gave_them_to_whom_and_how() -> None:
    made = tuple(Claim(id=f"A1.{n}", text="So.") for n in (1, 2, 3))
    answers = [("A1.1", "rebuts"), ("A1.2", "rebuts"), ("A1.3", "concedes")]
    debate = a_debate(shipped_format("oxford"), 2).append(
        turn("aaa", 1, claims=made),
        turn("bbb", 2, replies=tuple(Reply.model_validate({"to": to, "relation": how}) for to, how in answers)),
    )
    counted = replies(debate)
    (one, other) = counted["rows"]
    assert [cell["total"] for cell in one["cells"]] == [0, 0]
    assert [cell["total"] for cell in other["cells"]] == [3, 0]
    assert other["cells"][0]["by"] == [{"relation": "rebuts", "count": 2}, {"relation": "concedes", "count": 1}]
    assert counted["total"] == 3
    assert {each["relation"]: each["count"] for each in counted["relations"]} == {
        "rebuts": 2,
        "questions": 0,
        "concedes": 1,
        "supports": 0,
    }


def test_votes_are_counted_and_whoever_moved_is_named() -> None:
    def vote(voter: str, slot: int, poll: str, choice: str) -> Ballot:
        return Ballot.model_validate({"voter": voter, "slot": slot, "poll": poll, "choice": choice, "at": NOON})

    debate = a_debate(shipped_format("oxford"), 2, audience=2).append(
        vote("listener-0", 1, "poll-before", "for"),
        vote("listener-1", 2, "poll-before", "undecided"),
        vote("Ana", 3, "poll-before", "for"),
        vote("listener-0", 4, "poll-after", "for"),
        vote("listener-1", 5, "poll-after", "against"),
    )
    polls = measures(debate)["polls"]
    assert [poll["title"] for poll in polls] == ["Poll before the debate", "Poll after the debate"]
    assert [vote["count"] for vote in polls[0]["votes"]] == [2, 1, 0]
    assert polls[0]["total"] == 3
    assert [(row["name"], row["before"], row["after"], row["moved"]) for row in moves(debate)] == [
        ("Listener 0", "for", "for", False),
        ("Listener 1", "undecided", "against", True),
    ]


def test_one_poll_moves_nobody_and_a_ranking_is_points() -> None:
    idea = Idea(seat="aaa", text="A levy.", claims=(Claim(id="A1.1", text="A levy."),), slot=1, at=NOON)
    ballot = Ballot(voter="bbb", poll="ranking", ranking=("A1.1",), slot=2, at=NOON)
    debate = a_debate(shipped_format("brainstorm"), 2).append(idea, ballot)
    assert moves(debate) == []
    (poll,) = measures(debate)["polls"]
    assert poll["ranked"] == [{"id": "A1.1", "text": "A levy.", "points": 3}]


def test_stances_are_told_in_the_order_they_were_taken() -> None:
    debate = a_debate(shipped_format("oxford"), 2).append(
        Stance(seat="bbb", value=-1, says="Hm.", slot=1, at=NOON),
        Stance(seat="bbb", value=2, says="Yes.", moved_by="A1.1", slot=2, at=NOON),
    )
    (row,) = stances(debate)
    assert (row["name"], [value["value"] for value in row["values"]]) == ("Bbb", [-1, 2])
    assert row["values"][1]["moved_by"] == "A1.1"


def test_the_flagship_is_counted_whole() -> None:
    counted = measures(flagship())
    assert json.loads(json.dumps(counted)) == counted
    assert sum(row["turns"] for row in counted["airtime"]) >= len(flagship().turns)
    assert counted["replies"]["total"] > 10
