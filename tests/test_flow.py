"""The flow sheet: what was answered, conceded, dropped, or came last."""

from __future__ import annotations

from builders import NOON, a_debate, shipped_format
from rostra.debate import Claim, Debate, Reply, Turn
from rostra.flow import flow_sheet, open_claims


def said(
    seat: str,
    slot: int,
    *claims: str,
    phase: str = "rebuttals",
    round_: int = 1,
    replies: tuple[Reply, ...] = (),
    question: int | None = None,
) -> Turn:
    made = tuple(Claim(id=claim, text=f"{claim} holds.") for claim in claims)
    common = {"seat": seat, "slot": slot, "phase": phase, "round": round_, "text": "…", "at": NOON}
    return Turn.model_validate(common | {"claims": made, "replies": replies, "question": question})


def reply(to: str, relation: str, by: str | None = None) -> Reply:
    return Reply.model_validate({"to": to, "relation": relation, "by": by})


def statuses(debate: Debate) -> dict[str, str]:
    return {line.claim.id: line.status for line in flow_sheet(debate)}


def test_what_became_of_each_claim() -> None:
    # aaa and bbb speak for the motion, ccc and ddd against it.
    debate = a_debate(shipped_format("oxford"), 4).append(
        said("aaa", 1, "A1.1", "A1.2", "A1.3", "A1.4", phase="openings"),
        said("ccc", 2, "C1.1", phase="openings"),
        said("bbb", 3, "B2.1", replies=(reply("A1.3", "supports", "B2.1"),)),
        said(
            "ccc",
            4,
            "C2.1",
            replies=(reply("A1.1", "rebuts", "C2.1"), reply("A1.2", "concedes"), reply("B2.1", "cites")),
        ),
        said("aaa", 5, "A3.1", round_=2),
        said("ddd", 6, "D9.1", phase="closings"),
    )
    assert statuses(debate) == {
        "A1.1": "answered",
        "A1.2": "conceded",
        "A1.3": "supported",
        "A1.4": "unanswered",
        "C1.1": "unanswered",
        "B2.1": "unanswered",
        "C2.1": "unanswered",
        "A3.1": "last-word",
        "D9.1": "last-word",
    }


def test_siblings_of_a_blind_round_could_not_have_answered_each_other() -> None:
    debate = a_debate(shipped_format("oxford"), 2).append(
        said("aaa", 1, "A1.1", phase="openings"), said("bbb", 2, "B1.1", phase="openings")
    )
    assert statuses(debate) == {"A1.1": "last-word", "B1.1": "last-word"}


def test_a_bench_has_answered_when_one_of_it_has() -> None:
    debate = a_debate(shipped_format("oxford"), 4).append(
        said("ccc", 1, "C1.1", "C1.2", "C1.3"),
        said("aaa", 2, "A1.1", replies=(reply("C1.1", "rebuts", "A1.1"), reply("C1.3", "supports"))),
    )
    open_ = [line.claim.id for line in open_claims(debate, debate.entries, debate.seat("bbb"))]
    assert open_ == ["C1.2", "C1.3"]


def test_whoever_answered_somebody_watching_was_not_asked_to_answer_claims() -> None:
    debate = a_debate(shipped_format("panel"), 2).append(
        said("aaa", 1, "A1.1", phase="discussion"), said("bbb", 2, "B1.1", phase="discussion", round_=3, question=1)
    )
    assert statuses(debate) == {"A1.1": "last-word", "B1.1": "last-word"}
