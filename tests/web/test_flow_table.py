"""The flow sheet as the studio draws it."""

from __future__ import annotations

import asyncio
import json
from functools import cache

from rostra.debate import Debate
from rostra.flow import flow_sheet
from rostra.web.flow_table import flow_table
from shipped import shipped, staged_offline


@cache
def flagship() -> Debate:
    return asyncio.run(staged_offline(shipped("existential-risk")))


def test_every_claim_stands_under_its_speaker_with_what_became_of_it() -> None:
    table = flow_table(flagship())
    lines = flow_sheet(flagship())
    assert table["total"] == len(lines)
    rows = {row["id"]: (group["seat"], row) for group in table["groups"] for row in group["lines"]}
    for line in lines:
        seat, row = rows[line.claim.id]
        assert (seat, row["text"], row["status"]) == (line.seat, line.claim.text, line.status)
        assert len(row["answers"]) == len(line.answers)
    assert [group["seat"] for group in table["groups"]] == [seat.name for seat in flagship().debaters]
    json.dumps(table)


def test_an_answer_names_who_gave_it_and_what_it_claims() -> None:
    claims = {claim.id: claim.text for entry in flagship().claimants for claim in entry.claims}
    answers = [
        answer for group in flow_table(flagship())["groups"] for row in group["lines"] for answer in row["answers"]
    ]
    assert answers
    assert {answer["done"] for answer in answers} <= {"rebutted by", "supported by", "conceded by", "questioned by"}
    for answer in answers:
        assert answer["text"] == claims.get(answer["by"], "")
        assert answer["key"].startswith("slot-")


def test_what_is_counted_adds_up() -> None:
    table = flow_table(flagship())
    assert sum(each["count"] for each in table["counted"]) == table["total"]
    for group in table["groups"]:
        assert sum(each["count"] for each in group["counted"]) == len(group["lines"])
    assert all(each["meaning"] for each in table["counted"])


def test_without_claims_there_is_no_group() -> None:
    assert flow_table(flagship().model_copy(update={"entries": ()})) == {"total": 0, "counted": [], "groups": []}
