"""Where claims and replies stand on the argument map."""

from __future__ import annotations

import asyncio
import json
import time
from functools import cache
from itertools import combinations
from typing import Any

from builders import NOON, a_debate, closing, shipped_format
from rostra.agenda import next_slots
from rostra.debate import Claim, Debate, Idea, Reply, Turn
from rostra.web.argument_map import HEIGHT, WIDTH, argument_map
from shipped import shipped, staged_offline


@cache
def flagship() -> Debate:
    return asyncio.run(staged_offline(shipped("existential-risk")))


def said(seat: str, slot: int, *claims: str, phase: str = "rebuttals", round_: int = 1, replies: Any = ()) -> Turn:
    made = tuple(Claim(id=claim, text=f"{claim} holds.") for claim in claims)
    answers = tuple(Reply.model_validate({"to": to, "relation": how, "by": by}) for to, how, by in replies)
    common = {"seat": seat, "slot": slot, "phase": phase, "round": round_, "text": "…", "at": NOON}
    return Turn.model_validate(common | {"claims": made, "replies": answers})


def boxes(drawn: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {box["id"]: box for box in drawn["boxes"]}


def test_every_claim_has_a_box_in_the_column_of_its_round() -> None:
    drawn = argument_map(flagship())
    claims = {claim.id: entry for entry in flagship().claimants for claim in entry.claims}
    placed = {key: box for key, box in boxes(drawn).items() if box["kind"] == "claim"}
    assert placed.keys() == claims.keys()
    for one, other in combinations(claims, 2):
        same = (claims[one].phase, claims[one].round) == (claims[other].phase, claims[other].round)
        assert (placed[one]["x"] == placed[other]["x"]) == same
    assert [column["title"] for column in drawn["columns"]][:2] == ["Openings", "Rebuttals, round 1 of 2"]
    json.dumps(drawn)


def test_no_two_boxes_lie_on_one_another_and_all_are_within() -> None:
    drawn = argument_map(flagship())
    for box in drawn["boxes"]:
        assert 0 <= box["x"] <= drawn["width"] - box["w"]
        assert 0 <= box["y"] <= drawn["height"] - box["h"]
    for one, other in combinations(drawn["boxes"], 2):
        if one["x"] + one["w"] == other["x"] + other["w"]:
            assert one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]


def test_a_reply_is_a_line_from_the_claim_it_makes_to_the_one_it_is_about() -> None:
    debate = a_debate(shipped_format("oxford")).append(
        said("aaa", 1, "A1.1", "A1.2", phase="openings"),
        said("ccc", 2, "C1.1", replies=[("A1.1", "rebuts", "C1.1"), ("A1.2", "cites", None)]),
    )
    drawn = argument_map(debate)
    assert drawn["edges"] == [{"from": "C1.1", "to": "A1.1", "relation": "rebuts"}]
    found = boxes(drawn)
    assert found["A1.1"]["said"] == "Rebutted by Ccc."
    assert found["A1.2"]["status"] == "unanswered"
    assert found["A1.2"]["said"] == "Dropped: nobody answered it."
    assert found["C1.1"]["said"] == "Nobody had the chance to answer it."
    assert found["C1.1"]["key"] == "slot-2"
    assert (found["A1.1"]["w"], found["A1.1"]["h"]) == (WIDTH, HEIGHT)


def test_a_turn_that_claims_nothing_has_a_mark_for_its_answers() -> None:
    debate = a_debate(shipped_format("oxford")).append(
        said("aaa", 1, "A1.1", "A1.2", phase="openings"),
        said("ccc", 2, replies=[("A1.1", "concedes", None), ("A1.2", "questions", None)]),
    )
    drawn = argument_map(debate)
    assert boxes(drawn)["slot-2"]["kind"] == "turn"
    assert {(edge["from"], edge["to"]) for edge in drawn["edges"]} == {("slot-2", "A1.1"), ("slot-2", "A1.2")}


def test_answers_stand_beside_what_they_answer() -> None:
    first = [
        said(seat, n, f"{seat[0].upper()}1.1", phase="openings")
        for n, seat in enumerate(("aaa", "bbb", "ccc", "ddd"), 1)
    ]
    crossed = [("ddd", "D2.1", "A1.1"), ("ccc", "C2.1", "B1.1"), ("bbb", "B2.1", "C1.1"), ("aaa", "A2.1", "D1.1")]
    second = [said(seat, 5 + n, by, replies=[(to, "rebuts", by)]) for n, (seat, by, to) in enumerate(crossed)]
    found = boxes(argument_map(a_debate(shipped_format("oxford")).append(*first, *reversed(second))))
    assert all(found[by]["y"] == found[to]["y"] for _, by, to in crossed)


def test_a_long_round_goes_on_in_another_column() -> None:
    turns = [said("aaa", n, f"A{n}.1", phase="openings") for n in range(1, 31)]
    drawn = argument_map(a_debate(shipped_format("oxford")).append(*turns))
    assert [column["title"] for column in drawn["columns"]] == ["Openings · 1", "Openings · 2", "Openings · 3"]
    assert {box["x"] for box in drawn["boxes"]} == {column["x"] for column in drawn["columns"]}


def test_rounds_side_by_side_are_a_column_each() -> None:
    turns = [said("aaa", n, f"A{n}.1", phase=("openings", "rebuttals")[n % 2]) for n in range(1, 7)]
    assert len(argument_map(a_debate(shipped_format("oxford")).append(*turns))["columns"]) == 2


def test_ideas_are_claims_that_do_not_ask_for_an_answer() -> None:
    debate = a_debate(shipped_format("brainstorm"))
    while not any(isinstance(entry, Idea) for entry in debate.entries):
        debate = debate.append(*(closing(debate, slot) for slot in next_slots(debate)))
    idea = next(box for box in argument_map(debate)["boxes"] if box["kind"] == "claim")
    assert idea["said"] == "Not taken up."


def test_a_debate_without_claims_is_an_empty_map() -> None:
    assert argument_map(a_debate(shipped_format("panel")))["boxes"] == []


def test_two_hundred_turns_are_laid_out_in_no_time() -> None:
    turns = [
        said(
            "abcd"[n % 4] * 3,
            n + 1,
            f"{'ABCD'[n % 4]}{n // 4 + 1}.1",
            f"{'ABCD'[n % 4]}{n // 4 + 1}.2",
            round_=n // 4 + 1,
        )
        for n in range(200)
    ]
    began = time.perf_counter()
    argument_map(a_debate(shipped_format("oxford")).append(*turns))
    assert time.perf_counter() - began < 1.0
