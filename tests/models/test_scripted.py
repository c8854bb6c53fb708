from __future__ import annotations

from typing import Literal

import pytest
from pydantic import BaseModel, Field

from model_calls import Vote, heard, make_request, said
from rostra.models.base import InvalidAnswer, Text
from rostra.models.scripted import Fault, Scripted


async def test_answers_come_in_order_then_something_valid() -> None:
    model = Scripted(["First.", "Second."])
    texts = [(await said(model, make_request()))[0] for _ in range(3)]
    assert texts[:2] == ["First.", "Second."]
    assert texts[2].startswith("[A1.1]")
    assert len(model.requests) == 3


async def test_a_seat_follows_its_own_script_first() -> None:
    model = Scripted(["For anybody."], seats={"ada": ["For Ada."]})
    assert (await said(model, make_request(seat="bob")))[0] == "For anybody."
    assert (await said(model, make_request(seat="ada")))[0] == "For Ada."


async def test_answers_can_be_worked_out_from_the_request() -> None:
    model = Scripted(lambda request: f"{request.seat.name} in {request.slot.phase}")
    assert (await said(model, make_request()))[0] == "ada in opening"


async def test_prose_comes_in_words() -> None:
    pieces = await heard(Scripted(["Three short words."]), make_request())
    assert [piece.text for piece in pieces if isinstance(piece, Text)] == ["Three ", "short ", "words."]


@pytest.mark.parametrize("answer", [Vote(choice="for", weight=2), {"choice": "for", "weight": 2}])
async def test_structured_answers_are_checked_values(answer: Vote | dict[str, object]) -> None:
    _, finished = await said(Scripted([answer]), make_request(answer=Vote))
    assert finished.value == Vote(choice="for", weight=2)


async def test_a_structured_answer_of_another_shape_is_invalid() -> None:
    with pytest.raises(InvalidAnswer):
        await said(Scripted([{"colour": "red"}]), make_request(answer=Vote))


async def test_without_a_script_any_schema_gets_the_least_it_accepts() -> None:
    class Inner(BaseModel):
        text: str = Field(min_length=12)
        score: int = Field(ge=1, le=5)

    class Outer(BaseModel):
        side: Literal["for", "against"]
        points: list[Inner] = Field(min_length=1)
        note: str | None
        sure: bool
        share: float = Field(gt=0)
        later: str = "not needed"

    _, finished = await said(Scripted(), make_request(answer=Outer))
    assert isinstance(finished.value, Outer)
    assert finished.value.points[0].score == 1


async def test_a_refusal_ends_the_answer() -> None:
    _, finished = await said(Scripted([Fault("refusal")]), make_request())
    assert finished.stop == "refusal"
