"""The document of a debate: lossless, self-explaining, labelled."""

from __future__ import annotations

import asyncio
import json

import pytest

from builders import NOON, a_debate, closing, shipped_format
from rostra.agenda import next_slots
from rostra.debate import Ballot, Debate, Stance
from rostra.disclosure import OFFLINE, SIMULATED, disclosure, simulated
from rostra.export import json as as_json
from rostra.transcript import Transcript, polls
from shipped import shipped, staged_offline


@pytest.fixture(scope="module")
def debate() -> Debate:
    return asyncio.run(staged_offline(shipped("existential-risk")))


def test_it_comes_back_as_the_same_debate(debate: Debate) -> None:
    text = as_json.render(debate)
    assert Transcript.model_validate_json(text).debate() == debate
    assert as_json.render(Transcript.model_validate_json(text).debate()) == text


def test_a_half_debate_says_so_and_can_be_continued() -> None:
    half = a_debate(shipped_format("oxford"), 2)
    half = half.append(*[closing(half, slot) for slot in next_slots(half)])
    document = Transcript.of(half)
    assert document.status == "open"
    assert next_slots(document.debate()) == next_slots(half)


def test_what_a_reader_of_the_file_alone_needs(debate: Debate) -> None:
    document = json.loads(as_json.render(debate))
    assert document["schema"] == "rostra.transcript/1"
    assert document["disclosure"] == OFFLINE
    assert document["simulated"] == ["Yann LeCun", "Gary Marcus", "Geoffrey Hinton", "Stuart Russell"]
    assert document["status"] == "ended"
    first = document["turns"][1]
    assert first["byline"].endswith("(simulated)")
    assert {
        "slot",
        "index",
        "seat",
        "persona",
        "phase",
        "round",
        "text",
        "claims",
        "replies",
        "model",
        "stop",
        "usage",
        "cost",
    } <= set(first)
    assert [turn["index"] for turn in document["turns"]] == list(range(1, len(document["turns"]) + 1))


def test_only_the_last_ballot_of_a_voter_counts() -> None:
    debate = a_debate(shipped_format("oxford"), 2)
    votes = [("Ana", "for"), ("Ben", "against"), ("Ana", "against")]
    debate = debate.append(*[Ballot(voter=v, poll="poll-before", choice=c, after=0, at=NOON) for v, c in votes])
    (poll,) = polls(debate)
    assert poll.votes == {"against": 2}


def test_the_disclosure_knows_models_roles_and_people() -> None:
    debate = shipped("existential-risk")
    assert disclosure(debate) == OFFLINE

    def seated(**changes: object) -> Debate:
        cast = tuple(seat.model_copy(update=changes) if seat.role == "debater" else seat for seat in debate.cast)
        return debate.model_copy(update={"cast": cast})

    assert disclosure(seated(model="anthropic:claude-opus-5-5")) == SIMULATED
    assert "was held by a person" in disclosure(
        debate.model_copy(
            update={
                "cast": (
                    debate.cast[0].model_copy(update={"human": True}),
                    *[seat.model_copy(update={"model": "anthropic:x"}) for seat in debate.cast[1:]],
                )
            }
        )
    )
    roles = a_debate(shipped_format("oxford"), 2)
    assert "real people" not in disclosure(roles)
    assert simulated(roles) == ()


def test_stances_are_kept_apart_from_what_was_said() -> None:
    debate = a_debate(shipped_format("panel"), 2)
    debate = debate.append(Stance(seat="aaa", value=2, says="I hold it.", after=0, at=NOON))
    assert [stance.value for stance in Transcript.of(debate).stances] == [2]
