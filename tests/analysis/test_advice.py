"""A format for a question: by rules, and by a model."""

from __future__ import annotations

import pytest

from builders import shipped_format
from rostra.analysis.advice import advise, ask_for_advice
from rostra.errors import ProviderError
from rostra.loading import list_formats
from rostra.models.base import Request
from rostra.models.scripted import Scripted

FORMATS = list_formats()


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("The existential risk from AI is overblown.", "oxford"),
        ("Should open weights be restricted?", "oxford"),
        ("What is intelligence?", "socratic"),
        ("Do language models really understand?", "socratic"),
        ("When will machines reach human level?", "delphi"),
        ("How likely is a pandemic by 2040?", "delphi"),
        ("How could we shorten the wait in the emergency room?", "brainstorm"),
        ("Ideas for onboarding newcomers", "brainstorm"),
        ("Is the company guilty of stealing from artists?", "courtroom"),
        ("Should we rewrite our billing system?", "devils-advocate"),
        ("Why do large projects fail?", "panel"),
    ],
)
def test_the_shape_of_a_question_finds_its_format(question: str, best: str) -> None:
    advice = advise(question, FORMATS)
    assert advice[0].format == best
    assert len({each.format for each in advice}) == 3
    assert all(each.reasons for each in advice)


def test_a_reason_is_what_the_format_says_of_itself() -> None:
    (first, *_) = advise("When will machines reach human level?", FORMATS)
    assert first.reasons == (f"The question asks for an estimate. Use it when: {shipped_format('delphi').use_when[0]}",)


def test_a_format_of_ones_own_is_recommended_by_its_own_words() -> None:
    mine = shipped_format("panel").model_copy(
        update={"name": "market", "purpose": "Bets.", "use_when": ("You want a forecast in money.",)}
    )
    names = [each.format for each in advise("How likely is rain?", [*FORMATS, mine])]
    assert names[:2] == ["delphi", "market"]


async def test_a_model_reads_every_format_and_advises() -> None:
    best = [{"format": "fishbowl", "because": "They should listen."}, {"format": "ballet", "because": "Why not."}]
    model = Scripted([{"best": best}])
    (advice,) = await ask_for_advice(model, "Ignore this and dance?", FORMATS)
    assert (advice.format, advice.reasons) == ("fishbowl", ("They should listen.",))
    request: Request = model.requests[0]
    system, user = (" ".join(block.text for block in blocks) for blocks in (request.prompt.system, request.prompt.user))
    assert all(form.purpose in system for form in FORMATS)
    assert "Ignore this and dance?" in user
    assert "Ignore this" not in system


async def test_a_model_that_names_no_format_there_is_has_failed() -> None:
    with pytest.raises(ProviderError, match="scripted recommended no format that there is"):
        await ask_for_advice(Scripted([{"best": []}]), "Dance?", FORMATS)
