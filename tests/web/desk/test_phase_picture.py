"""The picture of a format shows what the agenda gives."""

from __future__ import annotations

import pytest

from builders import a_debate, shipped_format
from rostra.format import Format
from rostra.loading import list_formats
from rostra.preparing import prepare
from rostra.settings import Settings
from rostra.web.desk.phase_picture import Mark, Picture, format_picture, picture, said


def of(drawn: Picture, phase: str) -> list[Mark]:
    stretch = next(stretch for stretch in drawn.stretches if stretch.title.startswith(phase))
    return [mark for mark in drawn.marks if stretch.at <= mark.at < stretch.at + stretch.width - 1e-9]


@pytest.mark.parametrize("form", list_formats(), ids=lambda form: form.name)
def test_every_format_has_its_picture(form: Format) -> None:
    drawn = format_picture(form)
    titles = " ".join(stretch.title for stretch in drawn.stretches)
    assert all(phase.title in titles for phase in form.phases)
    assert all(0 <= mark.at < mark.at + mark.width <= drawn.width + 1e-9 for mark in drawn.marks)
    assert {mark.row for mark in drawn.marks} <= set(range(len(drawn.rows)))
    assert all(stretch.said for stretch in drawn.stretches)
    ends = [stretch.at + stretch.width for stretch in drawn.stretches]
    assert [stretch.at for stretch in drawn.stretches] == pytest.approx([0, *ends[:-1]])
    labels = [row.label for row in drawn.rows if row.label]
    assert labels[0] == "moderator"
    assert [label for label in labels if label not in ("moderator", "audience")] == list(form.sides or ("speakers",))


def test_blind_openings_stand_above_one_another_and_are_drawn_as_unseen() -> None:
    openings = [mark for mark in of(format_picture(shipped_format("oxford")), "Openings") if mark.how == "unseen"]
    assert len(openings) == 4
    assert len({mark.at for mark in openings}) == 1
    assert len({mark.row for mark in openings}) == 4


def test_rebuttals_follow_one_another_side_by_side_in_two_rounds() -> None:
    drawn = format_picture(shipped_format("oxford"))
    rebuttals = [mark for mark in of(drawn, "Rebuttals") if mark.how == "speaks"]
    assert len(rebuttals) == 8
    assert len({mark.at for mark in rebuttals}) == 8
    assert [drawn.rows[mark.row].colour for mark in rebuttals[:4]] == [0, 1, 0, 1]
    assert [mark.how for mark in of(drawn, "Rebuttals") if mark.how != "speaks"] == ["moderates", "moderates"]


def test_questions_stand_on_the_line_of_the_audience() -> None:
    drawn = format_picture(shipped_format("oxford"))
    assert {drawn.rows[mark.row].label for mark in drawn.marks if mark.how == "asks"} == {"audience"}
    assert any(mark.how == "stands" for mark in drawn.marks)


def test_an_answer_in_a_pair_is_tied_to_what_was_asked() -> None:
    drawn = format_picture(shipped_format("lincoln-douglas"))
    assert drawn.links
    assert all(link.to == pytest.approx(link.at) for link in drawn.links)
    assert all(link.row != link.to_row for link in drawn.links)


def test_who_has_nothing_to_do_has_no_line() -> None:
    assert "audience" not in [row.label for row in format_picture(shipped_format("panel")).rows]


def test_a_debate_is_drawn_with_its_own_people_and_rounds() -> None:
    debate = prepare("existential-risk", Settings()).debate
    drawn = picture(debate)
    assert [row.label for row in drawn.rows][:3] == ["Moderator", "Yann LeCun", "Gary Marcus"]
    assert [row.colour for row in drawn.rows] == [None, 0, 1, 2, 3, None, None, None]
    assert [row.label for row in drawn.rows if row.apart] == ["Yann LeCun", "Geoffrey Hinton", "Engineer"]
    longer = picture(a_debate(shipped_format("oxford"), 2, rounds=4))
    assert len([mark for mark in of(longer, "Rebuttals") if mark.how == "speaks"]) == 8
    assert "4 rounds" in next(stretch.said for stretch in longer.stretches if stretch.title == "Rebuttals")


def test_phases_are_told_in_words() -> None:
    oxford, panel = shipped_format("oxford"), shipped_format("panel")
    assert said(oxford.phase("openings")) == "everybody all at once, unseen by one another"
    assert said(oxford.phase("rebuttals"), 3) == "everybody one after another, 3 rounds"
    assert said(oxford.phase("questions")) == "questions from the floor, one of each side answers, 2 questions"
    assert said(panel.phase("discussion")) == "everybody: whom the moderator calls, 2 rounds"
    assert said(panel.phase("introduction")) == "the moderator opens"
    assert "read without names" in said(shipped_format("delphi").phase("first-judgements"))
