"""Markdown and plain text: who speaks is read from names, and what stands under none is nobody's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from builders import NOON
from rostra.debate import Debate, Notice, Reply
from rostra.errors import BadFile, NotATranscript
from rostra.importing import Imported, read


def imported(text: str, name: str = "talk.md") -> Imported:
    return read(name, text.encode(), now=NOON)


def said(debate: Debate) -> list[tuple[str, str]]:
    return [(debate.seat(turn.seat).persona.display_name, turn.text) for turn in debate.turns]


@pytest.mark.parametrize(
    "text",
    [
        "Ada: Hello.\nBob Stone: Hi.\nAda: Bye.\n",
        "**Ada:** Hello.\n\n**Bob Stone:** Hi.\n\n**Ada:** Bye.\n",
        "**Ada**: Hello.\n\n**Bob Stone**: Hi.\n\n**Ada**: Bye.\n",
        "**Ada**\n\nHello.\n\n**Bob Stone**\n\nHi.\n\n**Ada**\n\nBye.\n",
        "**Ada** Hello.\n\n**Bob Stone** Hi.\n\n**Ada** Bye.\n\n**Bob Stone**\n",
        "# A talk\n\n## Ada\n\nHello.\n\n## Bob Stone\n\nHi.\n\n## Ada\n\nBye.\n",
        "# A talk\n\n## Turn 1: Ada\n\nHello.\n\n## Turn 2: Bob Stone\n\nHi.\n\n## Turn 3: Ada\n\nBye.\n",
        "[00:01] Ada: Hello.\n[00:02] Bob Stone: Hi.\n[00:03] Ada: Bye.\n",
        "Ada (00:01): Hello.\nBob Stone (00:02): Hi.\nAda (00:03): Bye.\n",
        "- Ada: Hello.\n- Bob Stone: Hi.\n- Ada: Bye.\n",
    ],
)
def test_a_name_is_read_in_each_of_these_ways(text: str) -> None:
    assert said(imported(text).debate) == [("Ada", "Hello."), ("Bob Stone", "Hi."), ("Ada", "Bye.")]


def test_a_colon_in_a_sentence_makes_no_speaker() -> None:
    text = "Ada: There are three reasons: cost, light, sea.\nNote: I counted them.\nThe first is this: money.\n\nBob: I see.\nAda: Yes."
    assert [name for name, _ in said(imported(text).debate)] == ["Ada", "Bob", "Ada"]


def test_bold_words_in_a_turn_make_no_speaker() -> None:
    text = "**Ada:** I say\n\n**Networks** scale.\n\n**Bob:** No.\n"
    assert said(imported(text).debate)[0] == ("Ada", "I say\n\n**Networks** scale.")


def test_code_in_a_turn_makes_no_speaker() -> None:
    text = "Ada: Look:\n```\nBob: 1\nBob: 2\n```\nCleo: I do.\nAda: Good."
    assert [name for name, _ in said(imported(text).debate)] == ["Ada", "Cleo", "Ada"]


def test_what_belongs_to_nobody_is_a_notice_with_its_line() -> None:
    found = imported("Recorded on the pier.\n\n## Opening\n\n**Ada:** Hello.\n\n## Break\n\nstray\n\n**Ada:** Bye.\n")
    notices = [(entry.text, entry.after) for entry in found.debate.entries if isinstance(entry, Notice)]
    assert notices == [("Recorded on the pier.", 0), ("stray", 1)]
    assert [(place.line, place.text) for place in found.account.unplaced] == [
        (1, "Recorded on the pier."),
        (9, "stray"),
    ]
    assert said(found.debate) == [("Ada", "Hello."), ("Ada", "Bye.")]


def test_numbered_claims_and_replies_are_read_and_who_numbers_owns_the_mark() -> None:
    text = "Ada: We should. [A1.1] It is cheap. [A1.2]\n\n"
    text += "Bob: Is it (questions [A1.2])? See [Q9.9]. It is not. [B1.1]\n\nAda: I concede [B1.1].\n"
    found = imported(text)
    ada, bob = found.debate.cast
    assert (ada.mark, bob.mark) == ("A", "B")
    first, second, third = found.debate.turns
    assert [claim.id for claim in first.claims] == ["A1.1", "A1.2"]
    assert [claim.text for claim in second.claims] == ["It is not."]
    assert second.replies[0] == Reply(to="A1.2", relation="questions")
    assert third.replies == (Reply(to="B1.1", relation="concedes"),)
    assert [(place.line, place.text) for place in found.account.dangling] == [(3, "Q9.9")]


def test_the_head_gives_title_motion_and_date() -> None:
    text = '---\ntitle: "On piers"\ndate: 2026-05-03\ntags: [a, &x b, *x]\n---\n\nMotion: Light them.\n\nAda: Yes.\nBob: No.\nAda: Yes!\n'
    debate = imported(text).debate
    assert (debate.title, debate.scenario.motion) == ("On piers", "Light them.")
    assert debate.created == datetime(2026, 5, 3, tzinfo=UTC)
    assert {turn.at for turn in debate.turns} == {debate.created}


def test_times_that_the_file_does_not_give_are_those_of_the_import_and_that_is_said() -> None:
    found = imported("Ada: Yes.\nBob: No.\nAda: Yes!\n")
    assert {turn.at for turn in found.debate.turns} == {NOON}
    assert {turn.started for turn in found.debate.turns} == {None}
    assert "The file gives no times of turns: all have the moment of the import." in found.account.notes


def test_a_side_behind_a_name_is_a_side() -> None:
    debate = imported("Ada (pro): Yes.\nBob (con): No.\nAda (pro): Yes!\n").debate
    assert [(seat.persona.display_name, seat.side) for seat in debate.cast] == [("Ada", "pro"), ("Bob", "con")]


def test_what_stands_behind_a_bold_name_is_a_side_a_time_or_words() -> None:
    text = "**Ada** (00:12)\nHello.\n\n**Bob** · against\nNo.\n\n**Ada** - I think so.\n\n**Bob** (laughing) Oh.\n"
    debate = imported(text).debate
    assert said(debate) == [("Ada", "Hello."), ("Bob", "No."), ("Ada", "- I think so."), ("Bob", "(laughing) Oh.")]
    assert debate.turns[0].started == NOON + timedelta(seconds=12)
    assert debate.seat("bob").side == "against"


def test_a_moderator_moderates() -> None:
    debate = imported("Moderator: Welcome.\nAda: Yes.\nModerator: Thank you.\n").debate
    assert debate.moderator.persona.display_name == "Moderator"
    assert [seat.name for seat in debate.debaters] == ["ada"]


def test_a_text_without_names_is_refused_and_a_guess_is_called_one() -> None:
    with pytest.raises(NotATranscript, match=r"talk.md:1: names nobody who speaks.*Begin each turn with"):
        imported("Once upon a time there was a pier.\nIt was dark.\n")
    assert imported("## Ada\n\nYes.\n\n## Bob\n\nNo.\n").account.guessed
    assert not imported("Ada: Yes.\nBob: No.\nAda: Yes!\n").account.guessed


def test_names_in_other_letters_have_seats_of_their_own() -> None:
    debate = imported("Αδα: Ναι.\n李明: 不。\nΑδα: Ναι.\n").debate
    assert [seat.persona.display_name for seat in debate.cast] == ["Αδα", "李明"]
    assert len({seat.name for seat in debate.cast}) == 2


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(BadFile, match="is empty"):
        imported(" \n\n")
